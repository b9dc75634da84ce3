#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: findings_test.py CODE PROGRAM: CODE/triggers.yaml has exactly that finding, and CODE/neighbour.yaml none; on
1 April 2026, or the day that a comment "as of" names."""
import json
import pathlib
import re
import subprocess
import sys

FOLDER = pathlib.Path(__file__).parent


def codes_found(program, policy):
    day = re.search(r"^# as of (\S+)$", policy.read_text(encoding="utf-8"), re.MULTILINE)
    run = subprocess.run([program, "check", policy, "--json", "--as-of", day[1] if day else "2026-04-01"], capture_output=True, text=True,
                         check=False)
    if run.returncode not in (0, 1):
        return [run.stderr.strip()]
    return [finding["code"] for finding in json.loads(run.stdout)["findings"]]


if __name__ == "__main__":
    code, program = sys.argv[1:]
    failed = False
    for file, expected in ("triggers.yaml", [code]), ("neighbour.yaml", []):
        found = codes_found(program, FOLDER / code / file)
        if found != expected:
            failed = True
            print(f"{code}/{file}: expected {expected}, found {found}")
    sys.exit(failed)
