# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Floods of connections: to each limit of their number and rate, half handshakes, and very many."""

import collections
import contextlib
import selectors
import time

from processes import Bystander, Failure, Parleyd
from websocket import (PATIENCE_SECONDS, Client, join, open_socket, random_room, upgrade_request)

CONNECTIONS = 40              # the limits of limits.NARROW
CONNECTIONS_PER_ADDRESS = 8
ADDRESS_BURST = 20
AT_ONCE_SECONDS = 2           # two processes on a machine that does other things as well
SLOW_HANDSHAKES = 20


def expect(condition, what):
    if not condition:
        raise Failure(what)


def attempt(stack, daemon, source):
    """The status of one more connection, which stays open until the stack's end."""
    return stack.enter_context(Client(daemon.port, random_room_of(source), source)).status


def random_room_of(source):
    """Few rooms: their number has a limit too."""
    return "connects-" + str(int(source.rsplit(".", 1)[1]) // 4 % 5)


def total(daemon):
    # The bystanders are two of those that are there.
    with contextlib.ExitStack() as stack:
        seen = collections.Counter(attempt(stack, daemon, f"127.0.2.{i + 1}")
                                   for i in range(CONNECTIONS + 8))
        expect(set(seen) == {101, 503} and seen[101] <= CONNECTIONS - 2 and seen[503] >= 8,
               f"answers {dict(seen)}")
    join(daemon.port, random_room()).close()
    return f"{seen[101]} x 101, {seen[503]} x 503"


def per_address(daemon):
    source = "127.0.3.1"
    join(daemon.port, random_room(), source).close()
    with contextlib.ExitStack() as stack:
        seen = [attempt(stack, daemon, source) for _ in range(CONNECTIONS_PER_ADDRESS + 4)]
        served = seen.count(101)
        expect(served in (CONNECTIONS_PER_ADDRESS - 1, CONNECTIONS_PER_ADDRESS)
               and seen.count(429) == len(seen) - served, f"answers {seen}")
        with join(daemon.port, random_room(), "127.0.3.2"):
            pass  # its neighbour is served meanwhile
    return f"{served} x 101, {seen.count(429)} x 429"


def come_and_go(daemon, sources):
    """Statuses of connections of which each ends before the next begins."""
    seen = collections.Counter()
    for source in sources:
        with Client(daemon.port, random_room_of(source), source) as client:
            seen[client.status] += 1
    return seen


def address_rate(daemon):
    seen = come_and_go(daemon, 3 * ADDRESS_BURST * ["127.0.4.1"])
    with Client(daemon.port, random_room(), "127.0.4.2") as neighbour:
        expect(neighbour.status == 101, f"a neighbour was answered {neighbour.status}")
    expect(set(seen) == {101, 429}, f"answers {dict(seen)}")
    join(daemon.port, random_room(), "127.0.4.1").close()  # served again after a while
    return f"{seen[101]} x 101, {seen[429]} x 429"


def total_rate(daemon):
    seen = come_and_go(daemon, [f"127.0.5.{i + 1}" for i in range(250)]
                       + [f"127.0.8.{i + 1}" for i in range(250)])
    expect(set(seen) == {101, 429}, f"answers {dict(seen)}")
    join(daemon.port, random_room()).close()
    return f"{seen[101]} x 101, {seen[429]} x 429"


def slow_handshakes(daemon):
    """Requests of which a byte comes now and then, until the daemon has had enough of each."""
    join(daemon.port, random_room()).close()
    request = upgrade_request("slow")
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(contextlib.closing(
            open_socket(daemon.port, f"127.0.6.{i + 1}"))) for i in range(SLOW_HANDSHAKES)]
        ended, begin = set(), time.monotonic()
        for at in range(len(request)):
            ended |= {each for each in sockets if each not in ended and not drip(each, request, at)}
            if len(ended) == len(sockets):
                break
            time.sleep(0.02)
        expect(len(ended) == len(sockets), f"{len(sockets) - len(ended)} half handshakes remain")
    return f"{len(ended)} ended after {time.monotonic() - begin:.2f} s"


def drip(connection, request, at):
    """Sends one byte; false if the connection is over."""
    connection.setblocking(False)
    try:
        connection.send(request[at:at + 1])
        return connection.recv(4096) != b""
    except BlockingIOError:
        return True
    except (BrokenPipeError, ConnectionResetError):
        return False


FLOODS = {
    "connections": total,
    "connections per address": per_address,
    "new connections per address and second": address_rate,
    "new connections per second": total_rate,
    "time for the handshake": slow_handshakes,
}


class Rush:
    """Connects at a rate, without waiting for the answers, and keeps what was accepted."""

    def __init__(self, port, count, seconds, sources):
        self.port, self.count, self.pace, self.sources = port, count, seconds / count, sources
        self.selector = selectors.DefaultSelector()
        self.begun, self.answers, self.longest = [], collections.Counter(), 0.0
        self.waiting = 0

    def run(self):
        begin = time.monotonic()
        end = begin + self.count * self.pace + PATIENCE_SECONDS
        while len(self.begun) < self.count or self.waiting:
            due = min(self.count, int((time.monotonic() - begin) / self.pace) + 1)
            while len(self.begun) < due:
                self._begin(len(self.begun))
            self._read(0.001)
            if time.monotonic() > end:
                raise Failure(f"{self.waiting} of {self.count} connections got no answer")

    def _begin(self, index):
        source = f"127.0.7.{index % self.sources + 1}"
        connection = open_socket(self.port, source)
        self.begun.append(connection)
        connection.setblocking(False)
        connection.send(upgrade_request(f"rush-{index // 10}"))
        self.selector.register(connection, selectors.EVENT_READ, [b"", time.monotonic()])
        self.waiting += 1

    def _read(self, seconds):
        for key, _ in self.selector.select(seconds):
            try:
                data = key.fileobj.recv(65536)
            except ConnectionResetError:
                data = b""
            key.data[0] += data
            if b"greeting" in key.data[0] or not data:
                self._answered(key.fileobj, *key.data)

    def _answered(self, connection, data, begun):
        """Served, refused with a status, or (0) dropped without a word."""
        status = int(data.split()[1]) if data.startswith(b"HTTP/1.1 ") else 0
        if status == 101 and b"greeting" not in data:
            status = 0
        self.answers[status] += 1
        self.longest = max(self.longest, time.monotonic() - begun)
        self.selector.unregister(connection)
        self.waiting -= 1
        if status != 101:
            connection.close()

    def close(self):
        self.selector.close()
        for connection in self.begun:
            connection.close()


def rush(context):
    """Thousands of connects in seconds, with the limits at their defaults."""
    scale = context.scale
    with Parleyd(context.parleyd, context.folder, "trusted_proxies: []\n") as daemon:
        with Bystander(daemon.port) as bystander, contextlib.closing(
                Rush(daemon.port, scale.rush_connects, scale.rush_seconds, 16)) as flood:
            flood.run()
            p99 = bystander.finish()["p99_us"]
        daemon.await_base_descriptors()
    answers = dict(sorted(flood.answers.items()))
    expect(set(answers) <= {101, 429, 503} and answers.get(101), f"answers {answers}")
    expect(flood.longest < AT_ONCE_SECONDS, f"an answer came after {flood.longest:.2f} s")
    return (f"{scale.rush_connects} in {scale.rush_seconds} s: {answers}, the slowest answer after "
            f"{flood.longest * 1e3:.0f} ms; bystander's p99 {p99:.0f} us")
