#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: basis_mutants.py PROGRAM POLICY...

Gives each purpose of a policy another legal basis, one at a time, and demands that the register differs, in the entry
of that purpose: the golden register of the policy (cli/register) then fails. A basis that nothing shows could be
changed unseen."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

BASIS = re.compile(r"^(\s+)basis: *(\[[^]]*\]|[a-z_]+)", re.MULTILINE)


def other_basis(words):
    return "public_task" if "public_task" not in words else "vital_interests"


def register_of(program, policy):
    """The register's entries by kind and name, with the bases of each."""
    done = subprocess.run([program, "register", policy, "--json", "--as-of", "2026-04-01"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{policy}: register was refused: {done.stderr}")
    return {(entry["kind"], entry["name"]): entry for entry in json.loads(done.stdout)["entries"]}


def bases_of(entry):
    return {each["element"]: each["values"] for each in entry["elements"]}.get("basis")


def unseen(program, policy, folder):
    """The lines of the bases whose change the register does not show, and how many bases there are."""
    text = policy.read_text(encoding="utf-8")
    whole = register_of(program, policy)
    start = text.index("\npurposes:")
    end = re.compile(r"^\S", re.MULTILINE).search(text, start + len("\npurposes:"))
    found = list(BASIS.finditer(text, start, end.start() if end else len(text)))
    lines = []
    for basis in found:
        changed = text[:basis.start(2)] + other_basis(basis.group(2)) + text[basis.end(2):]
        mutant = folder / "policy.yaml"
        mutant.write_text(changed, encoding="utf-8")
        now = register_of(program, mutant)
        different = [key for key in whole if bases_of(whole[key]) != bases_of(now[key])]
        if len(different) != 1:
            lines.append(text.count("\n", 0, basis.start(2)) + 1)
    return lines, len(found)


def main(program, *policies):
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for policy in map(pathlib.Path, policies):
            lines, count = unseen(program, policy, pathlib.Path(folder))
            purposes = sum(kind == "purpose" for kind, _ in register_of(program, policy))
            for line in lines:
                print(f"{policy}:{line}: another basis here, and the register does not change in one entry")
            if count != purposes:
                print(f"{policy}: {purposes} purposes and {count} bases")
            failed = failed or bool(lines) or count != purposes
            print(f"{policy}: {count} bases, {count - len(lines)} pinned")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
