#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: traceability_test.py

Plants mistakes in a small repository and looks whether traceability.py finds each of them, and nothing else."""
import tempfile
import unittest
from pathlib import Path

from traceability import examine

FILES = {
    "policies/duck/policy.yaml": "purposes:  # ST-01, ST-02, ST-03, ST-05\n",
    "policies/duck/cases.yaml": "cases:\n  - {case: ST-01}\n  - {case: TC-01, serves: [ST-04]}\n",
    "libcompliance/check/finding_codes.h": 'FindingCode{"purpose.none", Severity::error, "Art. 6, ST-06, X-01"}\n',
    "libcompliance/check/inspect.cpp": 'add("purpose.none");\n',
    "tests/cli/check/smart-transactions-as-published/stdout": "Art. 6, ST-06, X-01\n",
    "tools/compliance/cmd_audit_show.cpp": "",
}
ROWS = ["ST-01", "ST-02", "ST-03", "ST-04", "ST-05", "ST-06", "X-01"]
TRUE = {
    "ST-02": {"declared": "The policy of duck.yaml says it."},
    "ST-03": {"as": "TC-01: The case holds it.", "partly": "The list comes with `select`."},
    "ST-04": {"partly": "The rest is for people."},
    "ST-05": {"later": "It comes with `select`."},
}


def look(explained, files=None, requirements=None):
    """What is printed and what is wrong when these rows and files replace the true ones; None takes one away."""
    rows = {row: each for row, each in {**TRUE, **explained}.items() if each is not None}
    data = {"rows": rows, "also": ["TC-01"], "commands": ["select", "audit"]}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**FILES, **(files or {})}.items():
            if text is not None:
                (Path(folder) / name).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / name).write_text(text, encoding="utf-8")
        return examine(Path(folder), data, requirements or ROWS)


class Traceability(unittest.TestCase):
    def finds(self, problem, explained, files=None, requirements=None):
        self.assertEqual(look(explained, files, requirements)[1], [problem])

    def test_everything_true(self):
        lines, wrong = look({})
        self.assertEqual(wrong, [])
        self.assertEqual(lines[-2:], [
            "6 requirements: 2 policy, code and test, 2 partly, 0 as, 1 declared, 0 outside, 1 later.",
            "1 contradictions: 1 policy, code and test, 0 partly, 0 as, 0 declared, 0 outside, 0 later."])

    def test_shows_where(self):
        lines, _ = look({})
        self.assertIn("| ST-01 | duck/policy: purposes | libcompliance/rules/verdict.cpp |"
                      " duck: case ST-01 |  |", lines)
        self.assertIn("| ST-03 | duck/policy: purposes | as TC-01: libcompliance/rules/verdict.cpp |"
                      " as TC-01: duck: case TC-01 |"
                      " as: TC-01: The case holds it. partly: The list comes with `select`. |", lines)
        self.assertIn("| ST-06 | smart-transactions/as-published | libcompliance/check/inspect.cpp: purpose.none |"
                      " findings/purpose.none; tests/cli/check/smart-transactions-as-published/stdout |  |", lines)

    def test_unknown_and_doubled_ids(self):
        self.finds("ST-99: explained, but not a row", {"ST-99": {"outside": "Nobody can."}})
        self.finds("X-01: stands there twice", {}, requirements=[*ROWS, "X-01"])

    def test_silent_rows(self):
        self.finds("ST-02: neither covered nor explained", {"ST-02": None})
        self.finds("ST-04: covered without policy, and not explained", {"ST-04": None})

    def test_as(self):
        self.finds("ST-03: explained as ST-02, which is not covered itself", {"ST-03": {"as": "ST-02: It holds it."}})
        self.finds("ST-03: explained as ST-98, which is not covered itself", {"ST-03": {"as": "ST-98: It holds it."}})
        self.finds("ST-01: explained as TC-01, but covered itself", {"ST-01": {"as": "TC-01: It holds it."}})
        self.finds("ST-03: the explanation does not begin with the id that holds it", {"ST-03": {"as": "It holds it."}})
        self.finds("ST-05: explained as TC-01, but no policy names it", {"ST-05": {"as": "TC-01: It holds it."}},
                   {"policies/duck/policy.yaml": "purposes:  # ST-01, ST-02, ST-03\n"})

    def test_what_is_not_true_any_more(self):
        tested = {"policies/duck/cases.yaml": "cases:\n  - {case: ST-01}\n  - {case: TC-01, serves: [ST-04, ST-02]}\n"}
        self.finds("ST-02: explained as declared, but tested; say what is left (partly), or nothing", {}, tested)
        self.finds("ST-05: it waits for the command select, which exists now", {"ST-03": {"as": "TC-01: It holds it."}},
                   {"tools/compliance/cmd_select.cpp": ""})
        self.finds("ST-05: it waits for the command audit, which exists now", {"ST-05": {"later": "With `audit`."}})
        self.finds("ST-02: explained as partly done, but not covered", {"ST-02": {"partly": "The rest is left."}})
        self.finds("ST-05: explained as declared, but no policy names it", {"ST-05": {"declared": "It says so."}},
                   {"policies/duck/policy.yaml": "purposes:  # ST-01, ST-02, ST-03\n"})

    def test_sentences(self):
        self.finds("ST-05: explained as later, but no command to come is named", {"ST-05": {"later": "Some day."}})
        self.finds("ST-05: the command fly is not one that is still to come", {"ST-05": {"later": "It is `fly`."}})
        for text in ("", "no capital.", "No full stop", "Two. Sentences.", "A | bar."):
            self.finds("ST-02: the explanation is not one sentence", {"ST-02": {"declared": text}})
        for kinds in ({"perhaps": "It is so."}, {}, {"later": "With `select`.", "outside": "Nobody can."}):
            wrong = look({"ST-02": kinds})[1]
            self.assertEqual(len(wrong), 1)
            self.assertIn("is not one of partly, as, declared, outside, later", wrong[0])


if __name__ == "__main__":
    unittest.main()
