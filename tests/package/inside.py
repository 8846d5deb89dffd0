#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""inside.py FOLDER: installs, starts, upgrades, removes and purges the packages of FOLDER/srv.

`run` starts it in namespaces of its own. Each step stands on the one before: the first that fails is
the last. No systemd runs here, as in a container or in an image that is being made.
"""

import pathlib
import signal
import sys

import snapshot
from system import DEADLINE, System

CONFIG = "/etc/parley/parley.yaml"
MINE = "rooms:\n  clients: 7\n"
SECRET = "/etc/parley/turn-secret"
WANTS = {name: f"/etc/systemd/system/{target}.wants/{name}"
         for name, target in (("parleyd.socket", "sockets.target"), ("parleyd.service", "multi-user.target"))}


def new_lines(before, after):
    return {name: [line for line in after[name] if line not in before[name]] for name in before}


def step_install(system):
    system.dpkg("-i", "/srv/1.deb")
    assert system.owner(CONFIG) == "-rw-r----- root parley", system.owner(CONFIG)
    assert system.owner("/etc/parley") == "drwxr-xr-x root root", system.owner("/etc/parley")
    for name, link in WANTS.items():
        assert system.path(link).is_symlink(), f"{name} is not enabled"


def step_user_has_nothing(system):
    """No password, no shell, no home, no other group."""
    account = system.must("getent", "passwd", "parley").strip().split(":")
    assert account[5:] == ["/nonexistent", "/usr/sbin/nologin"], account
    assert 100 <= int(account[2]) < 1000, account
    assert system.must("getent", "shadow", "parley").split(":")[1].startswith("!")
    assert system.must("id", "-Gn", "parley").split() == ["parley"]


def step_configuration_is_private(system):
    assert system.run("cat", CONFIG, user="parley")[0] == 0
    code, said = system.run("cat", CONFIG, user="nobody")
    assert code != 0 and "Permission denied" in said, said


def step_start_by_hand(system):
    with system.daemon() as daemon:
        status, said = system.get("/readyz", daemon)
        assert status == 200, f"{status} {said}"
        status, page = system.get("/room/x", daemon)
        assert status == 200 and "<html" in page, f"{status} {page[:200]}"
        said = system.must("parley-check", "http://127.0.0.1:8080", user="nobody")
        assert "ok    relay" in said, said
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(DEADLINE) == 0, daemon.stderr.read()


def step_upgrade_takes_new_configuration(system):
    """Nobody has touched it, so the package's own is the right one; its group stays."""
    system.dpkg("-i", "/srv/2.deb")
    assert system.path(CONFIG).read_text().startswith("# Of revision 2.")
    assert system.owner(CONFIG) == "-rw-r----- root parley", system.owner(CONFIG)


def step_upgrade_keeps_changes(system):
    system.path(CONFIG).write_text(MINE)
    system.path(WANTS["parleyd.service"]).unlink()  # systemctl disable
    system.dpkg("-i", "/srv/3.deb")
    assert system.path(CONFIG).read_text() == MINE
    assert system.owner(CONFIG) == "-rw-r----- root parley", system.owner(CONFIG)
    assert not system.path(WANTS["parleyd.service"]).is_symlink(), "it was disabled"
    assert system.path(WANTS["parleyd.socket"]).is_symlink()
    said = system.must("parleyd", "--print-config", user="parley")
    assert "  clients: 7\n" in said, said


def step_owner_of_configuration_is_kept(system):
    """An administrator who wants another group has it after an upgrade, too."""
    system.must("chgrp", "www-data", CONFIG)
    system.dpkg("-i", "/srv/3.deb")
    assert system.owner(CONFIG) == "-rw-r----- root www-data", system.owner(CONFIG)
    system.must("chgrp", "parley", CONFIG)


def step_remove(system):
    system.dpkg("-r", "parleyd")
    assert system.path(CONFIG).read_text() == MINE
    left = [path for path in system.root.rglob("*parley*") if path.is_file() and path.parts[-3:-1] != ("dpkg", "info")]
    assert {str(path.relative_to(system.root)) for path in left} <= {
        CONFIG[1:], f"{CONFIG[1:]}.dpkg-dist",
        *(f"var/lib/systemd/deb-systemd-helper-enabled/{name}.dsh-also" for name in WANTS),
        *(f"var/lib/systemd/deb-systemd-helper-enabled/{link.split('/', 4)[4]}" for link in WANTS.values())}, left


def step_install_again(system):
    system.dpkg("-i", "/srv/3.deb")
    assert system.path(CONFIG).read_text() == MINE
    system.must("parleyd", "--check-config", user="parley")


def step_purge(system):
    system.path(SECRET).write_text("secret\n")
    one_of_several = system.path("/etc/systemd/system/sockets.target.wants/parleyd@1.socket")
    one_of_several.symlink_to("/lib/systemd/system/parleyd@.socket")
    system.dpkg("-P", "parleyd")
    assert "parleyd" not in system.must("dpkg-query", "-W"), "dpkg still knows it"


STEPS = (step_install, step_user_has_nothing, step_configuration_is_private, step_start_by_hand,
         step_upgrade_takes_new_configuration, step_upgrade_keeps_changes,
         step_owner_of_configuration_is_kept, step_remove, step_install_again, step_purge)


def nothing_is_left(system, files, accounts):
    """But the user, as it is the custom in Debian."""
    different = snapshot.difference(files, snapshot.files(system.root))
    assert not different, different
    found = snapshot.accounts(system.root)
    for name, lines in new_lines(accounts, found).items():
        assert [line.split(":")[0] for line in lines] == ["parley"], f"{name}: {lines}"
        assert len(found[name]) == len(accounts[name]) + 1, f"{name}: {found[name]}"


def attempt(name, action):
    try:
        action()
        print(f"ok    {name}", flush=True)
        return True
    except AssertionError as error:
        print(f"FAIL  {name}: {error}", flush=True)
        return False


def main():
    system = System(pathlib.Path(sys.argv[1]))
    files, accounts = snapshot.files(system.root), snapshot.accounts(system.root)
    actions = [(step.__name__.removeprefix("step_").replace("_", " "), lambda step=step: step(system))
               for step in STEPS]
    actions.append(("nothing is left", lambda: nothing_is_left(system, files, accounts)))
    passed = 0
    for name, action in actions:
        if not attempt(name, action):
            break
        passed += 1
    print(f"{passed} passed, {min(1, len(actions) - passed)} failed")


if __name__ == "__main__":
    main()
