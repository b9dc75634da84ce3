# SPDX-License-Identifier: Apache-2.0
"""What retain --forecast says of a month is what a run on the last day of that month finds, on the same export and
without look-ahead: the records of which a cell has fallen due by then, record type by record type.
Whatever goes whole was forecast to be due whole. One thing does change with the days alone: who is active, and leaves on
a day to come, is a contradiction afterwards, so runs may find as many fewer as they leave more undecided. And what
waits for others may come in any month.

check_forecast.py PROGRAM POLICY EXPORT AS_OF MONTHS"""
import calendar
import collections
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile


def run(program, policy, export, day, *options):
    command = [program, "retain", "--json", policy, export, "--as-of", str(day), *options]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}: {result.stderr}")
    return json.loads(result.stdout)


def last_day(month):
    year, number = map(int, month.split("-"))
    return datetime.date(year, number, calendar.monthrange(year, number)[1])


def main(program, policy, export, as_of, months):
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        patient = pathlib.Path(folder) / "policy.yaml"
        text = pathlib.Path(policy).read_text(encoding="utf-8")
        patient.write_text(re.sub(r", look_ahead: [^,}\n]+", "", text), encoding="utf-8")
        now = run(program, patient, export, as_of, "--forecast", months)
        totals = collections.Counter()
        for table in now["tables"]:
            totals[table["record"]] += table["records"]
        forecast = {each["record"]: each for each in now["forecast"]}
        if set(forecast) != set(record for record, total in totals.items() if total):
            problems.append(f"record types: {sorted(forecast)}")
        for record, each in forecast.items():
            for what in ("first", "whole"):
                counted = sum(each[what].values()) + sum(month[what] for month in each["months"])
                if counted != totals[record]:
                    problems.append(f"{record}: {counted} of {totals[record]} records are counted under {what}")
        waiting = collections.Counter()
        for table in now["tables"]:
            waiting[table["record"]] += table["undecided"]
        known, due, whole_due = set(), collections.Counter(), collections.Counter()

        def compare(result, when, of):
            whole, undecided = collections.Counter(), collections.Counter()
            for table in result["tables"]:
                undecided[table["record"]] += table["undecided"]
            for effect in result["effects"]:
                known.add((effect["record"], effect["key"]))
                whole[effect["record"]] += effect["action"] != "reduce"
            found = collections.Counter(record for record, _ in known)
            for record, each in forecast.items():
                due[record] += of(each, "first")
                whole_due[record] += of(each, "whole")
                least, most = due[record] - max(0, undecided[record] - waiting[record]), each["first"]["needed"]
                if not least <= found[record] <= due[record] + most:
                    problems.append(f"{when}: {due[record]} of {record} were forecast, and runs find {found[record]}")
                if whole[record] > whole_due[record]:
                    problems.append(f"{when}: {whole[record]} of {record} go, and {whole_due[record]} were forecast")

        compare(now, as_of, lambda each, what: each[what]["now"])
        for number, month in enumerate(next(iter(forecast.values()))["months"]):
            compare(run(program, patient, export, last_day(month["month"])), month["month"],
                    lambda each, what, number=number: each["months"][number][what])
    print(*problems, sep="\n", end="\n" if problems else "")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
