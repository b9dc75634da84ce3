# SPDX-License-Identifier: Apache-2.0
"""Generated documents: `conform` and the JSON Schema that we print accept the same ones. The schema judges what an
editor sees, YAML 1.2 core values; where the spelling is lost on the way it may accept more, and only there."""

import json
import random
import re
import subprocess
import sys

import jsonschema
import yaml

DOCUMENTS = 3000


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 core schema, as an editor's language server reads it (PyYAML alone reads YAML 1.1)."""

    yaml_implicit_resolvers = {}


def integer(loader, node):
    text = node.value
    return int(text, 8 if text.startswith("0o") else 16 if text.startswith("0x") else 10)


def real(loader, node):
    return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


for tag, pattern in [("null", r"^(~|null|Null|NULL|)$"), ("bool", r"^(true|True|TRUE|false|False|FALSE)$"),
                     ("int", r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$"),
                     ("float", r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.nan)$")]:
    CoreLoader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), None)
CoreLoader.add_constructor("tag:yaml.org,2002:int", integer)
CoreLoader.add_constructor("tag:yaml.org,2002:float", real)

# For each key values that fit, and values that do not. Any value that fits one key is tried under the others as well.
FIT = {
    "text": ["x", "'x y'", "1.0", "010", "NO", "true", "2026-01-01", "'1'", "\" \"", "0x1F"],
    "name": ["a", "bicycle-club", "m_1", "'true'", "a" * 64],
    "pair": ["contact.email", "'a.b'", "m_1.c-2"],
    "any_number": ["0", "7", "18446744073709551615"],
    "number": ["1", "10"],
    "boolean": ["true", "false"],
    "date": ["2026-01-31", "'2024-02-29'", "0001-01-01"],
    "instant": ["2026-04-01T02:00:00+02:00", "'2026-04-01T02:00:00Z'", "2026-04-01T23:59:59-14:59"],
    "period": ["3 years", "1 year", "2 years 6 months", "P3Y", "P1Y2M3W4D", "7 days", "1 month 1 day", "P0D", "0 days",
               "1 years", "1 week 2 days", "P1000Y"],
    "share": ["5%", "2.5%", "'0.0001%'", "100%", "100.0%", "0.1%", "99.9999%"],
    "country": ["NL", "'US'", "NO"],
    "word": ["erase", "'anonymise'"],
    "listed": ["erase", "'anonymise'"],
    "words": ["[]", "[erase]", "[erase, anonymise]"],
    "one_or_names": ["a", "[a]", "[a, b, c]"],
    "until": ["open", "2026-01-31", "'open'"],
    "pairs": ["[a.b]", "[a.b, c.d]"],
    "texts": ["x", "[x]", "[x, 1, true]"],
    "condition": ["{status: active}", "{customer.status: [a, b]}", "{'A b': x}"],
    "nobody": ["{}"],
    "fields": ["{}", "{a: b}", "{a: {category: b}}", "{a: {category: b, type: erase}, c: {category: d, values: [x]}}"],
    "moment": ["{of: a, date: b}", "{of: a, latest: [b, c]}", "{of: a, date: b, not_yet_when: {c: d}}"],
    "record": ["{key: K1}", "{key: 1, belongs_to: [a, b], left-on: 2026-01-01}"],
}
UNFIT = ["", "~", "''", "[]", "{}", "[[x]]", "[{}]", "{a: }", "A", "1a", "a.b.c", "a.", "'a b'", "-1", "1.5", "'1'",
         "11", "yes", "'true'", "31-01-2026", "2026-13-01", "2026-00-10", "0000-01-01", "2026-1-01", "2026-04-01T02:00:00",
         "2026-04-01T24:00:00Z", "2026-04-01T02:00:00+15:00", "2026-04-01T02:00Z", "3Y", "3", "3years", "'3  years'",
         "1 mounth", "010 days", "P", "PT3H", "P1D1Y", "'3 years '", "' 3 years'", "1 day 1 year", "P3", "0%", "0.00%",
         "100.1%", "101%", "05%", "5 %", "1.23456%", "5.%", "'%'", "nl", "NLD", "N1", "[erase, erase]", "[a, b, a]", "[a, 'a']", "eraze", "Erase", "opened", "[a.b, c.d, e.f]", "[a]",
         "{a: b, c: d}", "{'': a}", "{a: []}", "{A: b}", "{a: {type: erase}}", "{a: {category: b, x: y}}",
         "{a: {category: b, type: erase, values: [x]}}", "{of: a}", "{date: b}", "{of: a, date: b, latest: [c]}",
         "{of: a, latest: [b], not_yet_when: {c: d}}", "{belongs_to: K1}", "{key: [K1]}", "{key: K1, A: b}",
         "a" * 65, "0"]
# The spelling is lost, or the pattern cannot know: the schema may accept these where `conform` refuses them.
LAX = ["010", "00", "1e1", "1.0", "0x2", "-0", "+1", "0x1F", "True", "FALSE", "2026-02-30", "2025-02-29", "P1001Y", "999999 days",
       "18446744073709551616", "2026-02-30T00:00:00Z"]


def make_document(rng):
    lax = False
    members = {}
    for key in rng.sample(sorted(FIT), rng.randint(1, 5)) + ["period", "share"][rng.randrange(2):]:
        chance = rng.random()
        if chance < 0.80:
            members[key] = rng.choice(FIT[key])
        elif chance < 0.86:
            members[key] = rng.choice(FIT[rng.choice(sorted(FIT))])
        elif chance < 0.95:
            members[key] = rng.choice(UNFIT)
        else:
            members[key] = rng.choice(LAX)
        lax = lax or members[key] in LAX
    if rng.random() < 0.03:
        members.pop("share", None), members.pop("period", None)
    if rng.random() < 0.03:
        members["unknown"] = "x"
    return "".join(f"{key}: {value}\n" for key, value in members.items()), lax


def main():
    probe = sys.argv[1]
    schema = json.loads(subprocess.run([probe, "schema"], stdout=subprocess.PIPE, check=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    rng = random.Random(202012)
    documents = [make_document(rng) for _ in range(DOCUMENTS)]
    # Each value alone as well, so that no value hides behind another.
    values = sorted({value for fitting in FIT.values() for value in fitting} | set(UNFIT) | set(LAX))
    for key in FIT:
        beside = "share: 5%\n" if key != "share" else ""
        documents += [(f"{beside}{key}: {value}\n", value in LAX) for value in values]
    stdin = "".join(text + "\0" for text, _ in documents).encode()
    done = subprocess.run([probe, "check"], input=stdin, stdout=subprocess.PIPE, check=True)
    answers = done.stdout.decode().split("\n")
    assert answers.pop() == "" and len(answers) == len(documents), len(answers)
    fitting, refused, wrong = 0, 0, 0
    for (text, lax), answer in zip(documents, answers):
        ours = answer == "fits"
        theirs = validator.is_valid(yaml.load(text, CoreLoader))
        fitting, refused = fitting + ours, refused + (not ours)
        if ours != theirs and not (lax and theirs):
            wrong += 1
            print(f"conform: {answer}\nschema: {'fits' if theirs else 'refused'}\n{text}")
    assert wrong == 0, f"{wrong} documents on which the two disagree"
    assert fitting > DOCUMENTS // 10 and refused > DOCUMENTS // 10, (fitting, refused)


main()
