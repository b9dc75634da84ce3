#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random policies and exports: the program and the oracle (tests/oracle/verdicts.py) decide every cell, every record
and every count alike.

    verdict_property.py PROBE [--seconds N | --cases N] [--seed N] [--dump DIR]

A case in which they differ is made as small as it gets and written to DIR; then the exit status is 1.
"""

import argparse
import calendar
import copy
import csv
import io
import json
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "oracle"))
from verdicts import OPEN, Record, World, add_period  # noqa: E402

BATCH = 100
PERIODS = ["0 days", "1 day", "7 days", "4 weeks", "1 month", "2 months 5 days", "1 year", "2 years 6 months",
           "3 years", "7 years"]
WORDS = {"Klant": "active", "Oud-klant": "former", "Prospect": "prospect"}
# Whatever a person, a form or a spreadsheet leaves where a date should stand.
AWKWARD = ["31-02-2023", "30-02-2024", "03/04/2021", "3-4-2021", "13/12/2021", "2021-13-01", "x", " ", "01-01-1900",
           "1900-01-01", "1/1/1900", "31-12-9999", "9999-12-31", "29-02-2023", "2023-02-29", "00-00-0000",
           "12-12-2021 "]
CHAIN = ["customer", "contact", "ticket", "note"]


# --- cases -----------------------------------------------------------------------------------------------------------

def make_case(rng):
    kinds = CHAIN[:rng.choice([1, 2, 2, 3, 3, 3, 4])]
    policy = make_policy(rng, kinds)
    as_of = date(2026, 1, 1) + timedelta(rng.randrange(800))
    if rng.random() < 0.5:  # the ends of months are where periods go wrong
        as_of = as_of.replace(day=rng.choice([1, 1, 28, calendar.monthrange(as_of.year, as_of.month)[1]]))
    return {"as_of": as_of.isoformat(), "policy": policy, "tables": make_tables(rng, policy, kinds, as_of)}


def some(rng, items, least=1):
    return rng.sample(items, rng.randint(least, len(items)))


def make_policy(rng, kinds):
    records = {}
    for index, kind in enumerate(kinds):
        records[kind] = {"is": rng.choice(["person", "organisation", "event"]), "when_due": "erase", "fields": {
            "name": "person.name", "text": {"category": "free_text", "free_text": True},
            "state": {"category": "relationship.state", "values": ["prospect", "active", "former"]},
            **{name: {"category": "event.date", "type": "date"} for name in ["begun", "ended", "seen"]}}}
        if index:
            records[kind]["belongs_to"] = kinds[index - 1]
        if index >= 2 and rng.random() < 0.25:  # a fork: two types hang from one
            records[kind]["belongs_to"] = rng.choice(kinds[:index - 1])
    moments = {}
    reach = {kind: [kind] for kind in kinds}
    for kind in kinds:
        above = records[kind].get("belongs_to")
        reach[kind] += reach[above] if above else []
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
    if len(kinds) > 1 and rng.random() < 0.15:  # earlier versions of a record
        records["version"] = {**records[kinds[0]], "belongs_to": kinds[0], "copies": kinds[0]}
        kinds.append("version")
        reach["version"] = ["version", *reach[kinds[0]]]
    moments = dict(rng.sample(list(moments.items()), len(moments)))  # the order in the file is of no matter
    policy = {"compliance": 1, "policy": "random", "title": {"nl": "x", "en": "x"}, "zone": "Europe/Amsterdam",
              "controller": {"name": "Example B.V.", "contact": "privacy@example.nl"},
              "in_force": {"from": "2018-01-01", "notice": "1"}, "records": records, "moments": moments,
              "purposes": {}, "recipients": {}}
    if rng.random() < 0.5:
        policy["duties"] = {}
    if rng.random() < 0.6:
        policy["cadence"] = {"every": "1 month"}
        if rng.random() < 0.8:
            policy["cadence"]["look_ahead"] = rng.choice(PERIODS[:6])
    for number in range(rng.randint(2, 6)):
        # What a keeper covers must be able to reach what it reads.
        after, use = rng.choice(list(moments)), rng.choice(list(moments))
        condition = rng.choice(kinds)
        reads = {moments[after]["of"], moments[use]["of"], condition}
        below = [kind for kind in kinds if reads <= set(reach[kind])]
        if "duties" in policy and rng.random() < 0.3:
            add_via_duty(rng, policy, f"k{number}", after, reach)
            continue
        if not below:
            continue
        cells = [f"{kind}.{field}" for kind in some(rng, below)
                 for field in some(rng, list(records[kind]["fields"]), 3)]
        keeper = {"applies_when": {f"{condition}.state": make_words(rng)}} if rng.random() < 0.5 else {}
        keep = {"for": rng.choice(PERIODS), "after": after}
        if "duties" in policy and rng.random() < 0.4:
            if rng.random() < 0.5:
                keep["counted"] = rng.choice(["from_day", "from_year_end"])
            policy["duties"][f"k{number}"] = {"law": "Art. 1", "covers": cells, "keep": keep, **keeper}
            continue
        keeper.update(basis="contract", needs=cells)
        clocks = rng.choice([["keep"], ["keep", "use_until"], ["use_until"]])
        keeper.update({"keep": keep} if "keep" in clocks else {}, **{"use_until": use} if "use_until" in clocks else {})
        policy["purposes"][f"k{number}"] = keeper
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


def add_via_duty(rng, policy, name, after, reach):
    """A duty that covers records above the one whose moment it counts from, and that one or what hangs from it."""
    via = policy["moments"][after]["of"]
    kinds = some(rng, list({*reach[via], *(kind for kind in reach if via in reach[kind])}))
    duty = {"law": "Art. 1", "via": via, "keep": {"for": rng.choice(PERIODS), "after": after},
            "covers": [f"{kind}.{field}" for kind in kinds
                       for field in some(rng, list(policy["records"][kind]["fields"]), 3)]}
    if rng.random() < 0.2 and "not_yet_when" in policy["moments"][after]:
        duty = {"from": rng.choice(["nl-fiscal", "nl-real-estate"]), "via": via, "covers": duty["covers"],
                "after": after}
    if rng.random() < 0.5:
        duty["applies_when"] = {f"{rng.choice(reach[via])}.state": make_words(rng)}
    policy["duties"][name] = duty


def make_words(rng):
    words = some(rng, list(WORDS.values()))[:2]
    return words[0] if len(words) == 1 and rng.random() < 0.5 else words


def make_tables(rng, policy, kinds, as_of):
    # Days that matter: those from which some clock of this policy ends about now.
    lengths = [keeper["keep"]["for"] for keeper in policy["purposes"].values() if "keep" in keeper]
    lengths += [duty["keep"]["for"] for duty in policy.get("duties", {}).values()
                if "keep" in duty] + ["7 years"]
    lengths += [ceiling["at_most"] for ceiling in policy.get("ceilings", [])] + ["0 days"]
    tables = []
    keys = {}
    for kind in kinds:
        above = policy["records"][kind].get("belongs_to")
        keys[kind] = [f"{kind[0]}{number}" for number in range(rng.randint(1, 5))]
        pattern = rng.choice(["dd-MM-yyyy", "yyyy-MM-dd", "d/M/yyyy", "dd-MM-yyyy"])
        tidy = rng.random() < 0.5
        rows = [{"key": key, "link": make_link(rng, above and keys[above]), "cells": {
            "name": rng.choice(["", "n.v.t.", "A", "B; \"C\"", "é\nD"]), "text": rng.choice(["", "", "x"]),
            "state": rng.choice([*WORDS, "Oud-klant", "Oud-klant", *([] if tidy else ["", "n.v.t.", "klant"])]),
            **{name: make_date(rng, as_of, lengths, pattern, tidy) for name in ["begun", "ended", "seen"]}}}
            for key in keys[kind]]
        if rng.random() < 0.2:
            rows.append({"key": f"{kind[0]}9", "link": "", "cells": dict.fromkeys(rows[0]["cells"], "")})
            keys[kind].append(f"{kind[0]}9")
        halves = [rows[:2], rows[2:]] if len(rows) > 2 and rng.random() < 0.2 else [rows]
        for number, half in enumerate(halves):
            tables.append({"file": f"{kind}{number}.csv", "record": kind, "format": pattern,
                           "separator": rng.choice([",", ",", None]), "delimiter": rng.choice([";", ",", "tab"]),
                           "rows": half})
    rng.shuffle(tables)
    return tables


def make_link(rng, above):
    if not above or rng.random() < 0.1:
        return rng.choice(["", "", "n.v.t."])
    links = [rng.choice(above) if rng.random() < 0.9 else rng.choice(["gone", "", " " + above[0], above[0].upper()])
             for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    return ",".join(links)


def make_date(rng, as_of, lengths, pattern, tidy):
    chance = rng.random()
    if chance < 0.3:
        return "" if chance < 0.2 else "n.v.t."
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
            "d/M/yyyy": f"{day.day}/{day.month}/{day.year}"}[pattern]


# --- both sides ------------------------------------------------------------------------------------------------------

def export_files(case):
    files, binding = {}, {}
    for table in case["tables"]:
        delimiter = {"tab": "\t"}.get(table["delimiter"], table["delimiter"])
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        fields = list(case["policy"]["records"][table["record"]]["fields"])
        writer.writerow(["Id", "Link", *(field.title() for field in fields)])
        writer.writerows([row["key"], row["link"], *(row["cells"][field] for field in fields)] for row in table["rows"])
        files[table["file"]] = text.getvalue()
        above = case["policy"]["records"][table["record"]].get("belongs_to")
        link = {"column": "Link", "separator": table["separator"]} if table["separator"] else "Link"
        binding[table["file"]] = {
            "record": table["record"], "key": "Id", "dates": {"format": table["format"]}, "null_words": ["n.v.t."],
            "dialect": {"delimiter": table["delimiter"]}, "columns": {field.title(): field for field in fields},
            **({"values": {"State": WORDS}} if "state" in fields else {}),
            **({"links": {above: link}} if above else {"not_personal": ["Link"]})}
    files["export.yaml"] = json.dumps({"compliance": 1, "export": "random", "system": "Random",
                                       "taken": "2026-01-01T02:00:00+02:00", "files": binding}, indent=1)
    return files


def oracle_records(case):
    for table in case["tables"]:
        above = case["policy"]["records"][table["record"]].get("belongs_to")
        for row in table["rows"]:
            cells = {field: text for field, text in row["cells"].items() if text not in ("", "n.v.t.")}
            if "state" in cells:
                cells["state"] = WORDS.get(cells["state"], "?")
            link = row["link"] if above and row["link"] not in ("", "n.v.t.") else None
            links = [] if link is None else link.split(table["separator"]) if table["separator"] else [link]
            yield Record(table["record"], row["key"], links, cells, table["format"])


def expected(case):
    world = World(case["policy"], oracle_records(case), date.fromisoformat(case["as_of"]),
                  case["policy"].get("cadence", {}).get("look_ahead"))
    records = {f"{kind}:{key}": {field: world.verdict(record, field) for field in record.cells}
               for (kind, key), record in world.records.items()}
    return records, {f"{kind}:{key}": effect for (kind, key), effect in world.plan().items()}


def differences(case, answer):
    """What the program says otherwise than the oracle, as lines."""
    if "error" in answer:
        return [f"the program refuses: {answer['error']}"]
    records, effects = expected(case)
    found = []
    if records.keys() != answer["records"].keys():
        found.append(f"records {sorted(answer['records'])}, expected {sorted(records)}")
    for record, cells in answer["records"].items():
        told = {field: (one["verdict"], one.get("day"), sorted(one["because"]), one.get("early", False))
                for field, one in cells.items()}
        ours = {field: (one.verdict, one.day and ("open" if one.day == OPEN else one.day.isoformat()),
                        sorted(one.because), one.early) for field, one in records.get(record, {}).items()}
        found += [f"{record}.{field}: {told.get(field)}, expected {ours.get(field)}"
                  for field in told.keys() | ours.keys() if told.get(field) != ours.get(field)]
        found += [f"{record}.{field}: {one['reason']}, expected one of {sorted(records[record][field].reasons)}"
                  for field, one in cells.items()
                  if one["verdict"] == "undecided" and told[field] == ours.get(field)
                  and one["reason"] not in {why for why, _ in records[record][field].reasons}]
    told = {f"{one['record']}:{one['key']}": (one["action"], sorted(one["fields"]), one["day"], one["early"],
                                              sorted(one["ended"])) for one in answer["effects"]}
    ours = {record: (action, sorted(fields or []), day.isoformat(), early, sorted(ended))
            for record, (action, fields, day, early, ended) in effects.items()}
    found += [f"effect on {record}: {told.get(record)}, expected {ours.get(record)}"
              for record in told.keys() | ours.keys() if told.get(record) != ours.get(record)]
    for table, told in zip(case["tables"], answer["tables"]):
        ours = counts([f"{table['record']}:{row['key']}" for row in table["rows"]], records, effects)
        if told != ours:
            found.append(f"counts of {table['file']}: {told}, expected {ours}")
    found += [f"TC-37: on its own output, {record}.{field} is {told}, and was {cells[field]}"
              for record, cells in answer["records"].items()
              for field, told in answer["records_again"].get(record, {}).items()
              if cells[field]["verdict"] in ("keep", "undecided") and told != cells[field]]
    found += [f"TC-37: on its own output, {one['action']} {one['record']}:{one['key']} {one['fields']}"
              for one in answer["again"]]
    return sorted(found)


def counts(names, records, effects):
    count = dict.fromkeys(["kept", "undecided", "unfounded", "removed", "stubs", "reduced", "early"], 0)
    for name in names:
        verdicts = {one.verdict for one in records[name].values()}
        if name in effects:
            count[{"remove": "removed", "stub": "stubs", "reduce": "reduced"}[effects[name][0]]] += 1
            count["early"] += effects[name][3]
        else:
            count["undecided" if "undecided" in verdicts else "unfounded" if "unfounded" in verdicts else "kept"] += 1
    return count


def ask(probe, cases):
    lines = "".join(json.dumps({"as_of": case["as_of"], "policy": json.dumps(case["policy"]),
                                "files": export_files(case)}, ensure_ascii=False) + "\n" for case in cases)
    done = subprocess.run([probe], input=lines, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(cases), f"{len(answers)} answers to {len(cases)} cases"
    return answers


# --- a failing case, made small --------------------------------------------------------------------------------------

def smaller(case):
    """Every case that is `case` with one thing less."""
    def without(*way):
        copied = copy.deepcopy(case)
        place = copied
        for step in way[:-1]:
            place = place[step]
        del place[way[-1]]
        return copied

    for t, table in enumerate(case["tables"]):
        if len(case["tables"]) > 1:
            yield without("tables", t)
        for r, row in enumerate(table["rows"]):
            if len(table["rows"]) > 1:
                yield without("tables", t, "rows", r)
            for field, text in [*row["cells"].items(), (None, row["link"])]:
                if text:
                    copied = copy.deepcopy(case)
                    (copied["tables"][t]["rows"][r]["cells"] if field else copied["tables"][t]["rows"][r])[
                        field or "link"] = ""
                    yield copied
    policy = case["policy"]
    for section in ["purposes", "duties", "moments"]:
        for name, entry in policy.get(section, {}).items():
            yield without("policy", section, name)
            for key, value in entry.items():
                yield without("policy", section, name, key)
                if isinstance(value, list):
                    yield from (without("policy", section, name, key, i) for i in range(len(value)) if len(value) > 1)
    for section in ["cadence", "duties", "ceilings"]:
        if section in policy:
            yield without("policy", section)
    for c in range(len(policy.get("ceilings", []))):
        yield without("policy", "ceilings", c)


def shrink(probe, case):
    """The smallest case that is reached by taking away one thing after another; a refusal is no difference."""
    def differs(candidate, answer):
        try:
            return "error" not in answer and differences(candidate, answer)
        except (KeyError, ValueError, TypeError):
            return False

    while True:
        candidates = list(smaller(case))
        answers = ask(probe, candidates)
        less = [one for one, answer in zip(candidates, answers) if differs(one, answer)]
        if not less:
            return case
        case = less[0]


def dump(case, folder):
    for name, text in {**{f"export/{name}": text for name, text in export_files(case).items()},
                       "policy.yaml": json.dumps(case["policy"], indent=1), "case.json": json.dumps(case)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("probe")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", type=int, default=2026, help="of the first case; each next case has the next seed")
    parser.add_argument("--dump", type=Path, default=Path("verdict-difference"))
    options = parser.parse_args()

    seen, asked, seed, end = Counter(), 0, options.seed, time.monotonic() + options.seconds
    outcomes = 4 + 3 + 1 + 9  # verdicts, actions, early, reasons

    def more():
        if options.cases:
            return asked < options.cases
        # A slow machine gets more time, so that each outcome comes up; a stub is rare.
        return time.monotonic() < (end if len(seen) == outcomes else end + 5 * options.seconds)

    while more():
        cases = [make_case(random.Random(seed + number)) for number in range(BATCH)]
        for number, (case, answer) in enumerate(zip(cases, ask(options.probe, cases))):
            if found := differences(case, answer):
                small = case if "error" in answer else shrink(options.probe, case)
                dump(small, options.dump)
                print(*found, "", f"seed {seed + number}; made small in {options.dump}, as of {small['as_of']}:",
                      *differences(small, ask(options.probe, [small])[0]), sep="\n")
                return 1
            seen.update(one["verdict"] for cells in answer["records"].values() for one in cells.values())
            seen.update(one["action"] for one in answer["effects"])
            seen.update("early" for one in answer["effects"] if one["early"])
            seen.update(one["reason"] for cells in answer["records"].values() for one in cells.values()
                        if "reason" in one)
        asked, seed = asked + BATCH, seed + BATCH
    print(f"{asked} cases agree:", ", ".join(f"{count} {what}" for what, count in seen.most_common()))
    return 0 if len(seen) == outcomes else "some outcome never came up"


if __name__ == "__main__":
    sys.exit(main())
