#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the CSV files of samples/duck and samples/duck-new-column; the bytes are the same on every machine.

    make_duck_sample.py SAMPLES           writes the files
    make_duck_sample.py SAMPLES --check   compares with what is there; exit status 1 on a difference

The rows that show something stand here by hand, at the top; the others are filler. Everybody in them is invented:
example.nl, telephone numbers and postal codes that are not given out.
"""

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

# number, name, legal form, status, entered, left, came back
CUSTOMERS = [
    ("00001", "Bakkerij Molenzicht B.V.", "B.V.", "Oud-klant", "12-03-2015", "29-02-2024", ""),        # TC-28
    ("00002", "Drukkerij Polderlicht B.V.", "B.V.", "Oud-klant", "02-09-2013", "28-02-2023", ""),      # TC-29
    ("00003", "Rijwielhuis Noorderwind", "V.o.f.", "Oud-klant", "20-01-2017", "01-04-2023", ""),       # TC-34
    ("00004", "Boekhandel Windvaan B.V.", "B.V.", "Oud-klant", "14-05-2012", "10-04-2023", ""),        # TC-35
    ("00005", "Kwekerij Zonnedauw B.V.", "B.V.", "Oud-klant", "03-11-2016", "30-04-2023", ""),         # TC-35
    ("00006", "Smederij Vuurdoorn B.V.", "B.V.", "Oud-klant", "08-02-2018", "01-05-2023", ""),         # TC-35
    ("00007", "Brouwerij Zilverwilg B.V.", "B.V.", "Oud-klant", "19-06-2014", "", ""),                 # TC-38
    ("00008", "Stichting Waterlelie", "Stichting", "Oud-klant", "07-10-2015", "31-02-2023", ""),       # TC-39
    ("00009", "Timmerwerk Eikenblad B.V.", "B.V.", "Oud-klant", "11-04-2011", "03/04/2021", ""),       # TC-40
    ("00010", "Reisburo Trekvogel N.V.", "N.V.", "Klant", "23-08-2016", "30-12-2026", ""),             # TC-42
    ("00011", "Atelier Blauwgras B.V.", "B.V.", "Oud-klant", "07-01-2019", "01-03-2018", ""),          # TC-43
    ("00012", "Garage Steenuil B.V.", "B.V.", "Oud-klant", "16-09-2010", "30-06-2021", ""),            # TC-45
    ("00013", "Autobedrijf Kerkuil B.V.", "B.V.", "Klant", "01-02-2023", "n.v.t.", ""),                # TC-45
    ("00014", "Vereniging De Klaproos", "Vereniging", "Klant", "05-12-2012", "", ""),                  # TC-46
    ("00015", "Hotel Duinroos B.V.", "B.V.", "Oud-klant", "02-02-2015", "01-05-2024", "14-03-2022"),   # TC-47
    ("00016", "Theater Lisdodde B.V.", "B.V.", "Oud-klant", "30-03-2014", "30-09-2024", ""),           # TC-54
    ("00017", "Slijterij Vlierbes B.V.", "B.V.", "Prospect", "02-06-2025", "", ""),                    # TC-55
    ("00018", "Camping Heidehof B.V.", "B.V.", "Klant", "17-04-2013", "01-07-2020", "14-03-2022"),     # RF-28
    ("00019", "Kapsalon Zeekraal", "V.o.f.", "Oud-klant", "25-05-2009", "01-01-1900", ""),             # a filler date
    ("00020", "Meubelhal Beukennoot B.V.", "B.V.", "Klant", "13-07-2015", "30-06-2021", ""),           # both at once
    ("00021", "Loodgieter Waterpas", "Eenmanszaak", "Oud-klant", "21-11-2018", "14-04-2023", ""),      # TC-89
    ("00022", "Fotostudio Glimworm", "Eenmanszaak", "klant", "09-09-2020", "", ""),                    # unknown word
    ("00023", "Museum Hoogveen", "Stichting", "n.v.t.", "06-03-2008", "", ""),                         # no word
    ("00024", "Optiek Helderziend B.V.", "B.V.", "Oud-klant", "28-10-2017", "15-03-2026", ""),         # RF-06
    ("00025", "Hovenier Bosanemoon", "Eenmanszaak", "Klant", "12-12-2019", "", ""),                    # TC-89
    ("00026", 'Uitgeverij "De Inktvis"; Zn. B.V.', "B.V.", "Oud-klant", "01-01-2012", "05-11-2022", ""),  # TC-170
]

# number, customers, name, gender, left the employer
CONTACTS = [
    ("C0001", "00001", "A. Terpstra", "", ""),
    ("C0002", "00002", "B. van den Oever", "V", ""),
    ("C0003", "00003", "C. Zijlstra", "M", ""),
    ("C0004", "00004", "D. Hoogland", "V", ""),
    ("C0005", "00004", "E. Meerman", "M", ""),
    ("C0006", "00005", "F. Duinker", "M", ""),
    ("C0007", "00006", "G. Poldervaart", "", ""),
    ("C0008", "00007", "H. Kesteren", "V", ""),
    ("C0009", "00008", "I. Wouda", "M", ""),
    ("C0010", "00009", "J. Ruigrok", "V", ""),
    ("C0011", "00010", "K. Lindeboom", "M", ""),
    ("C0012", "00011", "L. Veenstra", "V", ""),
    ("C0013", "00012,00013", "M. van Texel", "V", ""),       # TC-45: one customer left, the other stays
    ("C0014", "00014", "N. Boersma", "M", "31-08-2021"),     # TC-46
    ("C0015", "00015", "O. Akkerman", "", ""),
    ("C0016", "00016", "P. Zomerdijk", "", ""),
    ("C0017", "00017", "R. Oosterling", "M", ""),
    ("C0018", "00018", "S. van der Heide", "V", ""),
    ("C0019", "00019", "T. Kramer-Visch", "", ""),
    ("C0020", "00020", "U. Dijkgraaf", "M", ""),
    ("C0021", "00021", "V. Waterman", "M", ""),
    ("C0022", "00022", "W. Glasbergen", "V", ""),
    ("C0023", "00023", "X. Turfboer", "M", ""),
    ("C0024", "00024", "Y. Brillenburg", "V", ""),           # RF-06: only the salutation is over
    ("C0025", "00024", "Z. Loenen", "M", ""),
    ("C0026", "00026", "A. Inktpot", "V", ""),
    ("C0027", "00404", "B. Weesman", "M", ""),               # TC-134: that customer is not in the file
    ("C0028", "", "C. Zonderland", "V", ""),                 # TC-134: no customer at all
    ("C0029", "00026,00404", "D. Halfweg", "M", ""),         # TC-134: one left, one is not in the file
    ("C0030", "00016,00017", "E. Tweelink", "", ""),         # RF-27: of a former customer and of a prospect
]

# number, contact, opened, subject, text
TICKETS = [
    ("T00001", "C0002", "14-01-2020", "Inloggen lukt niet", "Wachtwoord opnieuw ingesteld."),
    ("T00002", "C0002", "03-02-2023", "Opzegging", "Klant stopt per eind februari; export meegegeven."),
    ("T00003", "C0003", "22-05-2021", "Afdruk te klein", "Schaal op 100% gezet."),
    ("T00004", "C0003", "30-03-2023", "Gegevens meenemen", "Kopie van het bestand gemaakt."),
    ("T00005", "C0004", "11-11-2019", "Nieuwe collega", "Gebruiker aangemaakt."),
    ("T00006", "C0004", "06-04-2023", "Afsluiten", "Laatste factuur besproken: € 120,00."),
    ("T00007", "C0005", "17-08-2022", "Koppeling kassa", "Poort stond dicht."),
    ("T00008", "C0005", "09-12-2022", "Trage zoekmachine", "Index opnieuw opgebouwd."),
    ("T00009", "C0006", "02-03-2018", "Logo vervangen", "Nieuw logo geplaatst."),
    ("T00010", "C0006", "25-04-2023", "Laatste vraag", "Bestanden aangeleverd."),
    ("T00011", "C0021", "19-07-2021", "Agenda loopt achter", "Tijdzone stond verkeerd."),
    ("T00012", "C0021", "12-04-2023", "Stoppen", "Abonnement beëindigd."),
    ("T00013", "C0026", "08-10-2020", "Catalogus", "Omslag \"Zeeën\" ontbrak; nu zichtbaar."),
    ("T00014", "C0026", "01-11-2022", "Opheffing", "Alles geëxporteerd."),
    ("T00015", "C0013", "05-06-2020", "Winterbanden", "Actiepagina gemaakt voor de vorige werkgever."),    # TC-45
    ("T00016", "C0404", "18-09-2019", "Contactformulier", "Formulier hersteld."),                          # TC-134
    ("T00017", "", "27-02-2019", "Onbekende beller", "Beller wist geen klantnummer."),                     # TC-134
    ("T00018", "C0027", "15-05-2018", "Vraag over factuur", "Doorgezet."),                                 # TC-134
    ("T00019", "C0028", "16-05-2018", "Vraag over prijs", "Doorgezet."),                                   # TC-134
    ("T00020", "C0018", "04-02-2026", "Café-module; prijs",                                                # TC-170
     "Klant vraagt:\n- kost de café-module € 25,00;\n- of krijgt hij die \"erbij\"?\n\n"
     "Teruggebeld, één maand gratis."),
    ("T00021", "C0011", "10-03-2026", "=SOM(B2:B9) toont #NAAM?", "-"),                                    # TC-107
    ("T00022", "C0014", "21-01-2026", "Bezoeker kan niet bestellen",                                       # RF-31
     "Bezoeker mevrouw Vennegoor (v.vennegoor@example.org) krijgt een lege winkelwagen."),
    ("T00023", "C0001", "14-02-2024", "Opzegging", "n.v.t."),
    ("T00024", "C0016", "12-09-2024", "Overdracht", "Bestanden overgedragen."),
    ("T00025", "C0017", "03-06-2025", "Offerte", "Prijslijst gestuurd."),                                  # TC-55
]

SURNAMES = ["Aalders", "Bloemhof", "Van Craenen", "Driessens", "Elzinga", "Ferwerda", "De Gans", "Hazelaar",
            "IJsvogel", "Jorna", "Klaverblad", "Lammertsma", "Van der Meent", "Nijland", "Olthuis", "Postuma", "Quist", "Roodborst",
            "Sijtsma", "Ter Tegelen", "Uitham", "Vlaskamp", "Wielinga", "Zandstra", "Bürger", "Coenée"]
TRADES = ["Advies", "Bouw", "Catering", "Dakwerk", "Fietsen", "Glas", "Installatie", "Kaas", "Logistiek", "Techniek"]
FANCIES = ["Boomvalk", "Distelvink", "Fluitekruid", "Gagelhof", "Hermelijn", "IJsvogel", "Kievitsbloem", "Libelle",
           "Meerkoet", "Nachtegaal", "Oeverzwaluw", "Parnassia", "Roerdomp", "Sleedoorn", "Tureluur", "Veenpluis",
           "Wulp"]
STREETS = ["Dorpsstraat", "Kerkplein", "Industrieweg", "Havenkade", "Molenpad", "Stationsweg"]
SUBJECTS = [
    ("Inloggen lukt niet", "Wachtwoord opnieuw ingesteld."),
    ("Pagina laadt traag", "Afbeeldingen verkleind;\nnu onder twee seconden."),
    ("Factuur niet ontvangen", "Opnieuw verstuurd. Bedrag: € 45,00."),
    ("Nieuwsbrief opmaken", "Sjabloon aangepast, één kolom."),
    ("Koppeling met boekhouding", "Sleutel vernieuwd; getest."),
    ("Formulier komt niet aan", "Filter te streng, aangepast."),
    ("Vraag over privacy", "Verwezen naar \"Privacy\" op de site."),
    ("Storing gisteravond", "Reünie-site was onbereikbaar van 19.00 tot 19.25."),
]
TAKEN = date(2026, 4, 1)

CUSTOMER_HEADER = ["Volgnummer", "Klantnummer", "Naam", "Rechtsvorm", "Correspondentieadres", "Bezoekadres", "Telefoon",
                   "E-mail", "Status", "Ingevoerd op", "Vertrokken op", "Teruggekeerd op"]
CONTACT_HEADER = ["Volgnummer", "Contactnummer", "Klantnummer", "Naam", "Geslacht", "E-mail", "Telefoon",
                  "Uit dienst op"]
TICKET_HEADER = ["Ticketnummer", "Contactnummer", "Geopend op", "Onderwerp", "Omschrijving", "Behandelaar", "Product",
                 "Prioriteit"]


class Dice:
    """A random sequence that no version of Python can change."""

    def __init__(self, seed):
        self.state = seed

    def below(self, count):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) * count >> 31

    def one_of(self, items):
        return items[self.below(len(items))]

    def day(self, first, last):
        return first + timedelta(days=self.below((last - first).days + 1))


def dutch(day):
    return day.strftime("%d-%m-%Y")


def from_dutch(text):
    day, month, year = text.split("-")
    return date(int(year), int(month), int(day))


def slug(name):
    return "".join(letter for letter in name.lower() if "a" <= letter <= "z")


def filler_customers(dice):
    """Thirty-four customers: most are customers still, some left within three years, a few never became one."""
    for number in range(27, 61):
        fancy = FANCIES[number % len(FANCIES)]
        name = f"{TRADES[number % len(TRADES)]} {fancy} B.V."
        entered, status, left = dice.day(date(2010, 1, 4), date(2022, 12, 30)), "Klant", ""
        if number % 7 == 0:
            status, left = "Oud-klant", dutch(dice.day(date(2023, 6, 1), date(2026, 2, 27)))
        elif number % 11 == 0:
            status, entered = "Prospect", dice.day(date(2024, 1, 2), date(2026, 3, 27))
        yield f"{number:05}", name, "B.V.", status, dutch(entered), left, ""


def filler_contacts(dice, customers):
    hosts = [row for row in customers if row[0] >= "00027" or row[0] in ("00010", "00013", "00014", "00018", "00025")]
    for number in range(31, 151):
        host = hosts[number % len(hosts)]
        name = f"{dice.one_of('ABCDEFGHJKLMNPRSTW')}. {dice.one_of(SURNAMES)}"
        # Earlier runs have emptied the salutation of everybody whose customer left.
        yield f"C{number:04}", host[0], name, "" if host[3] == "Oud-klant" else dice.one_of("MVX"), ""


def filler_tickets(dice, customers, contacts):
    by_number = {row[0]: row for row in customers}
    for number in range(26, 401):
        contact = contacts[30 + dice.below(len(contacts) - 30)]
        _, _, _, _, entered, left, _ = by_number[contact[1]]
        over = min(from_dutch(left), TAKEN) if left not in ("", "n.v.t.") else TAKEN
        if contact[1] == "00018":
            over = TAKEN  # came back
        opened = dice.day(from_dutch(entered), over - timedelta(days=1))
        yield f"T{number:05}", contact[0], dutch(opened), *dice.one_of(SUBJECTS)


def customer_cells(dice, place, row):
    number, name, form, status, entered, left, back = row
    index = int(number)
    home = f"{dice.one_of(STREETS)} {1 + dice.below(180)}, 0{index:03} AB Voorbeeldstad"
    post = "" if index % 3 else f"Postbus {index:04}, 0{index:03} ZZ Voorbeeldstad"
    phone = "+31 20 000 01 23" if index == 25 else f"020-000 {index // 100:02} {index % 100:02}"
    mail = f"info@{slug(name)}.example.nl"
    return [str(place), number, name, form, post or home, home, phone, mail, status, entered, left, back]


def contact_cells(dice, place, row):
    number, customers, name, gender, left = row
    index = int(number[1:])
    mail = f"{slug(name)}.{index}@example.{dice.one_of(['nl', 'com', 'org'])}"
    phone = "-" if index % 9 == 0 else f"06-0000 {index // 100:02} {index % 100:02}"
    return [str(place), number, customers, name, gender, mail, phone, left]


def ticket_cells(dice, row):
    return [*row, f"Support {1 + dice.below(5)}", dice.one_of(["Site", "Winkel", "Post"]), dice.one_of(["1", "2", "3"])]


def csv_bytes(header, rows, encoding):
    """As a Dutch Excel writes it: semicolons and CRLF; names with a full stop in quotes that they do not need."""
    lines = []
    for cells in [header, *rows]:
        quoted = [any(sign in cell for sign in ';"\n') or (name == "Naam" and "B.V." in cell)
                  for name, cell in zip(header, cells)]
        lines.append(";".join('"' + cell.replace('"', '""') + '"' if quote else cell
                              for cell, quote in zip(cells, quoted)))
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def duck(dice):
    customers = CUSTOMERS + list(filler_customers(dice))
    contacts = CONTACTS + list(filler_contacts(dice, customers))
    tickets = TICKETS + list(filler_tickets(dice, customers, contacts))
    customer_rows = [customer_cells(dice, place, row) for place, row in enumerate(customers, 1)]
    contact_rows = [contact_cells(dice, place, row) for place, row in enumerate(contacts, 1)]
    yield "duck/export/customers.csv", csv_bytes(CUSTOMER_HEADER, customer_rows, "utf-8-sig")
    yield "duck/export/contacts.csv", csv_bytes(CONTACT_HEADER, contact_rows, "utf-8-sig")
    yield "duck/export/tickets.csv", csv_bytes(TICKET_HEADER, [ticket_cells(dice, row) for row in tickets], "cp1252")
    # TC-172: five customers and their contacts, and somebody has added a column.
    few = ["00001", "00010", "00013", "00014", "00016"]
    yield ("duck-new-column/export/customers.csv",
           csv_bytes(CUSTOMER_HEADER, [row for row in customer_rows if row[1] in few], "utf-8-sig"))
    beliefs = iter(["n.v.t.", "rooms-katholiek", "", "gereformeerd", ""])
    told = [row + [next(beliefs)] for row in contact_rows[:30] if row[2] in few]
    yield "duck-new-column/export/contacts.csv", csv_bytes(CONTACT_HEADER + ["Geloof"], told, "utf-8-sig")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    different = []
    for name, content in duck(Dice(20180321)):
        path = options.samples / name
        if not options.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.is_file() or path.read_bytes() != content:
            different.append(name)
    for name in different:
        print(f"{name} is not what {Path(__file__).name} makes")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
