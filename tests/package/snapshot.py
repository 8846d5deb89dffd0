# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""What a system consists of, so that two states of it can be compared."""

import hashlib
import os
import stat

# The notes of dpkg, its log and its caches: they tell what was done, not what is there.
NOT_LOOKED_AT = ("/proc", "/sys", "/var/log", "/var/cache/ldconfig", "/var/cache/apt", "/var/cache/debconf")
NOTES = {"/var/lib/dpkg/status", "/var/lib/dpkg/status-old", "/var/lib/dpkg/available",
         "/var/lib/dpkg/lock", "/var/lib/dpkg/lock-frontend", "/var/lib/dpkg/triggers/Lock"}
ACCOUNTS = ("passwd", "group", "shadow", "gshadow")
# The accounts are compared line by line; "passwd-" is what the tools keep of the state before.
NOTES |= {f"/etc/{name}{end}" for name in ACCOUNTS for end in ("", "-")} | {"/etc/.pwd.lock"}


def description(path):
    status = os.lstat(path)
    content = ""
    if stat.S_ISLNK(status.st_mode):
        content = os.readlink(path)
    elif stat.S_ISREG(status.st_mode):
        with open(path, "rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    return stat.filemode(status.st_mode), status.st_uid, status.st_gid, content


def files(system):
    """{path: mode, owner, group and content} of all of it."""
    found = {}
    for folder, folders, names in os.walk(system):
        inside = folder.removeprefix(str(system))
        folders[:] = [name for name in folders if f"{inside}/{name}" not in NOT_LOOKED_AT]
        for name in folders + names:
            if f"{inside}/{name}" not in NOTES:
                found[f"{inside}/{name}"] = description(f"{folder}/{name}")
    return found


def accounts(system):
    return {name: (system / "etc" / name).read_text().splitlines() for name in ACCOUNTS}


def difference(before, after):
    """The paths that are only in one of the two, or not the same in both."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
