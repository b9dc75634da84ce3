#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: findings.py (page | tested | policies) SOURCE | findings.py --self-test

page    every code of a finding in libcompliance and tools stands on compliance-findings(7), with its severity where the
        source says it beside the code, and no other code does
tested  every code is named by a test below tests/
policies  every code of check/finding_codes.h has its two policies in tests/findings, and every folder there is a code"""
import pathlib
import re
import sys
import tempfile

from categories import IN_SOURCE

# A text with one point is taken for a code, so that none is missed; what else has that form is named here.
CODE = re.compile(r'"((?:[a-z_]+\.[a-z_]+)|(?<=\.code = ")unfounded)"(?:, (?:\.severity = )?Severity::(\w+))?')
FILE_NAME = re.compile(r".*\.(yaml|json|txt|html|db|key|csv)")
ACT = re.compile(r"(retain|apply)\.(begin|commit|abort)|hold\.(add|release)|cancellation\.add"
                 r"|request\.\w+|breach\.(add|close)|consent\.add|recipient\.told")
ON_PAGE = re.compile(r"^\*\*([a-z_]+(?:\.[a-z_]+)?)\*\* \((error|warning|note)\)$", re.MULTILINE)
TESTS = {".cpp", ".py", ".yaml", ".cmake", ""}  # golden output has no suffix


def codes_of(source):
    """code -> the severity that stands beside it, or None"""
    text = (source / "libcompliance/model/category.cpp").read_text(encoding="utf-8")
    categories = {row[0] for row in IN_SOURCE.findall(text)}
    codes = {}
    files = [*source.glob("libcompliance/**/*.cpp"), *source.glob("libcompliance/check/*.h"), *source.glob("tools/**/*.cpp")]
    for file in sorted(files):
        for code, severity in CODE.findall(file.read_text(encoding="utf-8")):
            if code not in categories and not FILE_NAME.fullmatch(code) and not ACT.fullmatch(code):
                codes[code] = codes.get(code) or severity or None
    return codes


def page_problems(source):
    codes = codes_of(source)
    listed = ON_PAGE.findall((source / "man/compliance-findings.7.md").read_text(encoding="utf-8"))
    page = dict(listed)
    problems = [] if codes else ["no code was found in the sources"]
    problems += [f"compliance-findings.7.md: does not explain {code}" for code in sorted(codes.keys() - page.keys())]
    problems += [f"compliance-findings.7.md: there is no finding {code}" for code in sorted(page.keys() - codes.keys())]
    problems += [f"compliance-findings.7.md: {code} is of severity {codes[code]}, not {severity}"
                 for code, severity in listed if codes.get(code) not in (None, severity)]
    if len(listed) != len(page):
        problems.append("compliance-findings.7.md: explains a code twice")
    return problems


def tested_problems(source):
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in sorted((source / "tests").rglob("*"))
             if file.is_file() and file.suffix in TESTS and "parity" not in file.parts]
    # A test in tests/findings is a folder in the name of its code.
    tests = "\n".join(texts + [file.parent.name for file in (source / "tests/findings").glob("*/triggers.yaml")])
    return [f"no test names the finding {code}"
            for code in sorted(codes_of(source)) if not re.search(rf"(?<![\w.]){re.escape(code)}(?![\w.])", tests)]


def policies_problems(source):
    table = (source / "libcompliance/check/finding_codes.h").read_text(encoding="utf-8")
    codes = {code for code, _ in CODE.findall(table)}
    folders = {file.parent.name for file in (source / "tests/findings").glob("*/*.yaml")}
    return ([] if codes else ["no code was found in finding_codes.h"]) + \
        [f"tests/findings: no policies for {code}" for code in sorted(codes - folders)] + \
        [f"tests/findings: there is no finding {code}" for code in sorted(folders - codes)]


def self_test():
    """Each planted mistake must be found once, and without one nothing."""
    good = {
        "libcompliance/check/check.cpp": 'add("field.special", Severity::error, x);\n{.code = "unfounded",\n"export.yaml"',
        "libcompliance/model/category.cpp": 'Category{"person.name", "name of a person", "naam", "pd:Name"}',
        "libcompliance/audit/entry.cpp": '"retain.begin"',
        "tools/compliance/cmd_x.cpp": 'report("audit.cut", path);',
        "man/compliance-findings.7.md": "**field.special** (error)\n:   A.\n\n**unfounded** (warning)\n:   B.\n\n"
                                        "**audit.cut** (error)\n:   C.\n",
        "tests/unit/check/check_test.cpp": 'CHECK(code == "field.special"); // unfounded',
        "tests/cli/audit-verify/cut/stdout": "cut [audit.cut]",
        "tests/parity/findings.py": "other.code",
    }
    code, page, test = "libcompliance/check/check.cpp", "man/compliance-findings.7.md", "tests/unit/check/check_test.cpp"
    planted = {
        "nothing": ({}, 0, 0),
        "a code that is not explained and not tested": ({code: good[code] + 'add("field.new", x)'}, 1, 1),
        "a code that is no more": ({page: good[page] + "\n**field.old** (note)\n:   D.\n"}, 1, 0),
        "another severity": ({page: good[page].replace("(error)\n:   A", "(note)\n:   A")}, 1, 0),
        "a code that is explained twice": ({page: good[page] + "\n**audit.cut** (error)\n:   C.\n"}, 1, 0),
        "a code that no test names": ({test: "unfounded field.special_kind"}, 0, 1),
        "a code that only its golden output named": ({"tests/cli/audit-verify/cut/stdout": ""}, 0, 1),
    }
    failed = 0
    for name, (changes, on_page, untested) in planted.items():
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder)
            for path, content in {**good, **changes}.items():
                (source / path).parent.mkdir(parents=True, exist_ok=True)
                (source / path).write_text(content + "\n", encoding="utf-8")
            found = page_problems(source), tested_problems(source)
        if (len(found[0]), len(found[1])) != (on_page, untested):
            failed += 1
            print(f"FAILED: planted {name}, found {found}")
    print(f"{len(planted) - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        sys.exit(self_test() != 0)
    broken = {"page": page_problems, "tested": tested_problems, "policies": policies_problems}[sys.argv[1]](pathlib.Path(sys.argv[2]))
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
