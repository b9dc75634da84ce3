#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints for each requirement of the five statements where policy, code and tests serve it, and fails on a gap.

    traceability.py REPOSITORY

An id is served where it is named: in a comment of a policy.yaml, in code (libcompliance, tools), or in a test: a case
of a policy, a unit or command-line test, the README of a sample, which tests/oracle holds to be true. Where no code
names it, its tests tell which code they run; where no policy does, what check prints of the statement as published.
A requirement is covered when policy, code and test hold it; a case (TC-) when a test does. traceability.yaml explains
the others. Exit status 1: a row that is neither covered nor explained, or an explanation that is not true (any more).
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
ORGANISATIONS = {"ST": "smart-transactions", "SI": "salesinteract", "SE": "smarte", "SF": "smart-fms", "RF": "duck"}
KINDS = ("partly", "as", "declared", "outside", "later")


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
    inspecting = {path: path.read_text(encoding="utf-8") for path in sorted(root.glob("libcompliance/check/*.cpp"))}
    for code, why in FINDING_CODE.findall(table):
        raising = [path for path, text in inspecting.items() if f'"{code}"' in text]
        for found in ID.findall(why):
            for path in raising:
                yield found, "code", f"{path.relative_to(root)}: {code}"
            yield found, "test", f"findings/{code}"
    sources = [("code", "libcompliance/**/*.h"), ("code", "libcompliance/**/*.cpp"), ("code", "tools/**/*.cpp"),
               ("test", "tests/unit/**/*.cpp"), ("test", "tests/cli/**/*"), ("test", "samples/*/README.md")]
    for sort, pattern in sources:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and path.name != "finding_codes.h":
                for found in sorted(set(ID.findall(path.read_text(encoding="utf-8", errors="replace")))):
                    yield found, sort, str(path.relative_to(root))


def tested_code(root, tests):
    """The code that these tests run."""
    for test in tests:
        unit = re.fullmatch(r"tests/unit/(.+)_test\.cpp", test)
        if unit:
            sources = [f"libcompliance/{unit[1]}{suffix}" for suffix in (".cpp", ".h")]
            yield from [source for source in sources if (root / source).is_file()][:1]
        elif ": case " in test or test.startswith(("samples/", "tests/cli/retain/")):
            yield "libcompliance/rules/verdict.cpp"


def complete(root, row, served):
    """Adds what no file says in so many words: the code behind a test, the statement that check finds fault with."""
    if not served["code"]:
        served["code"] = list(dict.fromkeys(tested_code(root, served["test"])))
    found = [test.split("/")[3] for test in served["test"] if re.fullmatch(r"tests/cli/check/.+/stdout", test)]
    names = {f"{name}-as-published" for prefix, name in ORGANISATIONS.items() if row.startswith((prefix, "X-"))}
    if not served["policy"]:
        served["policy"] = [f"{name.removesuffix('-as-published')}/as-published" for name in found if name in names]


def is_covered(row, served):
    return bool(served["test"]) and (row.startswith("TC-") or bool(served["code"]))


def the_other(explanation):
    """The id that holds a row which is explained with `as`, or None."""
    return (explanation or {}).get("as", "").partition(":")[0] or None


def misword(root, kind, reason, commands):
    """Why this is no sentence of its kind, or None."""
    if kind == "as":
        if not re.match(rf"{ID.pattern}: ", reason):
            return "the explanation does not begin with the id that holds it"
        reason = reason.partition(": ")[2]
    if not re.fullmatch(r"[A-Z`].*[^.]\.", reason) or re.search(r"[.!?]\s|[|\n]", reason):
        return "the explanation is not one sentence"
    named = re.findall(r"`([^`]*)`", reason)
    for command in named:
        if command not in commands:
            return f"the command {command} is not one that is still to come"
        if [*root.glob(f"tools/compliance/cmd_{command}.cpp"), *root.glob(f"tools/compliance/cmd_{command}_*.cpp")]:
            return f"it waits for the command {command}, which exists now"
    return "explained as later, but no command to come is named" if kind == "later" and not named else None


def judge(root, row, served, data):
    """Why this row is wrong, or None."""
    here, explanation = served[row], data["rows"].get(row)
    covered, tested = is_covered(row, here), bool(here["test"])
    if explanation is None:
        if not covered:
            return "neither covered nor explained"
        missing = [] if row.startswith("TC-") else [sort for sort in here if not here[sort]]
        return f"covered without {' and '.join(missing)}, and not explained" if missing else None
    if not set(explanation) <= set(KINDS) or len(explanation) != 1 and set(explanation) != {"as", "partly"}:
        return f"{', '.join(explanation) or 'nothing'} is not one of {', '.join(KINDS)}, nor as with partly"
    for kind, reason in explanation.items():
        problem = misword(root, kind, reason, data["commands"])
        if problem:
            return problem
    other = the_other(explanation)
    if other:
        if other not in served or not is_covered(other, served[other]) or not served[other]["code"]:
            return f"explained as {other}, which is not covered itself"
        if not here["policy"]:
            return f"explained as {other}, but no policy names it"
        return f"explained as {other}, but covered itself" if covered else None
    (kind,) = explanation
    if kind == "declared" and not here["policy"]:
        return "explained as declared, but no policy names it"
    if kind == "partly" and not covered:
        return "explained as partly done, but not covered"
    if kind in ("declared", "outside", "later") and tested:
        return f"explained as {kind}, but tested; say what is left (partly), or nothing"
    return None


def sum_up(title, rows, explanations):
    kinds = {kind: 0 for kind in ("policy, code and test", *KINDS)}
    for row in rows:
        kinds[next((kind for kind in KINDS if kind in explanations.get(row, {})), "policy, code and test")] += 1
    return f"{len(rows)} {title}: " + ", ".join(f"{number} {kind}" for kind, number in kinds.items()) + "."


def examine(root, data, requirements):
    """What to print, and what is wrong."""
    rows = requirements + data["also"]
    served = {row: {"policy": [], "code": [], "test": []} for row in rows}
    for found, sort, place in places(root):
        if found in served and place not in served[found][sort]:
            served[found][sort].append(place)
    for row in rows:
        complete(root, row, served[row])

    wrong = [f"{row}: explained, but not a row" for row in data["rows"] if row not in served]
    wrong += [f"{row}: stands there twice" for row in sorted({row for row in rows if rows.count(row) > 1})]
    lines = ["| id | policy | code | test | besides |", "|---|---|---|---|---|"]
    for row in rows:
        explanation = data["rows"].get(row) or {}
        other = the_other(explanation)
        cells = []
        for sort, own in served[row].items():
            borrowed = served[other][sort] if other in served and sort != "policy" else []
            cells.append("; ".join(own + ([f"as {other}: " + "; ".join(borrowed)] if borrowed else [])))
        besides = " ".join(f"{kind}: {reason}" for kind, reason in explanation.items())
        lines.append(f"| {row} | " + " | ".join([*cells, besides]) + " |")
        problem = judge(root, row, served, data)
        wrong += [f"{row}: {problem}"] if problem else []

    named = {title: [row for row in requirements if row.startswith("X-") == crossed]
             for title, crossed in (("requirements", False), ("contradictions", True))}
    lines += ["", *(sum_up(title, there, data["rows"]) for title, there in named.items() if there)]
    return lines, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    root = parser.parse_args().repository
    data = yaml.load((Path(__file__).parent / "traceability.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    lines, wrong = examine(root, data, REQUIREMENTS)
    print("\n".join(lines))
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
