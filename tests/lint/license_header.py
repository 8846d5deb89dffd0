# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Every source file begins with the two-line SPDX header."""

import tree

NAMES = {"CMakeLists.txt", "dev", "run"}
SUFFIXES = {".cpp", ".hpp", ".cmake", ".py", ".sh", ".js", ".mjs", ".css", ".html", ".yaml", ".service",
            ".socket", ".conf"}
LINES = ("SPDX-FileCopyrightText: 2026 The Parley authors", "SPDX-License-Identifier: MIT")
WITHIN = 4  # a script's #! line, a page's doctype and an opening comment may stand before it


def problems(root):
    for path in tree.files(root):
        if path.suffix in SUFFIXES or path.name in NAMES:
            head = "\n".join(tree.text(path).splitlines()[:WITHIN])
            if not all(line in head for line in LINES):
                yield f"{path.relative_to(root)}: no SPDX header"


_HEADER = "".join(f"// {line}\n" for line in LINES)
GOOD = {"src/a.cpp": _HEADER, "dev": "#!/bin/sh\n" + _HEADER.replace("//", "#"), "README.md": "text\n"}
BAD = [
    ({"src/a.cpp": "int x;\n"}, "src/a.cpp: no SPDX"),
    ({"web/a.js": _HEADER.splitlines()[0]}, "web/a.js: no SPDX"),
    ({"dev": "#!/bin/sh\n"}, "dev: no SPDX"),
    ({"src/a.hpp": "\n" * 9 + _HEADER}, "src/a.hpp: no SPDX"),
]
