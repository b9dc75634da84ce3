#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: descriptions_test.py PROGRAM | descriptions_test.py --self-test

Every key in every schema that the program prints has a description, which an editor shows while somebody types."""
import json
import subprocess
import sys


def undescribed(schema, path=""):
    """The paths of properties without a description of a few words."""
    found = []
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                found += [f"{path}/{name}" for name, each in value.items() if " " not in each.get("description", "")]
                for name, each in value.items():
                    found += undescribed(each, f"{path}/{name}")
            elif key != "description":
                found += undescribed(value, path)
    elif isinstance(schema, list):
        for each in schema:
            found += undescribed(each, path)
    return found


def self_test():
    good = {"properties": {"a": {"description": "An a.", "anyOf": [{"properties": {"b": {"description": "A b."}}}]}}}
    bad = {"properties": {"a": {"description": "An a.", "additionalProperties": {"properties": {"b": {"type": "string"}}}},
                          "c": {"description": "c"}, "properties": {"description": "A key of that name."}}}
    assert undescribed(good) == [], undescribed(good)
    assert sorted(undescribed(bad)) == ["/a/b", "/c"], undescribed(bad)


def main(program):
    help_text = subprocess.run([program, "__dump-cli"], capture_output=True, check=True, text=True).stdout
    kinds = [line.split("\t")[3] for line in help_text.splitlines() if line.startswith("word\tschema\tDOCUMENT\t")]
    assert len(kinds) >= 4, kinds
    problems = []
    for kind in kinds:
        done = subprocess.run([program, "schema", kind], capture_output=True, check=True)
        problems += [f"{kind}: {path} has no description" for path in undescribed(json.loads(done.stdout))]
    print(*problems, sep="\n", end="\n" if problems else "")
    return bool(problems)


if sys.argv[1] == "--self-test":
    self_test()
else:
    sys.exit(main(sys.argv[1]))
