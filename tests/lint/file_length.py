# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Reports the files that have grown long, and refuses those for which there is no excuse."""

import statistics

import tree

SUFFIXES = tree.CPP | {".py", ".sh", ".js", ".mjs"}
LONG = 250     # ask what second thing the file has started to do
TOO_LONG = 400


def lengths(root):
    """(lines, path) of each source file, and of ./dev."""
    for path in tree.files(root):
        if path.suffix in SUFFIXES or path.name == "dev":
            yield len(tree.text(path).splitlines()), path.relative_to(root)


def problems(root):
    for lines, path in lengths(root):
        if lines > TOO_LONG:
            yield f"{path}: {lines} lines"


def report(root):
    found = sorted(lengths(root), reverse=True)
    if found:
        median = statistics.median(lines for lines, _ in found)
        yield f"{len(found)} source files, median {median:.0f} lines, longest {found[0][1]} with {found[0][0]}"
    for lines, path in found:
        if lines > LONG:
            yield f"long, {lines} lines: {path}"


GOOD = {"src/a.cpp": "\n" * TOO_LONG}
BAD = [({"src/b.cpp": "\n" * (TOO_LONG + 1)}, f"src/b.cpp: {TOO_LONG + 1} lines")]
