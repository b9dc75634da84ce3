# SPDX-License-Identifier: Apache-2.0
"""Makes a world in which something is wrong as small as it gets."""

import copy


def smaller(world):
    """Every world that is `world` with one thing less."""
    def changed(*way):
        copied = copy.deepcopy(world)
        place = copied
        for step in way[:-2]:
            place = place[step]
        place[way[-2]] = way[-1]
        return copied

    def without(*way):
        copied = copy.deepcopy(world)
        place = copied
        for step in way[:-1]:
            place = place[step]
        del place[way[-1]]
        return copied

    for t, table in enumerate(world["tables"]):
        if len(world["tables"]) > 1:
            yield without("tables", t)
        for r, row in enumerate(table["rows"]):
            if len(table["rows"]) > 1:
                yield without("tables", t, "rows", r)
            for field, text in row["cells"].items():
                if text:
                    yield changed("tables", t, "rows", r, "cells", field, "")
            for place, text in enumerate(row["links"]):
                if text:
                    yield changed("tables", t, "rows", r, "links", place, "")
        for key, plain in {"quotes": "few", "encoding": "utf-8", "line_end": "\n", "delimiter": ",", "ends": True,
                           "key_is_field": False}.items():
            if table[key] != plain:
                yield changed("tables", t, key, plain)
    for record, said in world["state"].items():
        yield without("state", record)
        for key in said:
            yield without("state", record, key)
    policy = world["policy"]
    for section in ["purposes", "instructions", "duties", "moments"]:
        for name, entry in policy.get(section, {}).items():
            yield without("policy", section, name)
            for key, value in entry.items():
                if section != "duties" or key == "applies_when":  # with gaps nothing may be decided
                    yield without("policy", section, name, key)
                if isinstance(value, list):
                    yield from (without("policy", section, name, key, i) for i in range(len(value)) if len(value) > 1)
    for section in ["cadence", "instructions", "duties", "ceilings"]:
        if section in policy:
            yield without("policy", section)
    for c in range(len(policy.get("ceilings", []))):
        yield without("policy", "ceilings", c)


def shrink(world, still_wrong):
    """The smallest world that is reached by taking away one thing after another. `still_wrong` says of each of several
    worlds whether it is."""
    while True:
        candidates = list(smaller(world))
        less = [each for each, wrong in zip(candidates, still_wrong(candidates)) if wrong]
        if not less:
            return world
        world = less[0]
