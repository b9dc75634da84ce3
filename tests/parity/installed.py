#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""usage: installed.py SOURCE BUILD COMPILER

Installs into a fresh folder, compares the files with installed-files.txt (COMPLIANCE_ACCEPT=1 rewrites the list and
still fails), and builds a small program against the installation: once with find_package, once with pkg-config."""
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
COMPILER = sys.argv[3]
LIST = SOURCE / "tests/parity/installed-files.txt"
CONSUMER = SOURCE / "tests/parity/consumer"
failed = 0


def check(name, holds, detail):
    global failed
    failed += not holds
    print(f"{'passed' if holds else 'FAILED'}: {name}" + ("" if holds else f"\n{detail}"))


def run(*words, environment=None):
    result = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            check=False, env=os.environ | (environment or {}))
    return result.returncode == 0, result.stdout


def same_files(prefix):
    # CMake puts the build type into one name; the list is the same for all.
    actual = [re.sub(r"(Targets)-\w+\.cmake", r"\1-TYPE.cmake", file.relative_to(prefix).as_posix()) + "\n"
              for file in sorted(prefix.rglob("*")) if file.is_file()]
    expected = LIST.read_text(encoding="utf-8").splitlines(keepends=True) if LIST.exists() else []
    difference = "".join(difflib.unified_diff(expected, actual, "installed-files.txt", "installed"))
    check("the installed files are those of the list", not difference, difference)
    if difference and os.environ.get("COMPLIANCE_ACCEPT") == "1":
        LIST.write_text("".join(actual), encoding="utf-8")


def found_by_cmake(prefix, work):
    done, output = run("cmake", "-S", CONSUMER, "-B", work / "cmake", f"-DCMAKE_PREFIX_PATH={prefix}",
                       f"-DCMAKE_CXX_COMPILER={COMPILER}")
    if done:
        done, output = run("cmake", "--build", work / "cmake")
    if done:
        done, output = run(work / "cmake/consumer")
    check("find_package(compliance) finds it", done and output == "2024-02-29\n", output)


def found_by_pkg_config(prefix, work):
    folders = ":".join(str(folder.parent) for folder in prefix.rglob("compliance.pc"))
    done, output = run("pkg-config", "--static", "--cflags", "--libs", "compliance",
                       environment={"PKG_CONFIG_PATH": folders})
    if done:
        done, output = run(COMPILER, "-std=c++20", CONSUMER / "main.cpp", "-o", work / "consumer", *output.split())
    if done:
        done, output = run(work / "consumer")
    check("pkg-config finds it", done and output == "2024-02-29\n", output)


with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    done, output = run("cmake", "--install", BUILD, "--prefix", root / "prefix")
    check("cmake --install", done, output)
    same_files(root / "prefix")
    found_by_cmake(root / "prefix", root)
    found_by_pkg_config(root / "prefix", root)
    done, output = run(root / "prefix/bin/compliance", "--version")
    check("the installed program runs", done and output.startswith("compliance "), output)
sys.exit(failed != 0)
