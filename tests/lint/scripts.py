# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Scripts parse: shell with `bash -n`, Python by compiling it, JSON by reading it."""

import json
import subprocess

import tree


def interpreter(path):
    """bash, python or json, by suffix or by the #! line."""
    known = {".sh": "bash", ".py": "python", ".json": "json"}
    if path.suffix in known:
        return known[path.suffix]
    if path.suffix:
        return None
    with path.open("rb") as file:
        first = file.readline()
    if not first.startswith(b"#!"):
        return None
    return "python" if b"python" in first else "bash" if first.rstrip().endswith(b"sh") else None


def bash_error(path):
    result = subprocess.run(["bash", "-n", str(path)], capture_output=True, text=True, check=False)
    return result.stderr.strip() if result.returncode else None


def python_error(path):
    try:
        compile(tree.text(path), str(path), "exec")
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    return None


def json_error(path):
    try:
        json.loads(tree.text(path))
    except ValueError as error:
        return str(error)
    return None


def problems(root):
    readers = {"bash": bash_error, "python": python_error, "json": json_error}
    for path in tree.files(root):
        reader = readers.get(interpreter(path))
        error = reader(path) if reader else None
        if error:
            yield f"{path.relative_to(root)}: {error}"


GOOD = {"dev": "#!/usr/bin/env bash\nif true; then :; fi\n", "a.py": "x = 1\n", "a.json": "{}\n",
        "LICENSE": "not ( a script\n"}
BAD = [
    ({"dev": "#!/usr/bin/env bash\nif true; then\n"}, "dev: "),
    ({"b.sh": "case x in\n"}, "b.sh: "),
    ({"b.py": "def f(:\n"}, "b.py: line 1"),
    ({"b": "#!/usr/bin/env python3\n1 +\n"}, "b: line 2"),
    ({"b.json": "{,}\n"}, "b.json: "),
]
