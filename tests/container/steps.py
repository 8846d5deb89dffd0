# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Carries out the steps of a Containerfile in folders: a Debian by debootstrap takes the image's place."""

import hashlib
import pathlib
import re
import shlex
import shutil
import subprocess

import containerfile

MIRROR = "http://deb.debian.org/debian"
PLAIN = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8",
         "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
IN_PROC = 'mount -t proc proc "$1/proc" && shift && exec "$@"'


def copy_tree(source, target):
    subprocess.run(["cp", "-a", "--reflink=auto", source, target], check=True)


class Builder:
    """`cache` keeps Debian, the layers that need the network, and what RUN mounts as a cache."""

    def __init__(self, context, cache, folder):
        self.context, self.cache, self.folder = context, cache, folder
        self.roots = {}  # by stage
        self.used = set()

    def image(self, name):
        suite = re.fullmatch(r"debian:([a-z]+)-slim", name)[1]
        base = self.cache / suite
        if not base.exists():
            print(f"debootstrap {suite}", flush=True)
            made = self.cache / f"{suite}.new"
            shutil.rmtree(made, ignore_errors=True)
            subprocess.run(["debootstrap", "--variant=minbase", suite, made, MIRROR],
                           stdout=subprocess.DEVNULL, check=True)
            made.rename(base)
        return base

    def build(self, stage):
        """The root folder of the finished stage."""
        root = self.folder / (stage.name or "image")
        steps = self.begin(stage, root)
        where = "/"
        for word, text in steps:
            print(f"{word} {text[:100]}", flush=True)
            if word == "RUN":
                self.run(root, where, text)
            elif word == "COPY":
                self.copy(root, where, text)
            elif word == "WORKDIR":
                where = text
                (root / where.lstrip("/")).mkdir(parents=True, exist_ok=True)
        self.roots[stage.name] = root
        return root

    def begin(self, stage, root):
        """Lays down the image and a first RUN, which comes from the cache; the steps that are left."""
        base = self.image(stage.image)
        if not stage.steps or stage.steps[0][0] != "RUN":
            copy_tree(base, root)
            return stage.steps
        text = stage.steps[0][1]
        layer = self.cache / ("layer-" + hashlib.sha256(text.encode()).hexdigest()[:16])
        self.used.add(layer)
        if not layer.exists():
            print(f"RUN {text[:100]}", flush=True)
            made = self.cache / "layer.new"
            shutil.rmtree(made, ignore_errors=True)
            copy_tree(base, made)
            self.run(made, "/", text)
            made.rename(layer)
        copy_tree(layer, root)
        return stage.steps[1:]

    def run(self, root, where, text):
        named, shell = containerfile.options(text)
        mounts = ""
        if "mount" in named:
            target = dict(part.split("=") for part in named["mount"].split(","))["target"]
            kept = self.cache / "mounts" / target.strip("/").replace("/", "-")
            for path in (kept, root / target.lstrip("/")):
                path.mkdir(parents=True, exist_ok=True)
            mounts = f"mount --bind {shlex.quote(str(kept))} {shlex.quote(str(root) + target)} && "
        inside = f"cd {shlex.quote(where)} && {shell}"
        subprocess.run(["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private",
                        "sh", "-c", mounts + IN_PROC, "sh", root, "chroot", root, "/bin/sh", "-c", inside],
                       check=True, env=PLAIN, stdin=subprocess.DEVNULL)

    def copy(self, root, where, text):
        named, rest = containerfile.options(text)
        *sources, target = rest.split()
        origin = self.roots[named["from"]] if "from" in named else self.context
        into = root / str(pathlib.PurePosixPath(where) / target).lstrip("/")
        for source in sources:
            self.copy_one(origin / source.lstrip("/"), into, target.endswith("/"))

    @staticmethod
    def copy_one(source, into, is_folder):
        """The content of a folder; a file under its name if the target is a folder."""
        if source.is_dir():
            shutil.copytree(source, into, symlinks=True, dirs_exist_ok=True)
            return
        (into if is_folder else into.parent).mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, into)

    def forget_unused(self):
        for layer in set(self.cache.glob("layer*")) - self.used:
            shutil.rmtree(layer)
