#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: mutants.py SOURCE BUILD PROGRAM [LIST]

Disables the enforcing lines of LIST (mutants.yaml without it) one by one: compiles the one changed file, links the program with it, and
runs the named test with that program. A test that still passes does not hold its requirement. Each test must pass with
the program as it is, or its failing would prove nothing."""
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

import yaml


class Build:
    """What a build folder knows: how to compile a file, how to link the program, how to run a test."""

    def __init__(self, source, folder, program):
        self.source, self.folder, self.program = source, folder, program
        commands = json.loads((folder / "compile_commands.json").read_text(encoding="utf-8"))
        self.compile_commands = {pathlib.Path(each["file"]): each["command"] for each in commands}
        linking = subprocess.run(["ninja", "-C", folder, "-t", "commands", "-s", os.path.relpath(program, folder)],
                                 check=True, stdout=subprocess.PIPE, text=True).stdout
        self.link_command = [line for line in linking.splitlines() if " -o " in line][-1]
        shown = subprocess.run(["ctest", "--test-dir", folder, "--show-only=json-v1"], check=True,
                               stdout=subprocess.PIPE, text=True).stdout
        self.tests = {test["name"]: test for test in json.loads(shown)["tests"]}

    def link_with(self, file, text, folder):
        """The program with `text` in the place of that source file."""
        changed, made = folder / file.name, folder / "changed.o"
        changed.write_text(text, encoding="utf-8")
        words = shlex.split(self.compile_commands[self.source / file])
        words[words.index("-o") + 1] = str(made)
        words[words.index("-c") + 1] = str(changed)
        subprocess.run([*words, "-Wno-error", "-w", "-O0"], cwd=self.folder, check=True)
        mutant = folder / self.program.name
        # Before the library: what is defined already is not taken from an archive.
        words = shlex.split(self.link_command.removeprefix(": && ").removesuffix(" && :"))
        words[words.index("-o") + 1] = str(mutant)
        library = next(i for i, word in enumerate(words) if word.endswith("libcompliance.a"))
        subprocess.run([*words[:library], str(made), *words[library:]], cwd=self.folder, check=True)
        return mutant

    def passes(self, name, program):
        test = self.tests[name]
        # A test is given the program, or the folder that it is in.
        places = {str(self.program): str(program), str(self.program.parent): str(program.parent)}
        command = [places.get(word, word) for word in test["command"]]
        assert not set(places.values()).isdisjoint(command), f"{name} does not run the program"
        folder = next((each["value"] for each in test["properties"] if each["name"] == "WORKING_DIRECTORY"),
                      self.folder)
        return subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              check=False).returncode == 0


def main():
    source, folder, program, *given = (pathlib.Path(word).resolve() for word in sys.argv[1:])
    data = (given or [pathlib.Path(__file__).parent / "mutants.yaml"])[0].read_text(encoding="utf-8")
    mutants = yaml.load(data, yaml.BaseLoader)["mutants"]
    assert len(mutants) >= 10, "ten requirements at least"
    build = Build(source, folder, program)
    wrong = [f"{test} fails as it is" for test in sorted({each["test"] for each in mutants})
             if not build.passes(test, program)]
    for each in mutants:
        file = pathlib.Path(each["file"])
        text = (source / file).read_text(encoding="utf-8")
        if text.count(each["line"]) != 1:
            wrong.append(f"{each['requirement']}: the line stands {text.count(each['line'])} times in {file}")
            continue
        with tempfile.TemporaryDirectory() as made:
            mutant = build.link_with(file, text.replace(each["line"], each["becomes"]), pathlib.Path(made))
            held = not build.passes(each["test"], mutant)
        print(f"{each['requirement']}: without its line in {file} {each['test']} {'fails' if held else 'PASSES'}")
        if not held:
            wrong.append(f"{each['requirement']}: {each['test']} does not hold it")
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
