#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: law.py SOURCE | law.py --self-test

compliance-law(7) prints every row of libcompliance/law/data, as it is there: names, periods, dates, certainty, source.
COMPLIANCE_ACCEPT=1 writes the rows into the page, and still fails."""
import os
import pathlib
import re
import sys
import textwrap

import yaml

from planted import count_failures

TABLES = {  # heading on the page -> file
    "STATUTORY DUTIES": "statutory_duties", "TRANSFERS": "transfer_mechanisms", "COUNTRIES": "countries",
    "PUBLIC HOLIDAYS": "public_holidays", "MARKETING": "marketing_rules", "AUTHORITIES": "authorities",
    "TERMS": "response_terms", "LEGAL BASES": "bases", "REASONS FOR REFUSAL": "refusal_reasons"}
# From the first row of a section to its end.
ROWS = re.compile(r"^(# ([A-Z ]+)\n(?:(?!\*\*)(?!# ).*\n)*)((?:(?!# ).*\n)*)", re.MULTILINE)


class Loader(yaml.SafeLoader):
    """Every scalar is text, as the program reads it."""


Loader.yaml_implicit_resolvers = {}


def validity(row):
    if "from" in row and "until" in row:
        return f"From {row['from']} to {row['until']}. "
    if "from" in row:
        return f"From {row['from']}. "
    return f"To {row['until']}. " if "until" in row else ""


def titles(text):
    return text["en"] if text["en"] == text["nl"] else f"{text['en']} ({text['nl']})"


def listed(words):
    return ", ".join(word.replace("_", " ") for word in words)


def duty(row):
    counted = {"from_day": "from the day", "from_year_end": "from 31 December of its year",
               "from_book_year_end": "from the end of its book year"}[row["counted"]]
    return f"{row['citation']}: {row['period']}, counted {counted}. {titles(row['law'])}. {row['note']['en']} "


def mechanism(row):
    text = f"{titles(row['title'])}: {row['kind']}, {row['article']}. {row['note']['en']} "
    text += f"Leads to {listed(row['countries'])}. " if "countries" in row else ""
    text += f"Look at the certificate every {row['certification_check']}. " if "certification_check" in row else ""
    return text + (f"DPV {row['dpv']}. " if "dpv" in row else "")


def country(row):
    return f"{titles(row['title'])}: {row['standing']}. {row.get('limits', {}).get('en', '')} "


def holiday(row):
    when = {"each_year": "each year on {}", "days_before_easter": "{} days before Easter Sunday",
            "days_after_easter": "{} days after Easter Sunday", "on": "on {}"}
    key = next(key for key in when if key in row)
    value = listed(row[key]) if key == "on" else row[key]
    moved = ", on a Sunday the day before" if "on_sunday" in row else ""
    return f"{row['country']}, {titles(row['title'])}: {when[key].format(value)}{moved}. "


def marketing(row):
    rule = {"consent": "consent", "opt_out": "no consent, but people can opt out"}[row["rule"]]
    return (f"{listed(row['channels'])} to {listed(row['to'])}: {rule}; exception: {listed([row['exception']])}. "
            f"{row['note']['en']} ")


def authority(row):
    court = f"Term for going to court: {row['petition']}. " if "petition" in row else ""
    return f"{row['country']}, {titles(row['title'])}, {row['website']}. {court}"


def term(row):
    amount = row.get("period") or (f"{row['business_days']} business days" if "business_days" in row
                                   else f"{row['hours']} hours")
    more = f", and {row['extension']} more" if "extension" in row else ""
    ends = {"eu_1182_71": ", to the next working day by Regulation 1182/71",
            "nl_atw": ", to the next working day by the Algemene termijnenwet", "as_counted": ""}[row["ends"]]
    return f"{titles(row['title'])}, {row['article']}: {amount}{more}{ends}. {row.get('note', {}).get('en', '')} "


def basis(row):
    return f"{titles(row['title'])}: {row['article']}. DPV {row['dpv']}. "


def reason(row):
    dpv = f"DPV {row['dpv']}. " if "dpv" in row else ""
    return f"{titles(row['title'])}: {row['article']}; {listed(row['rights'])}. A letter says: {row['letter']['en']} {dpv}"


RENDER = {"statutory_duties": duty, "transfer_mechanisms": mechanism, "countries": country, "public_holidays": holiday,
          "marketing_rules": marketing, "authorities": authority, "response_terms": term, "bases": basis,
          "refusal_reasons": reason}


def printed(table, rows):
    entries = []
    for name, row in rows.items():
        text = RENDER[table](row) + validity(row) + f"{row['certainty'].capitalize()}. Source: {row['source']}."
        text = " ".join((text[0].upper() + text[1:]).split())
        entries.append(f"**{name}**\n" + textwrap.fill(text, 118, initial_indent=":   ", subsequent_indent="    ",
                                                       break_on_hyphens=False, break_long_words=False) + "\n\n")
    return "".join(entries)


def with_rows(page, tables):
    """The page as it should be: each section's rows made from its table."""
    def section(match):
        table = TABLES.get(match[2])
        return match[0] if table not in tables else match[1] + printed(table, tables[table])
    return ROWS.sub(section, page)


def problems_of(page, tables):
    headings = {match[2] for match in ROWS.finditer(page)}
    problems = [f"compliance-law.7.md: has no section {heading}"
                for heading, table in TABLES.items() if table in tables and heading not in headings]
    problems += [f"{table}.yaml: no section of compliance-law.7.md prints it"
                 for table in tables if table not in TABLES.values()]
    have, want = page.splitlines(), with_rows(page, tables).splitlines()
    wrong = next((number for number, (a, b) in enumerate(zip(have, want), 1) if a != b), None)
    if wrong is None and len(have) != len(want):
        wrong = min(len(have), len(want)) + 1
    if wrong is not None:
        expected = want[wrong - 1] if wrong <= len(want) else "the end"
        problems.append(f"compliance-law.7.md:{wrong}: expected {expected}")
    return problems


def load(folder):
    tables = {}
    for file in sorted(folder.glob("*.yaml")):
        document = yaml.load(file.read_text(encoding="utf-8"), Loader)
        tables[file.stem] = document[file.stem]
    return tables


def self_test():
    row = {"law": {"nl": "Wet", "en": "Act"}, "citation": "W 1", "period": "7 years", "counted": "from_day",
           "note": {"nl": "Zo.", "en": "So."}, "from": "2020-01-01", "certainty": "settled", "source": "W art. 1"}
    tables = {"statutory_duties": {"w": row}}
    page = ("# NAME\n\nlaw\n\n# STATUTORY DUTIES\n\nDuties.\n\n**w**\n:   W 1: 7 years, counted from the day. Act (Wet). "
            "So. From 2020-01-01. Settled. Source: W art. 1.\n\n# SEE ALSO\n\n**law**(7)\n")
    planted = {
        "nothing": (page, tables, 0),
        "another period": (page.replace("7 years", "6 years"), tables, 1),
        "another date": (page.replace("2020-01-01", "2020-01-02"), tables, 1),
        "another certainty": (page.replace("Settled", "Contested"), tables, 1),
        "a row without a line": (page, {"statutory_duties": {"w": row, "x": row}}, 1),
        "a line without a row": (page.replace("# SEE", "**x**\n:   X.\n\n# SEE"), tables, 1),
        "no section": (page.replace("# STATUTORY DUTIES", "# DUTIES"), tables, 1),
        "a table that is not printed": (page, tables | {"other": {}}, 1),
    }
    return count_failures(planted, problems_of)


if __name__ == "__main__":
    if sys.argv[1] == "--self-test":
        sys.exit(self_test() != 0)
    root = pathlib.Path(sys.argv[1])
    manual = root / "man/compliance-law.7.md"
    data_tables = load(root / "libcompliance/law/data")
    text_of_page = manual.read_text(encoding="utf-8")
    broken = problems_of(text_of_page, data_tables)
    print(*broken, sep="\n", end="\n" if broken else "")
    if broken and os.environ.get("COMPLIANCE_ACCEPT") == "1":
        manual.write_text(with_rows(text_of_page, data_tables), encoding="utf-8")
    sys.exit(bool(broken))
