#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs that our writer made, checked by code that shares nothing with it (A01); and the checker itself."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap
import unittest

import verify_log

MANUAL = pathlib.Path(__file__).parents[2] / "man/compliance-audit-log.5.md"
MAKE_LOG = os.environ["MAKE_LOG"]
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
         "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
         "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
         "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
         "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
         "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
         "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
         "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
         "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"]


def blocks(heading):
    """The indented blocks of a section of the manual page; a blank line within one is its own."""
    section = MANUAL.read_text().partition(f"\n# {heading}\n")[2].partition("\n# ")[0]
    found = re.findall(r"(?:^    .*\n|^\n(?=    ))+", section, flags=re.MULTILINE)
    return [textwrap.dedent(block).strip("\n") for block in found]


class Manual(unittest.TestCase):
    """compliance-audit-log(5): its example is a log, and its commands check it."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = pathlib.Path(temporary.name)
        entries, checkpoint_and_verifier = blocks("EXAMPLES")
        self.entries = [entry.replace("\n", "").encode() for entry in entries.split("\n\n")]
        checkpoint, _, verifier = checkpoint_and_verifier.rpartition("\n\n")
        bundle = b"".join(len(entry).to_bytes(2, "big") + entry for entry in self.entries)
        hashes = [verify_log.sha256(b"\0" + entry) for entry in self.entries]
        for name, data in {"checkpoint": (checkpoint + "\n").encode(), "verifier": (verifier + "\n").encode(),
                           "tile/entries/000.p/3": bundle, "tile/0/000.p/3": b"".join(hashes)}.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(data)

    def test_example_verifies(self):
        self.assertEqual(verify_log.verify(self.folder)[0], len(self.entries))

    def test_commands_print_what_the_page_says(self):
        openssl, program, python = blocks("CHECKING IT WITHOUT THIS PROGRAM")
        (self.folder / "root.py").write_text(program)
        for session in (openssl, python):
            lines = session.splitlines()
            commands = [line[2:] for line in lines if line.startswith("$ ")]
            expected = [line for line in lines if not line.startswith("$ ")]
            result = subprocess.run(["sh", "-e", "-c", "\n".join(commands)], cwd=self.folder, capture_output=True,
                                    text=True, check=True)
            self.assertEqual(result.stdout.splitlines(), expected)


class VerifyLog(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)

    def make(self, size, batch):
        folder = pathlib.Path(self.temporary.name, f"log-{size}-{batch}")
        subprocess.run([MAKE_LOG, folder, str(size), str(batch)], check=True)
        return folder

    def test_public_roots_of_rfc_6962_trees(self):
        hashes = [verify_log.sha256(b"\x00" + bytes.fromhex(leaf)) for leaf in LEAVES]
        for size, root in enumerate(ROOTS):
            self.assertEqual(verify_log.tree_hash(hashes[:size]).hex(), root)

    def test_logs_of_all_shapes(self):
        for size, batch in [(0, 1), (1, 1), (2, 1), (20, 1), (255, 100), (256, 256), (257, 256), (600, 255),
                            (65537, 65536)]:
            with self.subTest(size=size, batch=batch):
                self.assertEqual(verify_log.verify(self.make(size, batch))[0], size)

    def test_every_file_of_a_log_counts(self):
        folder = self.make(300, 300)
        files = [path for path in folder.rglob("*") if path.is_file()]
        self.assertEqual({str(path.relative_to(folder)) for path in files},
                         {"checkpoint", "verifier", "tile/entries/000", "tile/entries/001.p/44", "tile/0/000",
                          "tile/0/001.p/44", "tile/1/000.p/1"})
        for path in files:
            good = path.read_bytes()
            for position in (0, len(good) // 2, len(good) - 2):
                with self.subTest(path=str(path), position=position):
                    bad = bytearray(good)
                    bad[position] ^= 1
                    path.write_bytes(bad)
                    with self.assertRaises((verify_log.Wrong, ValueError)):
                        verify_log.verify(folder)
            path.write_bytes(good)
        self.assertEqual(verify_log.verify(folder)[0], 300)

    def test_folders_and_files_are_private(self):
        folder = self.make(257, 257)
        for path in [folder, *folder.rglob("*"), pathlib.Path(f"{folder}.key")]:
            self.assertEqual(path.stat().st_mode & 0o777, 0o700 if path.is_dir() else 0o600, path)

    def test_the_command_says_what_is_wrong(self):
        folder = self.make(2, 2)
        command = [sys.executable, verify_log.__file__, folder]
        good = subprocess.run(command, capture_output=True, text=True, check=True)
        self.assertRegex(good.stdout, r"^2 entries, root [0-9A-Za-z+/]{43}=: OK\n$")
        (folder / "tile/entries/000.p/2").write_bytes(b"\0\1x")
        bad = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(bad.returncode, 1)
        self.assertEqual(bad.stdout, "")


if __name__ == "__main__":
    unittest.main()
