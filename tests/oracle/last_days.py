#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares a policy's cases with a second opinion (verdicts.py), or prints that opinion of an export.

    last_days.py POLICY CASES                          compares every expectation; exit status 1 on a difference
    last_days.py POLICY --export DIR --as-of DAY       prints the verdict of every record, as sorted TSV:
                 [--look-ahead PERIOD] [--cells]       record type, key, verdict, day or reason, cells due although the
                                                       record stays; --cells prints cells instead of records
"""

import argparse
import csv
import sys
from datetime import date
from pathlib import Path

from verdicts import OPEN, Record, Refused, World, load, only


# --- cases -----------------------------------------------------------------------------------------------------------

def case_records(case):
    for kind, listed in case["records"].items():
        for cells in listed:
            cells = dict(cells)
            links = cells.pop("belongs_to", [])
            links = [links] if isinstance(links, str) else links
            key = cells.pop("key")
            yield Record(kind, key, links, {name: text for name, text in cells.items() if text}, "yyyy-MM-dd")


def show(day):
    return "open" if day == OPEN else str(day)


def differences(expected, got):
    only(expected, "verdict", "until", "because", "since", "used_until", "reason")
    if expected["verdict"] != got.verdict:
        yield f"verdict {got.verdict}, expected {expected['verdict']}"
        return
    if "until" in expected and expected["until"] != show(got.day):
        yield f"until {show(got.day)}, expected {expected['until']}"
    if "since" in expected and expected["since"] != show(got.day):
        yield f"since {show(got.day)}, expected {expected['since']}"
    if "because" in expected and set(expected["because"]) != got.because:
        yield f"because {sorted(got.because)}, expected {sorted(expected['because'])}"
    if "reason" in expected and expected["reason"] != got.reason:
        yield f"reason {got.reason}, expected {expected['reason']}"
    for purpose, day in expected.get("used_until", {}).items():
        if day != show(got.used_until.get(purpose)):
            yield f"{purpose} used until {show(got.used_until.get(purpose))}, expected {day}"


def run_case(policy, case):
    only(case, "case", "about", "serves", "as_of", "look_ahead", "records", "expect")
    look_ahead = case.get("look_ahead", policy["cadence"]["look_ahead"])
    world = World(policy, case_records(case), date.fromisoformat(case["as_of"]), look_ahead)
    for target, expected in case["expect"].items():
        kind, rest = target.split(":", 1)
        record = world.records.get((kind, rest))
        fields = list(record.cells) if record else [rest.rpartition(".")[2]]
        record = record or world.records[kind, rest.rpartition(".")[0]]
        if not fields or not all(field in record.cells for field in fields):
            yield f"{case['case']}: {target}: nothing is there to judge"
        for field in fields:
            for difference in differences(expected, world.verdict(record, field)):
                yield f"{case['case']}: {target} ({field}): {difference}"


def check_cases(policy, cases):
    failed = 0
    for case in cases["cases"]:
        found = list(run_case(policy, case))
        print("\n".join(found), end="\n" if found else "")
        failed += bool(found)
    print(f"{len(cases['cases']) - failed} passed, {failed} failed")
    return 1 if failed or not cases["cases"] else 0


# --- exports ---------------------------------------------------------------------------------------------------------

def export_records(folder):
    binding = only(load(folder / "export.yaml"), "compliance", "export", "system", "taken", "files")
    for name, table in binding["files"].items():
        only(table, "record", "dialect", "dates", "null_words", "key", "links", "columns", "values", "not_personal")
        dialect = only(table.get("dialect", {}), "delimiter", "encoding")
        encoding = {"utf-8": "utf-8-sig", "windows-1252": "cp1252"}[dialect.get("encoding", "utf-8")]
        link, = table.get("links", {None: None}).values()
        link = {"column": link} if isinstance(link, str) else link
        known = {table["key"], *table["columns"], *table.get("not_personal", []), *([link["column"]] if link else [])}
        nothing = {"", *table.get("null_words", [])}
        delimiter = {"tab": "\t"}.get(dialect.get("delimiter"), dialect.get("delimiter", ","))
        with open(folder / name, encoding=encoding, newline="") as file:
            for row in csv.DictReader(file, delimiter=delimiter, strict=True):
                only(row, *known)
                cells = {}
                for column, field in table["columns"].items():
                    text = row[column]
                    if text not in nothing:
                        cells[field] = table.get("values", {}).get(column, {text: text}).get(text, "?")
                links = [] if not link or row[link["column"]] in nothing else [row[link["column"]]]
                if links and "separator" in link:
                    links = links[0].split(link["separator"])
                dates = table.get("dates", {"format": "yyyy-MM-dd"})
                yield Record(table["record"], row[table["key"]], links, cells, dates["format"])


def printed(verdict):
    if verdict.verdict in ("keep", "due"):
        return show(verdict.day)
    return verdict.reason or "-"


def judge_export(policy, folder, as_of, look_ahead, by_cell):
    """The rows of the TSV. A record is what its strongest cell is: kept, undecided, unfounded; due when all is due."""
    world = World(policy, export_records(folder), as_of, look_ahead)
    for (kind, key), record in sorted(world.records.items()):
        verdicts = {field: world.verdict(record, field) for field in sorted(record.cells)}
        if by_cell:
            yield from ((kind, key, field, verdict.verdict, printed(verdict)) for field, verdict in verdicts.items())
            continue
        if not verdicts:
            yield kind, key, "empty", "-", "-"  # a stub
            continue
        strongest = max(verdicts.values(), key=lambda one: (
            ["due", "unfounded", "undecided", "keep"].index(one.verdict), one.day or date.min))
        reduced = [field for field, one in verdicts.items() if one.verdict == "due" != strongest.verdict]
        yield kind, key, strongest.verdict, printed(strongest), ",".join(reduced) or "-"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("policy", type=load)
    parser.add_argument("cases", type=load, nargs="?")
    parser.add_argument("--export", type=Path)
    parser.add_argument("--as-of", type=date.fromisoformat)
    parser.add_argument("--look-ahead")
    parser.add_argument("--cells", action="store_true")
    options = parser.parse_args()
    if (options.cases is None) == (options.export is None) or (options.export and not options.as_of):
        parser.error("give CASES, or --export with --as-of")
    if options.cases:
        return check_cases(options.policy, options.cases)
    look_ahead = options.look_ahead or options.policy["cadence"]["look_ahead"]
    for row in judge_export(options.policy, options.export, options.as_of, look_ahead, options.cells):
        print("\t".join(row))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Refused as refused:
        print(f"last_days.py: {refused}", file=sys.stderr)
        sys.exit(2)
