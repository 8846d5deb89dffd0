# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Every decision in docs/adr has a number, a status with a date, and its line in the list."""

import re

import tree

FOLDER = "docs/adr"
TITLE = re.compile(r"\A# (\d+)\. (.+)\n\nStatus: ((?:proposed|accepted|replaced by \d+), \d{4}-\d{2}-\d{2})\n")
LINE = re.compile(r"^\| \[(\d+)\]\(([\w.-]+)\) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def problems(root):
    listed = {name: (number, status) for number, name, _, status in LINE.findall(tree.text(root / FOLDER / "README.md"))}
    seen = set()
    for path in tree.files(root, FOLDER):
        if path.name == "README.md":
            continue
        seen.add(path.name)
        found = TITLE.match(tree.text(path))
        if not found or not path.name.startswith(f"{int(found[1]):04d}-"):
            yield f"{FOLDER}/{path.name}: begins with '# N. Title' and 'Status: accepted, YYYY-MM-DD'"
        elif listed.get(path.name) != (found[1], found[3]):
            yield f"{FOLDER}/README.md: has no line for {path.name} with the status '{found[3]}'"
    for name in sorted(listed.keys() - seen):
        yield f"{FOLDER}/README.md: there is no {name}"


GOOD = {
    f"{FOLDER}/README.md": "| | decision | status |\n| --- | --- | --- |\n| [1](0001-a.md) | A | accepted, 2026-01-02 |\n",
    f"{FOLDER}/0001-a.md": "# 1. A\n\nStatus: accepted, 2026-01-02\n\nText.\n",
}
BAD = [
    ({f"{FOLDER}/0001-a.md": "# 1. A\n\nText.\n"}, "begins with"),
    ({f"{FOLDER}/0001-a.md": "# 2. A\n\nStatus: accepted, 2026-01-02\n"}, "begins with"),
    ({f"{FOLDER}/0001-a.md": "# 1. A\n\nStatus: replaced by 3, 2026-01-02\n"}, "has no line"),
    ({f"{FOLDER}/README.md": GOOD[f"{FOLDER}/README.md"] + "| [2](0002-b.md) | B | accepted, 2026-01-02 |\n"}, "there is no"),
]
