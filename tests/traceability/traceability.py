#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints for each requirement of the five statements where policy, code and tests serve it, and fails on a gap.

    traceability.py REPOSITORY

An id is served where it is named: in a comment of a policy.yaml, in code (libcompliance, tools), or in a test: a case of
a policy, a unit or command-line test, the README of a sample, which tests/oracle holds to be true. A requirement is
covered when a policy or code names it and a test does too; a case (TC-) when a test does. traceability.yaml explains the others. Exit status 1: a
row that is neither covered nor explained, or an explanation that is not true (any more).
"""

import argparse
import re
import sys
from pathlib import Path

import yaml

FINDING_CODE = re.compile(r'FindingCode\{"([a-z_.]+)",\s*Severity::\w+,\s*"([^"]*)"\}')
ID = re.compile(r"\b(?:ST|SI|SE|SF|RF|TC|X)-\d\d+")
# How many requirements each statement has: SMART Transactions, Salesinteract, SMARTe, Smart FMS, DUCK; and how many
# contradictions they have among them.
STATEMENTS = {"ST": 32, "SI": 106, "SE": 61, "SF": 44, "RF": 32, "X": 30}
REQUIREMENTS = [f"{name}-{number:02}" for name, last in STATEMENTS.items() for number in range(1, last + 1)]
KINDS = {"declared", "partly", "outside", "later"}


def enclosing_keys(lines, index):
    """The path of YAML keys that the comment on this line is about: the key beside it, or the next one."""
    while index < len(lines) and (not lines[index].strip() or lines[index].lstrip().startswith("#")):
        index += 1
    path, indent = [], 1000
    for line in reversed(lines[:index + 1]):
        key = re.match(r"( *)([\w.]+):", line)
        if key and len(key[1]) < indent:
            indent = len(key[1])
            path.insert(0, key[2])
    return ".".join(path) or "the end"


def places(root):
    """Yields (id, sort of place, place)."""
    for path in sorted([*root.glob("policies/*/policy.yaml"), *root.glob("policies/*/as-published.yaml")]):
        lines = path.read_text(encoding="utf-8").splitlines()
        for index, line in enumerate(lines):
            for found in ID.findall(line.partition("#")[2]):
                yield found, "policy", f"{path.parent.name}/{path.stem}: {enclosing_keys(lines, index)}"
    for path in sorted(root.glob("policies/*/cases.yaml")):
        for case in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)["cases"]:
            for found in ID.findall(" ".join([case["case"], *case.get("serves", [])])):
                yield found, "test", f"{path.parent.name}: case {case['case']}"
    # What `check` finds in a policy: each code has two policies that hold it.
    table = (root / "libcompliance/check/finding_codes.h").read_text(encoding="utf-8")
    for code, why in FINDING_CODE.findall(table):
        for found in ID.findall(why):
            yield found, "code", f"check: {code}"
            yield found, "test", f"findings/{code}"
    sources = [("code", "libcompliance/**/*.h"), ("code", "libcompliance/**/*.cpp"), ("code", "tools/**/*.cpp"),
               ("test", "tests/unit/**/*.cpp"), ("test", "tests/cli/**/*"), ("test", "samples/*/README.md")]
    for sort, pattern in sources:
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                for found in sorted(set(ID.findall(path.read_text(encoding="utf-8", errors="replace")))):
                    yield found, sort, str(path.relative_to(root))


def judge(row, served, explanation):
    """Why this row is wrong, or None."""
    tested = bool(served["test"])
    covered = tested and (row.startswith("TC-") or bool(served["policy"] or served["code"]))
    if explanation is None:
        return None if covered else "neither covered nor explained"
    (kind, reason), = explanation.items()
    if kind not in KINDS:
        return f"{kind} is not one of {', '.join(sorted(KINDS))}"
    if not re.fullmatch(r"[^.]+\.", reason):
        return "the explanation is not one sentence"
    if kind == "declared" and not served["policy"]:
        return "explained as declared, but no policy names it"
    if kind == "partly" and not covered:
        return "explained as partly done, but not covered"
    if kind in ("outside", "later") and tested:
        return f"explained as {kind}, but tested; say what is left (partly), or nothing"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    root = parser.parse_args().repository
    data = yaml.load((Path(__file__).parent / "traceability.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    rows = REQUIREMENTS + data["also"]
    served = {row: {"policy": [], "code": [], "test": []} for row in rows}
    for found, sort, place in places(root):
        if found in served and place not in served[found][sort]:
            served[found][sort].append(place)

    wrong = [f"{row}: explained, but not a row" for row in data["rows"] if row not in served]
    print("| id | policy | code | test | besides |\n|---|---|---|---|---|")
    for row in rows:
        explanation = data["rows"].get(row)
        besides = "; ".join(f"{kind}: {reason}" for kind, reason in (explanation or {}).items())
        print(f"| {row} | " + " | ".join("; ".join(served[row][sort]) for sort in served[row]) + f" | {besides} |")
        problem = judge(row, served[row], explanation)
        wrong += [f"{row}: {problem}"] if problem else []
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
