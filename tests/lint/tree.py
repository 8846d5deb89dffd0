# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""What the checks share: finding the tree's own files, and C++ without its comments."""

import os
import pathlib
import re

SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__", ".cache", "corpus"}
CPP = {".cpp", ".hpp"}
PICTURES = {".png"}


def files(root, *tops):
    """All files of ours below the named folders, or in the whole tree."""
    for top in tops or ("",):
        for folder, folders, names in os.walk(root / top):
            folders[:] = sorted(set(folders) - SKIPPED_FOLDERS)
            for name in sorted(set(names) - {".git"}):  # a file in a linked work tree
                path = pathlib.Path(folder, name)
                if path.is_file():
                    yield path


def cpp_files(root, *tops):
    return (path for path in files(root, *tops) if path.suffix in CPP)


def text_files(root):
    return (path for path in files(root) if path.suffix not in PICTURES)


def text(path):
    return path.read_text(encoding="utf-8", errors="replace")


_COMMENT_OR_LITERAL = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""",
    re.DOTALL)
_DIGIT_SEPARATOR = re.compile(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])")


def bare_cpp(source):
    """The source without comments and with empty literals; line numbers stay as they were."""
    def replace(match):
        literal = match.group()
        kept = "" if literal.startswith("/") else '""'
        return kept + "\n" * literal.count("\n")
    return _COMMENT_OR_LITERAL.sub(replace, _DIGIT_SEPARATOR.sub("", source))
