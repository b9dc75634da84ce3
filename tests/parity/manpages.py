#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: manpages.py SOURCE PROGRAM | manpages.py --self-test

The manual says what the program does: every command has a page with the sections of the house in their order, every
option stands on its page and no other, the page's NAME is the table's summary, and every command has golden cases."""
import pathlib
import re
import subprocess
import sys
import tempfile

ORDER = ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "FILES", "ENVIRONMENT", "EXAMPLES", "LEGAL BASIS",
         "MEMORY USAGE", "EXIT STATUS", "SEE ALSO"]
REQUIRED = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXAMPLES", "EXIT STATUS", "SEE ALSO"]
# "**-q**, **--quiet**" or "**--out** *DIR*", alone on its line as a term; pandoc lets dashes be escaped.
OPTION = re.compile(r"^(?:\*\*(-\w)\*\*, )?\*\*(\\?-\\?-[a-z][a-z-]*)\*\*(?: \*([^*]+)\*)?(?:\.\.\.)?$")


def read_program(dump):
    """command -> (summary, {(option, short, value)}, [argument])"""
    commands = {"": ("", set(), [])}
    for line in dump.splitlines():
        kind, command, *fields = line.split("\t")
        if kind == "command":
            commands[command] = (fields[0], set(), [])
        elif kind == "option":
            commands[command][1].add((fields[0], fields[1], fields[2]))
        elif kind == "argument":
            commands[command][2].append(fields[0])
    return commands


def sections_of(text):
    """heading -> text, in order; what stands before the first heading is dropped."""
    parts = re.split(r"^# (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def options_in(text):
    found = (OPTION.match(line) for line in text.splitlines())
    return {(match[2].replace("\\", ""), match[1] or "", match[3] or "") for match in found if match}


def page_problems(page, text, command, summary, options, arguments):
    # The program's own page belongs to no command: it has no summary in the table and lists the commands.
    text = text.replace("@EXIT_STATUS@", "# EXIT STATUS\n")
    sections = sections_of(text)
    headings = list(sections)
    for heading in REQUIRED:
        if heading not in headings:
            yield f"{page}: has no section {heading}"
    for heading in headings:
        if heading not in ORDER:
            yield f"{page}: has a section {heading}, which the house does not know"
    known = [heading for heading in headings if heading in ORDER]
    if known != sorted(known, key=ORDER.index):
        yield f"{page}: has its sections in another order than {', '.join(ORDER)}"
    if "@COMMON_OPTIONS@" not in sections.get("OPTIONS", ""):
        yield f"{page}: OPTIONS does not end with @COMMON_OPTIONS@"
    if not command and "@COMMANDS@" not in sections.get("COMMANDS", ""):
        yield f"{page}: COMMANDS is not @COMMANDS@"
    if command:
        name = f"{page.removesuffix('.1.md')} - {summary[:1].lower()}{summary[1:]}"
        if sections.get("NAME", "").strip() != name:
            yield f"{page}: NAME is not \"{name}\""
    for argument in arguments:
        if f"*{argument}*" not in sections.get("SYNOPSIS", ""):
            yield f"{page}: SYNOPSIS does not show *{argument}*"
    documented = options_in(sections.get("OPTIONS", ""))
    yield from (f"{page}: does not document {' '.join(option)}" for option in sorted(options - documented))
    yield from (f"{page}: documents {' '.join(option)}, which the command does not take so"
                for option in sorted(documented - options))


def problems_of(source, dump):
    commands = read_program(dump)
    manual = source / "man"
    pages = {"compliance.1.md": ""}
    pages |= {f"compliance-{name.replace(' ', '-')}.1.md": name for name in commands if name}
    problems = [f"{file.name}: there is no such command"
                for file in sorted(manual.glob("*.1.md")) if file.name not in pages]
    fragment = options_in((manual / "fragments/common-options.md").read_text(encoding="utf-8"))
    problems += [f"common-options.md: differs from the program in {' '.join(option)}"
                 for option in sorted(fragment ^ commands[""][1])]
    for page, name in pages.items():
        summary, options, arguments = commands[name]
        if not (manual / page).exists():
            problems.append(f"{page}: there is no such page")
        else:
            text = (manual / page).read_text(encoding="utf-8")
            problems += page_problems(page, text, name, summary, options if name else set(), arguments)
        if name and not any((source / "tests/cli" / name.replace(" ", "-")).glob("*/cmd")):
            problems.append(f"{name}: has no case in tests/cli/{name.replace(' ', '-')}")
    return problems


GOOD_PAGE = """# NAME

compliance-audit-verify - verify the log

# SYNOPSIS

**compliance audit verify** *FILE*

# DESCRIPTION

# OPTIONS

**--out** *DIR*
:   Where to.

@COMMON_OPTIONS@

# EXAMPLES

@EXIT_STATUS@

# SEE ALSO
"""
GOOD_DUMP = ("option\t\t--quiet\t-q\t\t?\tNothing\ncommand\taudit verify\tVerify the log\n"
             "argument\taudit verify\tFILE\t1\tThe log\noption\taudit verify\t--out\t\tDIR\t?\tWhere to\n")


def self_test():
    """Each planted mistake must be the one problem that is found, and without one there must be none."""
    page, main, fragment = GOOD_PAGE, GOOD_PAGE.replace("# OPTIONS\n\n**--out** *DIR*\n:   Where to.\n",
                                                        "# COMMANDS\n\n@COMMANDS@\n\n# OPTIONS\n"), "**-q**, **--quiet**\n"
    planted = {
        "nothing": (page, main, GOOD_DUMP),
        "a missing option": (page.replace("**--out**", "**out**"), main, GOOD_DUMP),
        "an option too many": (page.replace(":   W", "**--in**\n:   W"), main, GOOD_DUMP),
        "another summary": (page.replace("verify the log", "check the log"), main, GOOD_DUMP),
        "a missing section": (page.replace("# SEE ALSO", ""), main, GOOD_DUMP),
        "an unknown section": (page.replace("# SEE ALSO", "# HINTS\n\n# SEE ALSO"), main, GOOD_DUMP),
        "sections out of order": (page.replace("# EXAMPLES\n", "").replace("# OPT", "# EXAMPLES\n\n# OPT"), main,
                                  GOOD_DUMP),
        "an argument that is not shown": (page.replace("*FILE*", "*LOG*"), main, GOOD_DUMP),
        "a page without the common options": (page.replace("@COMMON_OPTIONS@", ""), main, GOOD_DUMP),
        "an index by hand": (page, main.replace("@COMMANDS@", "**compliance-audit-verify**(1)"), GOOD_DUMP),
        "a new global option": (page, main, GOOD_DUMP + "option\t\t--new\t\t\t?\tNew\n"),
    }
    failed = 0
    for name, (page_text, main_text, dump) in planted.items():
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder)
            for path, text in {"man/compliance.1.md": main_text, "man/compliance-audit-verify.1.md": page_text,
                               "man/fragments/common-options.md": fragment,
                               "tests/cli/audit-verify/case/cmd": ""}.items():
                (source / path).parent.mkdir(parents=True, exist_ok=True)
                (source / path).write_text(text, encoding="utf-8")
            found = problems_of(source, dump)
            more = problems_of(source, dump + "command\tnew\tNew\n")
        if len(found) != (0 if name == "nothing" else 1):
            failed += 1
            print(f"FAILED: planted {name}, found {found}")
        if len(more) != len(found) + 2:  # neither page nor case
            failed += 1
            print(f"FAILED: planted {name} and a new command, found {more}")
    print(f"{2 * len(planted) - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        sys.exit(self_test() != 0)
    output = subprocess.run([sys.argv[2], "__dump-cli"], capture_output=True, check=True, text=True).stdout
    broken = problems_of(pathlib.Path(sys.argv[1]), output)
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
