# SPDX-License-Identifier: Apache-2.0
"""Random small worlds: a policy, an export and a day, from one seed each. A world is plain data (`make_world`); its
files, and the clean copy that follows from the effects on its records, are written here byte for byte.

    {"as_of": DAY, "later": DAY, "policy": …, "tenant": NAME or null, "ids": "as_written" or "salesforce",
     "state": {"contact:K1": {"holds": [NAME, …], "cancelled": [[[KEEPER, …], FROM, THROUGH or null], …]}, …},
     "tables": [{"in": EXPORT, "file": NAME, "record": TYPE, …, "rows": [{"key", "links", "cells", "tenant", "merged"}, …]}, …]}
"""

import calendar
import json
import re
from datetime import date, datetime, timedelta

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
ZONES = ["Europe/Amsterdam", "Europe/Amsterdam", "UTC", "Europe/Lisbon", "Europe/Athens"]
# Forms of dates, and in which zone they can be written; {…} is the day.
DAY_FORMS = {"dd-MM-yyyy": "{:%d-%m-%Y}", "yyyy-MM-dd": "{:%Y-%m-%d}", "d/M/yyyy": "{0.day}/{0.month}/{0.year}"}
TIME_FORMS = {"yyyy-MM-dd HH:mm:ss": "{:%Y-%m-%d %H:%M:%S}", "dd-MM-yyyy H:mm": "{0:%d-%m-%Y} {0.hour}:{0:%M}",
              "yyyy-MM-ddTHH:mm:ssXXX": "{0:%Y-%m-%dT%H:%M:%S}{offset}",
              "yyyy-MM-ddTHH:mm:ss.SSSXX": "{0:%Y-%m-%dT%H:%M:%S}.000{offset}"}
KEY, LINK, OTHER_LINK, NOTE, TENANT, MERGED = "Id", "Link", "Second Link", "Note", "Tenant", "Merged Into"
COLUMNS = (KEY, LINK, OTHER_LINK, NOTE, TENANT, MERGED)
TENANTS = {"T1": "own", "T2": "acme"}


def make_world(rng):
    kinds = CHAIN[:rng.choice([1, 2, 2, 3, 3, 3, 4])]
    policy = make_policy(rng, kinds)
    as_of = date(2026, 1, 1) + timedelta(rng.randrange(800))
    if rng.random() < 0.5:  # the ends of months are where periods go wrong
        as_of = as_of.replace(day=rng.choice([1, 1, 28, calendar.monthrange(as_of.year, as_of.month)[1]]))
    world = {"as_of": as_of.isoformat(), "policy": policy, "tenant": rng.choice([None] * 6 + ["own", "acme"]),
             "ids": rng.choice(["as_written"] * 4 + ["salesforce"])}
    for record in policy["records"].values() if world["tenant"] else []:  # one policy is one controller's
        record["role"] = {"own": "controller", "acme": "processor"}[world["tenant"]]
    world["tables"] = make_tables(rng, world, kinds, as_of)
    world["state"] = make_state(rng, world, as_of) if rng.random() < 0.3 else {}
    world["later"] = (as_of + timedelta(rng.choice([1, 31, 200, 400, 1000, 4000]))).isoformat()
    return world


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
    policy = {"compliance": 1, "policy": "random", "title": {"nl": "x", "en": "x"}, "zone": rng.choice(ZONES),
              "controller": {"name": "Example B.V.", "contact": "privacy@example.nl"},
              "in_force": {"from": "2018-01-01", "notice": "1"}, "records": records, "moments": moments,
              "purposes": {}, "recipients": {},
              "tenants": {"acme": {"controller": "Acme B.V.", "contact": "a@example.nl", "instruction": "A"}},
              "anonymisation": {"statistics": {"title": {"nl": "x", "en": "x"}}}}
    if rng.random() < 0.5:
        policy["book_year_ends"] = rng.choice(["06-30", "02-28", "09-30", f"{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"])
    for section in ["duties", "instructions"]:
        if rng.random() < 0.5:
            policy[section] = {}
    if rng.random() < 0.6:
        policy["cadence"] = {"every": "1 month"}
        if rng.random() < 0.8:
            policy["cadence"]["look_ahead"] = rng.choice(PERIODS[:6])
    for number in range(rng.randint(2, 6)):
        add_keeper(rng, policy, f"k{number}", kinds, reach)
    if rng.random() < 0.2:
        add_ladder(rng, policy, reach)
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
            keep["counted"] = rng.choice(["from_day", "from_year_end", "from_book_year_end"])
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


def add_ladder(rng, policy, reach):
    """What collects from what collects: a top that lives by the dates of records two steps below, which go sooner."""
    ladders = [reach[kind][:3] for kind in reach if len(reach[kind]) > 2]
    if not ladders:
        return
    low, middle, top = rng.choice(ladders)
    policy["moments"].update(
        ladder0={"of": low, "date": "seen"},
        ladder1={"of": middle, rng.choice(["latest", "latest", "earliest"]): ["ladder0"]},
        ladder2={"of": top, rng.choice(["latest", "latest", "earliest"]): ["ladder1"]})
    policy["purposes"]["low"] = {"basis": "contract", "needs": [f"{low}.{field}" for field in policy["records"][low]["fields"]],
                                 "keep": {"for": rng.choice(PERIODS[:4]), "after": "ladder0"}}
    keep = {"for": rng.choice(PERIODS[5:]), "after": "ladder2"}
    if "duties" in policy and rng.random() < 0.5:
        policy["duties"]["top"] = {"law": "Art. 1", "covers": make_cells(rng, policy, [top]), "keep": keep}
    else:
        policy["purposes"]["top"] = {"basis": "contract", "needs": make_cells(rng, policy, [top]), "keep": keep}


def make_cells(rng, policy, kinds):
    return [f"{kind}.{field}" for kind in kinds
            for field in some(rng, list(policy["records"][kind]["fields"]), rng.choice([3, 7]))]


def add_via_duty(rng, policy, name, after, reach):
    """A duty that covers records above the one whose moment it counts from, and that one or what hangs from it."""
    via = policy["moments"][after]["of"]
    near = dict.fromkeys([*reach[via], *(kind for kind in reach if via in reach[kind])])
    kinds = some(rng, list(near))  # no set: its order is another one in each process
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

def make_tables(rng, world, kinds, as_of):
    policy, tables, keys = world["policy"], [], {}
    lengths = lengths_of(policy)
    exports = ["random"] if rng.random() < 0.8 else ["random", "second"]
    for kind in kinds:
        above = policy["records"][kind].get("belongs_to")
        keys[kind] = [make_key(world, f"{kind[0]}{number}") for number in range(rng.randint(1, 5))]
        style, tidy = make_style(rng, world, policy["records"][kind], above and keys[above]), rng.random() < 0.5
        rows = [make_row(rng, world, style, key, above and keys[above], as_of, lengths, tidy) for key in keys[kind]]
        if rng.random() < 0.2:  # nothing but a key
            keys[kind].append(make_key(world, f"{kind[0]}9"))
            rows.append({**rows[0], "key": keys[kind][-1], "links": ["", ""],
                         "cells": dict.fromkeys(rows[0]["cells"], "")})
        for row in rows if MERGED in style["columns"] else []:
            row["merged"] = rng.choice(["", "", "n.v.t.", spelled(rng, world, rng.choice(keys[kind])), "gone"])
        for row in rows if style["link_is_key"] else []:
            row["links"] = [row["key"], ""]
        if world["tenant"] and style["tenant"] == "column":  # other tenants may have the same keys
            others = [make_row(rng, world, style, key, above and keys[above], as_of, lengths, tidy)
                      for key in keys[kind] if rng.random() < 0.5]
            rows = rng.sample([*({**row, "tenant": text_of_tenant(world)} for row in rows),
                               *({**row, "tenant": rng.choice([text for text in strangers(policy)
                                                               if text != text_of_tenant(world)])} for row in others)],
                              len(rows) + len(others))
        halves = [rows[:2], rows[2:]] if len(rows) > 2 and rng.random() < 0.3 else [rows]
        for number, half in enumerate(halves):
            place = rng.choice(exports)
            taken = {table["file"] for table in tables if table["in"] == place}
            file = next(name for name in [f"{kind}.csv", f"{kind}{number}.csv"] if name not in taken)
            tables.append({"in": place, "file": file, "record": kind, **style, "rows": half})
    rng.shuffle(tables)
    return sorted(tables, key=lambda table: table["in"])


def strangers(policy):
    """What may stand where a tenant does. Where clocks of other records count, it must be known whose each record is."""
    collects = any("date" not in moment for moment in policy["moments"].values())
    collects = collects or any("via" in duty for duty in policy.get("duties", {}).values())
    return list(TENANTS) if collects else [*TENANTS, "T3", ""]


def lengths_of(policy):
    """Days that matter are those from which some clock of the policy ends about now."""
    keepers = [keeper for section in ["purposes", "instructions", "duties"]
               for keeper in policy.get(section, {}).values()]
    lengths = [keeper["keep"]["for"] for keeper in keepers if "keep" in keeper] + ["0 days", "7 years"]
    return lengths + [ceiling["at_most"] for ceiling in policy.get("ceilings", [])]


def make_row(rng, world, style, key, above, as_of, lengths, tidy):
    return {"key": spelled(rng, world, key), "tenant": text_of_tenant(world), "merged": "",
            "links": [make_link(rng, world, above), make_link(rng, world, above) if rng.random() < 0.3 else ""],
            "cells": {"name": rng.choice(["", "n.v.t.", "A", "B; \"C\"", "é\nD"]), "text": rng.choice(["", "", "x"]),
                      "state": rng.choice([*WORDS, "Oud-klant", "Oud-klant", *([] if tidy else ["", "n.v.t.", "klant"])]),
                      **{name: make_date(rng, as_of, lengths, style["dates"][name], tidy) for name in DATES}}}


def make_style(rng, world, record, above):
    """How a CRM writes a table: which columns, in which order, and which bytes."""
    fields = [field for field in record["fields"] if field != "number" and (field == "state" or rng.random() < 0.97)]
    all_dates = make_form(rng)
    form = {"dates": {field: make_form(rng) if rng.random() < 0.1 else all_dates for field in DATES}}
    form["tenant"] = world["tenant"] and rng.choice(["column", "column", world["tenant"]])
    link = {"column": LINK, "separator": rng.choice([",", ",", None]), "prefix": None}
    form["link_columns"] = [{**link, "prefix": above[0][0] if rng.random() < 0.1 else None}] if above else []
    if above and rng.random() < 0.2:
        form["link_columns"].append({**link, "column": OTHER_LINK})
    form["link_is_key"] = bool(above) and rng.random() < 0.05
    if form["link_is_key"]:
        form["link_columns"] = [{**link, "column": KEY}]
    columns = [KEY, LINK, OTHER_LINK, NOTE, *fields, *([TENANT] if form["tenant"] == "column" else []),
               *([MERGED] if rng.random() < 0.1 else [])]
    rng.shuffle(columns)
    return {**form, "columns": columns, "key_is_field": rng.random() < 0.2,
            "delimiter": rng.choice([";", ",", "tab"]), "quotes": rng.choice(["few", "few", "some", "all"]),
            "line_end": rng.choice(["\r\n", "\n"]), "ends": rng.random() < 0.9,
            "encoding": rng.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16-le", "utf-16-be"])}


def make_form(rng):
    """[form, zone or null] of a date."""
    if rng.random() < 0.7:
        return [rng.choice(list(DAY_FORMS)), None]
    form = rng.choice(list(TIME_FORMS))
    return [form, None if "X" in form or rng.random() < 0.3 else rng.choice(ZONES)]


def make_key(world, name):
    return name + "0Aa0000000000000"[:15 - len(name)] if world["ids"] == "salesforce" else name


def spelled(rng, world, key):
    """The 15 or the 18 characters of an id."""
    return key + rng.choice(["", "EA3", "AAA"]) if world["ids"] == "salesforce" else key


def canonical(world, key):
    return key[:15] if world["ids"] == "salesforce" and re.fullmatch("[0-9A-Za-z]{18}", key) else key


def text_of_tenant(world):
    return {name: text for text, name in TENANTS.items()}.get(world["tenant"], "")


def make_link(rng, world, above):
    if not above or rng.random() < 0.1:
        return rng.choice(["", "", "n.v.t."])
    links = [spelled(rng, world, rng.choice(above)) if rng.random() < 0.95 else
             rng.choice(["gone", "", " " + above[0], above[0].upper(), "000000000000000", "000000000000000AAA"])
             for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    return ",".join(links)


def make_date(rng, as_of, lengths, form, tidy):
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
    if form[0] in DAY_FORMS:
        return DAY_FORMS[form[0]].format(day)
    if rng.random() < 0.1:  # clocks change at night
        day = date(rng.choice([2023, 2024]), *rng.choice([(3, 26), (3, 31), (10, 29), (10, 27)]))
    time = datetime.combine(day, datetime.min.time()) + timedelta(minutes=rng.choice([0, 30, 60, 90, 120, 150, 180, 720,
                                                                                      1380, 1410, 1439]))
    hours = rng.choice(["Z", "+00:00", "+01:00", "+02:00", "-05:00", "+05:30", "+14:00", "-12:00"])
    return TIME_FORMS[form[0]].format(time, offset=hours if form[0].endswith("XXX") else hours.replace(":", ""))


# --- what the state says ---------------------------------------------------------------------------------------------

def make_state(rng, world, as_of):
    """Holds on any records, and cancellations of persons. Some name a duty, which does not hear them."""
    state, policy = {}, world["policy"]
    keepers = [*policy["purposes"], *policy.get("instructions", {}), *policy.get("duties", {})]
    for table in world["tables"]:
        declared = policy["records"][table["record"]]
        (field, words), = declared.get("sole_trader_when", {"name": []}).items()
        for row in table["rows"]:
            if not is_ours(world, table, row):
                continue
            said = {}
            if rng.random() < 0.1:
                said["holds"] = some(rng, ["hold:a", "hold:b"])
            is_trader = field in table["columns"] and WORDS.get(row["cells"][field], "?") in words
            if (declared["is"] == "person" or is_trader) and rng.random() < 0.3:
                said["cancelled"] = [make_cancellation(rng, keepers, as_of) for _ in range(rng.choice([1, 1, 2]))]
            if said:
                state[f"{table['record']}:{canonical(world, row['key'])}"] = said
    return state


def make_cancellation(rng, keepers, as_of):
    first = as_of + timedelta(rng.choice([0, 1, -1, -30, -400, 5]))
    through = first + timedelta(rng.choice([0, 1, 30, 400])) if rng.random() < 0.4 else None
    return [some(rng, keepers), first.isoformat(), through and through.isoformat()]


def is_ours(world, table, row):
    """Whether the run sees the row."""
    if not world["tenant"]:
        return True
    return world["tenant"] == (TENANTS.get(row["tenant"]) if table["tenant"] == "column" else table["tenant"])


def merged_into(world, table, row):
    """The key of the record that this one was merged into, or None."""
    key = canonical(world, row["merged"]) if MERGED in table["columns"] else ""
    return None if key in ("", *NULL_WORDS) or (world["ids"] == "salesforce" and key == "0" * 15) else key


def links_of(world, table, row):
    """The keys that a row links to, and the column in which the first stands."""
    cells = {LINK: row["links"][0], OTHER_LINK: row["links"][1], KEY: row["key"]}
    found, first = [], None
    for link in table["link_columns"]:
        text = cells[link["column"]]
        keys = [] if text in ("", *NULL_WORDS) else text.split(link["separator"]) if link["separator"] else [text]
        keys = [key for key in keys if key and key.startswith(link["prefix"] or "")]
        if world["ids"] == "salesforce":  # there, an id of zeros is none
            keys = [canonical(world, key) for key in keys if canonical(world, key) not in ("", *NULL_WORDS, "0" * 15)]
        first = first or (keys and link["column"]) or None
        found += keys
    return found, first or (table["link_columns"][0]["column"] if table["link_columns"] else None)


# --- bytes -----------------------------------------------------------------------------------------------------------

def column_of(field):
    return field.title()


def header(table):
    return [each if each in COLUMNS else column_of(each) for each in table["columns"]]


def texts(table, row):
    """The cells of a row, in the order of the columns."""
    own = {KEY: row["key"], LINK: row["links"][0], OTHER_LINK: row["links"][1], NOTE: "note", TENANT: row["tenant"],
           MERGED: row["merged"]}
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


def lines(world, table, effects):
    """The lines of a table, each a list of raw cells, once what `effects` say was carried out: {key: (action, fields)}.
    What goes leaves its quotes; a stub keeps its key, whose it is, and who speaks for it."""
    yield [raw(table, text, place) for place, text in enumerate(header(table))], False
    for row in table["rows"]:
        effect = effects.get(canonical(world, row["key"])) if is_ours(world, table, row) else None
        action, fields = effect or (None, None)
        cells = [raw(table, text, place) for place, text in enumerate(texts(table, row))]
        if action == "stub":
            cells = [cell if each in (KEY, TENANT, MERGED) else emptied(cell) for each, cell in zip(table["columns"], cells)]
        if action == "reduce":
            cells = [emptied(cell) if each in fields else cell for each, cell in zip(table["columns"], cells)]
        if action != "remove":
            yield cells, row is table["rows"][-1]


def table_bytes(world, table, effects=None):
    delimiter = {"tab": "\t"}.get(table["delimiter"], table["delimiter"])
    text = "\ufeff" if table["encoding"].startswith("utf-16") else ""
    for cells, is_last in lines(world, table, effects or {}):
        text += delimiter.join(cells) + ("" if is_last and not table["ends"] else table["line_end"])
    return text.encode(table["encoding"])


def binding_of(world, table):
    above = world["policy"]["records"][table["record"]].get("belongs_to")
    fields = [each for each in table["columns"] if each not in COLUMNS]
    links = [{key: value for key, value in link.items() if value} for link in table["link_columns"]]
    links = [link["column"] if list(link) == ["column"] else link for link in links]
    encoding = {"cp1252": "windows-1252", "utf-8-sig": "utf-8"}.get(table["encoding"], table["encoding"][:6])

    def form(written):
        return {"format": written[0], **({"zone": written[1]} if written[1] else {})}

    dates = [field for field in DATES if field in fields]
    used = {link["column"] for link in table["link_columns"]}
    return {"record": table["record"], "key": KEY, "null_words": NULL_WORDS, "ids": world["ids"],
            "dialect": {"delimiter": table["delimiter"], "encoding": encoding},
            "columns": {**{column_of(field): field for field in fields},
                        **({KEY: "number"} if table["key_is_field"] else {})},
            "dates": {**form(table["dates"]["begun"]),
                      **({"columns": {column_of(field): form(table["dates"][field]) for field in dates}} if dates else {})},
            **({"values": {"State": WORDS}} if "state" in fields else {}),
            **({"links": {above: links if len(links) > 1 else links[0]}} if links else {}),
            **({"tenant": TENANT if table["tenant"] == "column" else {"all": table["tenant"]}} if table["tenant"] else {}),
            **({"merged_into": MERGED} if MERGED in table["columns"] else {}),
            "not_personal": [each for each in (LINK, OTHER_LINK, NOTE) if each not in used]}


def export_files(world):
    """{EXPORT/FILE: bytes}"""
    files = {}
    for name in sorted({table["in"] for table in world["tables"]}):
        tables = [table for table in world["tables"] if table["in"] == name]
        files.update({f"{name}/{table['file']}": table_bytes(world, table) for table in tables})
        files[f"{name}/readme.txt"] = b"nobody"
        has_tenants = any(table["tenant"] == "column" for table in tables)
        files[f"{name}/export.yaml"] = json.dumps({
            "compliance": 1, "export": name, "system": "Random", "taken": "2026-01-01T02:00:00+02:00",
            "files": {table["file"]: binding_of(world, table) for table in tables},
            **({"tenants": TENANTS} if has_tenants else {}), "not_personal_files": ["readme.txt"]}, indent=1).encode()
    return files


def places(world):
    """Where each cell stands: {(record type, key, field): EXPORT/FILE:LINE:COLUMN}; the field of a link is None."""
    found = {}
    for table in world["tables"]:
        line = 1
        for row, (cells, _) in zip([None, *table["rows"]], lines(world, table, {})):
            if row is not None and is_ours(world, table, row):
                me, here = (table["record"], canonical(world, row["key"])), f"{table['in']}/{table['file']}:{line}:"
                columns = {each: place for place, each in enumerate(table["columns"], 1)}
                for field in world["policy"]["records"][table["record"]]["fields"]:
                    found[*me, field] = here + str(columns.get(field, 0))
                found[*me, "number"] = here + str(columns[KEY])
                found[*me, "merged into"] = here + str(columns.get(MERGED, 0))
                found[*me, None] = here + str(columns.get(links_of(world, table, row)[1], 0))
            line += 1 + sum(cell.count("\n") for cell in cells)
    return found
