#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Runs the checks of this folder over the tree, each after a proof that it can fail.

A check is a module with a function `problems(root)`, which yields one line per finding, and with
two sets of samples. `GOOD` is a tree, {path: text}, in which nothing may be found. `BAD` is a list
of (change, words): laid over GOOD, the change must yield a finding that contains the words.

usage: run.py [CHECK...]
"""

import importlib
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True  # the tree stays as it is

import file_length

CHECKS = ["layers", "co_await", "license_header", "wording", "cpp_format", "scripts", "file_length",
          "log_events", "wire_tables", "class_files", "js_layers",
          "adr", "version", "unity_names", "doc_paths", "dependencies", "container", "preloads", "messages"]
ROOT = pathlib.Path(__file__).resolve().parents[2]


def findings_in_sample(check, files):
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = pathlib.Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return list(check.problems(pathlib.Path(folder)))


def self_test(check):
    """Yields what is wrong with the check itself."""
    for finding in findings_in_sample(check, check.GOOD):
        yield f"self-test: a good sample was refused: {finding}"
    if not check.BAD:
        yield "self-test: there is no bad sample"
    for change, words in check.BAD:
        findings = findings_in_sample(check, {**check.GOOD, **change})
        if not any(words in finding for finding in findings):
            yield f"self-test: a bad sample passed, no finding says '{words}': {change} {findings}"


def main(names):
    failed = 0
    for name in names:
        check = importlib.import_module(name)
        findings = list(self_test(check)) or list(check.problems(ROOT))
        verdict = "FAILED" if findings else f"ok ({len(check.BAD)} bad samples refused)"
        print(f"lint {name}: {verdict}")
        for finding in findings:
            print(f"  {finding}")
        failed += bool(findings)
    for line in file_length.report(ROOT):
        print(f"  {line}")
    print(f"{len(names) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or CHECKS))
