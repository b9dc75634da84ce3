#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""sweep.py PROGRAM COMMAND: lets each system call of a command that writes fail, and kills it there (F01 to F03).

A plain run is traced first. Then, for each call that writes or names something: once with EIO, once killed before it,
and, for those that need room, with a disk that is full from there on. After each fault the old or the new state stands,
never a mix; the next plain run completes the work or says that it was done. COMPLIANCE_FAULTS is how many faults are
injected, evenly chosen: 40 when it is not set, `all` for every one (some minutes).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from scenario import Scenario, skip

CALLS = ["write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate", "mkdir", "mkdirat", "rename", "renameat",
         "renameat2", "unlink", "unlinkat", "close", "openat", "flock"]
NEED_ROOM = {"write", "pwrite64", "mkdir", "mkdirat", "openat"}


def strace(*words):
    return ["strace", "-f", "-qq", *words]


def calls_of(scenario):
    """(call, which one of its name from 1, whether its failure must be told) of a good run: those on our own files, and
    on its output. A file that was not made just now may be closed badly (SQLite has synced its own),
    and SQLite syncs folders as well as it can."""
    folder = scenario.fresh()
    trace = scenario.work / "trace"
    scenario.must(scenario.run(folder, scenario.words, strace("-y", "-o", trace, "-e", "trace=" + ",".join(CALLS))))
    counted, made, written = Counter(), set(), set()
    for line in trace.read_text(errors="replace").splitlines():
        call = line.split()[1].split("(")[0]
        counted[call] += 1
        path = re.search(r"= \d+<([^<>]*)>$" if call == "openat" else r"<([^<>]*)>(?:$|[,)])", line)
        path = path and path[1]
        if call == "openat":
            (made.add if "O_EXCL" in line else made.discard)(path)
            written.update({path} if re.search("O_WRONLY|O_RDWR", line) else ())
            if "O_CREAT" not in line:
                continue
        harmless = {"close": path not in made, "fdatasync": path not in written, "write": "write(2<" in line,
                    "unlink": True, "unlinkat": True}
        if str(folder) in line or re.search(r"write\([12]<", line) or ("AT_FDCWD" not in line and '"' in line):
            yield call, counted[call], not harmless.get(call)


def faults_of(scenario):
    for call, number, must_tell in calls_of(scenario):
        yield call, f"error=EIO:when={number}", must_tell
        yield call, f"signal=KILL:when={number}", False
        if call in NEED_ROOM:
            # Opening what is there needs no room, so here the disk is full once.
            yield call, f"error=ENOSPC:when={number}{'' if call == 'openat' else '+'}", must_tell


def evenly(faults, wanted):
    return faults if wanted >= len(faults) else [faults[i * len(faults) // wanted] for i in range(wanted)]


def main():
    program, command = sys.argv[1:]
    if not shutil.which("strace"):
        skip("strace is not installed")
    if subprocess.run(strace("-o", "/dev/null", "true"), capture_output=True, check=False).returncode != 0:
        skip("strace may not trace here")
    failed = 0
    with tempfile.TemporaryDirectory() as work:
        scenario = Scenario(program, command, Path(work))
        faults = list(faults_of(scenario))
        wanted = os.environ.get("COMPLIANCE_FAULTS", "40")
        chosen = evenly(faults, len(faults) if wanted == "all" else int(wanted))
        trace = scenario.work / "trace"
        met, statuses = 0, Counter()
        for call, fault, must_tell in chosen:
            folder = scenario.fresh()
            trace.write_text("")
            # The traced set must hold the call: with trace=none nothing is injected.
            result = scenario.run(folder, scenario.words,
                                  strace("-o", trace, "-e", f"trace={call}", "-e", f"inject={call}:{fault}"))
            if "(INJECTED)" not in trace.read_text(errors="replace") and result.returncode >= 0:
                continue  # the run took another way: nothing was injected, and nothing is shown
            met += 1
            statuses[result.returncode] += 1
            if must_tell and result.returncode == 0:
                failed += 1
                print(f"{command}: {call}:{fault}: status 0, as if nothing had happened")
            for trouble in scenario.troubles(folder, result, mute=call == "write" and fault.endswith("+")):
                failed += 1
                print(f"{command}: {call}:{fault}: {trouble}")
    print(f"{command}: {met} faults of {len(faults)} injected; statuses {dict(statuses)}; {failed} troubles")
    if met < len(chosen) * 9 // 10:
        sys.exit("too few faults were met: the runs differ")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
