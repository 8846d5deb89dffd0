#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""inside.py FOLDER: runs the image in FOLDER as an engine would: its user, its command, a root that
cannot be written to, a network of its own. `run` starts it in namespaces of its own.
"""

import contextlib
import http.client
import pathlib
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "lint"))

import containerfile

ROOT = HERE.parents[1]
DEADLINE = 30
PLAIN = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
MINE = "listen: [0.0.0.0:8080]\nrooms:\n  clients: 7\n"


def must(*words):
    subprocess.run(words, check=True)


class Image:
    def __init__(self, root):
        self.root = root
        self.stage = containerfile.stages(ROOT / containerfile.PATH)[-1]
        self.user = self.stage.last("USER")
        must("ip", "link", "set", "lo", "up")
        must("mount", "--bind", root, root)
        must("mount", "-t", "proc", "proc", root / "proc")
        volume = root / self.stage.last("VOLUME").lstrip("/")
        must("mount", "--bind", volume, volume)
        must("mount", "-o", "bind,remount,ro", root)

    def start(self, *words):
        return subprocess.Popen(["chroot", f"--userspec={self.user}", "--groups=", self.root, *words],
                                env=PLAIN, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, *words):
        with self.start(*words) as process:
            said, _ = process.communicate(timeout=DEADLINE)
            return process.returncode, said

    def health(self):
        return self.run(*containerfile.command(self.stage.last("HEALTHCHECK")))

    @contextlib.contextmanager
    def daemon(self):
        process = self.start(*containerfile.command(self.stage.last("ENTRYPOINT")))
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    def wait_until_healthy(self, process):
        end = time.monotonic() + DEADLINE
        while True:
            code, said = self.health()
            if code == 0:
                return said
            assert process.poll() is None, f"it has ended: {process.stdout.read()}"
            assert time.monotonic() < end, f"it is not healthy: {said}"

    def stop(self, process):
        process.send_signal(getattr(signal, self.stage.last("STOPSIGNAL")))
        said, _ = process.communicate(timeout=DEADLINE)
        assert process.returncode == 0, f"ended with {process.returncode}: {said}"


def ids(process):
    """The user and group numbers that the process runs with, all of them."""
    lines = pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    return {number for name in ("Uid", "Gid", "Groups") for number in fields[name].split()}


def check_without_a_daemon_it_is_not_healthy(image):
    code, said = image.health()
    assert code == 1 and "FAIL  tcp" in said, said


def check_becomes_healthy_and_ends_on_the_stop_signal(image):
    with image.daemon() as process:
        said = image.wait_until_healthy(process)
        assert "ok    readyz" in said, said
        assert ids(process) == {"8080"}, ids(process)
        image.stop(process)
    assert image.health()[0] == 1


def check_serves_the_page_and_rooms(image):
    with image.daemon() as process:
        image.wait_until_healthy(process)
        connection = http.client.HTTPConnection("127.0.0.1", 8080, timeout=DEADLINE)
        connection.request("GET", "/room/tea")
        response = connection.getresponse()
        assert response.status == 200 and b"<html" in response.read(), response.status
        connection.close()
        code, said = image.run("parley-check", "http://127.0.0.1:8080")
        assert code == 0 and "ok    relay" in said, said
        image.stop(process)


def check_takes_a_mounted_configuration(image):
    mine = pathlib.Path("/run/parley-mine.yaml")
    must("mount", "-t", "tmpfs", "tmpfs", "/run")
    mine.write_text(MINE, encoding="utf-8")
    must("mount", "--bind", mine, image.root / "etc/parley/parley.yaml")
    code, said = image.run("parleyd", "--print-config")
    assert code == 0 and "clients: 7" in said, said
    with image.daemon() as process:
        image.wait_until_healthy(process)
        image.stop(process)


def check_has_no_compiler(image):
    for name in ("g++", "cc", "cmake"):
        assert not (image.root / "usr/bin" / name).exists(), name


CHECKS = [check_without_a_daemon_it_is_not_healthy, check_becomes_healthy_and_ends_on_the_stop_signal,
          check_serves_the_page_and_rooms, check_takes_a_mounted_configuration, check_has_no_compiler]


def main(folder):
    image = Image(pathlib.Path(folder))
    failed = 0
    for check in CHECKS:
        name = check.__name__.removeprefix("check_").replace("_", " ")
        try:
            check(image)
            print(f"ok    {name}")
        except AssertionError as error:
            failed += 1
            print(f"FAIL  {name}: {error}")
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
