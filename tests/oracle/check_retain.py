#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares what `compliance retain --json` would do to an export with the oracle: every effect, every count, and why
records are undecided.

    check_retain.py PROGRAM POLICY EXPORT AS_OF      exit status 1 on a difference
"""

import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from last_days import export_records
from verdicts import World, load

COUNTED = {"remove": "removed", "stub": "stubs", "reduce": "reduced"}


def main():
    program, policy_file, export, as_of = sys.argv[1:]
    done = subprocess.run([program, "--as-of", as_of, "retain", policy_file, export, "--json"], stdout=subprocess.PIPE,
                          check=False)
    answer = json.loads(done.stdout)
    policy = load(policy_file)
    world = World(policy, export_records(Path(export)), date.fromisoformat(as_of), policy["cadence"]["look_ahead"])

    told = {(one["record"], one["key"]): (one["action"], set(one["fields"]) if one["fields"] else None,
                                          date.fromisoformat(one["due_since"]), one["early"], set(one["ended"]))
            for one in answer["effects"]}
    effects = world.plan()
    wrong = [f"{kind}:{key}: {told.get((kind, key))}, the oracle {effects.get((kind, key))}"
             for kind, key in sorted(told.keys() | effects.keys()) if told.get((kind, key)) != effects.get((kind, key))]

    counts, reasons = {kind: Counter() for kind in policy["records"]}, set()
    for (kind, key), record in world.records.items():
        verdicts = [world.verdict(record, field) for field in record.cells]
        words = {one.verdict for one in verdicts}
        reasons |= {one.reason for one in verdicts if one.verdict == "undecided"}
        stays = next((word for word in ["undecided", "unfounded"] if word in words), "kept")
        counts[kind].update(["records", COUNTED[effects[kind, key][0]] if (kind, key) in effects else stays])
    for table in answer["tables"]:
        ours = {word: counts[table["record"]][word] for word in ["records", *COUNTED.values(), "undecided", "unfounded",
                                                                 "kept"]}
        told = {word: table[word] for word in ours}
        if told != ours:
            wrong.append(f"{table['file']}: {told}, the oracle {ours}")
    codes = [one["code"].partition(".") for one in answer["findings"]]
    codes = {reason for code, _, reason in codes if code == "undecided"}
    if codes != reasons:
        wrong.append(f"undecided for {sorted(codes)}, the oracle {sorted(reasons)}")
    if done.returncode != 1 or not effects or not reasons:
        wrong.append(f"status {done.returncode}, {len(effects)} effects, {len(reasons)} reasons: there are more")
    print("\n".join(wrong) or f"{len(effects)} effects and {len(world.records)} records agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
