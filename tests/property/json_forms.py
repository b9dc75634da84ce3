# SPDX-License-Identifier: Apache-2.0
"""Generated documents: our three forms of JSON are those of Python's json module, which for ASCII keys and whole
numbers is RFC 8785 when keys are sorted."""

import json
import random
import subprocess
import sys

DOCUMENTS = 4000
LIMIT = 2**53 - 1


def make_text(rng):
    ranges = [(0x20, 0x7E), (0x00, 0x1F), (0x7F, 0xA0), (0xA1, 0x2FF), (0x2000, 0x2070), (0xE000, 0xFFFF),
              (0x10000, 0x10FFFF)]
    weights = [10, 2, 1, 2, 1, 1, 1]
    spans = rng.choices(ranges, weights, k=rng.randrange(12))
    return "".join(chr(rng.randint(*span)) for span in spans)


def make_key(rng):
    return "".join(chr(rng.randrange(0x80)) for _ in range(rng.randrange(6)))


def make_value(rng, depth):
    kinds = ["null", "boolean", "integer", "text"] + (["list", "object"] * 2 if depth < 8 else [])
    kind = rng.choice(kinds)
    if kind == "null":
        return None
    if kind == "boolean":
        return rng.random() < 0.5
    if kind == "integer":
        return rng.choice([0, 1, -1, LIMIT, -LIMIT, rng.randint(-LIMIT, LIMIT), rng.randint(-99, 99)])
    if kind == "text":
        return make_text(rng)
    if kind == "list":
        return [make_value(rng, depth + 1) for _ in range(rng.randrange(5))]
    return {make_key(rng): make_value(rng, depth + 1) for _ in range(rng.randrange(5))}


def main():
    rng = random.Random(8785)
    documents = [make_value(rng, 0) for _ in range(DOCUMENTS)]
    lines = [json.dumps(document, ensure_ascii=rng.random() < 0.5) for document in documents]
    done = subprocess.run([sys.argv[1]], input="\n".join(lines).encode() + b"\n", stdout=subprocess.PIPE, check=True)
    # Not splitlines: documents may hold other line separators.
    answers = done.stdout.decode().split("\n")
    assert answers.pop() == "" and len(answers) == 3 * DOCUMENTS, len(answers)
    compact = {"separators": (",", ":"), "ensure_ascii": False}
    for index, document in enumerate(documents):
        canonical, line, text = answers[3 * index:3 * index + 3]
        assert canonical == json.dumps(document, sort_keys=True, **compact), canonical
        assert line == json.dumps(document, **compact), line
        assert json.loads(text) == json.dumps(document, indent=2, ensure_ascii=False) + "\n", text


main()
