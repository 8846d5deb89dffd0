# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""No notes to oneself, no folder of somebody's machine and no merge leftovers in a committed file;
no phrase in documents and sources that one has to read twice (CONTRIBUTING.md, "English")."""

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

# The texts that people read. CONTRIBUTING.md shows the phrases on purpose.
PROSE = ("docs/", "config/", "web/js/client/", "packaging/", "include/", "src/", "README.md", "CHANGELOG.md", "SECURITY.md")
PHRASES = [(re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE), f"better: {better}") for phrase, better in [
    ("whoever", "a noun, such as the client that"),
    ("for so long|so long after", "the time, or the key that sets it"),
    ("as good as", "almost"),
    ("turn(?:s|ed)? (?:people |clients |connections )?away", "refuse"),
    ("suspended sessions?", "seat"),
    ("ha(?:s|ve) come to be", "are, exceed"),
    ("without a word", "silently"),
    ("in good order", "gracefully"),
    ("of one's own", "your own"),
    ("who is there", "the clients in the room"),
    ("to be called", "call this"),
    ("hand(?:s|ed)? on", "pass on"),
    ("of its own accord", "by itself"),
    ("(?:made|makes?) good", "repair"),
]]


def rules_for(name):
    return RULES + PHRASES if str(name).startswith(PROSE) else RULES


def problems(root):
    for path in tree.text_files(root):
        rules = rules_for(path.relative_to(root))
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            for pattern, what in rules:
                if pattern.search(line):
                    yield f"{path.relative_to(root)}:{number}: {what}: {line.strip()[:80]}"


GOOD = {"CONTRIBUTING.md": "| Whoever | The client that |\n", "src/a.cpp": "// turn the page away from us\n",
        "a.cpp": "// see /etc/parley, /usr/share/parley/web and build/release/parleyd as root\n"}
BAD = [
    ({"a.cpp": "// TO" "DO: later\n"}, "a.cpp:1: a note"),
    ({"docs/a.md": "well\nFIX" "ME\n"}, "docs/a.md:2: a note"),
    ({"b.yaml": 'root: "/ho' 'me/me/parley"\n'}, "b.yaml:1: a folder"),
    ({"b.sh": "cd /wo" "rk/main\n"}, "b.sh:1: a folder"),
    ({"package-lock.json": '"https://regis' 'try.example.org/ws.tgz"\n'}, "the host"),
    ({"c.md": "<" * 7 + " HEAD\n"}, "a leftover"),
    ({"docs/a.md": "Whoever comes on top is closed.\n"}, "docs/a.md:1: better: a noun"),
    ({"src/a.hpp": "/// A client that was silent for so long.\n"}, "src/a.hpp:1: better: the time"),
    ({"config/a.yaml": "# how many are turned away\n"}, "config/a.yaml:1: better: refuse"),
]
