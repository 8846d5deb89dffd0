# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Packages made from a package."""

import pathlib
import re
import shutil
import subprocess
import tempfile

CONFIG = "etc/parley/parley.yaml"


def repack(package, change, target):
    """The package as `change(folder)` leaves its unpacked files, DEBIAN/ among them."""
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        folder = pathlib.Path(name) / "package"
        subprocess.run(["dpkg-deb", "-R", package, folder], check=True)
        change(folder)
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", folder, target], check=True,
                       stdout=subprocess.DEVNULL)
    return target


def next_version(package, number, folder):
    """Revision `number`, whose configuration says so in a comment and has the default rooms.max."""
    def change(files):
        control = files / "DEBIAN/control"
        text = control.read_text()
        control.write_text(re.sub(r"^(Version: .*-)\d+$", rf"\g<1>{number}", text, flags=re.M))
        config = files / CONFIG
        config.write_text(f"# Of revision {number}.\n" + config.read_text())
    return repack(package, change, folder / f"{number}.deb")


def without_copyright(package, folder):
    def change(files):
        shutil.rmtree(files / "usr/share/doc/parleyd")
    return repack(package, change, folder / package.name)
