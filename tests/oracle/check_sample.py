#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds the two tables in the README of a sample to the oracle, and its due records to the limits of the policy.

    check_sample.py POLICY SAMPLE      exit status 1 on a difference
"""

import argparse
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from last_days import judge_export
from verdicts import load

AS_OF = date(2026, 4, 1)


def in_words(verdict, day, reduced):
    words = {"keep": f"keep until {day}", "due": f"due since {day}", "undecided": f"undecided: {day}"}
    words = words.get(verdict, verdict)
    return words if reduced == "-" else f"{words}; {reduced} due"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("policy", type=load)
    parser.add_argument("sample", type=Path)
    options = parser.parse_args()
    policy = options.policy
    readme = (options.sample / "README.md").read_text(encoding="utf-8")

    verdicts, counts, wrong = {}, {}, []
    rows = judge_export(policy, options.sample / "export", AS_OF, policy["cadence"]["look_ahead"], by_cell=False)
    for kind, key, verdict, day, reduced in rows:
        verdicts[f"{kind}:{key}"] = in_words(verdict, day, reduced)
        counts.setdefault(kind, Counter()).update(["all", verdict] + ["reduced"] * (reduced != "-"))

    told = dict(re.findall(r"^\| (\w+:[\w-]+) \| .* \| (.+) \|$", readme, re.MULTILINE))
    wrong += [f"{record}: README says {words}, the oracle {verdicts.get(record)}"
              for record, words in told.items() if words != verdicts.get(record)]
    for kind, count in counts.items():
        numbers = (str(count[word]) for word in ["all", "due", "reduced", "undecided", "unfounded"])
        line = f"| {kind} | {' | '.join(numbers)} |"
        if line not in readme:
            wrong.append(f"the README has no line {line}")
        limit = max(count["all"] * float(policy["limits"]["affected"]["share"].rstrip("%")) / 100,
                    int(policy["limits"]["affected"]["minimum"]))
        if count["due"] + count["reduced"] > limit:
            wrong.append(f"{kind}: more than {limit} affected")
    if len(told) < 20:
        wrong.append("the README's table of records was not found")
    print("\n".join(wrong) or f"{len(told)} records and {len(counts)} tables agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
