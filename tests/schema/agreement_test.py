#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: agreement_test.py SOURCE PROGRAM WORK

What the program reads and what `compliance schema` prints are one language (TC-182). An independent validator, ajv of
npm, which package-lock.json pins, is installed in WORK and asked about
  all that is shipped     policies, samples and the examples of the manual fit their schema
  good/KIND               program and schema accept it
  broken/KIND             program and schema refuse it; the program for the reason in the first line
  unresolved/KIND         the program refuses it for that reason; the schema accepts, because it knows no names
Without npm or the network this fails. With COMPLIANCE_OFFLINE=1 it is skipped (77) where ajv is not installed yet."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "parity"))
from examples import example_blocks  # noqa: E402

SOURCE, PROGRAM, WORK = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
KINDS = ["policy", "export", "cases", "jobs"]
SMALL = SOURCE / "tests/cli/small"
REFUSED = 2


def install():
    """Puts ajv into WORK/node_modules, once for each lock file."""
    lock = (HERE / "package-lock.json").read_bytes()
    installed = WORK / "installed-lock.json"
    if installed.exists() and installed.read_bytes() == lock:
        return
    if os.environ.get("COMPLIANCE_OFFLINE") == "1":
        print("skipped: COMPLIANCE_OFFLINE=1, and ajv is not installed yet")
        sys.exit(77)
    if not shutil.which("npm") or not shutil.which("node"):
        sys.exit("npm and node are needed (tools/dev/setup installs them); COMPLIANCE_OFFLINE=1 skips this test")
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, WORK / name)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WORK, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=240, check=False)
    if done.returncode != 0:
        sys.exit(f"npm could not install ajv; COMPLIANCE_OFFLINE=1 skips this test\n{done.stdout}")
    installed.write_bytes(lock)


def schemas():
    return {kind: json.loads(subprocess.run([PROGRAM, "schema", kind], capture_output=True, check=True).stdout)
            for kind in KINDS}


def ask_ajv(documents):
    """For each (kind, text) what ajv finds wrong."""
    request = {"schemas": schemas(), "documents": [{"kind": kind, "text": text} for kind, text in documents]}
    done = subprocess.run(["node", HERE / "validate.mjs", WORK], input=json.dumps(request), capture_output=True, text=True,
                          timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert len(answers) == len(documents)
    return answers


def kind_of(text):
    """By its own key; None for what is no document of ours."""
    keys = yaml.load(text, yaml.BaseLoader)
    return next((kind for kind in KINDS if isinstance(keys, dict) and kind in keys), None)


def shipped():
    """[(where, kind, text)]"""
    found = []
    for file in sorted([*SOURCE.glob("policies/**/*.yaml"), *SOURCE.glob("samples/**/*.yaml"), *SMALL.glob("**/*.yaml")]):
        text = file.read_text(encoding="utf-8")
        found.append((str(file.relative_to(SOURCE)), kind_of(text), text))
    for page in sorted(SOURCE.glob("man/*.md")):
        for block in example_blocks(page.read_text(encoding="utf-8")):
            if block[0].startswith("compliance:"):
                text = "\n".join(block) + "\n"
                found.append((page.name, kind_of(text), text))
    return found


def read_by_program(kind, text):
    """Why the program refuses the document, or None."""
    with tempfile.TemporaryDirectory() as folder:
        here = pathlib.Path(folder)
        file = here / ("export.yaml" if kind == "export" else f"{kind}.yaml")
        file.write_text(text, encoding="utf-8")
        words = {"policy": ["check", file], "export": ["check", SMALL / "policy.yaml", here],
                 "cases": ["test", SMALL / "policy.yaml", "--cases", file], "jobs": ["run", "--json", file]}[kind]
        done = subprocess.run([PROGRAM, *words], cwd=here, env=os.environ | {"COMPLIANCE_STATE": str(here / "state")},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode in (0, 1, REFUSED), done
        # Of jobs that were read, one may be refused; then there is a result.
        return done.stderr if done.returncode == REFUSED and done.stdout == "" else None


def judge(folder, file, text, ours, theirs):
    """What is wrong with this file of good, broken or unresolved."""
    if folder == "good":
        return [f"the program refuses it: {ours}"] * (ours is not None) + [f"ajv: {each}" for each in theirs]
    reason = text.partition("\n")[0].removeprefix("# refused: ")
    problems = []
    if ours is None:
        problems.append("the program accepts it")
    elif reason not in ours:
        problems.append(f"the program refuses it for another reason than \"{reason}\": {ours}")
    if folder == "broken" and not theirs:
        problems.append("the schema accepts it")
    if folder == "unresolved" and theirs:
        problems.append(f"the schema refuses it: {theirs}")
    return problems


def main():
    install()
    documents = shipped()
    problems = [f"{where}: is no document that a schema is known for" for where, kind, _ in documents if kind is None]
    documents = [each for each in documents if each[1]]
    assert {kind for _, kind, _ in documents} == set(KINDS), "a kind of document has no shipped file"
    problems += [f"{where}: the program refuses it: {error}" for where, kind, text in documents if kind in ("policy", "jobs")
                 for error in [read_by_program(kind, text)] if error is not None]
    files = [(folder, kind, file) for folder in ("good", "broken", "unresolved") for kind in KINDS
             for file in sorted((HERE / folder / kind).glob("*.yaml"))]
    counts = {folder: sum(1 for each in files if each[0] == folder) for folder in ("good", "broken", "unresolved")}
    assert counts["broken"] >= 40 and min(counts.values()) > 8, counts
    texts = [file.read_text(encoding="utf-8") for _, _, file in files]
    answers = ask_ajv([(kind, text) for _, kind, text in documents] + [(each[1], text) for each, text in zip(files, texts)])
    problems += [f"{where}: {error}" for (where, _, _), errors in zip(documents, answers) for error in errors]
    for (folder, kind, file), text, theirs in zip(files, texts, answers[len(documents):]):
        ours = read_by_program(kind, text)
        problems += [f"{folder}/{kind}/{file.name}: {each}" for each in judge(folder, file, text, ours, theirs)]
    print(*problems, sep="\n", end="\n" if problems else "")
    print(f"{len(documents)} shipped documents, {counts}, {len(problems)} problems")
    sys.exit(bool(problems))


main()
