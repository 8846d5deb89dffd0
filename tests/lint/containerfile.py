# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Reads a Containerfile: its stages, and the instructions of each."""

import dataclasses
import json
import re

import tree

PATH = "packaging/container/Containerfile"


@dataclasses.dataclass
class Stage:
    image: str
    name: str
    steps: list = dataclasses.field(default_factory=list)  # (instruction, its text)

    def last(self, word):
        """The text of the last such instruction, or None."""
        found = [text for instruction, text in self.steps if instruction == word]
        return found[-1] if found else None


def instructions(text):
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for logical in re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines():
        word, _, rest = logical.strip().partition(" ")
        if word:
            yield word, rest.strip()


def stages(path):
    found = []
    for word, rest in instructions(tree.text(path)):
        if word == "FROM":
            image, _, name = rest.partition(" AS ")
            found.append(Stage(image, name))
        elif found:
            found[-1].steps.append((word, rest))
    return found


def options(text):
    """({option: value}, the words after them) of a COPY or RUN."""
    named = {}
    while match := re.match(r"--([a-z-]+)=(\S+)\s+", text):
        named[match[1]] = match[2]
        text = text[match.end():]
    return named, text


def command(text):
    """The words of an instruction in its exec form, after options; None for the shell form."""
    _, text = options(text)
    text = text.removeprefix("CMD ").strip()
    return json.loads(text) if text.startswith("[") else None
