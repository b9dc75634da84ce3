# SPDX-License-Identifier: Apache-2.0
"""Planted mistakes: what proves that a check can fail."""


def count_failures(planted, problems_of):
    """`planted`: by name, what to give to `problems_of`, and how many problems it must find. Prints each that differs,
    and how many passed; returns how many failed."""
    failed = 0
    for name, (*given, expected) in planted.items():
        found = problems_of(*given)
        if len(found) != expected:
            failed += 1
            print(f"FAILED: planted {name}, found {found}")
    print(f"{len(planted) - failed} passed, {failed} failed")
    return failed
