# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Every package that `./dev` or npm installs has its reason in docs/adr/0002-dependencies.md."""

import json
import re

import tree

DOCUMENT = "docs/adr/0002-dependencies.md"
ARRAY = re.compile(r"^readonly \w+_packages=\((.*?)\)", re.MULTILINE | re.DOTALL)
LIKE_ITS_COMMAND = re.compile(r"command -v \w+ >/dev/null \|\| printf '([\w-]+)\\n'")
ROW = re.compile(r"^\| (`.*?) \|", re.MULTILINE)


def installed(root):
    script = tree.text(root / "dev")
    for array in ARRAY.findall(script):
        yield from (word for word in array.split() if not word.startswith('"'))
    yield from LIKE_ITS_COMMAND.findall(script)
    yield from json.loads(tree.text(root / "tests/package.json"))["devDependencies"]


def problems(root):
    packages = set(installed(root))
    explained = {name for cell in ROW.findall(tree.text(root / DOCUMENT)) for name in re.findall(r"`([^`]+)`", cell)}
    for name in sorted(packages - explained):
        yield f"{DOCUMENT}: does not say what {name} is for"
    for name in sorted(explained - packages):
        yield f"{DOCUMENT}: {name} is not installed by dev or tests/package.json"


GOOD = {
    "dev": "readonly build_packages=(\n  g++ cmake\n)\nreadonly all_packages=(\"${build_packages[@]}\" nginx)\n"
           "command -v node >/dev/null || printf 'nodejs\\n'\n",
    "tests/package.json": '{"devDependencies": {"@eslint/js": "9.0.0"}}\n',
    DOCUMENT: "| package | for |\n| --- | --- |\n| `g++`, `cmake` | x |\n| `nginx` | `y` |\n| `nodejs` | z |\n"
              "| `@eslint/js` | z |\n",
}
BAD = [
    ({"dev": GOOD["dev"].replace("nginx", "nginx strace")}, "what strace is for"),
    ({"dev": GOOD["dev"].replace("nodejs", "npm")}, "what npm is for"),
    ({"tests/package.json": '{"devDependencies": {"@eslint/js": "9.0.0", "ws": "8.0.0"}}\n'}, "what ws is for"),
    ({"dev": GOOD["dev"].replace(" cmake", "")}, "cmake is not installed"),
]
