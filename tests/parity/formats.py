#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: formats.py SOURCE PROGRAM | formats.py --self-test SOURCE PROGRAM

The program accepts what the pages of the file formats show: `check` finds nothing in the policy of compliance-policy(5),
and nothing in an export that has the binding of compliance-export(5) and files with the columns it names; the cases of
compliance-cases(5) pass with the policy whose names they use, policies/duck."""
import csv
import pathlib
import subprocess
import sys
import tempfile

import yaml

from examples import example_blocks

PAGES = {name: f"compliance-{name}.5.md" for name in ("policy", "export", "cases")}


def example_of(page):
    """The one YAML example of a page."""
    blocks = ["\n".join(block) for block in example_blocks(page) if block[0].startswith("compliance:")]
    return blocks[0] if len(blocks) == 1 else ""


def columns_of(table):
    links = [link["column"] if isinstance(link, dict) else link for link in table.get("links", {}).values()]
    return [table["key"], *links, *table["columns"], *table.get("not_personal", [])]


def write_export(binding, folder):
    """The files that a binding names, each with one record: a key, and the first word of each column with words."""
    folder.mkdir()
    (folder / "export.yaml").write_text(binding, encoding="utf-8")
    for name, table in yaml.safe_load(binding)["files"].items():
        dialect = table.get("dialect", {})
        columns = columns_of(table)
        record = {table["key"]: "1"} | {column: next(iter(words)) for column, words in table.get("values", {}).items()}
        with open(folder / name, "w", encoding=dialect.get("encoding", "utf-8"), newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=dialect.get("delimiter", ","), restval="")
            writer.writeheader()
            writer.writerow(record)


def problems_of(pages, source, program):
    """`pages`: the text of each page."""
    examples = {name: example_of(page) for name, page in pages.items()}
    problems = [f"{PAGES[name]}: EXAMPLES does not hold one document" for name, text in examples.items() if not text]
    if problems:
        return problems
    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        for name in ("policy", "cases"):
            (here / f"{name}.yaml").write_text(examples[name], encoding="utf-8")
        write_export(examples["export"], here / "export")
        for name, words in {"policy": ["check", "policy.yaml"], "export": ["check", "policy.yaml", "export"],
                            "cases": ["test", source / "policies/duck/policy.yaml", "--cases", "cases.yaml"]}.items():
            result = subprocess.run([program, *words], cwd=here, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                    stderr=subprocess.STDOUT, text=True, timeout=60, check=False)
            if result.returncode != 0:
                problems.append(f"{PAGES[name]}: the program does not accept the example:\n{result.stdout}")
                break  # what comes after builds on it
    return problems


def self_test(pages, source, program):
    """Each planted mistake must be a problem of its page, and without one there must be none."""
    planted = {
        "nothing": (None, "", ""),
        "an unknown key": ("policy", "        needs:", "        wants:"),
        "a gap in the policy": ("policy", "        basis: contract\n", ""),
        "a field that the policy does not have": ("export", "Naam: name", "Naam: nickname"),
        "an unknown encoding": ("export", "windows-1252", "cp437"),
        "a case that fails": ("cases", "since: 2027-03-01", "since: 2027-03-02"),
        "no example": ("cases", "    compliance: 1", "    version: 1"),
    }
    failed = 0
    for name, (page, old, new) in planted.items():
        changed = dict(pages)
        if page:
            changed[page] = changed[page].replace(old, new)
            if changed[page] == pages[page]:
                failed += 1
                print(f"FAILED: {name} could not be planted")
        found = problems_of(changed, source, program)
        if [problem.partition(":")[0] for problem in found] != ([PAGES[page]] if page else []):
            failed += 1
            print(f"FAILED: planted {name}, found {found}")
    print(f"{len(planted) - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    root, binary = (pathlib.Path(argument).resolve() for argument in sys.argv[-2:])
    texts = {name: (root / "man" / page).read_text(encoding="utf-8") for name, page in PAGES.items()}
    if sys.argv[1] == "--self-test":
        sys.exit(self_test(texts, root, binary) != 0)
    broken = problems_of(texts, root, binary)
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
