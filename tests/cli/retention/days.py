# SPDX-License-Identifier: Apache-2.0
"""usage: days.py POLICY EXPORT DAY...

What `compliance retain` would do on each of these days, and not on the one before: a line an effect and a finding."""
import json
import subprocess
import sys

policy, export, *days = sys.argv[1:]
known = []
for day in days:
    done = subprocess.run(["compliance", "retain", policy, export, "--as-of", day, "--json"], stdout=subprocess.PIPE,
                          check=False)
    if done.returncode > 1:
        sys.exit(done.returncode)
    result = json.loads(done.stdout)
    lines = []
    for one in result["effects"]:
        fields = ": " + ", ".join(one["fields"]) if one["fields"] else ""
        early = ", early" if one["early"] else ""
        lines.append(f"{one['action']} {one['record']} {one['key']}{fields}; {', '.join(one['ended'])} ended, "
                     f"due since {one['due_since']}{early}")
    lines += [f"{one['code']} {one['source']}:{one['line']}" for one in result["findings"]]
    for line in [line for line in lines if line not in known] or ["nothing more" if known else "nothing"]:
        print(f"{day}  {line}")
    known = lines
