# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The arrows between the folders of web/js: the page knows the client, never the reverse, and inside
of each the folders know each other in one direction. Types of JSDoc are not counted."""

import posixpath
import re

import tree

# Which folders each one may know. What lies in client or page itself: a small common part of the
# client, which all of it knows, and the pages' own modules, which put everything together.
CLIENT = {
    "client": set(),
    "client/signaling": {"client"},
    "client/media": {"client"},
    "client/peer": {"client"},
    "client/room": {"client", "client/signaling", "client/media", "client/peer"},
}
LIBRARY = set(CLIENT)
LANGUAGE = {"page/language"}
PAGE = {
    "page/language/messages": set(),
    "page/language": {"page/language/messages"},
    "page/ui": LIBRARY | LANGUAGE,
    "page/devices": LIBRARY | LANGUAGE | {"page/ui"},
    "page/settings": LIBRARY | LANGUAGE | {"page/ui", "page/devices"},
    "page/stage": LIBRARY | LANGUAGE | {"page/ui", "page/devices", "page/settings"},
    "page/call": LIBRARY | LANGUAGE | {"page/ui", "page/devices", "page/settings", "page/stage"},
    "page/preview": LIBRARY | LANGUAGE | {"page/ui", "page/devices", "page/settings"},
}
KNOWS = {**CLIENT, **PAGE, "page": LIBRARY | set(PAGE), "": LIBRARY}
IMPORT = re.compile(r"""^(?:import|export)\b[^;'"]*?\bfrom\s+['"](\.[^'"]*)['"]|\bimport\(\s*['"](\.[^'"]*)['"]\s*\)(?!\.\w)""",
                    re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def problems(root):
    top = root / "web/js"
    for path in tree.files(root, "web/js"):
        if path.suffix != ".js":
            continue
        folder = path.parent.relative_to(top).as_posix().removeprefix(".")
        if folder not in KNOWS:
            yield f"{path.relative_to(root)}: belongs to no folder that the lint knows"
            continue
        source = COMMENT.sub("", tree.text(path))
        for static, dynamic in IMPORT.findall(source):
            other = posixpath.dirname(posixpath.normpath(posixpath.join(folder, static or dynamic)))
            if other != folder and other not in KNOWS[folder]:
                yield f"{path.relative_to(root)}: {folder or 'js'} must not import {static or dynamic}"


GOOD = {
    "web/js/index.js": "export {Manager} from './client/room/manager.js';\n",
    "web/js/client/events.js": "export class Emitter {}\n",
    "web/js/client/signaling/signaler.js": "import {Emitter} from '../events.js';\n"
                                           "/** @typedef {import('../room/manager.js').Manager} Manager */\n",
    "web/js/client/room/manager.js": "import {\n  Signaler,\n} from '../signaling/signaler.js';\n",
    "web/js/page/call/view.js": "import {make} from '../ui/make.js';\nimport {Manager} from '../../client/room/manager.js';\n",
    "web/js/page/room-page.js": "import {View} from './call/view.js';\n",
}
BAD = [
    ({"web/js/client/signaling/x.js": "import {Manager} from '../room/manager.js';\n"}, "client/signaling must not import"),
    ({"web/js/client/room/x.js": "import {\n  make,\n} from '../../page/ui/make.js';\n"}, "client/room must not import"),
    ({"web/js/client/peer/x.js": "const m = await import('../media/local-media.js');\n"}, "client/peer must not import"),
    ({"web/js/page/ui/x.js": "export {View} from '../call/view.js';\n"}, "page/ui must not import"),
    ({"web/js/index.js": "import './page/room-page.js';\nexport {View} from './page/call/view.js';\n"}, "js must not import"),
    ({"web/js/client/other/x.js": ""}, "no folder"),
]
