#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""places.py PROGRAM: full disks, small limits, folders that may only be read, and missing descriptors (F08 to F14).

Commands that write end with 3 and one sentence and leave nothing half done; commands that only read go on working.
What the machine does not allow (mounting) is left out, and said."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scenario import COMMANDS, DAY, RETAIN, Scenario, content, skip

STATE = ["--state", "state"]
READERS = [[*STATE, "audit", "verify"], [*STATE, "audit", "show"], RETAIN, [*DAY, "check", "policy.yaml", "export"]]
failed = ran = 0


def check(name, troubles):
    global failed, ran
    ran += 1
    for trouble in troubles:
        failed += 1
        print(f"{name}: {trouble}")


def readers(scenario, folder):
    """Commands that only read give what they give elsewhere."""
    if scenario.command == "init":
        return
    elsewhere = scenario.fresh("elsewhere")
    before = content(folder)
    for words in READERS:
        here, there = scenario.run(folder, words), scenario.run(elsewhere, words)
        if (here.returncode, here.stdout) != (there.returncode, there.stdout):
            yield f"{words}: {here}, elsewhere {there}"
    if content(folder) != before:
        yield "a command that only reads has changed something"


class Mounted:
    """A small file system in memory at `place`, or None when this machine does not allow it."""

    def __init__(self, place, options):
        self.place, self.options = place, options

    def __enter__(self):
        self.place.mkdir()
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "tmpfs", self.place], capture_output=True,
                              check=False)
        self.mounted = done.returncode == 0
        return self.place if self.mounted else None

    def __exit__(self, *_):
        if self.mounted:
            subprocess.run(["umount", self.place], check=True)
        self.place.rmdir()


def fill(place, spare):
    """Takes all room but `spare` bytes."""
    room = os.statvfs(place)
    free = room.f_bavail * room.f_frsize - spare
    filler = place / "filler"
    with open(filler, "wb") as file:
        file.write(b"\0" * max(free, 0))
    return filler


def full_disk(scenario):
    """For every amount of room, from none to enough."""
    refused = 0
    with Mounted(scenario.work / "small", "size=2m") as place:
        if place is None:
            return None
        for spare in range(0, 200_001, 20_000):
            folder = place / "now"
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(scenario.before, folder)
            filler = fill(place, spare)
            result = scenario.run(folder, scenario.words)
            refused += result.returncode == 3
            if result.returncode == 3 and spare == 0:
                check(f"{scenario.command}: reading on a full disk", readers(scenario, folder))
            filler.unlink()
            check(f"{scenario.command}: {spare} bytes of room", scenario.troubles(folder, result))
        if not 0 < refused < 11:
            check(f"{scenario.command}: full disk", [f"{refused} of 11 amounts of room were too little"])
    return refused


def no_inodes(scenario):
    with Mounted(scenario.work / "few", f"size=4m,nr_inodes={len(content(scenario.before)) + 4}") as place:
        if place is None:
            return
        folder = place / "now"
        shutil.copytree(scenario.before, folder)
        result = scenario.run(folder, scenario.words)
        subprocess.run(["mount", "-o", "remount,nr_inodes=1000", place], check=True)
        check(f"{scenario.command}: no names left", scenario.troubles(folder, result))
        if result.returncode != 3:
            check(f"{scenario.command}: no names left", [f"status {result.returncode}, expected 3"])


def read_only(scenario):
    with Mounted(scenario.work / "fixed", "size=4m") as place:
        if place is None:
            return
        folder = place / "now"
        shutil.copytree(scenario.before, folder)
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        result = scenario.run(folder, scenario.words)
        check(f"{scenario.command}: reading what may only be read", readers(scenario, folder))
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)
        if result.returncode != 3:
            check(f"{scenario.command}: read-only", [f"status {result.returncode}, expected 3: {result.stderr}"])
        check(f"{scenario.command}: read-only", scenario.troubles(folder, result))


def limits(scenario):
    for size in [0, 100, 1000, 4096, 20_000, 40_000]:
        folder = scenario.fresh()
        result = scenario.run(folder, scenario.words, ["prlimit", f"--fsize={size}"])
        check(f"{scenario.command}: files of at most {size} bytes", scenario.troubles(folder, result))
    for files in [3, 4, 5, 6, 7]:
        folder = scenario.fresh()
        result = scenario.run(folder, scenario.words, ["prlimit", f"--nofile={files}"])
        if result.returncode == 127:  # the loader itself had too few
            continue
        check(f"{scenario.command}: {files} descriptors", scenario.troubles(folder, result, cannot_clean=True))


def missing_descriptors(scenario):
    """No file of ours becomes stdin, stdout or stderr, and what cannot be said is no success."""
    for closed in ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"]:
        folder = scenario.fresh()
        result = scenario.run(folder, scenario.words, ["sh", "-c", f'exec "$@" {closed}', "sh"])
        check(f"{scenario.command} {closed}", scenario.troubles(folder, result, mute="2>" in closed))
    folder = scenario.fresh()
    with open("/dev/full", "wb") as full:
        result = scenario.run(folder, [*scenario.words, "--json"], stdout=full)
    check(f"{scenario.command}: stdout is full", scenario.troubles(folder, result))
    if result.returncode != 3:
        check(f"{scenario.command}: stdout is full", [f"status {result.returncode}, expected 3"])


def main():
    if not shutil.which("prlimit"):
        skip("prlimit is not installed")
    left_out = set()
    for command in COMMANDS:
        with tempfile.TemporaryDirectory() as work:
            scenario = Scenario(sys.argv[1], command, Path(work))
            if full_disk(scenario) is None:
                left_out.add("mounting is not allowed here: full disks and read-only folders were left out")
            else:
                no_inodes(scenario)
                read_only(scenario)
            limits(scenario)
            missing_descriptors(scenario)
    print(f"{ran} places, {failed} troubles", *left_out, sep="; ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
