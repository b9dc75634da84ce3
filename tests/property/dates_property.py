#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random timestamps, most of them around the hours at which clocks change and around midnight: dates_probe must find
the civil days that Python's zoneinfo finds, or say that there is none or that there are two (ST-31).

Usage: dates_property.py DATES_PROBE [TIMESTAMPS [SEED]]
"""
import random
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = ["Europe/Amsterdam", "UTC", "Europe/Lisbon", "Europe/Athens", "Atlantic/Azores", "Atlantic/Cape_Verde"]
# By form: how Python writes it, and whether it has an offset, with a colon.
FORMS = {
    "yyyy-MM-dd HH:mm:ss": ("%Y-%m-%d %H:%M:%S", None),
    "dd/MM/yyyy HH:mm": ("%d/%m/%Y %H:%M", None),
    "yyyy-MM-ddTHH:mm:ssXXX": ("%Y-%m-%dT%H:%M:%S", ":"),
    "yyyy-MM-ddTHH:mm:ss.SSSXX": ("%Y-%m-%dT%H:%M:%S.000", ""),
}


def change_of_clocks(random):
    """01:00 UTC on the last Sunday of March or October."""
    year, month = random.randint(1997, 2036), random.choice([3, 10])
    day = datetime(year, month, 31, 1, tzinfo=timezone.utc)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def some_time(random):
    """A time without a zone."""
    kind = random.randrange(3)
    if kind == 0:
        start = change_of_clocks(random).replace(tzinfo=None)
        return start + timedelta(seconds=random.randint(-4 * 3600, 4 * 3600))
    day = datetime(random.randint(1997, 2036), 1, 1) + timedelta(days=random.randrange(365))
    if kind == 1:
        return day + timedelta(seconds=random.randint(-2 * 3600, 2 * 3600))
    return day + timedelta(seconds=random.randrange(86400))


def days(time, written, calendar):
    """The days on which that local time was in `calendar`: one for each instant at which clocks showed it."""
    found = set()
    for fold in (0, 1):
        instant = time.replace(tzinfo=ZoneInfo(written), fold=fold).astimezone(timezone.utc)
        if instant.astimezone(ZoneInfo(written)).replace(tzinfo=None) == time:
            found.add(instant.astimezone(ZoneInfo(calendar)).date())
    return found


def offset_text(minutes, colon):
    if minutes == 0 and random.random() < 0.5:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{colon}{abs(minutes) % 60:02}"


def sample():
    form = random.choice(list(FORMS))
    pattern, colon = FORMS[form]
    time = some_time(random)
    if "ss" not in form:
        time = time.replace(second=0)
    calendar = random.choice(ZONES)
    if colon is not None:
        minutes = random.choice([0, 0, 60, 120, random.randint(-14 * 60, 14 * 60)])
        instant = time.replace(tzinfo=timezone(timedelta(minutes=minutes)))
        expected = {instant.astimezone(ZoneInfo(calendar)).date()}
        return (form, "-", calendar, time.strftime(pattern) + offset_text(minutes, colon)), expected
    written = random.choice(ZONES)
    return (form, written, calendar, time.strftime(pattern)), days(time, written, calendar)


def main():
    probe, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 50000
    random.seed(int(sys.argv[3]) if len(sys.argv) > 3 else 31)
    samples = [sample() for _ in range(count)]
    lines = "".join("\t".join(cells) + "\n" for cells, _ in samples)
    answers = subprocess.run([probe], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    seen = {"day": 0, "invalid": 0, "ambiguous": 0}
    for (cells, expected), answer in zip(samples, answers, strict=True):
        wanted = "invalid" if not expected else "ambiguous" if len(expected) == 2 else expected.pop().isoformat()
        seen[wanted if wanted in seen else "day"] += 1
        if answer != wanted:
            sys.exit(f"{cells}: expected {wanted}, got {answer}")
    if min(seen.values()) == 0:
        sys.exit(f"the samples do not show everything: {seen}")
    print(f"{count} timestamps agree: {seen}")


if __name__ == "__main__":
    main()
