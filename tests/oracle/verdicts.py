# SPDX-License-Identifier: Apache-2.0
"""A second opinion on verdicts, slow and plain: written from compliance-policy(5) and sharing no line with the program.

It refuses what it does not know: an oracle that guesses is worth nothing.
"""

import calendar
import functools
import re
from collections import namedtuple
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

OPEN = date.max  # later than any day: "until further notice"
FILLERS = {"0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1970-01-01", "2099-12-31",
           "2999-12-31", "9999-12-31"}
DIGITS = {"yyyy": r"(?P<y>\d{4})", "MM": r"(?P<m>\d\d)", "M": r"(?P<m>\d\d?)", "dd": r"(?P<d>\d\d)",
          "d": r"(?P<d>\d\d?)", "HH": r"(?P<hour>[01]\d|2[0-3])", "H": r"(?P<hour>[01]?\d|2[0-3])",
          "mm": r"(?P<minute>[0-5]\d)", "ss": r"(?P<second>[0-5]\d)", "SSS": r"\d{3}",
          "XXX": r"(?P<offset>Z|[+-]\d\d:\d\d)", "XX": r"(?P<offset>Z|[+-]\d{4})"}

# What a policy says about the organisation and its dealings with people: no verdict reads it.
STATEMENT = ("dpo", "authority", "notices", "jurisdictions", "contact_points", "systems", "tenants", "sources",
             "forbidden", "profiling", "anonymisation", "disclosures", "promises", "rights", "cooling_off",
             "if_not_provided", "cookies", "security", "backups", "breach")
# What a purpose or an instruction has besides its cells and its clocks.
NOT_CLOCKS = ("title", "basis", "interest", "assessment", "kind", "channels", "law", "consent", "topics", "from",
              "compatible_with", "of", "reference")
# The statutory duties that a policy can name; all are counted from the end of the year, these from that of the book
# year.
BY_BOOK_YEAR = ("nl-fiscal", "nl-bw2-10", "nl-bw3-15i")
STATUTORY = {"nl-fiscal": "7 years", "nl-real-estate": "9 years", "nl-bw2-10": "7 years", "nl-bw3-15i": "7 years",
             "nl-wage": "5 years", "eu-oss": "10 years"}
# A moment: `day` is a date, OPEN for "not yet", or None when unknown; then `reasons` say why, any of them.
Moment = namedtuple("Moment", "day reasons", defaults=[()])
# What one keeper says of one cell: alive (day = last day), unknown (reasons), ended (day = last day).
Voice = namedtuple("Voice", "state day reasons", defaults=[None, ()])
# `day`: keep until, due since. `because`: those that are alive, may be alive, or have ended. `reason`: the first of the
# first keeper that may be alive; `reasons`: all of all of them, with their places. `early`: due by look-ahead alone.
Verdict = namedtuple("Verdict", "verdict day because reason used_until early reasons",
                     defaults=[None, frozenset(), None, {}, False, frozenset()])


class Refused(Exception):
    """The input asks for something that this oracle does not know."""


class Reason(str):
    """Why something is not known, and where: (record type, key, field); the field is None for a link."""

    def __new__(cls, why, place):
        made = super().__new__(cls, why)
        made.place = place
        return made


class Lost(Moment):
    """What stands on a path for records that a broken link hides: unknown, whatever it is."""

    @classmethod
    def behind(cls, record):
        field = None if record.merged_into is None else "merged into"
        return cls(None, (Reason("broken_link", (record.kind, record.key, field)),))


class Way(dict):
    """One way up: by record type what stands there. `own` is the record at its bottom, for which another may speak."""

    def __init__(self, own, *steps, **named):
        super().__init__(*steps, **named)
        self.own = own


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


def first_of_next_year(day, ends):
    """The day after the year that `day` lies in, where years end on `ends`: MM-DD; at the end of February, all of it."""
    month, number = (int(part) for part in ends.split("-"))
    for year in (day.year, day.year + 1):
        length = calendar.monthrange(year, month)[1]
        end = date(year, month, length if month == 2 and number >= 28 else number)
        if end >= day:
            return end + timedelta(days=1)
    raise AssertionError("a year has one end")


@functools.cache
def shape_of(pattern):
    return re.compile(re.sub("yyyy|MM?|dd?|HH?|mm|ss|SSS|XXX?", lambda letters: DIGITS[letters[0]], re.escape(pattern)))


def read_date(text, pattern, written="", calendar_zone="UTC"):
    """(day, None) or (None, why not); `pattern` such as dd-MM-yyyy or d/M/yyyy. A time that is `written` in a zone, or
    has an offset, is the day that it is in the zone whose calendar counts."""
    if text is None:
        return None, "no_date"
    found = shape_of(pattern).fullmatch(text)
    if not found:
        swapped = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})", text)
        if swapped and swapped[1] != swapped[2] and all(1 <= int(number) <= 12 for number in swapped.groups()[:2]):
            return None, "ambiguous_date"
        return None, "invalid_date"
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None, "invalid_date"
    if reason := nobody_means(day):
        return None, reason
    parts = found.groupdict()
    time = datetime(day.year, day.month, day.day, *(int(parts.get(each) or 0) for each in ["hour", "minute", "second"]))
    if parts.get("offset"):
        sign, digits = parts["offset"][0], parts["offset"][1:].replace(":", "") or "0000"
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        instants = [(time + offset if sign == "-" else time - offset).replace(tzinfo=timezone.utc)]
    elif written:
        # A time that clocks show twice is two instants; one that they pass over comes back as another.
        local = [time.replace(tzinfo=ZoneInfo(written), fold=fold) for fold in (0, 1)]
        instants = [each.astimezone(timezone.utc) for each in local]
        instants = [each for each in instants if each.astimezone(ZoneInfo(written)).replace(tzinfo=None) == time]
    else:
        return day, None
    days = {each.astimezone(ZoneInfo(calendar_zone)).date() for each in instants}
    if len(days) != 1:
        return None, "ambiguous_date" if days else "invalid_date"
    day = days.pop()
    return (None, nobody_means(day)) if nobody_means(day) else (day, None)


def nobody_means(day):
    """Why a day cannot be meant: systems write it for "none", or no record is so old or so far ahead."""
    if day.isoformat() in FILLERS:
        return "sentinel_date"
    return None if 1800 <= day.year <= 2100 else "invalid_date"


# --- the records -----------------------------------------------------------------------------------------------------

class Record:
    """`links`: the keys of the records that it belongs to. `cells`: the fields that hold something; a text where the
    export says a word that nobody mapped is one that the policy does not have. `key_field`: the field that is the key,
    if one is. `dates`: the form in which all are written, or (form, zone) by field.
    `merged_into`: the key of the record that speaks for this one. `link_is_key`: the key is what it links by."""

    def __init__(self, kind, key, links, cells, dates, key_field=None, zone="UTC", merged_into=None,
                 link_is_key=False):
        self.kind, self.key, self.links, self.cells, self.dates = kind, key, links, cells, dates
        self.key_field, self.zone, self.merged_into, self.link_is_key = key_field, zone, merged_into, link_is_key

    def why(self, reason, field):
        return Reason(reason, (self.kind, self.key, field))

    def date(self, field):
        form, written = (self.dates, "") if isinstance(self.dates, str) else self.dates[field]
        day, reason = read_date(self.cells.get(field), form, written, self.zone)
        return day, reason and self.why(reason, field)


def remembered(method):
    """A method of World that is asked the same thing many times. What it is asked about lives as long as the world."""
    @functools.wraps(method)
    def answer(self, *asked):
        known = (method, *(each if isinstance(each, str) else id(each) for each in asked))
        if known not in self.answers:
            self.answers[known] = method(self, *asked)
        return self.answers[known]
    return answer


class World:
    """A policy, the records that it judges, the day, and what the state says of some records: `holds`, the names of those
    that keep a record and all below it, and `cancelled`, for whom which keepers end: (names, from, through or None)."""

    def __init__(self, policy, records, as_of, look_ahead, holds=None, cancelled=None):
        self.holds, self.cancelled = holds or {}, cancelled or {}
        self.policy, self.as_of = policy, as_of
        self.next_run = add_period(as_of, look_ahead) if look_ahead else None
        self.records = {(record.kind, record.key): record for record in records}
        self.answers = {}
        only(policy, "compliance", "policy", "title", "zone", "book_year_ends", "controller", "in_force", "records", "moments",
             "ceilings", "purposes", "duties", "instructions", "recipients", "operators", "cadence", "limits",
             *STATEMENT)
        # In the order in which a verdict names them; a duty has "covers".
        self.all_keepers = {name: self.whole_duty(duty) for name, duty in policy.get("duties", {}).items()}
        for name, other in [*policy.get("instructions", {}).items(), *policy["purposes"].items()]:
            self.all_keepers[name] = only(other, *NOT_CLOCKS, "applies_when", "needs", "use_until", "keep")
        for moment in policy.get("moments", {}).values():
            only(moment, "of", "title", "date", "not_yet_when", "not_before", "resumed_on", "latest", "earliest")

    @staticmethod
    def whole_duty(duty):
        """With what the law says, where a duty names it."""
        only(duty, "title", "law", "from", "covers", "applies_when", "via", "keep", "after")
        if "from" not in duty:
            return duty
        after = duty["after"] if "after" in duty else only(duty["keep"], "after")["after"]
        counted = "from_book_year_end" if duty["from"] in BY_BOOK_YEAR else "from_year_end"
        return {**duty, "keep": {"for": STATUTORY[duty["from"]], "after": after, "counted": counted}}

    @remembered
    def types_above(self, kind):
        above = self.policy["records"][kind].get("belongs_to")
        return [above] + self.types_above(above) if above else []

    @remembered
    def paths(self, record):
        """Each way up from `record`: what stands for each record type, a record or Lost; a type that is missing
        stands for no linked record."""
        types = self.types_above(record.kind)
        if record.merged_into is not None:
            speaker = self.merge_chain(record)[-1]
            if speaker is None:
                return [Way(record, dict.fromkeys([record.kind, *types], Lost.behind(record)))]
            return [Way(record, path) for path in self.paths(speaker)]
        ways = []
        for key in record.links if types else []:
            parent = self.records.get((types[0], key))
            speaker = self.merge_chain(parent)[-1] if parent else None
            if speaker is None:
                ways.append(dict.fromkeys(types, Lost.behind(parent or record)))
            else:
                ways += self.paths(speaker)
        return [Way(record, {record.kind: record, **way}) for way in ways or [{}]]

    def merge_chain(self, record):
        """The record, those that it was merged into, and last who speaks for it: None where nobody does."""
        chain = [record]
        while chain[-1] is not None and chain[-1].merged_into is not None:
            following = self.records.get((record.kind, chain[-1].merged_into))
            chain.append(None if following in chain else following)
        return chain

    @remembered
    def paths_below(self, kind, top):
        """Each way up from a record of type `kind` that leads to the record `top`."""
        return [path for record in self.records.values() if record.kind == kind for path in self.paths(record)
                if path.get(top.kind) is top]

    @remembered
    def lost_below(self, kind, top_kind):
        """Each way up from a record of type `kind` that breaks before a `top_kind`: it may belong to any of them."""
        return [path for record in self.records.values() if record.kind == kind for path in self.paths(record)
                if isinstance(path.get(top_kind), Lost)]

    def may_count(self, declared, keeps, known, value):
        """Whether what may belong to anybody could let a duty live that ends after all that is known."""
        known = self.combine(declared, known)
        if value is None or (known and "latest" not in declared):
            return False
        return any(self.lives(keep, value) and not self.lives(keep, known) for keep in keeps)

    def lives(self, keep, moment):
        return moment is not None and (moment.day is None or self.last_day(keep, moment.day) >= self.as_of)

    @remembered
    def duties_from(self, name):
        """The clocks of the duties that count from a moment, itself or by way of another. To a purpose a record that
        may belong to anybody says nothing: it allows to keep, and no more."""
        return [keeper["keep"] for keeper in self.all_keepers.values()
                if "covers" in keeper and name in self.made_of(keeper["keep"]["after"])]

    @remembered
    def made_of(self, name):
        declared = self.policy["moments"][name]
        parts = declared.get("latest") or declared.get("earliest") or []
        return {name}.union(*map(self.made_of, parts))

    # --- moments and conditions: None when there is no linked record ---

    def condition(self, kind, field, words, path):
        """True, False, None, or the reason why nobody knows."""
        record = path.get(kind)
        if record is None or isinstance(record, Lost):
            return record and record.reasons[0]
        word = record.cells.get(field)
        if word is None:
            return record.why("no_word", field)
        if word not in self.policy["records"][kind]["fields"][field]["values"]:
            return record.why("unknown_word", field)
        return word in ([words] if isinstance(words, str) else words)

    @remembered
    def moment(self, name, path):
        declared = self.policy["moments"][name]
        record = path.get(declared["of"])
        if "date" in declared:
            return self.own_moment(declared, record, path) if isinstance(record, Record) else record
        along, below = self.parts(name, path)
        collected = self.combine(declared, [value for _, _, value in below])
        return self.combine(declared, [value for _, value in along] + [collected])

    @remembered
    def parts(self, name, path):
        """What a moment is made of: (part, value) of the record and of those above it, and (part, path, value) for
        each path from below that leads to the record."""
        declared = self.policy["moments"][name]
        record, here = path.get(declared["of"]), [declared["of"], *self.types_above(declared["of"])]
        along, below, lost = [], [], []
        for part in declared.get("latest") or declared["earliest"]:
            kind = self.policy["moments"][part]["of"]
            if kind in here:
                along.append((part, self.moment(part, path)))
            elif isinstance(record, Record):
                below += [(part, way, self.moment(part, way)) for way in self.paths_below(kind, record)]
                if self.duties_from(name):
                    lost += [(part, way, self.moment(part, way)) for way in self.lost_below(kind, declared["of"])]
            else:
                along.append((part, record))  # nobody knows what hangs from it, or there is no such record
        known = [value for _, _, value in below]
        besides = [self.along(name, way) for way in self.paths(record)] if lost else []
        below += [(part, way, way[declared["of"]]) for part, way, value in lost
                  if any(self.may_count(declared, self.duties_from(name), known + each, value) for each in besides)]
        return along, below

    def along(self, name, path):
        """What a moment is made of besides what it collects."""
        declared = self.policy["moments"][name]
        here = [declared["of"], *self.types_above(declared["of"])]
        return [self.moment(part, path) for part in declared.get("latest") or declared["earliest"]
                if self.policy["moments"][part]["of"] in here]

    def combine(self, declared, values):
        values = [value for value in values if value]
        unknown = [value for value in values if value.day is None]
        reasons = tuple(reason for value in unknown for reason in value.reasons)
        if "latest" in declared and any(value.day == OPEN for value in values):
            return Moment(OPEN)
        if unknown:
            return Moment(None, reasons)
        return (max if "latest" in declared else min)(values, default=None)

    @remembered
    def via_top(self, keeper, kind):
        """The type of record for which a duty collects, by way of another, what keeps cells of `kind`; or None. Earlier
        versions of a record live with it."""
        chain = [kind, *self.types_above(kind)]
        if "via" not in keeper or keeper["via"] in chain:
            return None
        return next(each for each in chain if each in self.types_above(keeper["via"]))

    @remembered
    def collected_for_duty(self, duty, kind, top):
        """The moments of the records by way of which a duty covers `top`: (path, moment)."""
        def moments(paths):
            found = []
            for path in paths:
                moment = self.moment(duty["keep"]["after"], path)
                applies = self.applies(duty, duty["via"], path) if self.asks_below(duty, kind) else True
                if moment and applies:
                    found.append((path, moment if applies is True else Moment(None, (applies,))))
            return found

        found = moments(self.paths_below(duty["via"], top))
        known = [value for _, value in found]
        return found + [(path, path[top.kind]) for path, value in moments(self.lost_below(duty["via"], top.kind))
                        if self.may_count({"latest": ...}, [duty["keep"]], known, value)]

    @remembered
    def asks_below(self, keeper, kind):
        """Whether the condition of a duty is asked of each record by way of which it covers, not of the covered."""
        asked = [name.split(".")[0] for name in keeper.get("applies_when", {})]
        return bool(self.via_top(keeper, kind)) and any(each not in [kind, *self.types_above(kind)] for each in asked)

    def own_moment(self, declared, record, path):
        day, reason = record.date(declared["date"])
        if reason not in (None, "no_date"):
            return Moment(None, (reason,))
        came_back = False
        if "resumed_on" in declared:
            resumed, reason = record.date(declared["resumed_on"])
            if reason not in (None, "no_date"):
                return Moment(None, (reason,))
            if day and resumed and resumed >= day:
                day, came_back = None, True
        not_yet = False
        for field, words in declared.get("not_yet_when", {}).items():
            not_yet = self.condition(record.kind, field, words, path)
        if day is None:
            gone = "contradiction" if came_back else "no_date"
            return Moment(OPEN) if not_yet is True else Moment(None, (not_yet or record.why(gone, declared["date"]),))
        if "not_before" in declared:
            first, reason = record.date(declared["not_before"])
            if reason not in (None, "no_date"):
                return Moment(None, (reason,))
            if first and day < first:
                return Moment(None, (record.why("implausible_date", declared["date"]),))
        denied = "not_yet_when" in declared and not_yet is False and day > self.as_of
        contradicts = denied or (not_yet is True and day < self.as_of)
        return Moment(None, (record.why("contradiction", declared["date"]),)) if contradicts else Moment(day)

    # --- keepers ---

    @remembered
    def keepers(self, kind, field):
        """Those that cover a field, in the order in which a verdict names them."""
        original = self.policy["records"][kind].get("copies")
        return [(name, keeper) for name, keeper in self.all_keepers.items()
                if {f"{kind}.{field}", f"{original}.{field}"} & {*keeper.get("covers", keeper.get("needs"))}]

    @remembered
    def applies(self, keeper, kind, path):
        for name, words in keeper.get("applies_when", {}).items():
            if not self.asks_below(keeper, kind):
                asked, field = name.split(".")
                return self.condition(asked, field, words, path)
        return True

    def start(self, keeper, kind, path):
        """The moment from which the storage of cells of `kind` counts."""
        if top := self.via_top(keeper, kind):
            if not isinstance(path.get(top), Record):
                return path.get(top)
            collected = self.collected_for_duty(keeper, kind, path[top])
            return self.combine({"latest": ...}, [each for _, each in collected])
        return self.moment(keeper["keep"]["after"] if "keep" in keeper else keeper["use_until"], path)

    def last_day(self, keep, day):
        if day == OPEN:
            return OPEN
        ends = {"from_year_end": "12-31", "from_book_year_end": self.policy.get("book_year_ends", "12-31")}
        if keep.get("counted", "from_day") == "from_day":
            return add_period(day, keep["for"])
        # What is kept for years after a year is kept from the first day of the next one on.
        first = first_of_next_year(day, ends[keep["counted"]])
        return add_period(first, keep["for"]) - timedelta(days=1)

    @remembered
    def held_by(self, record):
        """The holds that keep a record: its own, those of everything above it, and those of what one of these was merged
        with."""
        names = {name for each in self.merged_with(record) for name in self.holds.get((each.kind, each.key), [])}
        speaker = self.merge_chain(record)[-1]
        for key in speaker.links if speaker else []:
            for above in self.types_above(record.kind)[:1]:
                parent = self.records.get((above, key))
                names |= self.held_by(parent) if parent else set()
        return names

    @remembered
    def merged_with(self, record):
        """Those for whom the same record speaks, and that one."""
        speaker = self.merge_chain(record)[-1]
        return [each for each in self.records.values() if each.kind == record.kind
                and (each is record or (speaker and self.merge_chain(each)[-1] is speaker))]

    def person(self, kind, path):
        """Whose cells those of `kind` are: of the first on the way up that is a person, or an organisation of one."""
        for each in [path.get(above) for above in [kind, *self.types_above(kind)]]:
            if isinstance(each, Record):
                declared = self.policy["records"][each.kind]
                (field, words), = declared.get("sole_trader_when", {None: []}).items()
                here = [each, path.own] if each.kind == kind else [each]
                words = [words] if isinstance(words, str) else words
                if declared["is"] == "person" or any(one.cells.get(field) in words for one in here):
                    return here[-1]
        return None

    def cancelled_through(self, keeper, kind, path):
        """The last day on which a keeper kept something for that person, if it has been cancelled since; or None."""
        person = self.person(kind, path)
        orders = self.cancelled.get((person.kind, person.key), []) if person and "covers" not in keeper else []
        return min((first - timedelta(days=1) for names, first, last in orders
                    if any(self.all_keepers[name] is keeper for name in names)
                    and first <= self.as_of and (last is None or self.as_of <= last)), default=None)

    @remembered
    def storage(self, keeper, kind, path):
        """What `keeper` says of cells of `kind` over one path; None when it does not apply. What is cancelled needs no
        date any more."""
        voice, through = self.clock(keeper, kind, path), self.cancelled_through(keeper, kind, path)
        if voice is None or through is None or (voice.state == "ended" and voice.day <= through):
            return voice
        return Voice("ended", through)

    def clock(self, keeper, kind, path):
        applies = self.applies(keeper, kind, path)
        if applies is not True:
            return Voice("unknown", reasons=(applies,)) if applies else None
        keep = keeper.get("keep") or {"for": "0 days"}
        moment = self.start(keeper, kind, path)
        if moment is None:
            return None
        days = [self.last_day(keep, moment.day)] if moment.day else []
        reasons = [moment.reasons] if moment.reasons else []
        over = bool(days) and days[0] < self.as_of
        for ceiling in self.policy.get("ceilings", []) if "covers" not in keeper else []:
            moment = self.moment(ceiling["after"], path) if kind in ceiling["covers"] else None
            if moment is None or moment.day == OPEN:
                continue
            if moment.day is None:
                reasons.append(moment.reasons)
                continue
            days.append(add_period(moment.day, ceiling["at_most"]))
            comes = moment.day <= self.as_of and self.next_run and days[-1] < self.next_run
            over = over or days[-1] < self.as_of or comes
        if over:  # whatever else is unknown: nothing lives past its own end or a ceiling
            return Voice("ended", min(days))
        return Voice("unknown", reasons=reasons[0]) if reasons else Voice("alive", min(days))

    @remembered
    def use(self, keeper, kind, path):
        """The last day of use over one path; None when it does not apply or nobody knows."""
        voice = self.storage(keeper, kind, path)
        if self.applies(keeper, kind, path) is not True or voice is None:
            return None
        days = [voice.day] if voice.day else []
        if "use_until" in keeper:
            moment = self.moment(keeper["use_until"], path)
            if moment is None or moment.day is None:
                return None
            days.append(moment.day)
        return min(days, default=None)

    @remembered
    def voice(self, keeper, record):
        """Over several paths: alive wins with the latest day, then unknown, then ended with the latest day."""
        voices = [self.storage(keeper, record.kind, path) for path in self.paths(record)]
        for state in ["alive", "unknown", "ended"]:
            matching = [voice for voice in voices if voice and voice.state == state]
            if matching:
                best = max(matching, key=lambda voice: voice.day or date.min)
                return best._replace(reasons=sum((voice.reasons for voice in matching), ()))
        return None

    @remembered
    def verdict(self, record, field):
        voices, used_until = {}, {}
        for name, keeper in self.keepers(record.kind, field):
            voices[name] = self.voice(keeper, record)
            used = [self.use(keeper, record.kind, path) for path in self.paths(record)]
            used_until[name] = max(filter(None, used), default=None)

        def those(state):
            return {name: voice for name, voice in voices.items() if voice and voice.state == state}

        if held := self.held_by(record):
            return Verdict("keep", OPEN, held | set(those("alive")), None, used_until)
        if alive := those("alive"):
            return Verdict("keep", max(voice.day for voice in alive.values()), set(alive), None, used_until)
        if unknown := those("unknown"):
            reasons = [reason for voice in unknown.values() for reason in voice.reasons]
            places = {(reason, reason.place) for reason in reasons}
            return Verdict("undecided", None, set(unknown), reasons[0], used_until, reasons=places)
        if ended := those("ended"):
            last = max(voice.day for voice in ended.values())
            return Verdict("due", last + timedelta(days=1), set(ended), None, used_until, early=last >= self.as_of)
        return Verdict("unfounded", used_until=used_until)

    # --- whole records ---

    @remembered
    def clock_fields(self, kind):
        """The fields that some moment or condition reads, or that say whose cells they are: other verdicts are computed
        from them."""
        fields = {*self.policy["records"][kind].get("sole_trader_when", {})}
        for declared in self.policy.get("moments", {}).values():
            if declared["of"] == kind:
                fields |= {declared[key] for key in ("date", "not_before", "resumed_on") if key in declared}
                fields |= declared.get("not_yet_when", {}).keys()
        for keeper in self.all_keepers.values():
            for name in keeper.get("applies_when", {}):
                if name.split(".")[0] == kind:
                    fields.add(name.split(".")[1])
        return fields

    @remembered
    def moments_read(self, keeper, kind):
        """The moments that are read to say whether `keeper` keeps cells of `kind`, but for what `via` collects."""
        names = {keeper["use_until"]} if "use_until" in keeper else set()
        if "keep" in keeper and not self.via_top(keeper, kind):
            names.add(keeper["keep"]["after"])
        if "covers" not in keeper:
            names |= {each["after"] for each in self.policy.get("ceilings", []) if kind in each["covers"]}
        return names

    @remembered
    def kinds_of_moment(self, name):
        """The types of record from whose rows a moment is read; what it collects stands with its own record."""
        declared = self.policy["moments"][name]
        here = [declared["of"], *self.types_above(declared["of"])]
        parts = declared.get("latest") or declared.get("earliest") or []
        along = [part for part in parts if self.policy["moments"][part]["of"] in here]
        own = {declared["of"]} if len(along) < len(parts) or not parts else set()
        return own.union(*map(self.kinds_of_moment, along))

    @remembered
    def kinds_read(self, keeper, kind):
        """The types of record on the way up that are read to say whether `keeper` keeps cells of `kind`."""
        kinds = {self.via_top(keeper, kind) or kind}
        if not self.asks_below(keeper, kind):
            kinds |= {name.split(".")[0] for name in keeper.get("applies_when", {})}
        return kinds.union( *map(self.kinds_of_moment, self.moments_read(keeper, kind)))

    def below(self, kind):
        return {each for each in self.policy["records"] if kind in self.types_above(each)}

    def keepers_that_may_live(self, record):
        """(path, keeper) for each that covers a cell that holds something. While one of these cells is undecided, or the
        record is held, every path may still count."""
        undecided = any(self.verdict(record, field).verdict == "undecided" for field in record.cells)
        undecided = undecided or self.held_by(record)
        for path in self.paths(record):
            for keeper in [keeper for field in record.cells for _, keeper in self.keepers(record.kind, field)]:
                voice = self.storage(keeper, record.kind, path)
                if undecided or (voice and voice.state in ("alive", "unknown")):
                    yield path, keeper

    def keepers_to_prove(self, record):
        """(path, keeper) for each whose clock must stay as it is: those that may live, and those that have ended but
        would live again if it moved on, while a cell that they cover stays."""
        yield from self.keepers_that_may_live(record)
        stays = [field for field in record.cells if self.verdict(record, field).verdict != "due"]
        if stays:  # and with these, what clocks read
            stays += record.cells.keys() & {*self.clock_fields(record.kind), record.key_field} - {*stays}
        covering = [keeper for field in stays for _, keeper in self.keepers(record.kind, field)]
        voices = [self.voice(keeper, record) for keeper in covering]
        for keeper in [keeper for keeper, voice in zip(covering, voices) if voice and voice.state == "ended"]:
            ceilings = [each["after"] for each in self.policy.get("ceilings", [])
                        if "covers" not in keeper and record.kind in each["covers"]]
            names = self.moments_read(keeper, record.kind)
            if self.via_top(keeper, record.kind):
                names = names | {keeper["keep"]["after"]}
            collects = any(self.is_collected(name) for name in names)
            if (ceilings and collects) or any(self.can_move_on(name) for name in names):
                yield from ((path, keeper) for path in self.paths(record))

    @remembered
    def is_collected(self, name):
        declared = self.policy["moments"][name]
        parts = declared.get("latest") or declared.get("earliest") or []
        return any(self.policy["moments"][part]["of"] in self.below(declared["of"]) or self.is_collected(part)
                   for part in parts)

    @remembered
    def can_move_on(self, name):
        declared = self.policy["moments"][name]
        parts = declared.get("latest") or declared.get("earliest") or []
        return ("earliest" in declared and self.is_collected(name)) or any(map(self.can_move_on, parts))

    @staticmethod
    def decides(part, whole):
        return part and (whole.day is None or part.day == whole.day)

    def counts(self, part, value, declared, whole):
        """Whether the part must stay as it is: it decides, or it is not the last but would be it, once a record has gone
        that makes it come sooner."""
        if value is None or self.decides(value, whole):
            return value is not None
        return "latest" in declared and self.can_move_on(part) and whole.day != OPEN

    @staticmethod
    def rows(path, kinds, wanted):
        """The records on a path, but for its bottom, up to the highest whose type is wanted: links lead there."""
        top = max(map(kinds.index, wanted))
        return {(each.kind, each.key) for each in map(path.get, kinds[1:top + 1]) if isinstance(each, Record)}

    def mark_needed(self, record, fields, needed):
        """What keeps cells of these fields, kept them or may keep them is decided by the records above, on all paths."""
        kinds = [record.kind, *self.types_above(record.kind)]
        read = set().union(*(self.kinds_read(keeper, record.kind) for field in fields
                             for _, keeper in self.keepers(record.kind, field)))
        for path in self.paths(record) if read else []:
            needed |= self.rows(path, kinds, read)

    def evidence(self):
        """The records that decide, from below, what may keep a cell of another record, and those on the way there."""
        needed, seen = set(), set()
        for record in self.records.values():
            for path, keeper in self.keepers_to_prove(record):
                for name in self.moments_read(keeper, record.kind):
                    self.support(name, path, needed, seen)
                top = path.get(self.via_top(keeper, record.kind))
                if isinstance(top, Record):
                    ways = [(keeper["keep"]["after"], *way)
                            for way in self.collected_for_duty(keeper, record.kind, top)]
                    self.support_from(top, {"latest": ...}, ways, needed, seen)
        return needed

    def support(self, name, path, needed, seen):
        me = name, tuple(each.key if isinstance(each, Record) else None for each in path.values()), tuple(path)
        declared = self.policy["moments"][name]
        if me in seen or "date" in declared:
            return
        seen.add(me)
        value, (along, below) = self.moment(name, path), self.parts(name, path)
        here = [declared["of"], *self.types_above(declared["of"])]
        for part, each in along:  # of what hangs from a record that nobody knows, none is evidence
            if self.policy["moments"][part]["of"] in here and self.counts(part, each, declared, value):
                self.support(part, path, needed, seen)
        collected = self.combine(declared, [each for _, _, each in below])
        if any(self.counts(part, collected, declared, value) for part, _, _ in below):
            self.support_from(path[declared["of"]], declared, below, needed, seen)

    def support_from(self, top, declared, below, needed, seen):
        """Of what is collected for `top`, what decides."""
        collected = self.combine(declared, [each for _, _, each in below])
        for part, path, each in below:
            if self.counts(part, each, declared, collected):
                bottom = path.own
                kinds = list(self.types_above(bottom.kind))
                if bottom.merged_into is None:  # who speaks for it decides as well, and stays
                    needed.add((bottom.kind, bottom.key))
                needed |= self.rows(path, [bottom.kind, *kinds], {top.kind} | self.kinds_of_moment(part))
                self.support(part, path, needed, seen)

    def mark_way(self, record, linked):
        """Something that stays leads to this record, or it stays itself: so does the way to who speaks for it."""
        linked.update((each.kind, each.key) for each in self.merge_chain(record) if each)

    def plan(self):
        """The effect on each record that has one: {(kind, key): (action, fields, due since, early, ended keepers)}."""
        effects, linked, needed = {}, set(), self.evidence()
        for record in self.records.values():
            if record.merged_into is not None and any(self.verdict(record, field).verdict != "due"
                                                      for field in record.cells):
                _, following, *_, speaker = [*self.merge_chain(record), self.merge_chain(record)[-1]]
                needed |= {(speaker.kind, speaker.key)} if speaker else set()
                if following:
                    self.mark_way(following, linked)
        for record in sorted(self.records.values(), key=lambda each: -len(self.types_above(each.kind))):
            me = record.kind, record.key
            verdicts = {field: self.verdict(record, field) for field in record.cells}
            due = {field: one for field, one in verdicts.items() if one.verdict == "due"}
            whole = due.keys() == verdicts.keys() and me not in needed
            if not whole:  # what clocks read lasts as long as what they decide, and the key as long as the record
                lasting = {*self.clock_fields(record.kind), record.key_field}
                due = {field: one for field, one in due.items() if field not in lasting}
            links_go = record.links and not record.link_is_key
            is_stub = me in linked and not links_go and due.keys() <= {record.key_field}
            if due and not is_stub:
                decisive = (max if whole else min)(due.values(), key=lambda one: one.day)
                action = "reduce" if not whole else "stub" if me in linked else "remove"
                effects[me] = (action, set(due) if not whole else None, decisive.day, decisive.early,
                               set().union(*(one.because for one in due.values())))
            if not due or not whole:  # it stays, and so do its links
                for parent in [self.records.get((kind, key)) for kind in self.types_above(record.kind)[:1]
                               for key in record.links]:
                    if parent:
                        self.mark_way(parent, linked)
                self.mark_needed(record, record.cells.keys() - due.keys(), needed)
        return effects
