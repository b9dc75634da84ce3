#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: examples.py SOURCE PROGRAM | examples.py --self-test PROGRAM

Runs what the manual shows. On pages of section 1, the indented blocks of EXAMPLES are a session: "$ " starts a command,
"> " continues it, and the lines up to the next command are its output, stdout and stderr together; a line "..." stands
for any lines. A page is one bash session in a fresh folder with copies of samples/ and policies/. On pages of section
5, blocks that start with "compliance:" must be YAML."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

MARK = "\1"  # cannot stand in a page


def example_blocks(text):
    """The indented blocks of EXAMPLES, each a list of lines."""
    _, _, examples = text.partition("\n# EXAMPLES\n")
    block = []
    for line in examples.partition("\n# ")[0].replace("@EXIT_STATUS@", "").splitlines() + ["end"]:
        if line.startswith("    ") or (block and not line.strip()):
            block.append(line[4:])
        elif block:
            yield block
            block = []


def session(blocks):
    """[(command, [expected line])]"""
    steps = []
    for block in blocks:
        for line in block:
            if line.startswith("$ "):
                steps.append((line[2:], []))
            elif line.startswith("> ") and steps and not steps[-1][1]:
                steps[-1] = (steps[-1][0] + "\n" + line[2:], [])
            elif steps:
                steps[-1][1].append(line)
    for _, expected in steps:
        while expected and not expected[-1].strip():
            expected.pop()
    return steps


def matches(expected, actual):
    if not expected:
        return not actual
    if expected[0] == "...":
        return any(matches(expected[1:], actual[skipped:]) for skipped in range(len(actual) + 1))
    return bool(actual) and expected[0].rstrip() == actual[0].rstrip() and matches(expected[1:], actual[1:])


def run(steps, source, program):
    """The output of each step, as lines."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("samples", "policies"):
            if (source / name).is_dir():
                shutil.copytree(source / name, os.path.join(folder, name))
        environment = {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC",
                       "NO_COLOR": "1"}
        # `(exit …)` gives each command the status of the one before it, so that `echo $?` works as in a session.
        script = "status=0\n" + "".join(f"(exit $status)\n{command}\nstatus=$?\nprintf '{MARK}'\n"
                                        for command, _ in steps)
        output = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL, timeout=120,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False).stdout
    return [part.splitlines() for part in output.decode("utf-8", "backslashreplace").split(MARK)[:-1]]


def session_problems(page, text, source, program):
    steps = session(example_blocks(text))
    if not steps:
        return [f"{page}: EXAMPLES has no command"]
    outputs = run(steps, source, program)
    problems = [f"{page}: the session ended early"] if len(outputs) != len(steps) else []
    for (command, expected), actual in zip(steps, outputs):
        if not matches(expected, actual):
            problems.append("\n".join([f"{page}: $ {command}", "  expected:", *("    " + line for line in expected),
                                       "  printed:", *("    " + line for line in actual)]))
    return problems


def yaml_problems(page, text):
    problems = []
    for block in example_blocks(text):
        if block[0].startswith("compliance:"):
            try:
                yaml.safe_load("\n".join(block))
            except yaml.YAMLError as error:
                problems.append(f"{page}: an example is no YAML: {error}")
    return problems


def self_test(program):
    pages = {
        "$ echo a\n    a": True,
        "$ echo a\n    b": False,
        "$ echo a": False,
        "$ true\n    a": False,
        "$ printf 'a\\nb\\nc\\n'\n    a\n    ...\n    c": True,
        "$ printf 'a\\nb\\nc\\n'\n    a\n    ...\n    b": False,
        "$ false\n    $ echo $?\n    1": True,
        "$ echo a >&2\n    a": True,
        "$ for i in 1 2\n    > do echo $i; done\n    1\n    2": True,
        "$ exit 0\n    $ echo a\n    a": False,
        "nothing": False,
    }
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for example, good in pages.items():
            text = f"# NAME\n\n# EXAMPLES\n\nIn words:\n\n    {example}\n\n@EXIT_STATUS@\n\n# SEE ALSO\n"
            if (not session_problems("page", text, pathlib.Path(folder), program)) != good:
                failed += 1
                print(f"FAILED: {example!r} is {'refused' if good else 'accepted'}")
    for example, good in {"compliance: 1\n    a: [b]": True, "compliance: 1\n    a: [b": False}.items():
        if (not yaml_problems("page", f"\n# EXAMPLES\n\n    {example}\n\n# SEE ALSO\n")) != good:
            failed += 1
            print(f"FAILED: {example!r} is {'refused' if good else 'accepted'}")
    print(f"{len(pages) + 2 - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    binary = pathlib.Path(sys.argv[2]).resolve()
    if sys.argv[1] == "--self-test":
        sys.exit(self_test(binary) != 0)
    root = pathlib.Path(sys.argv[1])
    broken = []
    for file in sorted((root / "man").glob("*.1.md")):
        broken += session_problems(file.name, file.read_text(encoding="utf-8"), root, binary)
    for file in sorted((root / "man").glob("*.5.md")):
        broken += yaml_problems(file.name, file.read_text(encoding="utf-8"))
    print(*broken, sep="\n", end="\n" if broken else "")
    sys.exit(bool(broken))
