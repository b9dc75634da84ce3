# SPDX-License-Identifier: Apache-2.0
"""Random small worlds: a policy, an export and a day, from one seed each. A world is plain data (`make_world`); its
files, and the clean copy that follows from the effects on its records, are written here byte for byte."""

import calendar
import json
from datetime import date, timedelta

PERIODS = ["0 days", "1 day", "7 days", "4 weeks", "1 month", "2 months 5 days", "1 year", "2 years 6 months",
           "3 years", "7 years"]
WORDS = {"Klant": "active", "Oud-klant": "former", "Prospect": "prospect"}
NULL_WORDS = ["n.v.t."]
# Whatever a person, a form or a spreadsheet leaves where a date should stand.
AWKWARD = ["31-02-2023", "30-02-2024", "03/04/2021", "3-4-2021", "13/12/2021", "2021-13-01", "x", " ", "01-01-1900",
           "1900-01-01", "1/1/1900", "31-12-9999", "9999-12-31", "29-02-2023", "2023-02-29", "00-00-0000",
           "12-12-2021 ", "2021-12-12 25:00:00"]
CHAIN = ["customer", "contact", "ticket", "note"]
DATES = ["begun", "ended", "seen"]
KEY, LINK, NOTE = "Id", "Link", "Note"


def make_world(rng):
    kinds = CHAIN[:rng.choice([1, 2, 2, 3, 3, 3, 4])]
    policy = make_policy(rng, kinds)
    as_of = date(2026, 1, 1) + timedelta(rng.randrange(800))
    if rng.random() < 0.5:  # the ends of months are where periods go wrong
        as_of = as_of.replace(day=rng.choice([1, 1, 28, calendar.monthrange(as_of.year, as_of.month)[1]]))
    return {"as_of": as_of.isoformat(), "policy": policy, "tables": make_tables(rng, policy, kinds, as_of)}


def some(rng, items, least=1):
    return rng.sample(items, rng.randint(least, len(items)))


# --- policies --------------------------------------------------------------------------------------------------------

def make_records(rng, kinds):
    records = {}
    for index, kind in enumerate(kinds):
        records[kind] = {"is": rng.choice(["person", "organisation", "event"]), "fields": {
            "number": "person.identifier", "name": "person.name",
            "text": {"category": "free_text", "free_text": True},
            "state": {"category": "relationship.state", "values": ["prospect", "active", "former"]},
            **{name: {"category": "event.date", "type": "date"} for name in DATES}}}
        records[kind]["when_due"] = "erase" if rng.random() < 0.9 else {"anonymise": "statistics"}
        if records[kind]["is"] == "organisation" and rng.random() < 0.5:
            records[kind]["sole_trader_when"] = {"state": make_words(rng)}
        if rng.random() < 0.2:
            records[kind]["role"] = "processor"
        if rng.random() < 0.3:
            records[kind]["fields"]["seen"]["review_after"] = rng.choice(PERIODS)
        if index:
            records[kind]["belongs_to"] = kinds[index - 1]
        if index >= 2 and rng.random() < 0.25:  # a fork: two types hang from one
            records[kind]["belongs_to"] = rng.choice(kinds[:index - 1])
    return records


def make_moments(rng, kinds, reach):
    moments = {}
    for number in range(rng.randint(1, 7)):
        kind = rng.choice(kinds)
        parts = [name for name, moment in moments.items() if moment["of"] in reach[kind] or kind in reach[moment["of"]]]
        if parts and rng.random() < 0.5:
            moments[f"m{number}"] = {"of": kind, rng.choice(["latest", "latest", "earliest"]): some(rng, parts)[:3]}
            continue
        moment = moments[f"m{number}"] = {"of": kind, "date": rng.choice(["ended", "seen"])}
        if rng.random() < 0.7:
            moment["not_yet_when"] = {"state": make_words(rng)}
        if rng.random() < 0.3:
            moment["not_before"] = "begun"
        if rng.random() < 0.3:
            moment["resumed_on"] = "seen" if moment["date"] == "ended" else "ended"
    return dict(rng.sample(list(moments.items()), len(moments)))  # the order in the file is of no matter


def make_policy(rng, kinds):
    records = make_records(rng, kinds)
    reach = {}
    for kind in kinds:
        reach[kind] = [kind, *reach.get(records[kind].get("belongs_to"), [])]
    moments = make_moments(rng, kinds, reach)
    if len(kinds) > 1 and rng.random() < 0.15:  # earlier versions of a record
        records["version"] = {**records[kinds[0]], "belongs_to": kinds[0], "copies": kinds[0]}
        kinds.append("version")
        reach["version"] = ["version", *reach[kinds[0]]]
    policy = {"compliance": 1, "policy": "random", "title": {"nl": "x", "en": "x"}, "zone": "Europe/Amsterdam",
              "controller": {"name": "Example B.V.", "contact": "privacy@example.nl"},
              "in_force": {"from": "2018-01-01", "notice": "1"}, "records": records, "moments": moments,
              "purposes": {}, "recipients": {},
              "tenants": {"acme": {"controller": "Acme B.V.", "contact": "a@example.nl", "instruction": "A"}},
              "anonymisation": {"statistics": {"title": {"nl": "x", "en": "x"}}}}
    for section in ["duties", "instructions"]:
        if rng.random() < 0.5:
            policy[section] = {}
    if rng.random() < 0.6:
        policy["cadence"] = {"every": "1 month"}
        if rng.random() < 0.8:
            policy["cadence"]["look_ahead"] = rng.choice(PERIODS[:6])
    for number in range(rng.randint(2, 6)):
        add_keeper(rng, policy, f"k{number}", kinds, reach)
    if not policy["purposes"]:
        first = next(iter(moments))
        policy["purposes"]["k9"] = {"basis": "contract", "needs": [f"{moments[first]['of']}.name"], "use_until": first}
    ceilings = []
    for _ in range(rng.choice([0, 1, 1, 2, 3])):
        after = rng.choice(list(moments))
        below = [kind for kind in kinds if moments[after]["of"] in reach[kind]]
        ceilings.append({"covers": some(rng, below), "at_most": rng.choice(PERIODS), "after": after})
    if ceilings:
        policy["ceilings"] = ceilings
    return policy


def add_keeper(rng, policy, name, kinds, reach):
    """What it covers must be able to reach what it reads."""
    moments = policy["moments"]
    after, use, condition = rng.choice(list(moments)), rng.choice(list(moments)), rng.choice(kinds)
    if "duties" in policy and rng.random() < 0.3:
        return add_via_duty(rng, policy, name, after, reach)
    reads = {moments[after]["of"], moments[use]["of"], condition}
    below = [kind for kind in kinds if reads <= set(reach[kind])]
    if not below:
        return None
    cells = make_cells(rng, policy, some(rng, below))
    keeper = {"applies_when": {f"{condition}.state": make_words(rng)}} if rng.random() < 0.5 else {}
    keep = {"for": rng.choice(PERIODS), "after": after}
    if "duties" in policy and rng.random() < 0.4:
        if rng.random() < 0.5:
            keep["counted"] = rng.choice(["from_day", "from_year_end"])
        policy["duties"][name] = {"law": "Art. 1", "covers": cells, "keep": keep, **keeper}
        return None
    clocks = rng.choice([["keep"], ["keep", "use_until"], ["use_until"]])
    keeper.update(needs=cells, **{"keep": keep} if "keep" in clocks else {},
                  **{"use_until": use} if "use_until" in clocks else {})
    if "instructions" in policy and rng.random() < 0.4:
        policy["instructions"][name] = {"of": "acme", **keeper}
    else:
        policy["purposes"][name] = {"basis": "contract", **keeper}
    return None


def make_cells(rng, policy, kinds):
    return [f"{kind}.{field}" for kind in kinds
            for field in some(rng, list(policy["records"][kind]["fields"]), rng.choice([3, 7]))]


def add_via_duty(rng, policy, name, after, reach):
    """A duty that covers records above the one whose moment it counts from, and that one or what hangs from it."""
    via = policy["moments"][after]["of"]
    kinds = some(rng, list({*reach[via], *(kind for kind in reach if via in reach[kind])}))
    duty = {"law": "Art. 1", "via": via, "keep": {"for": rng.choice(PERIODS), "after": after},
            "covers": make_cells(rng, policy, kinds)}
    if rng.random() < 0.2 and "not_yet_when" in policy["moments"][after]:
        duty = {"from": rng.choice(["nl-fiscal", "nl-real-estate"]), "via": via, "covers": duty["covers"],
                "after": after}
    if rng.random() < 0.5:
        duty["applies_when"] = {f"{rng.choice(reach[via])}.state": make_words(rng)}
    policy["duties"][name] = duty


def make_words(rng):
    words = some(rng, list(WORDS.values()))[:2]
    return words[0] if len(words) == 1 and rng.random() < 0.5 else words


# --- exports ---------------------------------------------------------------------------------------------------------

def make_tables(rng, policy, kinds, as_of):
    # Days that matter: those from which some clock of this policy ends about now.
    keepers = [keeper for section in ["purposes", "instructions", "duties"] for keeper in policy.get(section, {}).values()]
    lengths = [keeper["keep"]["for"] for keeper in keepers if "keep" in keeper] + ["0 days", "7 years"]
    lengths += [ceiling["at_most"] for ceiling in policy.get("ceilings", [])]
    tables = []
    keys = {}
    for kind in kinds:
        above = policy["records"][kind].get("belongs_to")
        keys[kind] = [f"{kind[0]}{number}" for number in range(rng.randint(1, 5))]
        pattern = rng.choice(["dd-MM-yyyy", "yyyy-MM-dd", "d/M/yyyy", "dd-MM-yyyy", "yyyy-MM-dd HH:mm:ss"])
        tidy = rng.random() < 0.5
        rows = [{"key": key, "link": make_link(rng, above and keys[above]), "cells": {
            "name": rng.choice(["", "n.v.t.", "A", "B; \"C\"", "é\nD"]), "text": rng.choice(["", "", "x"]),
            "state": rng.choice([*WORDS, "Oud-klant", "Oud-klant", *([] if tidy else ["", "n.v.t.", "klant"])]),
            **{name: make_date(rng, as_of, lengths, pattern, tidy) for name in DATES}}} for key in keys[kind]]
        if rng.random() < 0.2:
            rows.append({"key": f"{kind[0]}9", "link": "", "cells": dict.fromkeys(rows[0]["cells"], "")})
            keys[kind].append(f"{kind[0]}9")
        link_is_key = bool(above) and rng.random() < 0.05
        for row in rows if link_is_key else []:
            row["link"] = row["key"]
        halves = [rows[:2], rows[2:]] if len(rows) > 2 and rng.random() < 0.2 else [rows]
        for number, half in enumerate(halves):
            tables.append({"file": f"{kind}{number}.csv", "record": kind, "format": pattern,
                           "separator": rng.choice([",", ",", None]), "delimiter": rng.choice([";", ",", "tab"]),
                           "link_is_key": link_is_key, **make_style(rng, policy["records"][kind]), "rows": half})
    rng.shuffle(tables)
    return tables


def make_style(rng, record):
    """How a CRM writes a table: which columns, in which order, and which bytes."""
    fields = [field for field in record["fields"] if field != "number" and (field == "state" or rng.random() < 0.97)]
    columns = [KEY, LINK, NOTE, *fields]
    rng.shuffle(columns)
    return {"columns": columns, "key_is_field": rng.random() < 0.2, "quotes": rng.choice(["few", "few", "some", "all"]),
            "line_end": rng.choice(["\r\n", "\n"]), "ends": rng.random() < 0.9,
            "encoding": rng.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16-le", "utf-16-be"])}


def make_link(rng, above):
    if not above or rng.random() < 0.1:
        return rng.choice(["", "", "n.v.t."])
    links = [rng.choice(above) if rng.random() < 0.95 else rng.choice(["gone", "", " " + above[0], above[0].upper()])
             for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    return ",".join(links)


def make_date(rng, as_of, lengths, pattern, tidy):
    chance = rng.random()
    if chance < (0.15 if tidy else 0.3):
        return "" if chance < 0.1 else "n.v.t."
    if chance < 0.4 and not tidy:
        return rng.choice(AWKWARD)
    day = as_of
    length = rng.choice(lengths).split()
    for number, unit in zip(length[::2], length[1::2]):
        days = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}[unit.rstrip("s")]
        day -= timedelta(int(int(number) * days))
    day += timedelta(rng.choice([0, 0, 1, -1, rng.randint(-5, 5), rng.randint(-40, 40), rng.randint(-900, 900)]))
    if rng.random() < 0.1:
        day = date(rng.choice([2019, 2020, 2023, 2024]), *rng.choice([(2, 28), (12, 31), (8, 31), (1, 31)]))
    return {"dd-MM-yyyy": f"{day:%d-%m-%Y}", "yyyy-MM-dd": f"{day:%Y-%m-%d}",
            "d/M/yyyy": f"{day.day}/{day.month}/{day.year}",
            "yyyy-MM-dd HH:mm:ss": f"{day:%Y-%m-%d} {rng.choice(['00:00:00', '23:59:59', '12:30:00'])}"}[pattern]


# --- bytes -----------------------------------------------------------------------------------------------------------

def column_of(field):
    return field.title()


def header(table):
    return [each if each in (KEY, LINK, NOTE) else column_of(each) for each in table["columns"]]


def texts(table, row):
    """The cells of a row, in the order of the columns."""
    own = {KEY: row["key"], LINK: row["link"], NOTE: "note"}
    return [own[each] if each in own else row["cells"][each] for each in table["columns"]]


def raw(table, text, place):
    """A cell as it stands in the file."""
    delimiter = {"tab": "\t"}.get(table["delimiter"], table["delimiter"])
    quoted = any(each in text for each in (delimiter, '"', "\r", "\n")) or table["quotes"] == "all"
    if quoted or (table["quotes"] == "some" and (len(text) + place) % 3 == 0):
        return '"' + text.replace('"', '""') + '"'
    return text


def emptied(cell):
    return '""' if cell.startswith('"') else ""


def lines(table, effects):
    """The lines of a table, each a list of raw cells, once what `effects` say was carried out: {key: (action, fields)}.
    What goes leaves its quotes; a stub keeps its key."""
    yield [raw(table, text, place) for place, text in enumerate(header(table))]
    for row in table["rows"]:
        action, fields = effects.get(row["key"], (None, None))
        cells = [raw(table, text, place) for place, text in enumerate(texts(table, row))]
        if action == "stub":
            cells = [cell if each == KEY else emptied(cell) for each, cell in zip(table["columns"], cells)]
        if action == "reduce":
            cells = [emptied(cell) if each in fields else cell for each, cell in zip(table["columns"], cells)]
        if action != "remove":
            yield cells, row is table["rows"][-1]


def table_bytes(table, effects=None):
    delimiter = {"tab": "\t"}.get(table["delimiter"], table["delimiter"])
    first, *others = lines(table, effects or {})
    text = delimiter.join(first) + table["line_end"]
    for cells, is_last in others:
        text += delimiter.join(cells) + ("" if is_last and not table["ends"] else table["line_end"])
    mark = "\ufeff" if table["encoding"].startswith("utf-16") else ""
    return (mark + text).encode(table["encoding"])


def binding_of(world, table):
    above = world["policy"]["records"][table["record"]].get("belongs_to")
    fields = [each for each in table["columns"] if each not in (KEY, LINK, NOTE)]
    column = KEY if table["link_is_key"] else LINK
    link = {"column": column, "separator": table["separator"]} if table["separator"] else column
    encoding = {"cp1252": "windows-1252", "utf-8-sig": "utf-8"}.get(table["encoding"], table["encoding"][:6])
    return {"record": table["record"], "key": KEY, "dates": {"format": table["format"]}, "null_words": NULL_WORDS,
            "dialect": {"delimiter": table["delimiter"], "encoding": encoding},
            "columns": {**{column_of(field): field for field in fields},
                        **({KEY: "number"} if table["key_is_field"] else {})},
            "values": {"State": WORDS}, **({"links": {above: link}} if above else {}),
            "not_personal": [NOTE] if above and not table["link_is_key"] else [NOTE, LINK]}


def export_files(world):
    binding = {table["file"]: binding_of(world, table) for table in world["tables"]}
    files = {table["file"]: table_bytes(table) for table in world["tables"]}
    files["readme.txt"] = b"nobody"
    files["export.yaml"] = json.dumps({"compliance": 1, "export": "random", "system": "Random",
                                       "taken": "2026-01-01T02:00:00+02:00", "files": binding,
                                       "not_personal_files": ["readme.txt"]}, indent=1).encode()
    return files


def places(world):
    """Where each cell stands: {(record type, key, field): FILE:LINE:COLUMN}; the field of a link is None."""
    found = {}
    for table in world["tables"]:
        line = 1
        for row, cells in zip([None, *table["rows"]], lines(table, {})):
            if row is not None:
                cells, _ = cells
                me, here = (table["record"], row["key"]), f"{table['file']}:{line}:"
                columns = {each: place for place, each in enumerate(table["columns"], 1)}
                for field in world["policy"]["records"][table["record"]]["fields"]:
                    found[*me, field] = here + str(columns.get(field, 0))
                found[*me, "number"] = here + str(columns[KEY])
                found[*me, None] = here + str(columns[KEY if table["link_is_key"] else LINK])
            line += 1 + sum(cell.count("\n") for cell in cells)
    return found
