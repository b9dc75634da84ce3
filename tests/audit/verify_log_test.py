#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Logs that our writer made, checked by code that shares nothing with it (A01); and the checker itself."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import verify_log

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
