# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""parleyd and the load generator as processes."""

import json
import pathlib
import re
import signal
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
START_SECONDS = 30
STOP_SECONDS = 30
SANITIZER_REPORT = re.compile(r"AddressSanitizer|LeakSanitizer|runtime error:")
TROUBLE = re.compile(r"event=exception|event=join-failed|exceptions=[1-9]")

# Loopback is not trusted here, so that its addresses are counted like any others.
WIDE = """\
trusted_proxies: []
rooms: {max: 20000, clients: 1000}
limits:
  messages_per_second: 10000000
  message_burst: 10000000
  bytes_per_second: 10000000000
  byte_burst: 10000000000
  room_bytes_per_second: 100000000000
  connections: 15000
  connections_per_address: 15000
  new_connections_per_second: 100000
  new_connection_burst: 100000
  new_connections_per_address_per_second: 100000
  new_connections_per_address_burst: 100000
"""


class Failure(Exception):
    """What was expected is not so."""


def wait_until(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Failure(f"{what}: not within {seconds} s")
        time.sleep(0.01)


class Parleyd:
    """One daemon for the length of a `with`. At its end it must go on SIGTERM, with exit code 0
    and without having reported a bug."""

    def __init__(self, program, folder, config=WIDE, listen=()):
        self.listen = [word for address in listen for word in ("--listen", address)]
        self.program, self.config = program, folder / "parley.yaml"
        self.config.write_text(config)
        self.log_path = folder / "parleyd.log"

    def __enter__(self):
        with self.log_path.open("wb") as log:
            self.process = subprocess.Popen(
                [self.program, "--config", self.config, "--listen", "127.0.0.1:0", *self.listen,
                 "--web-root", ROOT / "web"], stdin=subprocess.DEVNULL, stderr=log)
        self.pid = self.process.pid
        try:
            wait_until(self._find_port, START_SECONDS, "the daemon's start")
        except Failure:
            self.process.kill()
            self.process.wait()
            raise Failure("no start: " + self.log()) from None
        self.base_descriptors = self.descriptors()
        return self

    def __exit__(self, kind, *_):
        try:
            self.stop()
        except Failure:
            if kind is None:
                raise

    def _find_port(self):
        found = re.search(r"event=listening .*?127\.0\.0\.1:(\d+)", self.log())
        self.port = int(found.group(1)) if found else None
        if not found and self.process.poll() is not None:
            raise Failure("it has ended")
        return found is not None

    def stop(self):
        """The seconds that it took."""
        begin = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Failure("the daemon did not end on SIGTERM") from None
        seconds = time.monotonic() - begin
        log = self.log()
        if code != 0 or SANITIZER_REPORT.search(log) or TROUBLE.search(log):
            lines = [line for line in log.splitlines()
                     if SANITIZER_REPORT.search(line) or TROUBLE.search(line)]
            raise Failure(f"exit code {code}; " + "\n".join(lines[:5] or log.splitlines()[-5:]))
        return seconds

    def log(self):
        return self.log_path.read_text(errors="replace")

    def resident_kb(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1))

    def descriptors(self):
        return len(list(pathlib.Path(f"/proc/{self.pid}/fd").iterdir()))

    def await_base_descriptors(self):
        try:
            wait_until(lambda: self.descriptors() <= self.base_descriptors, 20, "")
        except Failure:
            raise Failure(f"{self.descriptors()} descriptors remain open, "
                          f"{self.base_descriptors} at the start") from None


class Generator:
    """One load generator for the length of a `with`."""

    program = None  # set once, before the first is made

    def __init__(self, mode, port, **options):
        self.command = [str(self.program), mode, "--port", str(port)]
        for name, value in options.items():
            self.command += ["--" + name.replace("_", "-"), str(value)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_):
        if not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def next(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failure(f"the generator is gone: {self.process.stderr.read().strip()}")
        return json.loads(line)

    def finish(self):
        """The result of a mode that runs until the end of its standard input."""
        self.process.stdin.close()
        return self.next()


class Bystander(Generator):
    """A pair that talks at a low rate while something else happens to the daemon. Whatever that is,
    it is to notice nothing."""

    def __init__(self, port, rate=50):
        super().__init__("paced", port, clients=2, rate=rate, room="bystander")

    def __enter__(self):
        super().__enter__()
        self.next()  # connected
        return self

    def finish(self):
        result = super().finish()
        lost = {key: result[key] for key in ("accepted_not_delivered", "wrong_or_twice", "errors")}
        if any(lost.values()) or result["open"] != 2 or result["sent"] != result["delivered"]:
            raise Failure(f"a bystander was disturbed: {result}")
        return result


def bystander_for(port, seconds, rate=50):
    """What a bystander sees during that time."""
    with Bystander(port, rate) as bystander:
        time.sleep(seconds)
        return bystander.finish()
