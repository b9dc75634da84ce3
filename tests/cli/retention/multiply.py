# SPDX-License-Identifier: Apache-2.0
"""usage: multiply.py TIMES FROM TO

The export of trade/ with five customers, and with the same twenty contacts of them TIMES over under other keys."""
import shutil
import sys
from pathlib import Path

times, source, target = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
shutil.copytree(source, target)
MAIL = "a-long-address-that-nobody-has-."
LEFT = {"K1": "", "K2": "2024-03-31", "K3": "2024-04-01", "K4": "2020-01-01", "K5": "31-02-2020"}
with open(target / "customers.csv", "a", encoding="utf-8") as customers:
    for key, left in LEFT.items():
        customers.write(f"{key},Voorbeeld,Dorpsstraat 1,,{'former' if left else 'active'},{left},\n")
contacts = []
for number in range(20):
    gender, name = "fm"[number % 2], "A." if number % 3 else '"Voorbeeld, A."'
    customer = max(1, number - 13)  # K6 is not there
    contacts.append(f"C{number},{name},{MAIL * 10}{number}@example.nl,{gender},K{customer}\n")
with open(target / "contacts.csv", "a", encoding="utf-8") as file:
    for copy in range(times):
        file.writelines(f"{copy}-{contact}" for contact in contacts)
