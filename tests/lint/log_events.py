# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""docs/operations.md explains every event that the daemon logs, with its level and fields, and no other."""

import re

import tree

DOCUMENT = "docs/operations.md"
# log_.write(chat::LogLevel::Info, "joined", {{"client", ...}, ...});
WRITE = re.compile(r'\bwrite\(\s*(?:\w+::)*LogLevel::(\w+),\s*([^{]*?),\s*(\{.*?)\);', re.DOTALL)
LITERAL = re.compile(r'"([a-z-]+)"')
# Where it is a variable: const std::string_view event = a ? "x" : "y"; or a parameter of log_it(…)
VARIABLE = re.compile(r"\b(?:string_view event = ([^;]*);|(\w+)\(std::string_view event\b)")
FIELD = re.compile(r'\{"(\w+)",')
# | `joined` | info | `client`, `room` | It means ... |
ROW = re.compile(r"^\| `([a-z-]+)` \| (debug|info|warning|error) \|([^|]*)\| .+ \|$", re.MULTILINE)


def written(root):
    """(event, level, fields, path) of each place that writes one."""
    for path in tree.cpp_files(root, "src"):
        text = tree.text(path)
        for found in WRITE.finditer(text):
            level, name, rest = found.groups()
            for event in events(name, text, found.start()):
                yield event, level.lower(), set(FIELD.findall(rest)), path.relative_to(root)


def events(name, text, where):
    """The literals that stand for the event, or that the variable can be which does."""
    if '"' in name:
        return LITERAL.findall(name)
    before = list(VARIABLE.finditer(text, 0, where))
    if not before:
        return []
    values, function = before[-1].groups()
    return LITERAL.findall(values) if values else re.findall(rf'\b{function}\(\s*"([a-z-]+)"', text)


def documented(root):
    rows = {}
    for event, level, fields in ROW.findall(tree.text(root / DOCUMENT)):
        rows[event] = (level, set(re.findall(r"`(\w+)`", fields)))
    return rows


def problems(root):
    rows = documented(root)
    seen = set()
    for event, level, fields, path in written(root):
        seen.add(event)
        if event not in rows:
            yield f"{path}: {DOCUMENT} does not say what `{event}` means"
        elif rows[event] != (level, fields):
            yield f"{path}: {DOCUMENT} says other things of `{event}` than {level}, {sorted(fields)}"
    for event in sorted(rows.keys() - seen):
        yield f"{DOCUMENT}: nobody writes `{event}`"


GOOD = {
    "src/net/a.cpp": 'log_.write(chat::LogLevel::Info, "joined",\n  {{"client", name()}, {"room", PrivateRoom{id}}});\n'
                     'log_.write(LogLevel::Debug, "stopped", {});\n',
    DOCUMENT: "| event | level | fields | it means |\n| `joined` | info | `client`, `room` | Somebody is in. |\n"
              "| `stopped` | debug | | The end. |\n",
}
BAD = [
    ({"src/b.cpp": 'log.write(LogLevel::Error, "exploded", {});\n'}, "what `exploded` means"),
    ({"src/b.cpp": 'log.write(LogLevel::Error, "joined", {{"client", a}, {"room", b}});\n'}, "than error"),
    ({"src/b.cpp": 'log.write(LogLevel::Info, "joined", {{"client", a}});\n'}, "of `joined`"),
    ({"src/b.cpp": 'log.write(\n    LogLevel::Info, "left", {{"milliseconds", t}});\n'}, "what `left` means"),
    ({"src/b.cpp": 'log.write(LogLevel::Info, back ? "back" : "joined", {{"client", a}, {"room", b}});\n'},
     "what `back` means"),
    ({"src/b.cpp": 'std::string_view event = a ? "gone" : "joined";\nlog.write(LogLevel::Info, event, {{"client", a}});\n'},
     "what `gone` means"),
    ({"src/b.cpp": 'tell("saved");\nvoid tell(std::string_view event) {\n  log.write(LogLevel::Info, event, {{"a", a}});\n'},
     "what `saved` means"),
    ({DOCUMENT: GOOD[DOCUMENT] + "| `landed` | info | `where` | Down. |\n"}, "nobody writes `landed`"),
]
