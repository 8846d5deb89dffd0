# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""One flood per limit, each against small limits: it ends as docs/protocol.md says. The floods that
connect are in connects.py."""

import time

from processes import Failure
from websocket import PING, PONG, Client, frame, join, random_room, take_frame, text_frame

# Far enough from each other that each flood reaches its own limit first, and above what a bystander
# needs. There are total and per-address limits for connections: see connects.py.
NARROW = """\
trusted_proxies: []
rooms: {max: 8, clients: 4}
limits:
  message_bytes: 8KiB
  messages_per_second: 50
  message_burst: 50
  bytes_per_second: 64KiB
  byte_burst: 64KiB
  room_bytes_per_second: 32KiB
  throttle_deadline: 500ms
  errors_per_minute: 5
  output_bytes: 64KiB
  output_deadline: 500ms
  close_deadline: 500ms
  connections: 40
  connections_per_address: 8
  new_connections_per_second: 100
  new_connection_burst: 150
  new_connections_per_address_per_second: 20
  new_connections_per_address_burst: 20
  header_bytes: 1KiB
  handshake_deadline: 500ms
"""
ROOMS = 8
CLIENTS_PER_ROOM = 4
ERRORS_PER_MINUTE = 5
PINGS = 2500             # the first thousand are free, then come some five hundred a second
PINGS_AT_ONCE = 100
UNREAD_KB = 2048         # the queue, the input and what else grows; the kernel's part is not seen


def expect(condition, what):
    if not condition:
        raise Failure(what)


def errors_of(messages):
    return [message["data"]["code"] for message in messages if message["type"] == "error"]


def expect_end(client, code, errors):
    """Closed with that code after a bye, having been told exactly these errors."""
    messages = client.read_to_close()
    expect(client.code == code, f"closed with {client.code} instead of {code}")
    expect(errors_of(messages) == errors, f"errors {errors_of(messages)} instead of {errors}")
    expect(messages and messages[-1]["type"] == "bye", "no bye before the Close")


def message_rate(daemon):
    with join(daemon.port, random_room()) as client:
        client.send(200 * text_frame(type="ping"))
        expect_end(client, 4429, ["rate-limited"])


def byte_rate(daemon):
    with join(daemon.port, random_room()) as client:
        # Rather few: fifty would be too many messages.
        big = text_frame(type="x", receiver=client.learn_id(), data="d" * 7000)
        client.send(40 * big)
        expect_end(client, 4429, ["rate-limited"])


def room_bytes(daemon):
    """Broadcasts that are below the limits of their sender. All of them arrive."""
    room, count = random_room(), 8
    with join(daemon.port, room) as sender, join(daemon.port, room) as other:
        other.learn_id()
        for number in range(count + 40):
            sender.send(text_frame(type="x", receiver="room", id=number, data="d" * 4000))
        seen = [other.read("x")["id"] for _ in range(count)]
        expect([int(number) for number in seen] == list(range(count)), f"arrived: {seen}")
        expect_end(sender, 4429, ["rate-limited"])


def errors_per_minute(daemon):
    with join(daemon.port, random_room()) as client:
        client.send(20 * frame(b"no JSON"))
        expect_end(client, 1008, (ERRORS_PER_MINUTE + 1) * ["bad-message"])


def message_size(daemon):
    with join(daemon.port, random_room()) as client:
        client.send(text_frame(type="x", receiver="room", data="d" * 9000))
        messages = client.read_to_close()
        expect(client.code == 1009 and not messages, f"{client.code} after {messages}")


def rooms(daemon):
    members = [join(daemon.port, random_room(), f"127.0.1.{i + 1}") for i in range(ROOMS - 1)]
    try:  # one room is the bystanders'
        with Client(daemon.port, random_room(), "127.0.1.99") as one_more:
            messages = one_more.read_to_close()
            expect([message["type"] for message in messages] == ["bye"], f"said {messages}")
            expect(one_more.code == 1013, f"closed with {one_more.code}")
    finally:
        close_all(members)


def clients_per_room(daemon):
    room = random_room()
    members = [join(daemon.port, room) for _ in range(CLIENTS_PER_ROOM)]
    try:
        with Client(daemon.port, room) as one_more:
            messages = one_more.read_to_close()
            expect([message["type"] for message in messages] == ["bye"], f"said {messages}")
            expect(one_more.code == 4430, f"closed with {one_more.code}")
        for member in members:
            member.learn_id()  # all of them are still served
    finally:
        close_all(members)


def header_bytes(daemon):
    with Client(daemon.port, random_room(), extra=f"X-Filler: {'x' * 2000}\r\n") as client:
        expect(client.status == 431, f"status {client.status}")


def ping_flood(daemon):
    """WebSocket pings, more at once than are read at full speed: each is answered, in order."""
    with join(daemon.port, random_room()) as client:
        begin = time.monotonic()
        client.send(b"".join(frame(b"%d" % number, PING) for number in range(PINGS)))
        read_pongs(client, 0, PINGS)
        seconds = time.monotonic() - begin
        client.learn_id()
        return f"{PINGS} pings in {seconds:.1f} s"


def read_pongs(client, answered, until):
    while answered < until:
        taken = take_frame(client.input)
        if taken is None:
            expect(client.receive(), "the connection has ended")
            continue
        opcode, payload, client.input = taken
        expect(opcode == PONG and payload == b"%d" % answered, f"{opcode} {payload}")
        answered += 1
    return answered


def unread_pongs(daemon):
    """Pings from a client that reads none of the answers: what waits for it is bounded."""
    begin = peak = daemon.resident_kb()
    pings = PINGS_AT_ONCE * frame(b"p" * 125, PING)
    with join(daemon.port, random_room(), receive_buffer=4096) as client:
        for _ in range(PINGS // PINGS_AT_ONCE):
            if not client.send(pings):
                break
            peak = max(peak, daemon.resident_kb())
        with join(daemon.port, random_room()) as other:
            other.learn_id()
        peak = max(peak, daemon.resident_kb())
    expect(peak - begin <= UNREAD_KB, f"RSS grew by {peak - begin} KB")
    return f"RSS {peak - begin:+d} KB"


def close_all(clients):
    for client in clients:
        client.close()


FLOODS = {
    "messages per second": message_rate,
    "bytes per second": byte_rate,
    "broadcast bytes per second": room_bytes,
    "errors per minute": errors_per_minute,
    "message size": message_size,
    "rooms": rooms,
    "clients per room": clients_per_room,
    "header size": header_bytes,
    "pings that are read": ping_flood,
    "pings that are not read": unread_pongs,
}
