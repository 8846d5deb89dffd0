# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""A Debian in a folder: the least that there is, and what the package depends on."""

import shutil
import subprocess

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"


def field(package, name):
    return subprocess.run(["dpkg-deb", "-f", package, name], check=True, capture_output=True,
                          text=True).stdout.strip()


def cached(folder, package):
    system, mark = folder / SUITE, folder / f"{SUITE}.depends"
    depends = field(package, "Depends")
    if mark.exists() and mark.read_text() == depends:
        return system
    mark.unlink(missing_ok=True)
    shutil.rmtree(system, ignore_errors=True)
    print(f"debootstrap {SUITE}, with {depends}", flush=True)
    subprocess.run(["debootstrap", "--variant=minbase", SUITE, system, MIRROR],
                   stdout=subprocess.DEVNULL, check=True)
    for words in (["satisfy", "-qq", "-y", "--no-install-recommends", depends], ["clean"]):
        subprocess.run(["chroot", system, "apt-get", *words], check=True, stdout=subprocess.DEVNULL,
                       env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"})
    mark.write_text(depends)
    return system


def copy(system, folder):
    target = folder / "system"
    subprocess.run(["cp", "-a", "--reflink=auto", system, target], check=True)
    return target
