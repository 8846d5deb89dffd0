# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The pages preload the modules that their scripts import, so that a browser fetches them at once instead
of level by level. `./dev preloads` writes the lists. No style sheet imports another, for the same reason."""

import pathlib
import posixpath
import re
import sys

import tree

PAGES = ("web/index.html", "web/room.html")
SCRIPT = re.compile(r'^( *)<script type="module" src="([^"]+)"></script>\n', re.MULTILINE)
PRELOAD = re.compile(r'^ *<link rel="modulepreload" href="([^"]+)">\n', re.MULTILINE)
# Only what is at the beginning of a line: an import(), which is fetched later, is not.
IMPORT = re.compile(r"""^(?:import|export)\b(?:[^;'"]*?\bfrom)?\s*['"](\.[^'"]*)['"]""", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
CSS_IMPORT = re.compile(r"@import\b")


def imports(root, entry):
    """The modules that `entry` imports, and those that they import, breadth first."""
    found, seen = [], {entry}
    waiting = [entry]
    for module in waiting:
        source = COMMENT.sub("", tree.text(root / module))
        for name in IMPORT.findall(source):
            other = posixpath.normpath(posixpath.join(posixpath.dirname(module), name))
            if other not in seen:
                seen.add(other)
                waiting.append(other)
                found.append(other)
    return found


def with_preloads(root, page):
    """The text of the page as it should be."""
    text = PRELOAD.sub("", tree.text(root / page))

    def add(script):
        indent, source = script.groups()
        up = "../" * source.count("../")
        entry = "web/" + source[len(up):]
        lines = "".join(f'{indent}<link rel="modulepreload" href="{up}{module.removeprefix("web/")}">\n'
                        for module in imports(root, entry))
        return script.group() + lines
    return SCRIPT.sub(add, text)


def problems(root):
    for page in PAGES:
        if tree.text(root / page) != with_preloads(root, page):
            yield f"{page}: does not preload what its script imports; run ./dev preloads"
    for path in tree.files(root, "web/css"):
        if CSS_IMPORT.search(tree.text(path)):
            yield f"{path.relative_to(root)}: imports another style sheet; link it in the page"


def write(root):
    for page in PAGES:
        (root / page).write_text(with_preloads(root, page), encoding="utf-8")


GOOD = {
    "web/index.html": '  <script type="module" src="js/page/start.js"></script>\n'
                      '  <link rel="modulepreload" href="js/page/ui.js">\n',
    "web/room.html": '<script type="module" src="../js/page/room.js"></script>\n'
                     '<link rel="modulepreload" href="../js/client/a.js">\n'
                     '<link rel="modulepreload" href="../js/page/ui.js">\n</head>\n',
    "web/js/page/start.js": "import {make} from './ui.js';\nconst later = () => import('./later.js');\n",
    "web/js/page/room.js": "import '../client/a.js';\n/** @typedef {import('./later.js').X} X */\n",
    "web/js/page/ui.js": "",
    "web/js/page/later.js": "",
    "web/js/client/a.js": "export {\n  make,\n} from '../page/ui.js';\n",
    "web/css/base.css": "a {}\n",
}
BAD = [
    ({"web/index.html": GOOD["web/index.html"].replace("ui.js", "later.js")}, "index.html: does not preload"),
    ({"web/room.html": GOOD["web/room.html"].replace("../js/client", "js/client")}, "room.html: does not preload"),
    ({"web/js/page/ui.js": "import './later.js';\n"}, "run ./dev preloads"),
    ({"web/js/client/a.js": ""}, "room.html: does not preload"),
    ({"web/css/page.css": "@import 'base.css';\n"}, "page.css: imports another"),
]

if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
