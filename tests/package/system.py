# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""The copy of a Debian in which the package lives, as inside.py sees it."""

import contextlib
import http.client
import subprocess
import time

PLAIN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
DEADLINE = 30  # seconds for what takes one
PORT = 8080    # of the installed configuration; nobody else is in this network


class System:
    def __init__(self, root):
        self.root = root
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)

    def run(self, *words, user=None):
        """(exit code, everything that was said)"""
        who = [f"--userspec={user}", "--groups="] if user else []
        done = subprocess.run(["chroot", *who, self.root, *words], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, env=PLAIN, check=False, timeout=DEADLINE)
        return done.returncode, done.stdout

    def must(self, *words, user=None):
        code, said = self.run(*words, user=user)
        assert code == 0, f"{' '.join(words)} ended with {code}: {said}"
        return said

    def dpkg(self, *words):
        return self.must("dpkg", "--force-confold", *words)

    def path(self, name):
        return self.root / name.lstrip("/")

    def owner(self, name):
        """Such as "-rw-r----- root parley"."""
        return self.must("stat", "-c", "%A %U %G", name).strip()

    @contextlib.contextmanager
    def daemon(self):
        """By hand, as its user, with the installed configuration."""
        process = subprocess.Popen(
            ["chroot", "--userspec=parley", "--groups=", self.root, "/usr/bin/parleyd"],
            env=PLAIN, stderr=subprocess.PIPE, text=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait()
            process.stderr.close()

    @staticmethod
    def get(path, daemon):
        """(status, body), as soon as the daemon listens."""
        end = time.monotonic() + DEADLINE
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=DEADLINE)
                connection.request("GET", path)
                answer = connection.getresponse()
                return answer.status, answer.read().decode()
            except ConnectionRefusedError:
                assert daemon.poll() is None, f"it has ended: {daemon.stderr.read()}"
                assert time.monotonic() < end, "nobody listens"
                time.sleep(0.02)
