#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random policies and exports (random_worlds.py): the program and the oracle (tests/oracle/verdicts.py) decide every
cell, every record and every count alike; the clean copy is what Python writes from the oracle's plan, byte for byte;
a second run on it finds nothing (TC-37), and leaves nothing undecided that would be due on a later day.

    verdict_property.py PROBE [--seconds N | --worlds N] [--seed N] [--jobs N] [--dump DIR]

COMPLIANCE_WORLDS=N in the environment stands for --worlds N. A world in which they differ is made as small as it gets
(not with COMPLIANCE_SHRINK=0) and written to DIR; then the exit status is 1.
"""

import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "oracle"))
from random_worlds import (NULL_WORDS, WORDS, canonical, export_files, is_ours, links_of, make_world,  # noqa: E402
                           merged_into, places, table_bytes)
from smaller_worlds import shrink  # noqa: E402
from verdicts import OPEN, Record, World, add_period  # noqa: E402

BATCH = 100
OUTCOMES = 4 + 3 + 1 + 9  # verdicts, actions, early, reasons: each must come up


# --- what the oracle makes of a world --------------------------------------------------------------------------------

def oracle_records(world):
    for table in world["tables"]:
        for row in table["rows"]:
            if not is_ours(world, table, row):
                continue
            cells = {field: text for field, text in row["cells"].items()
                     if field in table["columns"] and text not in ("", *NULL_WORDS)}
            if table["key_is_field"]:
                cells["number"] = row["key"]
            if "state" in cells:
                cells["state"] = WORDS.get(cells["state"], "?")
            dates = {field: (form, zone or "") for field, (form, zone) in table["dates"].items()}
            yield Record(table["record"], canonical(world, row["key"]), links_of(world, table, row)[0], cells, dates,
                         "number" if table["key_is_field"] else None, world["policy"]["zone"],
                         merged_into(world, table, row), table["link_is_key"])


def oracle_of(world):
    holds, cancelled = {}, {}
    for name, said in world["state"].items():
        me = tuple(name.split(":"))
        holds[me] = said.get("holds", [])
        cancelled[me] = [(names, date.fromisoformat(first), last and date.fromisoformat(last))
                         for names, first, last in said.get("cancelled", [])]
    return World(world["policy"], oracle_records(world), date.fromisoformat(world["as_of"]),
                 world["policy"].get("cadence", {}).get("look_ahead"), holds, cancelled)


class Expected:
    """All that is compared."""

    def __init__(self, world):
        self.oracle = oracle_of(world)
        self.records = {f"{kind}:{key}": {field: self.oracle.verdict(record, field) for field in record.cells}
                        for (kind, key), record in self.oracle.records.items()}
        self.effects = {f"{kind}:{key}": effect for (kind, key), effect in self.oracle.plan().items()}
        self.order = ["hold:a", "hold:b", *self.oracle.all_keepers]
        self.world, self.places = world, places(world)

    def named(self, keepers):
        """In the order in which a verdict names them: holds, duties, instructions, purposes."""
        return [name for name in self.order if name in keepers]

    def cell(self, verdict):
        day = verdict.day and ("open" if verdict.day == OPEN else verdict.day.isoformat())
        return verdict.verdict, day, self.named(verdict.because), verdict.early

    def reasons(self, verdict):
        return {(str(why), self.places[place]) for why, place in verdict.reasons}

    def effect(self, name):
        if name not in self.effects:
            return None
        action, fields, day, early, ended = self.effects[name]
        kind = name.split(":")[0]
        order = list(self.world["policy"]["records"][kind]["fields"])
        return action, sorted(fields or [], key=order.index), day.isoformat(), early, self.named(ended)

    def record(self, name):
        """What `explain` says of the record as a whole: the number of its paths, whether it is a sole trader, and what
        becomes of it when no other record matters."""
        kind, key = name.split(":")
        record = self.oracle.records[kind, key]
        declared = self.world["policy"]["records"][kind]
        (field, words), = declared.get("sole_trader_when", {None: []}).items()
        verdicts = {field: one.verdict for field, one in self.records[name].items()}
        whole = all(one == "due" for one in verdicts.values())
        lasting = set() if whole else {*self.oracle.clock_fields(kind), record.key_field}
        goes = [field for field, one in verdicts.items() if one == "due" and field not in lasting]
        return {"paths": len(self.oracle.paths(record)),
                "sole_trader": record.cells.get(field) in ([words] if isinstance(words, str) else words),
                "action": None if not goes else "remove" if whole else "reduce"}

    def counts(self, table):
        count = dict.fromkeys(["kept", "undecided", "unfounded", "removed", "stubs", "reduced", "early", "kept_open",
                               "to_review"], 0)
        due = []
        for name in self.names_of(table):
            verdicts = self.records[name].values()
            kinds = {one.verdict for one in verdicts}
            stays = [one.day for one in verdicts if one.verdict == "keep"]
            due += [day + timedelta(1) for day in stays if day != OPEN]
            action = self.effects[name][0] if name in self.effects else None
            if action:
                count[{"remove": "removed", "stub": "stubs", "reduce": "reduced"}[action]] += 1
                count["early"] += self.effects[name][3]
            else:
                first = next((each for each in ["undecided", "unfounded"] if each in kinds), "kept")
                count[first] += 1
                count["kept_open"] += first == "kept" and OPEN in stays
            count["to_review"] += action not in ("remove", "stub") and self.to_review(name)
        return {**count, "next_due": min(due).isoformat() if due else None}

    def names_of(self, table):
        """Of the records that the run sees."""
        return [f"{table['record']}:{canonical(self.world, row['key'])}" for row in table["rows"]
                if is_ours(self.world, table, row)]

    def strangers(self):
        """Rows of which nobody has said whose they are."""
        return sum(row["tenant"] in ("", "T3") for table in self.world["tables"] if table["tenant"] == "column"
                   for row in table["rows"])

    def to_review(self, name):
        kind, key = name.split(":")
        record = self.oracle.records[kind, key]
        for field, declared in self.world["policy"]["records"][kind]["fields"].items():
            day = record.date(field)[0] if "review_after" in declared else None
            if day and add_period(day, declared["review_after"]) < self.oracle.as_of:
                return True
        return False

    def copies(self):
        """The clean copy, in bytes."""
        files = dict(export_files(self.world))
        for table in self.world["tables"]:
            effects = {name.split(":")[1]: self.effects[name][:2] for name in self.effects
                       if name.startswith(table["record"] + ":")}
            files[f"{table['in']}/{table['file']}"] = table_bytes(self.world, table, effects)
        return files


# --- the comparison --------------------------------------------------------------------------------------------------

def differences(world, answer):
    """What the program says otherwise than the oracle, as lines."""
    if "error" in answer:
        return [f"the program refuses: {answer['error']}"]
    expected = Expected(world)
    if expected.records.keys() != answer["records"].keys():
        return [f"records {sorted(answer['records'])}, expected {sorted(expected.records)}"]
    found = []

    def compare(what, told, ours):
        if told != ours:
            found.append(f"{what}: {told}, expected {ours}")

    for name, told in answer["records"].items():
        ours = expected.records[name]
        compare(f"the fields of {name}", sorted(told["cells"]), sorted(ours))
        for field in told["cells"].keys() & ours.keys():
            one = told["cells"][field]
            compare(f"{name}.{field}", (one["verdict"], one.get("day"), one["because"], one.get("early", False)),
                    expected.cell(ours[field]))
            if one["verdict"] == ours[field].verdict == "undecided":
                why = one["reason"], one["place"]
                if why not in expected.reasons(ours[field]):
                    found.append(f"{name}.{field}: {why}, expected one of {sorted(expected.reasons(ours[field]))}")
        if world["state"]:  # what was merged with others has more ways up, on which the state alone speaks
            told["paths"] = len(expected.oracle.paths(expected.oracle.records[tuple(name.split(":"))]))
        compare(name, {key: told[key] for key in ["paths", "sole_trader", "action"]}, expected.record(name))
    told = {f"{one['record']}:{one['key']}": (one["action"], one["fields"], one["day"], one["early"], one["ended"])
            for one in answer["effects"]}
    for name in told.keys() | expected.effects.keys():
        compare(f"effect on {name}", told.get(name), expected.effect(name))
    for table, told in zip(world["tables"], answer["tables"]):
        compare(f"counts of {table['in']}/{table['file']}", told, expected.counts(table))
    found += [*wrong_findings(expected, answer), *second_run(answer), *later_run(answer)]
    for file, content in expected.copies().items():
        compare(f"clean copy of {file}", bytes.fromhex(answer["output"].get(file, "")), content)
    compare("files of the clean copy", sorted(answer["output"]), sorted(expected.copies()))
    return sorted(found)


def wrong_findings(expected, answer):
    """Each record that waits is counted at one cause; each that is unfounded or stale is listed once."""
    undecided, unfounded = Counter(), 0
    for name, cells in expected.records.items():
        kinds = {one.verdict for one in cells.values()}
        undecided[name.split(":")[0]] += "undecided" in kinds
        unfounded += "unfounded" in kinds
    waiting = Counter()
    for cause in answer["causes"]:
        waiting.update(cause)
    stale = sum(told["to_review"] for told in answer["tables"])
    if +waiting != +undecided:
        yield f"causes of {dict(waiting)}, expected {dict(undecided)}"
    for code, number in [("unfounded", unfounded), ("review.stale", stale), ("tenant.unknown", expected.strangers())]:
        if answer["findings"].get(code, 0) != number:
            yield f"{answer['findings'].get(code, 0)} times {code}, expected {number}"


def second_run(answer):
    """TC-37: on its own output a run finds nothing to do, and what lives, or is not known, goes on as it did."""
    for name, told in answer["records"].items():
        again = answer["records_again"].get(name, {"cells": {}})["cells"]
        for field, one in again.items():
            before = told["cells"][field]
            where = {"place": None}  # lines move up
            if before["verdict"] in ("keep", "undecided") and {**one, **where} != {**before, **where}:
                yield f"TC-37: on its own output, {name}.{field} is {one}, and was {before}"
    for one in answer["again"]:
        yield f"TC-37: on its own output, {one['action']} {one['record']}:{one['key']} {one['fields']}"


def later_run(answer):
    """What is due on a later day is not undecided because of a run before: that took away no cell on which it waits. A
    key that is a field stays behind in a stub."""
    for name, told in answer["records_later_again"].items():
        for field, one in told["cells"].items():
            never = answer["records_later"][name]["cells"][field]
            if field != "number" and one["verdict"] == "undecided" and never["verdict"] == "due":
                yield f"later, on the output, {name}.{field} is {one}, and without that run {never}"


def ask(probe, worlds):
    lines = "".join(json.dumps({"as_of": world["as_of"], "later": world["later"], "policy": json.dumps(world["policy"]),
                                "tenant": world["tenant"], "state": world["state"],
                                "files": {name: text.hex() for name, text in export_files(world).items()}},
                               ensure_ascii=False) + "\n" for world in worlds)
    done = subprocess.run([probe], input=lines, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(worlds), f"{len(answers)} answers to {len(worlds)} worlds"
    return answers


def still_wrong(probe, worlds):
    """Of each world whether program and oracle differ; a refusal is no difference."""
    for world, answer in zip(worlds, ask(probe, worlds)):
        try:
            yield "error" not in answer and bool(differences(world, answer))
        except (KeyError, ValueError, TypeError):
            yield False


def dump(world, folder):
    for name, content in {**{f"export/{name}": content for name, content in export_files(world).items()},
                          "policy.yaml": json.dumps(world["policy"], indent=1).encode(),
                          "world.json": json.dumps(world).encode()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def check_batch(probe, seed):
    """The worlds of BATCH seeds: what came up, and the first seed with a difference."""
    worlds = [make_world(random.Random(seed + number)) for number in range(BATCH)]
    seen = Counter()
    for number, (world, answer) in enumerate(zip(worlds, ask(probe, worlds))):
        if differences(world, answer):
            return seen, seed + number
        cells = [one for told in answer["records"].values() for one in told["cells"].values()]
        seen.update(one["verdict"] for one in cells)
        seen.update(one["action"] for one in answer["effects"])
        seen.update("early" for one in answer["effects"] if one["early"])
        seen.update(one["reason"] for one in cells if "reason" in one)
    return seen, None


def report(probe, seed, folder):
    world = make_world(random.Random(seed))
    answer, = ask(probe, [world])
    as_it_is = "error" in answer or os.environ.get("COMPLIANCE_SHRINK") == "0"
    small = world if as_it_is else shrink(world, lambda worlds: still_wrong(probe, worlds))
    dump(small, folder)
    print(*differences(world, answer), "", f"seed {seed}; made small in {folder}, as of {small['as_of']}:",
          *differences(small, ask(probe, [small])[0]), sep="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("probe")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--worlds", type=int, default=int(os.environ.get("COMPLIANCE_WORLDS", 2500)))
    parser.add_argument("--seed", type=int, default=2026, help="of the first world; each next one has the next seed")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--dump", type=Path, default=Path("verdict-difference"))
    options = parser.parse_args()

    seen, asked, end = Counter(), 0, time.monotonic() + options.seconds

    def seeds():
        """Of the first world of each batch, as long as there is more to do."""
        seed = options.seed
        # A slow machine gets more time, so that each outcome comes up; a stub is rare.
        while seed - options.seed < options.worlds or (not options.worlds and time.monotonic() < (
                end if len(seen) == OUTCOMES else end + 3 * options.seconds)):
            yield options.probe, seed
            seed += BATCH

    waiting, todo, failed = [], seeds(), []
    with multiprocessing.Pool(options.jobs) as pool:
        while not failed:
            free = options.jobs + 1 - len(waiting)
            waiting += [pool.apply_async(check_batch, each) for _, each in zip(range(free), todo)]
            if not waiting:
                break
            came_up, wrong = waiting.pop(0).get()
            seen, asked = seen + came_up, asked + BATCH
            failed += [wrong] if wrong is not None else []
    if failed:
        report(options.probe, failed[0], options.dump)
        return 1
    print(f"{asked} worlds from seed {options.seed} agree:",
          ", ".join(f"{count} {what}" for what, count in seen.most_common()))
    return 0 if len(seen) == OUTCOMES else "some outcome never came up"


if __name__ == "__main__":
    sys.exit(main())
