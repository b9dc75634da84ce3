#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: shape_words.py SOURCE PROGRAM

Every key and every word that a file format knows (`compliance schema`) stands on the manual page of that format, as
`word`, **word** or in an example; so that nobody has to read a schema to write a policy. The categories of fields
have a page of their own."""
import json
import pathlib
import re
import subprocess
import sys

FORMATS = ("policy", "export", "cases", "jobs")


def words_of(schema):
    """The names of properties, and the words of closed lists, anywhere in a schema."""
    if isinstance(schema, list):
        return set().union(*map(words_of, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    words = set(schema.get("properties", {}))
    words |= {word for word in schema.get("enum", []) if isinstance(word, str)}
    return words.union(*(words_of(value) for value in schema.values()))


def main():
    source, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    missing = []
    for name in FORMATS:
        page = (source / "man" / f"compliance-{name}.5.md").read_text(encoding="utf-8")
        if name == "policy":
            page += (source / "man/compliance-categories.7.md").read_text(encoding="utf-8")
        schema = json.loads(subprocess.run([program, "schema", name], check=True, stdout=subprocess.PIPE).stdout)
        words = words_of(schema)
        assert len(words) > 3, f"the schema of {name} has no words"
        missing += [f"compliance-{name}(5): {word}" for word in sorted(words)
                    if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", page)]
    print("\n".join(missing))
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
