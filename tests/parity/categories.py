#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: categories.py SOURCE | categories.py --self-test

compliance-categories(7) lists the categories of libcompliance/model/category.cpp, each once, with its words
in English and Dutch and its DPV term."""
import pathlib
import re
import sys

from planted import count_failures

IN_SOURCE = re.compile(r'\bCategory\{"([^"]+)",\s+"([^"]+)",\s+"([^"]+)",\s+"([^"]+)"(?:,\s+true)?\}')
ON_PAGE = re.compile(r"^\*\*([a-z_.]+)\*\* \((\w+:\w+)\)\n:   (.+(?:\n    .+)*)$", re.MULTILINE)


def sentence(words):
    return f"{words[0].upper()}{words[1:]}."


def problems_of(source, page):
    known = IN_SOURCE.findall(source)
    listed = [(name, dpv, " ".join(meaning.split())) for name, dpv, meaning in ON_PAGE.findall(page)]
    expected = [(name, dpv, f"{sentence(meaning)} *{sentence(nl)}*") for name, meaning, nl, dpv in known]
    if not known:
        return ["category.cpp: no category was found"]
    problems = [f"compliance-categories.7.md: expected **{row[0]}** ({row[1]}): {row[2]}"
                for row in expected if row not in listed]
    names = {row[0] for row in known}
    problems += [f"compliance-categories.7.md: there is no category {row[0]}" for row in listed if row[0] not in names]
    if len(listed) != len(set(listed)):
        problems.append("compliance-categories.7.md: lists a category twice")
    return problems


def self_test():
    source = ('Category{"person.name", "name of a person", "naam", "pd:Name"},\n'
              'Category{"special.health", "health (Art. 9)", "gezondheid",\n         "pd:Health", true},\n')
    page = ("# PERSONS\n\n**person.name** (pd:Name)\n:   Name of a person. *Naam.*\n\n"
            "**special.health** (pd:Health)\n:   Health\n    (Art. 9). *Gezondheid.*\n")
    planted = {
        "nothing": (source, page, 0),
        "a category without a line": (source + 'Category{"person.photo", "picture", "foto", "pd:Picture"},', page, 1),
        "a line without a category": (source, page + "\n**person.photo** (pd:Picture)\n:   Picture. *Foto.*\n", 1),
        "another meaning": (source, page.replace("Name", "Title"), 1),
        "another meaning in Dutch": (source, page.replace("Naam", "Titel"), 1),
        "another term": (source, page.replace("pd:Health", "pd:MedicalHealth"), 1),
        "a line twice": (source, page + "\n**person.name** (pd:Name)\n:   Name of a person. *Naam.*\n", 1),
        "a source that is written in another way": (source.replace("Category{", "Category("), page, 1),
    }
    return count_failures(planted, problems_of)


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        sys.exit(self_test() != 0)
    root = pathlib.Path(sys.argv[1])
    broken = problems_of((root / "libcompliance/model/category.cpp").read_text(encoding="utf-8"),
                         (root / "man/compliance-categories.7.md").read_text(encoding="utf-8"))
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
