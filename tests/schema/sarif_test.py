#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: sarif_test.py SOURCE PROGRAM

`check --format sarif` says what `check --json` says, in the form of SARIF 2.1.0: sarif.schema.json is written by hand
from that standard, as strict as what we promise. Asked with every policy and sample that is shipped, and with paths
that are absolute, that hold spaces, and that are not UTF-8."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

import jsonschema

SOURCE, PROGRAM = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
SCHEMA = json.loads((SOURCE / "tests/schema/sarif.schema.json").read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def check(words, folder, form):
    done = subprocess.run([PROGRAM, "check", "--format", form, *words], cwd=folder, capture_output=True, timeout=60,
                          check=False)
    assert done.returncode in (0, 1), done
    return json.loads(done.stdout)


def place_of(result):
    """(path, line, column) as the other form has them; of a result without a location, nothing."""
    if "locations" not in result:
        return None, None, None
    physical = result["locations"][0]["physicalLocation"]
    region = physical.get("region", {})
    path = urllib.parse.unquote_to_bytes(physical["artifactLocation"]["uri"].removeprefix("file://"))
    return path, region.get("startLine"), region.get("startColumn")


def compare(words, folder):
    """Number of results."""
    sarif, findings = check(words, folder, "sarif"), check(words, folder, "json")["findings"]
    VALIDATOR.validate(sarif)
    run = sarif["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(dict.fromkeys(each["code"] for each in findings)), rules
    assert len(run["results"]) == len(findings)
    for result, finding in zip(run["results"], findings):
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"] == finding["code"], result
        assert result["level"] == finding["severity"], result
        assert result["message"]["text"].startswith(finding["message"]), result
        assert set(finding["articles"] + finding["requirements"]) <= set(rule["properties"]["tags"]), (rule, finding)
        assert ", ".join(finding["articles"] + finding["requirements"]).count(", ") == finding["why"].count(", ")
        path, line, column = place_of(result)
        if finding["source"] is not None and "\\x" not in finding["source"]:
            assert path == finding["source"].encode(), (path, finding)
        assert path is None or path.startswith(b"/") == (finding["source"] or "").startswith("/")
        assert line == finding["line"], result
        document = path is not None and not path.endswith((b".csv", b".tsv"))  # a column of a table is no column of characters
        assert column == (finding["column"] if document else None), result
        others = [place_of({"locations": [other]})[1] for other in result.get("relatedLocations", [])]
        assert others == finding["also_on_lines"], result
    return len(findings)


def main():
    count = 0
    for policy in sorted(SOURCE.glob("policies/*/*.yaml")):
        if policy.name == "cases.yaml":
            continue
        count += compare([policy.relative_to(SOURCE)], SOURCE)
        organisation = policy.parent.name
        for sample in sorted(SOURCE.glob("samples/*/export")):
            if policy.name == "policy.yaml" and sample.parent.name.startswith(organisation):
                count += compare([policy.relative_to(SOURCE), sample.relative_to(SOURCE)], SOURCE)
                count += compare([policy, sample], SOURCE)
    with tempfile.TemporaryDirectory() as folder:
        # The folder of the export is odd, and every one of its records is in trouble.
        odd = os.path.join(os.fsencode(folder), b"odd %41: \xe9#?")
        shutil.copytree(SOURCE / "tests/cli/small", os.fsdecode(odd))
        with open(os.path.join(odd, b"export", b"invoices.csv"), "a", encoding="utf-8") as table:
            table.writelines(f"F{number},1.00,paid,2023-02-30,998\n" for number in range(100, 140))
        count += compare([os.path.join(odd, b"policy.yaml"), os.path.join(odd, b"export")], folder)
        count += compare([os.path.join(b".", os.path.basename(odd), b"policy.yaml"),
                          os.path.join(os.path.basename(odd), b"export")], folder)
    assert count > 20, count
    broken = check([SOURCE / "policies/duck/policy.yaml"], SOURCE, "sarif")
    broken["runs"][0]["results"][0]["level"] = "info"
    assert not VALIDATOR.is_valid(broken)
    print(f"{count} results")


main()
