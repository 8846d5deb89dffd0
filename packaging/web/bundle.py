#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""bundle.py FOLDER: makes of web/ what the package serves: the same pages from few files.

Each page gets one style sheet and a few scripts in assets/. Their names contain a hash of their content,
so that browsers keep them without asking again. Scripts have source maps. The library is one file under
its stable name, js/index.js. Needs esbuild of Debian. The same sources give the same files.
"""

import base64
import hashlib
import json
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile

WEB = pathlib.Path(__file__).resolve().parents[2] / "web"
PAGES = ("index.html", "room.html")
AS_THEY_ARE = ("icon.svg", "robots.txt", "package.json")
# parleyd links these in its error pages, by their names.
STYLES_OF_ERRORS = ("css/base.css", "css/error.css")
ICONS = ("icon.svg", "icons.svg")
ICONS_OF_SCRIPTS = ("js/page/ui/make.js", "'../../../icons.svg'")
LICENCE = "/* SPDX-FileCopyrightText: 2026 The Parley authors; SPDX-License-Identifier: MIT */"

STYLE = re.compile(r'^ *<link rel="stylesheet" href="((?:\.\./)?)([^"]+)">\n', re.MULTILINE)
PRELOAD = re.compile(r'^ *<link rel="modulepreload" href="[^"]+">\n', re.MULTILINE)
SCRIPT = re.compile(r'^( *)<script type="module" src="((?:\.\./)?)([^"]+)"></script>\n', re.MULTILINE)
REFERENCE = re.compile(r'\b(?:href|src)="((?:\.\./)?)([^"#]*)(#[^"]*)?"')


def fail(words):
    sys.exit(f"bundle.py: {words}")


def esbuild(work, *arguments):
    """Runs in the folder that has web/ in it, so that no other folder's name gets into the files."""
    done = subprocess.run(
        ["esbuild", "--bundle", "--minify", "--log-level=warning", "--legal-comments=none",
         f"--banner:js={LICENCE}", f"--banner:css={LICENCE}", *arguments],
        cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0 or done.stdout.strip():
        fail(f"esbuild: {done.stdout}")


def hashed_copy(source, assets):
    """Copies a file, and returns its new name."""
    content = source.read_bytes()
    code = base64.b32encode(hashlib.sha256(content).digest())[:8].decode()
    target = assets / f"{source.stem}-{code}{source.suffix}"
    target.write_bytes(content)
    return target.name


def copy_icons(work, assets):
    """{name: name with its hash}; the scripts find theirs beside themselves."""
    names = {name: hashed_copy(work / "web" / name, assets) for name in ICONS}
    path, address = ICONS_OF_SCRIPTS
    script = work / "web" / path
    text = script.read_text(encoding="utf-8")
    if text.count(address) != 1:
        fail(f"{path} does not name {address} exactly once")
    script.write_text(text.replace(address, f"'./{names['icons.svg']}'"), encoding="utf-8")
    return names


def only_output(meta, entry):
    """The file that was made of an entry, and what it imports at once, each below assets/."""
    outputs = {path.removeprefix("out/"): about for path, about in meta["outputs"].items()}
    found = [path for path, about in outputs.items() if about.get("entryPoint") == entry]
    if len(found) != 1:
        fail(f"{entry} has become {found}")
    imported, waiting = [], [found[0]]
    for path in waiting:
        for other in outputs[path].get("imports", []):
            name = other["path"].removeprefix("out/")
            if other["kind"] == "import-statement" and name not in imported:
                imported.append(name)
                waiting.append(name)
    return found[0], imported


def build(work, entry, *arguments):
    meta = work / "meta.json"
    esbuild(work, entry, "--outdir=out/assets", "--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]",
            f"--metafile={meta}", *arguments)
    return only_output(json.loads(meta.read_text(encoding="utf-8")), entry)


def build_styles(work, page, text):
    """One sheet of all that the page links, in their order."""
    sheets = [path for _, path in STYLE.findall(text)]
    entry = work / "web" / f"{pathlib.Path(page).stem}-page.css"
    entry.write_text("".join(f'@import "./{sheet}";\n' for sheet in sheets), encoding="utf-8")
    return build(work, f"web/{entry.name}")[0]


def bundle_page(work, page, icons):
    text = PRELOAD.sub("", (work / "web" / page).read_text(encoding="utf-8"))
    style = build_styles(work, page, text)
    script = SCRIPT.search(text)
    if not script:
        fail(f"{page} has no script")
    indent, up, entry = script.groups()
    code, imported = build(work, f"web/{entry}", "--splitting", "--format=esm", "--target=es2022", "--sourcemap")
    lines = [f'<link rel="stylesheet" href="{up}{style}">',
             f'<script type="module" src="{up}{code}"></script>',
             *(f'<link rel="modulepreload" href="{up}{path}">' for path in imported)]
    text = SCRIPT.sub("".join(f"{indent}{line}\n" for line in lines), STYLE.sub("", text))
    text = REFERENCE.sub(lambda found: with_hash(found, icons), text)
    (work / "out" / page).write_text(text, encoding="utf-8")


def with_hash(found, icons):
    up, path, part = found.groups()
    if path not in icons:
        return found.group()
    return found.group().replace(f"{up}{path}{part or ''}", f"{up}assets/{icons[path]}{part or ''}")


def bundle_library(work):
    esbuild(work, "web/js/index.js", "--outfile=out/js/index.js", "--format=esm", "--target=es2022", "--sourcemap")


def copy_styles_of_errors(work):
    for name in STYLES_OF_ERRORS:
        esbuild(work, f"web/{name}", f"--outfile=out/{name}")


def check_references(out):
    """Everything that a page names is there."""
    for page in PAGES:
        for up, path, _ in REFERENCE.findall((out / page).read_text(encoding="utf-8")):
            if path and not (out / posixpath.normpath(path)).exists():
                fail(f"{page} names {up}{path}, which does not exist")


def main(target):
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        shutil.copytree(WEB, work / "web")
        (work / "out/assets").mkdir(parents=True)
        icons = copy_icons(work, work / "out/assets")
        for page in PAGES:
            bundle_page(work, page, icons)
        bundle_library(work)
        copy_styles_of_errors(work)
        for name in AS_THEY_ARE:
            shutil.copyfile(WEB / name, work / "out" / name)
        check_references(work / "out")
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(work / "out", target)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        fail("usage: bundle.py FOLDER, which is made anew")
    main(pathlib.Path(sys.argv[1]))
