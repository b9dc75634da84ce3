#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: layers.py SOURCE | layers.py --self-test

Holds libcompliance/LAYERS: a module includes only itself and what stands after its colon; a line names only modules
above it; a third-party header is included only by its owner's sources; CLI11 only by tools/compliance/arguments.cpp;
and nothing in libcompliance includes tools/."""
import pathlib
import re
import sys
import tempfile

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
SOURCES = {".h", ".cpp"}


def read_layers(text):
    """(module -> modules it may include, header prefix -> owner, problems)"""
    allowed, owners, problems = {}, {}, []
    for number, line in enumerate(text.splitlines(), 1):
        name, colon, rest = line.partition(":")
        if line.startswith("#") or not line.strip():
            continue
        if not colon:
            problems.append(f"LAYERS:{number}: expected a colon")
        elif name == "third-party":
            owner, *headers = rest.split()
            owners |= {header: owner for header in headers}
            if owner not in allowed:
                problems.append(f"LAYERS:{number}: {owner} is no module above")
        else:
            if name in allowed:
                problems.append(f"LAYERS:{number}: {name} has a line already")
            allowed[name] = set(rest.split())
            below = sorted(allowed[name] - (allowed.keys() - {name}))
            problems += [f"LAYERS:{number}: {name} names {other}, which does not stand above it" for other in below]
    return allowed, owners, problems


def includes(file):
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1]


def wrong_include(header, module, is_header, allowed, owners):
    """Why a file of `module` may not include `header`, or None. The module of a tool is "tools/…"."""
    if header.startswith("CLI/") and module != "tools/compliance/arguments.cpp":
        return "CLI11 is known to tools/compliance/arguments.cpp alone"
    owner = next((owner for prefix, owner in owners.items() if header.startswith(prefix)), None)
    if owner and owner != module:
        return f"{header} belongs to {owner}"
    if owner and is_header:
        return f"third-party types stop at the sources of {owner}"
    if module.startswith("tools/"):
        return None
    if header.startswith(("tools/", "tests/")):
        return "libcompliance knows nothing of tools/ and tests/"
    if header.startswith("libcompliance/"):
        other = header.split("/")[1]
        if other != module and other not in allowed[module]:
            return f"{module} may not include {other}"
    return None


def problems_of(source):
    library = source / "libcompliance"
    allowed, owners, problems = read_layers((library / "LAYERS").read_text(encoding="utf-8"))
    folders = {folder.name for folder in library.iterdir() if folder.is_dir()}
    problems += [f"LAYERS: {name} has no line" for name in sorted(folders - allowed.keys())]
    problems += [f"LAYERS: {name} has no folder" for name in sorted(allowed.keys() - folders)]
    files = [(file, file.relative_to(library).parts[0]) for file in sorted(library.rglob("*"))]
    files += [(file, file.relative_to(source).as_posix()) for file in sorted((source / "tools").rglob("*"))]
    for file, module in files:
        if file.suffix not in SOURCES or (module not in allowed and not module.startswith("tools/")):
            continue
        for number, header in includes(file):
            reason = wrong_include(header, module, file.suffix == ".h", allowed, owners)
            if reason:
                problems.append(f"{file.relative_to(source)}:{number}: {reason}")
    return problems


def self_test():
    """Each planted mistake must be the one problem that is found, and without one there must be none."""
    layers = "base:\nmodel: base\nrules: base model\nthird-party: model sqlite3.h\n"
    good = {"base/a.h": "#include <string>", "model/b.cpp": '#include "libcompliance/base/a.h"\n#include <sqlite3.h>',
            "rules/c.h": '#include "libcompliance/model/b.h"'}
    planted = {
        "an include of a module below": ({"base/a.h": '#include "libcompliance/model/b.h"'}, layers),
        "an include of a module above that is not named": (
            {"model/b.cpp": '# include "libcompliance/rules/c.h"'}, layers),
        "a line out of order": ({}, layers.replace("base:\n", "base: model\n")),
        "a module without a line": ({"stray/d.h": ""}, layers),
        "a line without a folder": ({}, layers + "absent: base\n"),
        "a foreign library": ({"rules/c.h": "#include <sqlite3.h>"}, layers),
        "a foreign library in its owner's header": ({"model/e.h": "#include <sqlite3.h>"}, layers),
        "tools in the library": ({"rules/c.h": '#include "tools/compliance/command.h"'}, layers),
        "CLI11 in the library": ({"rules/c.h": "#include <CLI/CLI.hpp>"}, layers),
        "CLI11 elsewhere in tools": ({"../tools/compliance/main.cpp": "#include <CLI/CLI.hpp>"}, layers),
        "a foreign library in tools": ({"../tools/compliance/main.cpp": "#include <sqlite3.h>"}, layers),
    }
    failed = 0
    for name, (changes, text) in {"nothing": ({}, layers), **planted}.items():
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder)
            cli = {"../tools/compliance/arguments.cpp": "#include <CLI/CLI.hpp>"}
            for path, content in {"LAYERS": text, **good, **cli, **changes}.items():
                file = source / "libcompliance" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content + "\n", encoding="utf-8")
            found = problems_of(source)
        if len(found) != (0 if name == "nothing" else 1):
            failed += 1
            print(f"FAILED: planted {name}, found {found}")
    print(f"{len(planted) + 1 - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        sys.exit(self_test() != 0)
    broken = problems_of(pathlib.Path(sys.argv[1]))
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
