# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The version is the same in CMakeLists.txt, packaging/debian/changelog and CHANGELOG.md."""

import re

import tree

PROJECT = re.compile(r"project\(parley VERSION (\d+\.\d+\.\d+)")
DEBIAN = re.compile(r"\Aparleyd \((\d+\.\d+\.\d+)-\d+\)")
HEADING = re.compile(r"^## (?:(Unreleased)|(\d+\.\d+\.\d+), \d{4}-\d{2}-\d{2})$", re.MULTILINE)


def problems(root):
    version = PROJECT.search(tree.text(root / "CMakeLists.txt"))
    if not version:
        yield "CMakeLists.txt: no project(parley VERSION X.Y.Z)"
        return
    debian = DEBIAN.search(tree.text(root / "packaging/debian/changelog"))
    if not debian or debian[1] != version[1]:
        yield f"packaging/debian/changelog: its first entry is not for {version[1]}"
    headings = HEADING.findall(tree.text(root / "CHANGELOG.md"))
    if not headings:
        yield "CHANGELOG.md: its sections are headed '## Unreleased' or '## X.Y.Z, YYYY-MM-DD'"
    elif not headings[0][0] and headings[0][1] != version[1]:
        yield f"CHANGELOG.md: its newest version is {headings[0][1]}, and not {version[1]}"


GOOD = {
    "CMakeLists.txt": "project(parley VERSION 1.2.3 LANGUAGES CXX)\n",
    "packaging/debian/changelog": "parleyd (1.2.3-1) bookworm; urgency=medium\n",
    "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n## 1.2.2, 2026-01-01\n",
}
BAD = [
    ({"packaging/debian/changelog": "parleyd (1.2.2-1) bookworm; urgency=medium\n"}, "not for 1.2.3"),
    ({"CHANGELOG.md": "## 1.2.4, 2026-01-01\n"}, "newest version is 1.2.4"),
    ({"CHANGELOG.md": "## Version 1\n"}, "headed"),
    ({"CMakeLists.txt": "project(parley)\n"}, "no project"),
]
