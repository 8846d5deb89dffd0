# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""All C++ is as clang-format 14 would write it (`./dev format` does)."""

import pathlib
import subprocess

import tree

STYLE = pathlib.Path(__file__).resolve().parents[2] / ".clang-format"


def problems(root):
    paths = [str(path) for path in tree.cpp_files(root, "src", "include", "tests")]
    if not paths:
        return
    command = ["clang-format-14", f"--style=file:{STYLE}", "--dry-run", "-Werror", *paths]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    for line in result.stderr.splitlines():
        if "error:" in line:
            yield line.replace(f"{root}/", "").replace(" [-Wclang-format-violations]", "")
    if result.returncode != 0 and "error:" not in result.stderr:
        yield f"clang-format-14 failed: {result.stderr.strip()}"


GOOD = {"src/a.cpp": "int answer() {\n  return 42;\n}\n"}
BAD = [
    ({"src/a.cpp": "int answer( ) {return 42;}\n"}, "src/a.cpp:1"),
    ({"tests/unit/b.hpp": "int  x;\n"}, "tests/unit/b.hpp:1"),
]
