# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The release and the sanitizer builds compile the files of a layer, and of a test program,
together: what stands in their anonymous namespaces needs a name of its own among all of them, and
one that no class of the layer has."""

import re

import tree

# The folders whose files are compiled together, with those below them.
TOGETHER = re.compile(r"src/[a-z]+/|tests/unit/[a-z]+/|tests/(integration|support)/")
OUTER = re.compile(r"^namespace ([\w:]+) \{")
# At the beginning of a line, where no function's body and no class's member is.
DECLARATIONS = [
    re.compile(r"^(?:struct|class|enum class|enum|union) (\w+)"),
    re.compile(r"^(?:inline )?constexpr [\w:<>*& ,]*?\b(k[A-Z]\w*)"),
    re.compile(r"^(?:\[\[\w+\]\] )*(?!using|namespace|TEST|INSTANTIATE)[A-Za-z][\w:<>*&, ]*?[ *&](\w+\([^)]*)"),
]
ALIAS = re.compile(r"^using (\w+) = (.*);")


def declared(text):
    """(line number, namespace, name, what it stands for) of all that is in an anonymous namespace."""
    outer, is_inside = "", False
    for number, line in enumerate(text.splitlines(), 1):
        if line == "namespace {":
            is_inside = True
        elif line == "}  // namespace":
            is_inside = False
        elif found := OUTER.match(line):
            outer = found[1]
        elif is_inside and (alias := ALIAS.match(line)):
            yield number, outer, alias[1], alias[2]
        elif is_inside:
            for pattern in DECLARATIONS:
                if found := pattern.match(line):
                    # Overloads may share a name: of the parameters it takes away their names.
                    yield number, outer, re.sub(r"(?<=[ *&])\w+(?=,|$)", "", found[1]), None
                    break


def classes(root):
    """What the headers of a layer declare, for its tests: (folder, namespace, name) and the header."""
    for path in tree.cpp_files(root, "src", "include"):
        name = path.relative_to(root).as_posix()
        layer = re.match(r"(?:src|include/parley)/([a-z]+)/.*\.hpp$", name)
        if layer:
            for found in re.finditer(r"^(?:class|struct) (\w+)", tree.text(path), re.MULTILINE):
                yield (f"tests/unit/{layer[1]}/", f"parley::{layer[1]}", found[1]), (name, None)


def problems(root):
    first = dict(classes(root))
    for path in tree.cpp_files(root, "src", "tests"):
        name = path.relative_to(root).as_posix()
        together = TOGETHER.match(name)
        if not together or path.suffix != ".cpp":
            continue
        for number, outer, word, meaning in declared(tree.text(path)):
            key = (together[0], outer, word)
            other, other_meaning = first.setdefault(key, (name, meaning))
            if other != name and (meaning is None or meaning != other_meaning):
                yield f"{name}:{number}: {word} is in {other} as well"


GOOD = {
    "src/net/a.cpp": "namespace parley::net {\nnamespace {\n\nconstexpr int kOne = 1;\n"
                     "using Clock = std::chrono::steady_clock;\nint one() {\n  return 1;\n}\n\n}  // namespace\n\n"
                     "int both() {\n  return 1;\n}\n",
    "src/net/http/b.cpp": "namespace parley::net {\nnamespace {\n\nconstexpr int kTwo = 2;\n"
                          "using Clock = std::chrono::steady_clock;\nint two(int kOne) {\n  return 1;\n}\n"
                          "int one(const char* text) {\n  return 1;\n}\n\n}  // namespace\n\n"
                          "int both(int one) {\n  return one;\n}\n",
    "src/chat/a.cpp": "namespace parley::chat {\nnamespace {\nint one() {\n  return 1;\n}\n}  // namespace\n",
}
BAD = [
    ({"include/parley/net/part.hpp": "class Part {\n",
      "tests/unit/net/a_test.cpp": "namespace parley::net {\nnamespace {\nusing Part = NetTest;\n"}, "Part"),
    ({"src/net/http/b.cpp": "namespace parley::net {\nnamespace {\nconstexpr int kOne = 2;\n"}, "kOne"),
    ({"src/net/http/b.cpp": "namespace parley::net {\nnamespace {\nint one() {\n"}, "one"),
    ({"src/net/http/b.cpp": "namespace parley::net {\nnamespace {\n[[nodiscard]] std::vector<int>& one() {\n"}, "one"),
    ({"src/net/http/b.cpp": "namespace parley::net {\nnamespace {\nusing Clock = int;\n"}, "Clock"),
    ({"tests/unit/net/a_test.cpp": "namespace parley::net {\nnamespace {\nstruct Part {};\n",
      "tests/unit/net/x/b_test.cpp": "namespace parley::net {\nnamespace {\nclass Part : public testing::Test {\n"}, "Part"),
]
