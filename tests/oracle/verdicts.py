# SPDX-License-Identifier: Apache-2.0
"""A second opinion on verdicts, slow and plain: written from compliance-policy(5) and sharing no line with the program.

It refuses what it does not know: an oracle that guesses is worth nothing.
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
DIGITS = {"yyyy": r"(?P<y>\d{4})", "MM": r"(?P<m>\d\d)", "M": r"(?P<m>\d\d?)", "dd": r"(?P<d>\d\d)",
          "d": r"(?P<d>\d\d?)", "HH": r"([01]\d|2[0-3])", "mm": r"[0-5]\d", "ss": r"[0-5]\d"}

# What a policy says about the organisation and its dealings with people: no verdict reads it.
STATEMENT = ("dpo", "authority", "notices", "jurisdictions", "contact_points", "systems", "tenants", "sources",
             "forbidden", "profiling", "anonymisation", "disclosures", "promises", "rights", "cooling_off",
             "if_not_provided", "cookies", "security", "backups", "breach")

# A moment: `day` is a date, OPEN for "not yet", or None when unknown; `reason` says why it is unknown.
Moment = namedtuple("Moment", "day reason", defaults=[None])
BROKEN = Moment(None, "broken_link")
# What one keeper says of one cell: alive (day = last day), unknown (reason), ended (day = last day).
Voice = namedtuple("Voice", "state day reason", defaults=[None, None])
# `day`: keep until, due since. `because`: those that are alive, may be alive, or have ended. `reason`: of the first
# keeper that may be alive; `reasons`: of all of them. `early`: due by look-ahead alone.
Verdict = namedtuple("Verdict", "verdict day because reason used_until early reasons",
                     defaults=[None, frozenset(), None, {}, False, frozenset()])


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
    """(day, None) or (None, why not); `pattern` such as dd-MM-yyyy or d/M/yyyy."""
    if text is None:
        return None, "no_date"
    shape = re.sub("yyyy|MM?|dd?|HH|mm|ss", lambda letters: DIGITS[letters[0]], re.escape(pattern))
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
    """`links`: the keys of the records that it belongs to. `cells`: the fields that hold something; a text where the
    export says a word that nobody mapped is one that the policy does not have."""

    def __init__(self, kind, key, links, cells, date_pattern):
        self.kind, self.key, self.links, self.cells, self.date_pattern = kind, key, links, cells, date_pattern

    def date(self, field):
        return read_date(self.cells.get(field), self.date_pattern)


class World:
    """A policy, the records that it judges, and the day."""

    def __init__(self, policy, records, as_of, look_ahead):
        self.policy, self.as_of = policy, as_of
        self.next_run = add_period(as_of, look_ahead) if look_ahead else None
        self.records = {(record.kind, record.key): record for record in records}
        only(policy, "compliance", "policy", "title", "zone", "controller", "in_force", "records", "moments",
             "ceilings", "purposes", "duties", "recipients", "operators", "cadence", "limits", *STATEMENT)
        for purpose in policy["purposes"].values():
            only(purpose, "title", "basis", "interest", "assessment", "law", "consent", "topics", "from",
                 "compatible_with", "kind", "channels", "applies_when", "needs", "use_until", "keep")
        for duty in policy.get("duties", {}).values():
            only(duty, "law", "covers", "applies_when", "keep")
        for moment in policy.get("moments", {}).values():
            only(moment, "of", "date", "not_yet_when", "not_before", "resumed_on", "latest", "earliest")

    def types_above(self, kind):
        above = self.policy["records"][kind].get("belongs_to")
        return [above] + self.types_above(above) if above else []

    def paths(self, record):
        """Each way up from `record`: what stands for each record type, a record or BROKEN; a type that is missing
        stands for no linked record."""
        types = self.types_above(record.kind)
        ways = []
        for key in record.links if types else []:
            parent = self.records.get((types[0], key))
            if parent is None:
                ways.append(dict.fromkeys(types, BROKEN))
            else:
                ways += self.paths(parent)
        return [{record.kind: record, **way} for way in ways or [{}]]

    # --- moments and conditions: None when there is no linked record ---

    def condition(self, kind, field, words, path):
        """True, False, None, or the reason why nobody knows."""
        record = path.get(kind)
        if record is None or record is BROKEN:
            return record and BROKEN.reason
        word = record.cells.get(field)
        if word is None:
            return "no_word"
        if word not in self.policy["records"][kind]["fields"][field]["values"]:
            return "unknown_word"
        return word in ([words] if isinstance(words, str) else words)

    def moment(self, name, path):
        declared = self.policy["moments"][name]
        for several in {"latest", "earliest"} & declared.keys():
            values = [self.moment(each, path) for each in declared[several]]
            return getattr(self, several)([value for value in values if value])
        record = path.get(declared["of"])
        return self.own_moment(declared, record, path) if isinstance(record, Record) else record

    @staticmethod
    def latest(values):
        unknown = [value for value in values if value.day is None]
        if any(value.day == OPEN for value in values):
            return Moment(OPEN)
        return unknown[0] if unknown else max(values, default=None)

    @staticmethod
    def earliest(values):
        unknown = [value for value in values if value.day is None]
        return unknown[0] if unknown else min(values, default=None)

    def own_moment(self, declared, record, path):
        day, reason = record.date(declared["date"])
        if reason not in (None, "no_date"):
            return Moment(None, reason)
        came_back = False
        if "resumed_on" in declared:
            resumed, reason = record.date(declared["resumed_on"])
            if reason not in (None, "no_date"):
                return Moment(None, reason)
            if day and resumed and resumed >= day:
                day, came_back = None, True
        not_yet = False
        for field, words in declared.get("not_yet_when", {}).items():
            not_yet = self.condition(record.kind, field, words, path)
        if day is None:
            gone = "contradiction" if came_back else "no_date"
            return Moment(OPEN) if not_yet is True else Moment(None, not_yet or gone)
        if "not_before" in declared:
            first, reason = record.date(declared["not_before"])
            if reason not in (None, "no_date"):
                return Moment(None, reason)
            if first and day < first:
                return Moment(None, "implausible_date")
        denied = "not_yet_when" in declared and not_yet is False and day > self.as_of
        return Moment(None, "contradiction") if denied or (not_yet is True and day < self.as_of) else Moment(day)

    # --- keepers ---

    def keepers(self, kind, field):
        """Those that cover a field, in the order in which a verdict names them."""
        for name, duty in self.policy.get("duties", {}).items():
            if f"{kind}.{field}" in duty["covers"]:
                yield name, duty
        for name, purpose in self.policy["purposes"].items():
            if f"{kind}.{field}" in purpose["needs"]:
                yield name, purpose

    def applies(self, keeper, path):
        for name, words in keeper.get("applies_when", {}).items():
            kind, field = name.split(".")
            return self.condition(kind, field, words, path)
        return True

    def last_day(self, keep, day):
        if day == OPEN:
            return OPEN
        if keep.get("counted") == "from_year_end":
            day = date(day.year, 12, 31)
        return add_period(day, keep["for"])

    def storage(self, keeper, kind, path):
        """What `keeper` says of cells of `kind` over one path; None when it does not apply."""
        applies = self.applies(keeper, path)
        if applies is not True:
            return Voice("unknown", reason=applies) if applies else None
        keep = keeper.get("keep") or {"for": "0 days", "after": keeper["use_until"]}
        moment = self.moment(keep["after"], path)
        if moment is None:
            return None
        days = [self.last_day(keep, moment.day)] if moment.day else []
        reasons = [moment.reason] if moment.reason else []
        over = bool(days) and days[0] < self.as_of
        for ceiling in self.policy.get("ceilings", []) if "covers" not in keeper else []:
            moment = self.moment(ceiling["after"], path) if kind in ceiling["covers"] else None
            if moment is None or moment.day == OPEN:
                continue
            if moment.day is None:
                reasons.append(moment.reason)
                continue
            days.append(add_period(moment.day, ceiling["at_most"]))
            comes = moment.day <= self.as_of and self.next_run and days[-1] < self.next_run
            over = over or days[-1] < self.as_of or comes
        if over:  # whatever else is unknown: nothing lives past its own end or a ceiling
            return Voice("ended", min(days))
        return Voice("unknown", reason=reasons[0]) if reasons else Voice("alive", min(days))

    def use(self, keeper, kind, path):
        """The last day of use over one path; None when it does not apply or nobody knows."""
        voice = self.storage(keeper, kind, path)
        if self.applies(keeper, path) is not True or voice is None:
            return None
        days = [voice.day] if voice.day else []
        if "use_until" in keeper:
            moment = self.moment(keeper["use_until"], path)
            if moment is None or moment.day is None:
                return None
            days.append(moment.day)
        return min(days, default=None)

    def voice(self, keeper, record):
        """Over several paths: alive wins with the latest day, then unknown, then ended with the latest day."""
        voices = [self.storage(keeper, record.kind, path) for path in self.paths(record)]
        for state in ["alive", "unknown", "ended"]:
            matching = [voice for voice in voices if voice and voice.state == state]
            if matching:
                return max(matching, key=lambda voice: voice.day or date.min)
        return None

    def verdict(self, record, field):
        voices, used_until = {}, {}
        for name, keeper in self.keepers(record.kind, field):
            voices[name] = self.voice(keeper, record)
            used = [self.use(keeper, record.kind, path) for path in self.paths(record)]
            used_until[name] = max(filter(None, used), default=None)

        def those(state):
            return {name: voice for name, voice in voices.items() if voice and voice.state == state}

        if alive := those("alive"):
            return Verdict("keep", max(voice.day for voice in alive.values()), set(alive), None, used_until)
        if unknown := those("unknown"):
            reasons = [voice.reason for voice in unknown.values()]
            return Verdict("undecided", None, set(unknown), reasons[0], used_until, reasons=set(reasons))
        if ended := those("ended"):
            last = max(voice.day for voice in ended.values())
            return Verdict("due", last + timedelta(days=1), set(ended), None, used_until, early=last >= self.as_of)
        return Verdict("unfounded", used_until=used_until)

    # --- whole records ---

    def clock_fields(self, kind):
        """The fields that some moment or condition reads: other verdicts are computed from them."""
        fields = set()
        for declared in self.policy.get("moments", {}).values():
            if declared["of"] == kind:
                fields |= {declared[key] for key in ("date", "not_before", "resumed_on") if key in declared}
                fields |= declared.get("not_yet_when", {}).keys()
        for keeper in [*self.policy.get("duties", {}).values(), *self.policy["purposes"].values()]:
            for name in keeper.get("applies_when", {}):
                if name.split(".")[0] == kind:
                    fields.add(name.split(".")[1])
        return fields

    def kinds_read(self, keeper, kind):
        """The types of record that are read to say whether `keeper` keeps cells of `kind`."""
        moments = [(keeper.get("keep") or {"after": keeper.get("use_until")})["after"], keeper.get("use_until")]
        if "covers" not in keeper:
            moments += [each["after"] for each in self.policy.get("ceilings", []) if kind in each["covers"]]
        kinds = {name.split(".")[0] for name in keeper.get("applies_when", {})}
        for name in filter(None, moments):
            declared = self.policy["moments"][name]
            several = declared.get("latest") or declared.get("earliest") or [name]
            kinds |= {self.policy["moments"][each]["of"] for each in several}
        return kinds

    def mark_needed(self, record, needed, undecided):
        """What may keep a cell of this record is decided by the records above it on that path. While it is undecided,
        every path may still count."""
        for path in self.paths(record):
            for keeper in [keeper for field in record.cells for _, keeper in self.keepers(record.kind, field)]:
                voice = self.storage(keeper, record.kind, path)
                if undecided or (voice and voice.state in ("alive", "unknown")):
                    kinds = [record.kind] + self.types_above(record.kind)
                    top = max(map(kinds.index, self.kinds_read(keeper, record.kind)))  # and whose links lead there
                    needed.update((each.kind, each.key) for each in map(path.get, kinds[1:top + 1])
                                  if isinstance(each, Record))

    def plan(self):
        """The effect on each record that has one: {(kind, key): (action, fields, due since, early, ended keepers)}."""
        effects, linked, needed = {}, set(), set()
        for record in sorted(self.records.values(), key=lambda each: -len(self.types_above(each.kind))):
            me = record.kind, record.key
            verdicts = {field: self.verdict(record, field) for field in record.cells}
            due = {field: one for field, one in verdicts.items() if one.verdict == "due"}
            whole = due.keys() == verdicts.keys() and me not in needed
            if not whole:  # what clocks read lasts as long as what they decide
                due = {field: one for field, one in due.items() if field not in self.clock_fields(record.kind)}
            if due:
                decisive = (max if whole else min)(due.values(), key=lambda one: one.day)
                action = "reduce" if not whole else "stub" if me in linked else "remove"
                effects[me] = (action, set(due) if not whole else None, decisive.day, decisive.early,
                               set().union(*(one.because for one in due.values())))
            if not due or not whole:  # it stays, and so do its links
                linked.update((kind, key) for kind in self.types_above(record.kind)[:1] for key in record.links)
                self.mark_needed(record, needed, any(one.verdict == "undecided" for one in verdicts.values()))
        return effects
