# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""No notes to oneself, no folder of somebody's machine and no merge leftovers in a committed file."""

import re

import tree

# Written in pieces, so that this file does not find itself.
RULES = [
    (re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"), "a note to oneself"),
    (re.compile(r"""(?:^|[\s"'`(=:])/(?:home|root|Users|work|workspace|builds)/[\w.@-]"""),
     "a folder of somebody's machine"),
    (re.compile(r"\bregistry\.[a-z0-9-]+\.[a-z]{2,}\b"), "the host of a package registry"),
    (re.compile(r"^(<{7}|>{7})(\s|$)"), "a leftover of a merge"),
]


def problems(root):
    for path in tree.text_files(root):
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            for pattern, what in RULES:
                if pattern.search(line):
                    yield f"{path.relative_to(root)}:{number}: {what}: {line.strip()[:80]}"


GOOD = {"a.cpp": "// see /etc/parley, /usr/share/parley/web and build/release/parleyd as root\n"}
BAD = [
    ({"a.cpp": "// TO" "DO: later\n"}, "a.cpp:1: a note"),
    ({"docs/a.md": "well\nFIX" "ME\n"}, "docs/a.md:2: a note"),
    ({"b.yaml": 'root: "/ho' 'me/me/parley"\n'}, "b.yaml:1: a folder"),
    ({"b.sh": "cd /wo" "rk/main\n"}, "b.sh:1: a folder"),
    ({"package-lock.json": '"https://regis' 'try.example.org/ws.tgz"\n'}, "the host"),
    ({"c.md": "<" * 7 + " HEAD\n"}, "a leftover"),
]
