# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The files that the documents name and link to exist, and the sections that comments cite."""

import re

import tree

# A path in backticks, from the top of the tree; a pattern such as tests/unit/<layer>/ is not one.
PATH = re.compile(r"`((?:src|include|tests|web|config|docs|cmake|packaging|\.github)/[\w./-]+)`")
LINK = re.compile(r"\]\(([^)\s:]+)\)")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
# docs/protocol.md, "Seats" and "Resume": in a comment, also over the end of a line.
CITATION = re.compile(r'(docs/[\w-]+\.md)((?:,|\s|and|//+|\*)+"[^"\n]+")((?:(?:,|\s|and|//+|\*)+"[^"\n]+")*)')
CITING = {".cpp", ".hpp", ".js", ".mjs"}
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def anchors(text):
    """What code hosts make of the headings."""
    for heading in HEADING.findall(text):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def link_problem(path, text, link):
    name, _, anchor = link.partition("#")
    target = path.parent / name if name else path
    if not target.exists():
        return f"links to {link}, which does not exist"
    if anchor and anchor not in anchors(tree.text(target) if name else text):
        return f"links to {link}, and there is no such heading"
    return None


def citation_problems(root, path):
    for document, first, more in CITATION.findall(tree.text(path)):
        if not (root / document).exists():
            yield f"{path.relative_to(root)}: cites {document}, which does not exist"
            continue
        headings = [heading.replace("`", "") for heading in HEADING.findall(tree.text(root / document))]
        for section in re.findall(r'"([^"]+)"', first + more):
            if section not in headings:
                yield f"{path.relative_to(root)}: cites {document}, which has no section '{section}'"


def problems(root):
    for path in tree.files(root):
        if path.suffix in CITING:
            yield from citation_problems(root, path)
        if path.suffix != ".md":
            continue
        text = CODE_BLOCK.sub("", tree.text(path))
        name = path.relative_to(root)
        for found in PATH.findall(text):
            if not (root / found).exists():
                yield f"{name}: names {found}, which does not exist"
        for link in LINK.findall(text):
            problem = link_problem(path, text, link)
            if problem:
                yield f"{name}: {problem}"


GOOD = {
    "src/a.cpp": '// docs/b.md, "So it is";\n// docs/a.md,\n// "One a, two".\n',
    "docs/a.md": "# One `a`, two\n\n`src/a.cpp`, `tests/unit/<layer>/`, [b](b.md#so-it-is), [here](#one-a-two)\n",
    "docs/b.md": "## So it is\n\n[a](../docs/a.md), [far](https://example.org/x)\n\n```\n[x](none.md)\n```\n",
}
BAD = [
    ({"docs/b.md": "`src/b.cpp`\n"}, "names src/b.cpp"),
    ({"docs/b.md": "[c](c.md)\n"}, "links to c.md"),
    ({"docs/b.md": "## It was\n"}, "no such heading"),
    ({"src/b.cpp": '// docs/b.md, "So it was"\n'}, "has no section 'So it was'"),
    ({"src/b.cpp": '// docs/b.md, "So it is" and\n// "So it was"\n'}, "has no section 'So it was'"),
    ({"src/b.cpp": '// docs/c.md, "So it is"\n'}, "cites docs/c.md"),
]
