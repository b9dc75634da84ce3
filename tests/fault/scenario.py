# SPDX-License-Identifier: Apache-2.0
"""A small organisation in a folder, and what must be true of it whatever happened to a command that changes it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERIFY_LOG = HERE.parent / "audit" / "verify_log.py"
ENVIRONMENT = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONDONTWRITEBYTECODE": "1"}
DAY = ["--as-of", "2024-04-01"]
RETAIN = [*DAY, "--state", "state", "retain", "policy.yaml", "export"]
# Each command that writes, and what it delivers.
COMMANDS = {
    "init": (["--state", "state", "init", "policy.yaml"], "state"),
    "plan": ([*RETAIN, "--plan", "plan"], "plan"),
    "retain": ([*RETAIN, "--out", "out"], "out"),
    "apply": (["--state", "state", "apply", "plan", "--out", "out"], "out"),
    "hold": ([*DAY, "--state", "state", "hold", "add", "policy.yaml", "--matter", "C-1", "--owner", "legal",
              "--review", "2024-07-01", "--record", "member:M1"], "state"),
}
TEMPORARY = re.compile(r"\.[^/]+\.[0-9a-f]{16}\.tmp")
SKIPPED = 77


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def content(place):
    """Every file at or below `place` with its bytes, every folder with None; empty when nothing is there."""
    if place.is_file():
        return {"": place.read_bytes()}
    return {str(path.relative_to(place)): None if path.is_dir() else path.read_bytes()
            for path in sorted(place.rglob("*"))}


class Scenario:
    """One command, the folder that it is run in, and what a run without faults delivers."""

    def __init__(self, program, command, work):
        self.program, self.command, self.work = str(Path(program).resolve()), command, work
        self.words, self.delivers = COMMANDS[command]
        self.before = work / "before"
        self.before.mkdir(parents=True)
        shutil.copy(HERE / "policy.yaml", self.before)
        shutil.copytree(HERE / "export", self.before / "export")
        self.input = content(self.before)
        if command != "init":
            self.must(self.run(self.before, COMMANDS["init"][0]))
        if command == "apply":
            self.must(self.run(self.before, COMMANDS["plan"][0]))
        good = self.fresh("good")
        self.must(self.run(good, self.words))
        self.good = content(good / self.delivers)
        assert self.good, "a good run delivers something"

    @staticmethod
    def must(result):
        assert result.returncode == 0, result

    def fresh(self, name="now"):
        """A folder in which the command has not run yet."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.before, folder)
        return folder

    def run(self, folder, words, wrapper=(), **streams):
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        return subprocess.run([*wrapper, self.program, *words], cwd=folder, env=ENVIRONMENT, timeout=120, check=False,
                              **streams)

    def holds(self, folder):
        listed = self.run(folder, ["--state", "state", "hold", "list", "--json", *DAY])
        return len(json.loads(listed.stdout)["holds"]) if listed.returncode == 0 else -1

    def is_whole(self, folder):
        """True when what the command delivers is there, whole; False when nothing is. Never in between."""
        if self.command == "hold":
            return {0: False, 1: True}.get(self.holds(folder), "something else than one hold")
        found = content(folder / self.delivers)
        if not found:
            return (folder / self.delivers).exists() and "an empty folder"
        if self.command == "init":  # its keys differ each time; what it made must work
            verified = self.run(folder, ["--state", "state", "audit", "verify"])
            return verified.returncode == 0 or "a state that does not verify"
        return found == self.good or "something else than a good run delivers"

    def troubles(self, folder, result, mute=False, cannot_clean=False):
        """What is wrong after a run that met a fault and ended with `result`, and after the plain run that follows.
        `mute`: it could not say a word either. `cannot_clean`: nor clear anything away, as if killed."""
        killed = result.returncode < 0
        whole = self.is_whole(folder)
        if whole not in (True, False):
            yield f"{self.delivers} is {whole}"
        if result.returncode == 0 and not whole:
            yield f"status 0, and {self.delivers} is missing"
        if not killed and result.returncode not in (0, 3):
            yield f"status {result.returncode}, expected 3: {result.stderr}"
        is_sentence = re.fullmatch(rb"compliance[^\n]*\n(  hint: [^\n]*\n)?", result.stderr)
        if result.returncode == 3 and not is_sentence and not (mute and not result.stderr):
            yield f"status 3 with another message than one sentence: {result.stderr}"
        yield from self.after_the_next_run(folder, whole, killed or cannot_clean)

    def after_the_next_run(self, folder, whole, may_leave):
        again = self.run(folder, self.words)
        if self.command == "hold":  # asked for twice, there are two
            if again.returncode != 0 or self.holds(folder) != 1 + (whole is True):
                yield f"the next run ends with {again.returncode} and {self.holds(folder)} holds: {again.stderr}"
            yield from self.log_troubles(folder)
            return
        # What a killed run had promised, the next one completes before it looks at its own task.
        finished = b"its output is now complete" in again.stderr
        expected = 0 if not whole and not finished else 4 if self.delivers == "out" else 2
        if again.returncode != expected:
            yield f"the next run ends with {again.returncode}, expected {expected}: {again.stderr}"
        if self.is_whole(folder) is not True:
            yield f"after the next run {self.delivers} is not whole"
        if {name: data for name, data in content(folder).items() if name in self.input} != self.input:
            yield "the input was touched"
        left = [name for name in content(folder) if TEMPORARY.search(name)]
        # Only what the state's journal knows can be cleared away: a plan and a state in the making are not in it.
        if left and not (may_leave and self.delivers != "out" and all(f".{self.delivers}." in name for name in left)):
            yield f"temporary names are left: {left}"
        yield from self.log_troubles(folder)

    def log_troubles(self, folder):
        verified = self.run(folder, ["--state", "state", "audit", "verify"])
        if verified.returncode != 0:
            yield f"the log does not verify: {verified.stdout} {verified.stderr}"
            return
        if VERIFY_LOG.exists():
            other = subprocess.run([sys.executable, VERIFY_LOG, folder / "state" / "audit"], env=ENVIRONMENT,
                                   capture_output=True, check=False)
            if other.returncode != 0:
                yield f"the log does not verify with other code: {other.stdout} {other.stderr}"
        shown = json.loads(self.run(folder, ["--state", "state", "audit", "show", "--json"]).stdout)
        acts = [entry["act"] for entry in shown["entries"]]
        if sum(act.endswith(".commit") for act in acts) != (self.delivers == "out"):
            yield f"the log tells another number of commits: {acts}"
        if acts.count("hold.add") != (self.holds(folder) if self.command == "hold" else 0):
            yield f"the log tells another number of holds: {acts}"
        if sum(act.endswith(".begin") for act in acts) != sum(act.endswith((".commit", ".abort")) for act in acts):
            yield f"a run that began has no end in the log: {acts}"
