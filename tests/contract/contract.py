#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: contract.py PROGRAM

What every command of the program promises, whatever it does. The commands and what they take are read from the program
itself (`compliance __dump-cli`), so that a new command is under contract from its first day."""
import os
import subprocess
import sys
import tempfile

PROGRAM = os.path.abspath(sys.argv[1])
DONE, REFUSED, MACHINE = 0, 2, 3
INPUT_FILES = {"POLICY", "EXPORT", "PLAN", "JOBS", "FILE"}
NOT_UTF8 = b"no-such-\xe9-file"
NOT_UTF8_PRINTED = b"no-such-\\xE9-file"
passed = failed = 0


def check(name, holds, detail=""):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {name}: {detail}")


def run(words, **streams):
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | streams
    return subprocess.run([PROGRAM, *words], timeout=60, check=False, cwd=folder, env=environment, **streams)


def refused(name, result):
    """Status 2, nothing on stdout, and on stderr one line of message and at most one line of hint."""
    lines = result.stderr.splitlines()
    check(f"{name}: status 2", result.returncode == REFUSED, result)
    check(f"{name}: nothing on stdout", result.stdout == b"", result)
    check(f"{name}: one line that says who speaks", bool(lines) and lines[0].startswith(b"compliance"), result)
    check(f"{name}: at most a hint after it",
          len(lines) == 1 or (len(lines) == 2 and lines[1].startswith(b"  hint: ")), result)


class Command:
    def __init__(self, name):
        self.name = name
        self.arguments = []  # (name, count)
        self.required_options = ["--record"] if name == "explain" else []  # this, or --subject
        self.words = {}

    def line(self, value_for):
        """A complete command line; `value_for(name)` fills what has no fixed words."""
        words = []
        for name, count in self.arguments:
            if count in "1+":
                words.append(self.words.get(name) or value_for(name))
        for name in self.required_options:
            words += [name, self.words.get(name) or value_for(name)]
        return [*self.name.split(), *words]


def read_commands():
    commands = {}
    for line in subprocess.run([PROGRAM, "__dump-cli"], capture_output=True, check=True, text=True).stdout.splitlines():
        kind, command, *fields = line.split("\t")
        if kind == "command":
            commands[command] = Command(command)
        elif kind == "argument":
            commands[command].arguments.append((fields[0], fields[1]))
        elif kind == "option" and command and fields[3] == "1" and fields[2]:
            commands[command].required_options.append(fields[0])
        elif kind == "word" and command:
            commands[command].words.setdefault(fields[0], fields[1])
    return list(commands.values())


def help_is_answered(name, words):
    result = run([*words, "--help"])
    check(f"{name} --help: status 0", result.returncode == DONE, result)
    check(f"{name} --help: usage on stdout", result.stdout.startswith(b"Usage: compliance"), result)
    check(f"{name} --help: empty stderr", result.stderr == b"", result)
    with open("/dev/full", "wb") as full:
        result = run([*words, "--help"], stdout=full)
    check(f"{name} --help to a full disk: status 3", result.returncode == MACHINE, result)
    check(f"{name} --help to a full disk: says so", result.stderr.count(b"\n") == 1, result)
    reader, writer = os.pipe()
    os.close(reader)
    result = run([*words, "--help"], stdout=writer)
    os.close(writer)
    check(f"{name} --help to a closed pipe: quiet, status 0",
          result.returncode == DONE and result.stderr == b"", result)


def streams_may_be_missing(name, words):
    for missing in ([0], [1], [2], [0, 1, 2]):
        result = run([*words, "--help"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                     preexec_fn=lambda closed=tuple(missing): [os.close(number) for number in closed])
        check(f"{name} --help without streams {missing}: status 0", result.returncode == DONE, result)


def mistakes_are_refused(command):
    words = command.name.split()
    refused(f"{command.name}, unknown option", run([*words, "--no-such-option"]))
    if any(count in "1+" for _, count in command.arguments) or command.required_options:
        refused(f"{command.name}, nothing given", run(words))
    if not any(name in INPUT_FILES and count in "1+" for name, count in command.arguments):
        return
    refused(f"{command.name}, absent files", run(command.line(lambda name: "absent")))
    refused(f"{command.name}, empty files", run(command.line(lambda name: "empty" if name in INPUT_FILES else "x")))
    refused(f"{command.name}, a folder for a file",
            run(command.line(lambda name: "folder" if name in INPUT_FILES else "x")))
    result = run(command.line(lambda name: NOT_UTF8))
    refused(f"{command.name}, a path that is not UTF-8", result)
    check(f"{command.name}, a path that is not UTF-8: printed visibly", NOT_UTF8_PRINTED in result.stderr, result)


with tempfile.TemporaryDirectory() as folder:
    environment = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    open(os.path.join(folder, "empty"), "w").close()
    os.mkdir(os.path.join(folder, "folder"))
    everything = read_commands()
    check("the program has commands", len(everything) > 0)
    help_is_answered("compliance", [])
    streams_may_be_missing("compliance", [])
    refused("no command", run([]))
    refused("an unknown command", run(["no-such-command"]))
    refused("an unknown option", run(["--no-such-option"]))
    for each in everything:
        help_is_answered(each.name, each.name.split())
        streams_may_be_missing(each.name, each.name.split())
        mistakes_are_refused(each)
        refused(f"{each.name}, a day that is none", run([*each.line(lambda name: "x"), "--as-of", "2024-02-30"]))
    check("nothing was written", sorted(os.listdir(folder)) == ["empty", "folder"], os.listdir(folder))

print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
