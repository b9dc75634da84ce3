#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""request_clocks.py PROBE: what the program makes of each day of receipt from 2020 to 2035, against the rules of
Regulation (EEC, Euratom) 1182/71, the Algemene termijnenwet and the CCPA as they are written here: by Python's calendar,
its time zone data and another way to Easter (Gauss, by the date of the full moon), with the decrees copied by hand."""
import calendar
import datetime
import subprocess
import sys
import zoneinfo

Day = datetime.date
ONE = datetime.timedelta(1)
DECREES = {Day.fromisoformat(text) for text in (
    "2023-04-28 2023-05-19 2024-05-10 2024-12-27 2025-05-30 2026-01-02 2026-05-15 2027-05-07 2028-04-28 2028-05-26").split()}


def easter(year):
    """Gauss, with Lichtenberg's correction."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    sun = 2 - (3 * century + 3) // 4
    golden = year % 19
    seed = (19 * golden + moon) % 30
    correction = (seed + golden // 11) // 29
    limit = 21 + seed - correction
    sunday = 7 - (year + year // 4 + sun) % 7
    return Day(year, 3, 1) + datetime.timedelta(limit + 7 - (limit - sunday) % 7 - 1)


def settled(year):
    sunday = easter(year)
    king = Day(year, 4, 27)
    return {Day(year, 1, 1), sunday + 1 * ONE, sunday + 39 * ONE, sunday + 50 * ONE, Day(year, 12, 25), Day(year, 12, 26),
            king - ONE if king.weekday() == 6 else king, Day(year, 5, 5)}


def is_off(day, contested):
    off = settled(day.year)
    if contested:
        off |= {easter(day.year) - 2 * ONE} | DECREES
    return day.weekday() > 4 or day in off


def roll(day, contested):
    while is_off(day, contested):
        day += ONE
    return day


def months_later(day, months):
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return Day(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def business_days_later(day, count):
    while count:
        day += ONE
        count -= day.weekday() < 5
    return day


def expected(day):
    nominal = months_later(day, 1)
    promise = day + 28 * ONE
    target = min(nominal, promise)
    before = target
    while is_off(before, True):
        before -= ONE
    extended = min(months_later(day, 3), months_later(nominal, 2))
    aware = datetime.datetime(day.year, day.month, day.day, 11, tzinfo=datetime.timezone.utc)
    breach = (aware + datetime.timedelta(hours=72)).astimezone(zoneinfo.ZoneInfo("Europe/Amsterdam"))
    return [day, nominal, roll(nominal, False), roll(nominal, True), promise, target, before, extended,
            roll(extended, False), roll(day + 42 * ONE, True), business_days_later(day, 10), day + 45 * ONE,
            business_days_later(day, 15), nominal, breach]


def main():
    lines = subprocess.run([sys.argv[1]], capture_output=True, check=True, text=True).stdout.splitlines()
    day, wrong = Day(2020, 1, 1), 0
    for line in lines:
        mine = " ".join(each.isoformat() for each in expected(day))
        if mine != line:
            wrong += 1
            print(f"program {line}\noracle  {mine}")
        # Four weeks never end after the month does (2020 to 2035, as rule and calendar have it).
        if expected(day)[4] > expected(day)[1]:
            wrong += 1
            print(f"{day}: four weeks end after the month")
        day += ONE
    if day != Day(2036, 1, 1):
        print(f"the program stopped before {day}")
        wrong += 1
    print(f"{len(lines)} days of receipt, {wrong} disagreements")
    return wrong != 0


sys.exit(main())
