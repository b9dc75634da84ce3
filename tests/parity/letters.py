#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: letters.py SOURCE | letters.py --self-test

compliance-letters(5) lists for each kind of letter the facts that the program demands of it and those that it tells; it
explains each name; and a template names nothing that its kind has not, and all that it must."""
import pathlib
import re
import sys

from planted import count_failures

NEEDS = {"always": "must", "where_known": "known", "with_refusals": "refused"}
CASE = re.compile(r"case LetterKind::(\w+):\s+return \{(.*?)\};", re.DOTALL)
FACT = re.compile(r"\{(?:LetterFact::)?(\w+),\s+(\w+),\s+\"")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| ([^|]*)\| ?([^|]*)\|$", re.MULTILINE)
TAG = re.compile(r"\{\{[#^/]?([a-z_]+)")


def demanded(source):
    """kind -> {fact: need}"""
    found = {}
    for kind, body in CASE.findall(source[source.index("own_of"):]):
        found[kind.replace("_", "-")] = {fact: NEEDS[need] for fact, need in FACT.findall(body)}
    return found


def on_page(page):
    found = {}
    for kind, must, known in ROW.findall(page):
        plain, _, refused = must.partition(";")
        facts = {fact: "must" for fact in re.findall(r"`(\w+)`", plain)}
        facts |= {fact: "refused" for fact in re.findall(r"`(\w+)`", refused)}
        found[kind] = facts | {fact: "known" for fact in re.findall(r"`(\w+)`", known)}
    return found


def problems_of(source, page, templates):
    code, listed = demanded(source), on_page(page)
    problems = [f"compliance-letters.5.md: {kind} has {listed.get(kind)}, expected {facts}"
                for kind, facts in code.items() if listed.get(kind) != facts]
    problems += [f"compliance-letters.5.md: {kind} is no kind" for kind in listed if kind not in code]
    names = page[page.index("# NAMES"):]
    for fact in sorted({fact for facts in code.values() for fact in facts}):
        if f"**{fact}**" not in names:
            problems.append(f"compliance-letters.5.md: NAMES does not explain {fact}")
    for name, text in templates.items():
        kind, tags = name.split(".")[0].removeprefix("letter-"), set(TAG.findall(text))
        for fact in code.get(kind, {}):
            if fact not in tags and fact not in ("authority", "court"):  # the closing has those
                problems.append(f"{name}: does not name {fact}")
    expected = {f"letter-{kind}.{language}.mustache" for kind in [*code, "closing"] for language in ("nl", "en")}
    return problems + [f"{name}: is there in one place only" for name in sorted(expected ^ set(templates))]


def self_test():
    source = 'own_of(LetterKind kind) {\n case LetterKind::not_found:\n return {{searched, always, "Art. 15"}};\n'
    page = "| `not-found` | `searched` | |\n\n# NAMES\n\n**searched**\n:   Where.\n"
    templates = {f"letter-{name}.{language}.mustache": "{{#searched}}{{.}}{{/searched}}"
                 for name in ("not-found", "closing") for language in ("nl", "en")}
    planted = {
        "nothing": (source, page, templates, 0),
        "another need": (source.replace("always", "where_known"), page, templates, 1),
        "a fact less": (source, page.replace("`searched`", ""), templates, 1),
        "a kind more": (source, page.replace("\n\n#", "\n| `lost` | | |\n\n#"), templates, 1),
        "a name without its words": (source, page.replace("**searched**", "**sought**"), templates, 1),
        "a template that is silent": (source, page, templates | {"letter-not-found.nl.mustache": "x"}, 1),
        "a template too many": (source, page, templates | {"letter-lost.nl.mustache": "x"}, 1),
    }
    return count_failures(planted, problems_of)


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        sys.exit(self_test() != 0)
    root = pathlib.Path(sys.argv[1])
    folder = root / "libcompliance/documents"
    broken = problems_of((folder / "letter_demands.cpp").read_text(encoding="utf-8"),
                         (root / "man/compliance-letters.5.md").read_text(encoding="utf-8"),
                         {file.name: file.read_text(encoding="utf-8")
                          for file in (folder / "templates").glob("letter-*.mustache")})
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
