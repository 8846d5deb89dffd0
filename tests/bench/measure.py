# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Servers and load generators as processes, and what they cost: used by tests/bench/run."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
SERVER_CORE = "0"
GENERATOR_CORE = "1"
START_SECONDS = 60  # under callgrind everything takes its time
STOP_SECONDS = 30

# The rate limits are raised, not off: their work is part of what a message costs.
CONFIG = """\
log: {level: warning}
rooms: {max: 20000, clients: 1000}
limits:
  messages_per_second: 10000000
  message_burst: 10000000
  bytes_per_second: 10000000000
  byte_burst: 10000000000
  room_bytes_per_second: 100000000000
  connections: 20000
  connections_per_address: 20000
  new_connections_per_second: 100000
  new_connection_burst: 100000
  new_connections_per_address_per_second: 100000
  new_connections_per_address_burst: 100000
"""


class Failure(Exception):
    """Something did not run; the figures themselves are never a failure."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def metric(port, name):
    """A figure without labels from /metrics at this port."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        return float(re.search(rf"^{name} (\S+)", answer.read().decode(), re.M).group(1))


def wait_until(condition, seconds, what, every=0.01):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise Failure(f"{what}: not within {seconds} s")
        time.sleep(every)


def listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def only_child(pid):
    """The process that a tracer has started."""
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(children[0]) if children else pid


class Server:
    """One server process on its core, for the length of a `with`."""

    def __init__(self, command, wrapper=(), traced=False):
        self.command, self.wrapper, self.traced = command, list(wrapper), traced
        self.port = free_port()

    def __enter__(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            ["taskset", "-c", SERVER_CORE, *self.wrapper, *self.command(self.port)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self.errors)
        try:
            wait_until(self._is_up, START_SECONDS, "the server's start")
        except Failure:
            self.process.kill()
            raise
        self.pid = only_child(self.process.pid) if self.traced else self.process.pid
        return self

    def _is_up(self):
        if self.process.poll() is not None:
            self.errors.seek(0)
            raise Failure("the server ended: " + self.errors.read().decode(errors="replace"))
        return listens(self.port)

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.kill(self.pid, signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.kill(self.pid, signal.SIGKILL)
            self.process.wait()
            raise Failure("the server did not end on SIGTERM") from None
        finally:
            self.errors.close()

    def cpu_ns(self):
        """CPU time of all threads. schedstat counts nanoseconds, stat only hundredths."""
        tasks = pathlib.Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)

    def resident_kb(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1))


class Generator:
    """One load generator on its core, for the length of a `with`."""

    def __init__(self, program, mode, port, **options):
        self.command = ["taskset", "-c", GENERATOR_CORE, str(program), mode, "--port", str(port)]
        for name, value in options.items():
            self.command += ["--" + name.replace("_", "-"), str(value)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        code = self.process.wait()
        self.process.stdout.close()
        if code != 0:
            raise Failure(f"the generator ended with {code}: {' '.join(self.command)}")

    def next(self):
        line = self.process.stdout.readline()
        if not line:
            raise Failure(f"the generator is gone: {' '.join(self.command)}")
        return json.loads(line)

    def go(self):
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def finish(self):
        """Ends its input, for those that say what they saw at that end."""
        self.process.stdin.close()
        return self.next()


def make_certificate(folder):
    """A certificate that nobody checks, and what the configuration says about it."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-noenc", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-keyout", str(key), "-out", str(certificate)],
                   check=True, capture_output=True)
    return f"tls: {{certificate: {certificate}, key: {key}}}\n"


def run_load(generator, server, mode, **options):
    """The generator's result, with what the server spent on it: warm-up excluded."""
    with Generator(generator, mode, server.port, **options) as load:
        load.next()
        before = server.cpu_ns()
        load.go()
        result = load.next()
        result["cpu_us"] = (server.cpu_ns() - before) / 1e3 / result["messages"]
    return result


def total_instructions(callgrind_out):
    return int(re.search(r"^(?:summary|totals): (\d+)", callgrind_out.read_text(), re.M).group(1))


def build_generator(folder):
    """Built by itself: optimised and without sanitizers, whatever else is built."""
    quiet = {"stdout": subprocess.DEVNULL}
    subprocess.run(["cmake", "-S", HERE, "-B", folder, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release"],
                   check=True, **quiet)
    subprocess.run(["cmake", "--build", folder, "--parallel", "2"], check=True, **quiet)
    return folder / "parley_load_generator"
