#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes a policy in one place at a time and demands that one of its cases notices: a period by a day, a trigger, a
condition, a ceiling, a part of a moment. A case that nothing can break proves nothing.

    mutants.py POLICY CASES      exit status 1 when a change goes unnoticed
"""

import argparse
import copy
import sys

from last_days import run_case
from verdicts import load


def kinds_of(policy, keeper):
    return {cell.split(".")[0] for cell in keeper.get("needs") or keeper["covers"]}


def is_masked(policy, keeper):
    """A later end changes nothing where a ceiling of the same length runs from the same moment: `check` compares those
    two."""
    kinds = kinds_of(policy, keeper)
    keep = keeper.get("keep") or {"for": "0 days", "after": keeper["use_until"]}
    same = [each for each in policy.get("ceilings", [])
            if (each["at_most"], each["after"]) == (keep["for"], keep["after"])]
    cut = {kind for each in same for kind in each["covers"]}
    return "needs" in keeper and kinds <= cut


def other_moments(policy, name, keeper=None):
    """The moments that could stand in its place. Of a masked keeper, none that can only come later."""
    def parts(each):
        return set(policy["moments"][each].get("latest", [each]))

    masked = keeper is not None and is_masked(policy, keeper)
    return [each for each in policy.get("moments", {})
            if each != name and not (masked and parts(each) >= parts(name))]


def of_keepers(policy, section):
    for name, keeper in policy.get(section, {}).items():
        def change(key, value, at=None, section=section, name=name):
            def apply(mutant):
                part = mutant[section][name]
                part = part[at] if at else part
                if value is None:
                    del part[key]
                else:
                    part[key] = value
            return apply

        if "applies_when" in keeper:
            yield f"{name}: applies to all", change("applies_when", None)
            (field, words), = keeper["applies_when"].items()
            kind, cell = field.split(".")
            words = [words] if isinstance(words, str) else words
            for word in policy["records"][kind]["fields"][cell]["values"]:
                fewer = [each for each in words if each != word] or ["none of these"]
                changed = fewer if word in words else [*words, word]
                how = "without" if word in words else "also"
                yield f"{name}: {how} {word}", change("applies_when", {field: changed})
        if "after" in keeper:  # the law says how long
            for other in other_moments(policy, keeper["after"]):
                yield f"{name}: after {other}", change("after", other)
        if "keep" in keeper:
            if not is_masked(policy, keeper):
                yield f"{name}: a day longer", change("for", keeper["keep"]["for"] + " 1 day", "keep")
            for other in other_moments(policy, keeper["keep"]["after"], keeper):
                yield f"{name}: after {other}", change("after", other, "keep")
            if "counted" in keeper["keep"]:
                yield f"{name}: counted from the day", change("counted", None, "keep")
        if "use_until" in keeper:
            for other in other_moments(policy, keeper["use_until"], None if "keep" in keeper else keeper):
                yield f"{name}: use until {other}", change("use_until", other)
        if "via" in keeper:
            yield f"{name}: by no way", change("via", None)


def of_ceilings(policy):
    for place, ceiling in enumerate(policy.get("ceilings", [])):
        def change(key, value, place=place):
            return lambda mutant: mutant["ceilings"][place].update({key: value})

        name = f"ceiling {place + 1}"
        yield f"{name}: a day longer", change("at_most", ceiling["at_most"] + " 1 day")
        for kind in ceiling["covers"]:
            yield f"{name}: not of {kind}", change("covers", [each for each in ceiling["covers"] if each != kind])
        for other in other_moments(policy, ceiling["after"]):
            yield f"{name}: after {other}", change("after", other)


def of_moments(policy):
    for name, moment in policy.get("moments", {}).items():
        for key in ("not_yet_when", "not_before", "resumed_on"):
            if key in moment:
                yield f"{name}: without {key}", lambda mutant, name=name, key=key: mutant["moments"][name].pop(key)
        for way, opposite in (("latest", "earliest"), ("earliest", "latest")):
            if way not in moment:
                continue
            parts = moment[way]

            def become(key, value, name=name, way=way):
                def apply(mutant):
                    del mutant["moments"][name][way]
                    mutant["moments"][name][key] = value
                return apply

            yield f"{name}: the {opposite}", become(opposite, parts)
            for part in parts if len(parts) > 1 else []:
                yield f"{name}: without {part}", become(way, [each for each in parts if each != part])


def means_something(policy):
    """Whether the program would read it: a clock must be reached from what it covers."""
    def above(kind):
        parent = policy["records"][kind].get("belongs_to")
        return [kind] + (above(parent) if parent else [])

    for section in ("duties", "instructions", "purposes"):
        for keeper in policy.get(section, {}).values():
            moments = [keeper.get("after"), keeper.get("keep", {}).get("after"), keeper.get("use_until")]
            kinds = kinds_of(policy, keeper) | ({keeper["via"]} if "via" in keeper else set())
            for kind in {keeper["via"]} if "via" in keeper else kinds:
                if any(name and policy["moments"][name]["of"] not in above(kind) for name in moments):
                    return False
    return all(policy["moments"][each["after"]]["of"] in above(kind)
               for each in policy.get("ceilings", []) for kind in each["covers"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("policy", type=load)
    parser.add_argument("cases", type=load)
    options = parser.parse_args()
    policy, cases = options.policy, options.cases["cases"]

    tried, unnoticed = 0, []
    mutants = [*of_ceilings(policy), *of_moments(policy)]
    for section in ("duties", "instructions", "purposes"):
        mutants += of_keepers(policy, section)
    for what, apply in mutants:
        mutant = copy.deepcopy(policy)
        apply(mutant)
        if not means_something(mutant):
            continue
        tried += 1
        if not any(next(run_case(mutant, case), None) for case in cases):
            unnoticed.append(what)
    print("\n".join(unnoticed), end="\n" if unnoticed else "")
    print(f"{tried} changes, {len(unnoticed)} unnoticed")
    return 1 if unnoticed or not tried else 0


if __name__ == "__main__":
    sys.exit(main())
