# SPDX-License-Identifier: Apache-2.0
"""The effects and the findings of `retain --json`, one a line."""
import json
import sys

result = json.load(sys.stdin)
for effect in result["effects"]:
    print(effect["record"], effect["key"], effect["action"])
for finding in result["findings"]:
    print(finding["code"], finding["source"], finding["line"], finding["message"])
