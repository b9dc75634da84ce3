#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: links.py SOURCE

Every page that the manual refers to, as **compliance-policy**(5), exists."""
import pathlib
import re
import sys

manual = pathlib.Path(sys.argv[1]) / "man"
broken = []
for file in sorted(manual.rglob("*.md")):
    for page, section in re.findall(r"\*\*(compliance(?:-[a-z-]+)?)\*\*\((\d)\)", file.read_text(encoding="utf-8")):
        if not (manual / f"{page}.{section}.md").exists():
            broken.append(f"{file.name}: refers to {page}({section}), which does not exist")
print(*broken, sep="\n", end="\n" if broken else "")
sys.exit(bool(broken))
