# SPDX-License-Identifier: Apache-2.0
"""usage: verdicts.py POLICY EXPORT DAY RECORD...

What `compliance explain` says of each record: a line for each verdict, and one for each purpose whose use ends."""
import json
import subprocess
import sys

policy, export, day, *records = sys.argv[1:]
for record in records:
    done = subprocess.run(["compliance", "explain", policy, export, "--as-of", day, "--record", record, "--json"],
                          stdout=subprocess.PIPE, check=False)
    if done.returncode > 1:
        sys.exit(done.returncode)
    result = json.loads(done.stdout)
    for one in result["verdicts"]:
        until = "open" if one["open"] else one["until"]
        when = f" until {until}" if one["verdict"] == "keep" else f" since {one['since']}" if one["since"] else ""
        why = f" ({one['why']})" if one["why"] else ""
        by = " for " + ", ".join(one["keepers"]) if one["keepers"] else ""
        print(f"{record} {', '.join(one['fields'])}: {one['verdict']}{when}{by}{why}")
    for one in result["keepers"]:
        if one["used_until"] and one["used_until"] != (one["last_day"] or "open"):
            print(f"{record} {one['name']}: used until {one['used_until']}")
