# SPDX-License-Identifier: Apache-2.0
"""A second opinion on verdicts, written from the manual and sharing no line with the program.

It knows what policies/duck needs and refuses everything else: an oracle that guesses is worth nothing.
"""

import calendar
import re
from collections import namedtuple
from datetime import date, timedelta
from pathlib import Path

import yaml

OPEN = date.max  # later than any day: "until further notice"
FILLERS = {"0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1970-01-01", "2099-12-31",
           "2999-12-31", "9999-12-31"}

# A moment: `day` is a date, OPEN for "not yet", or None when unknown; `reason` says why it is unknown.
Moment = namedtuple("Moment", "day reason", defaults=[None])
# What one keeper says of one cell: alive (day = last day), unknown (reason), ended (day = first day without it).
Voice = namedtuple("Voice", "state day reason", defaults=[None, None])
Verdict = namedtuple("Verdict", "verdict day because reason used_until")


class Refused(Exception):
    """The input asks for something that this oracle does not know."""


def only(mapping, *known):
    unknown = set(mapping) - set(known)
    if unknown:
        raise Refused(f"unknown here: {', '.join(sorted(unknown))}")
    return mapping


def load(path):
    return yaml.load(Path(path).read_text(encoding="utf-8"), yaml.BaseLoader)


# --- the calendar ----------------------------------------------------------------------------------------------------

def add_period(day, text):
    """The last day of a period from `day`: months first and clamped to the month's end, then days."""
    months = days = 0
    for number, unit in re.findall(r"(\d+) (year|month|week|day)s?", text):
        months += int(number) * {"year": 12, "month": 1}.get(unit, 0)
        days += int(number) * {"week": 7, "day": 1}.get(unit, 0)
    if not re.fullmatch(r"(\d+ (year|month|week|day)s? ?)+", text):
        raise Refused(f"not a period: {text}")
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    length = calendar.monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, length)) + timedelta(days=days)


def read_date(text, pattern):
    """(day, None) or (None, why not); `pattern` such as dd-MM-yyyy."""
    if text is None:
        return None, "no_date"
    shape = re.escape(pattern)
    for letters, digits in [("yyyy", r"(?P<y>\d{4})"), ("MM", r"(?P<m>\d\d)"), ("dd", r"(?P<d>\d\d)")]:
        shape = shape.replace(letters, digits)
    found = re.fullmatch(shape, text)
    if not found:
        swapped = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})", text)
        if swapped and swapped[1] != swapped[2] and all(1 <= int(number) <= 12 for number in swapped.groups()[:2]):
            return None, "ambiguous_date"
        return None, "invalid_date"
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None, "invalid_date"
    return (None, "sentinel_date") if day.isoformat() in FILLERS else (day, None)


# --- the records -----------------------------------------------------------------------------------------------------

class Record:
    def __init__(self, kind, key, links, cells, date_pattern):
        self.kind, self.key, self.links, self.cells, self.date_pattern = kind, key, links, cells, date_pattern

    def date(self, field):
        return read_date(self.cells.get(field), self.date_pattern)


class World:
    """A policy, the records that it judges, and the day."""

    def __init__(self, policy, records, as_of, look_ahead):
        self.policy, self.as_of, self.look_ahead = policy, as_of, look_ahead
        self.records = {(record.kind, record.key): record for record in records}
        only(policy, "compliance", "policy", "title", "zone", "controller", "in_force", "records", "moments",
             "ceilings", "purposes", "recipients", "operators", "cadence", "limits")
        for purpose in policy["purposes"].values():
            only(purpose, "basis", "interest", "assessment", "kind", "channels", "applies_when", "needs", "use_until",
                 "keep")
        for moment in policy["moments"].values():
            only(moment, "of", "date", "not_yet_when", "not_before", "resumed_on")

    def paths(self, record):
        """Each way up from `record`: the records on it by type, and why it ends: `top`, `blank` or `broken`."""
        above = self.policy["records"][record.kind].get("belongs_to")
        if above is None:
            return [({record.kind: record}, "top")]
        if not record.links:
            return [({record.kind: record}, "blank")]
        result = []
        for key in record.links:
            parent = self.records.get((above, key))
            if parent is None:
                result.append(({record.kind: record}, "broken"))
            else:
                result += [({record.kind: record, **path}, end) for path, end in self.paths(parent)]
        return result

    def condition(self, record, field, words):
        """True, False, or the reason why nobody knows."""
        word = record.cells.get(field)
        if word is None:
            return "no_word"
        if word not in self.policy["records"][record.kind]["fields"][field]["values"]:
            return "unknown_word"
        return word in ([words] if isinstance(words, str) else words)

    def moment(self, name, path):
        declared = self.policy["moments"][name]
        record = path[declared["of"]]
        day, reason = record.date(declared["date"])
        if day and "resumed_on" in declared:
            resumed, why_not = record.date(declared["resumed_on"])
            if resumed and resumed >= day:
                day, reason = None, "no_date"
            elif why_not not in (None, "no_date"):
                return Moment(None, why_not)
        if day and "not_before" in declared:
            earliest, _ = record.date(declared["not_before"])
            if earliest and day < earliest:
                return Moment(None, "implausible_date")
        (field, words), = declared["not_yet_when"].items()
        not_yet = self.condition(record, field, words)
        if day:
            return Moment(None, "contradiction") if not_yet is True and day < self.as_of else Moment(day)
        if reason != "no_date":
            return Moment(None, reason)
        if not_yet is True:
            return Moment(OPEN)
        return Moment(None, "no_date" if not_yet is False else not_yet)

    def types_needed(self, purpose, kind):
        """The record types that a path must reach for this purpose to have a say."""
        names = [purpose[key] for key in ["use_until"] if key in purpose]
        names += [purpose["keep"]["after"]] if "keep" in purpose else []
        names += [ceiling["after"] for ceiling in self.policy["ceilings"] if kind in ceiling["covers"]]
        types = {self.policy["moments"][name]["of"] for name in names}
        return types | {key.split(".")[0] for key in purpose.get("applies_when", {})}

    def applies(self, purpose, path):
        for name, words in purpose.get("applies_when", {}).items():
            kind, field = name.split(".")
            return self.condition(path[kind], field, words)
        return True

    def storage(self, purpose, kind, path):
        """What `purpose` says of cells of `kind` over one path."""
        applies = self.applies(purpose, path)
        if applies is not True:
            return Voice("unknown", reason=applies) if applies else None
        keep = purpose.get("keep") or {"for": "0 days", "after": purpose["use_until"]}
        moment = self.moment(keep["after"], path)
        if moment.day is None:
            return Voice("unknown", reason=moment.reason)
        last = OPEN if moment.day == OPEN else add_period(moment.day, keep["for"])
        if last < self.as_of:
            return Voice("ended", last + timedelta(days=1))
        passed = False
        for ceiling in self.policy["ceilings"]:
            if kind not in ceiling["covers"]:
                continue
            moment = self.moment(ceiling["after"], path)
            if moment.day is None:
                return Voice("unknown", reason=moment.reason)
            if moment.day == OPEN:
                continue
            highest = add_period(moment.day, ceiling["at_most"])
            last = min(last, highest)
            ahead = moment.day <= self.as_of and highest < add_period(self.as_of, self.look_ahead)
            passed = passed or highest < self.as_of or ahead
        return Voice("ended", last + timedelta(days=1)) if passed else Voice("alive", last)

    def use(self, purpose, path):
        """The last day of use over one path; None when it does not apply or nobody knows."""
        if self.applies(purpose, path) is not True:
            return None
        if "use_until" in purpose:
            return self.moment(purpose["use_until"], path).day
        moment = self.moment(purpose["keep"]["after"], path).day
        return moment if moment in (None, OPEN) else add_period(moment, purpose["keep"]["for"])

    def voice(self, purpose, record):
        """Over several paths: alive wins with the latest day, then unknown, then ended with the latest day."""
        voices, uses = [], []
        needed = self.types_needed(purpose, record.kind)
        for path, end in self.paths(record):
            if needed <= path.keys():
                voices.append(self.storage(purpose, record.kind, path))
                uses.append(self.use(purpose, path))
            elif end == "broken":
                voices.append(Voice("unknown", reason="broken_link"))
        for state in ["alive", "unknown", "ended"]:
            matching = [voice for voice in voices if voice and voice.state == state]
            if matching:
                return max(matching, key=lambda voice: voice.day or date.min), max(filter(None, uses), default=None)
        return None, None

    def verdict(self, record, field):
        alive, unknown, ended, used_until = {}, [], [], {}
        for name, purpose in self.policy["purposes"].items():
            if f"{record.kind}.{field}" not in purpose["needs"]:
                continue
            voice, use = self.voice(purpose, record)
            if use:
                used_until[name] = use
            if voice is None:
                continue
            if voice.state == "alive":
                alive[name] = voice.day
            elif voice.state == "unknown":
                unknown.append(voice.reason)
            else:
                ended.append(voice.day)
        if alive:
            return Verdict("keep", max(alive.values()), set(alive), None, used_until)
        if unknown:
            return Verdict("undecided", None, None, unknown[0], used_until)
        if ended:
            return Verdict("due", max(ended), None, None, used_until)
        return Verdict("unfounded", None, None, None, used_until)
