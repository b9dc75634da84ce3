#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random CSV files, valid and broken: csv_probe must read exactly those that the grammar below allows, with the fields
that Python's csv module finds, and with raw bytes that add up to the file.

Usage: csv_property.py CSV_DUMP [FILES [SEED]]
"""
import csv
import io
import random
import re
import subprocess
import sys
from dataclasses import dataclass

MARK = "\ufeff"


@dataclass
class File:
    contents: bytes
    delimiter: str
    quote: str
    encoding: str  # utf-8, utf-16 (by mark) or cp1252


@dataclass
class Record:
    line: int
    raw: str
    mark: str  # at its front: of the first record, or empty
    raw_fields: list  # of str, with quotes
    fields: list


class Refused(Exception):
    """`line` is that of the record, or None where the oracle does not know it."""

    def __init__(self, line=None):
        self.line = line


def decode(file):
    """The text, with the mark if there is one, and a function that turns text back into bytes."""
    codec = file.encoding
    if codec == "utf-16":
        if file.contents == b"":
            return "", None
        codec = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(file.contents[:2])
        if codec is None:
            raise Refused(1)
    if codec == "cp1252" and file.contents.startswith(MARK.encode("utf-8")):
        raise Refused(1)
    try:
        return file.contents.decode(codec), codec
    except UnicodeDecodeError:
        raise Refused() from None


def parse(file, text):
    """The records that the strict grammar sees."""
    q, d = re.escape(file.quote), re.escape(file.delimiter)
    field = re.compile(f"{q}((?:[^{q}]|{q}{q})*){q}|([^{q}{d}\r\n]*)")
    mark = MARK if text.startswith(MARK) and file.encoding != "cp1252" else ""
    records, at, line, start = [], len(mark), 1, 0
    while at < len(text) or (mark and start == 0):
        raw_fields, fields = [], []
        while True:
            match = field.match(text, at)
            at = match.end()
            raw_fields.append(match.group())
            fields.append(match[2] if match[1] is None else match[1].replace(file.quote * 2, file.quote))
            if not text.startswith(file.delimiter, at):
                break
            at += 1
        if at < len(text):
            line_end = re.compile("\r?\n").match(text, at)
            if line_end is None:
                raise Refused(line)
            at = line_end.end()
        if re.fullmatch("(\r?\n)*", text[at:]):
            at = len(text)
        if "\0" in text[start:at] or (records and len(fields) != len(records[0].fields)):
            raise Refused(line)
        records.append(Record(line, text[start:at], mark if start == 0 else "", raw_fields, fields))
        line += text.count("\n", start, at)
        start = at
    return records


def python_csv(file, text):
    """The rows that Python's module reads; its blank line is an empty list, ours one empty field."""
    if file.encoding != "cp1252":
        text = text.removeprefix(MARK)
    text = re.sub("(\r?\n)+$", "\n", text) if re.search("[^\r\n]", text) else text[:2 if text.startswith("\r") else 1]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=file.delimiter, quotechar=file.quote, strict=True)
    return [row or [""] for row in rows]


def without_first_field(record, quote):
    first = record.raw_fields[0]
    begin = len(record.mark)
    return record.mark + (quote * 2 if first.startswith(quote) else "") + record.raw[begin + len(first):]


def expected(file):
    """What csv_probe must print."""
    try:
        text, codec = decode(file)
        records = parse(file, text)
    except Refused as refused:
        return refused
    assert [record.fields for record in records] == (python_csv(file, text) or [[""]] * len(records)), file
    assert "".join(record.raw for record in records) == text, file
    lines = [" ".join([f"record {record.line}", to_hex(record.raw.encode(codec))] +
                      [to_hex(field.encode("utf-8")) for field in record.fields]) for record in records]
    emptied = "".join(without_first_field(record, file.quote) for record in records)
    return lines + ["emptied " + to_hex(emptied.encode(codec) if codec else b"")]


def to_hex(data):
    return data.hex() or "-"


def table(chance, delimiter, quote, letters):
    """A valid file, in the habits of many writers at once."""
    line_ends = chance.choice([["\n"], ["\r\n"], ["\n", "\r\n"]])
    width = chance.randint(1, 5)
    text = ""
    for _ in range(chance.randint(0, 8)):
        cells = []
        for _ in range(width):
            cell = "".join(chance.choices(letters + delimiter + quote + "\r\n", k=chance.choice([0, 1, 2, 5, 20])))
            if chance.random() < 0.3 or re.search(f"[{re.escape(delimiter + quote)}\r\n]", cell):
                cell = quote + cell.replace(quote, quote * 2) + quote
            cells.append(cell)
        text += delimiter.join(cells) + chance.choice(line_ends)
    if chance.random() < 0.2:
        text = text.removesuffix("\n").removesuffix("\r")
    if chance.random() < 0.2:
        text += chance.choice(line_ends) * chance.randint(1, 3)
    return text


def random_file(chance):
    delimiter, quote = chance.choice(",;\t|"), chance.choice("\"\"\"'")
    encoding = chance.choice(["utf-8", "utf-16", "cp1252"])
    letters = "ab1 .\u00e9\u20ac" + ("" if encoding == "cp1252" else "\u4e2d\U0001f600\ufeff\u0100")
    if chance.random() < 0.6:
        text = table(chance, delimiter, quote, letters)
    else:
        text = "".join(chance.choices(letters + (delimiter + quote + "\r\n") * 3 + "\0", k=chance.randint(0, 12)))
    if encoding == "utf-16":
        codec = chance.choice(["utf-16-le", "utf-16-be"])
        contents = (MARK + text).encode(codec)
    else:
        mark = MARK if encoding == "utf-8" and chance.random() < 0.3 else ""
        contents = (mark + text).encode(encoding)
    if contents and chance.random() < 0.2:  # one byte goes wrong, or the file is cut short
        at = chance.randrange(len(contents))
        wrong = chance.choice([b"", b"\x81", b"\xd8", b"\xdc", b"\n", b"\r", quote.encode(), bytes([chance.randrange(256)])])
        contents = contents[:at] + wrong + (contents[at + 1:] if chance.random() < 0.8 else b"")
    return File(contents, delimiter, quote, encoding)


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 6000
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20260401)
    files = [random_file(chance) for _ in range(count)]
    request = "".join(f"{to_hex(f.delimiter.encode())} {to_hex(f.quote.encode())} {f.encoding} {to_hex(f.contents)}\n"
                      for f in files)
    answer = subprocess.run([sys.argv[1]], input=request, capture_output=True, text=True, check=True).stdout
    answers = [part.splitlines() for part in answer.split("end\n")[:-1]]
    assert len(answers) == count, f"{len(answers)} answers to {count} files"
    read = failures = 0
    for file, got in zip(files, answers):
        want = expected(file)
        if isinstance(want, Refused):
            good = got[-1].startswith("refused") and want.line in (None, int(got[-1].split()[1]))
        else:
            good = got == want
            read += 1
        if not good:
            failures += 1
            print(f"{file}\n  wanted {want if isinstance(want, list) else ('refused', want.line)}\n  got    {got}")
    print(f"{read} files read, {count - read} refused, {failures} wrong")
    if min(read, count - read) < count // 10:
        sys.exit("the generator is lopsided: too few files were read, or refused")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
