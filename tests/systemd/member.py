# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""A client of parley.v1 over a socket that is given to it: just enough of RFC 6455 for inside.py."""

import json
import os
import struct

TEXT, CLOSE = 0x1, 0x8
UPGRADE = ("GET /room/{room}/ws?{query} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
           "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
           "Sec-WebSocket-Protocol: parley.v1\r\n\r\n")


class Member:
    """Has read the welcome when it is made. Its owner ends it."""

    def __init__(self, made, room, query=""):
        self.made, self.room, self.unread = made, room, b""
        made.sendall(UPGRADE.format(room=room, query=query).encode())
        while b"\r\n\r\n" not in self.unread:
            self.take()
        head, self.unread = self.unread.split(b"\r\n\r\n", 1)
        assert b" 101 " in head and b"Sec-WebSocket-Protocol: parley.v1" in head, head
        first = self.next()
        assert first["type"] == "welcome", first
        self.welcome = first["data"]

    def take(self):
        part = self.made.recv(65536)
        assert part, f"the end after {self.unread!r}"
        self.unread += part

    def bytes(self, count):
        while len(self.unread) < count:
            self.take()
        taken, self.unread = self.unread[:count], self.unread[count:]
        return taken

    def next(self):
        """The next message, or None once the server closes. It sends no fragments and no pings."""
        opcode, length = self.bytes(2)
        if length == 126:
            length = struct.unpack(">H", self.bytes(2))[0]
        payload = self.bytes(length)
        if opcode & 0xf == CLOSE:
            self.send(CLOSE, payload[:2])
            return None
        assert opcode & 0xf == TEXT, opcode
        return json.loads(payload)

    def rest(self):
        """Everything until the server closes."""
        return list(iter(self.next, None))

    def send(self, opcode, payload):
        mask = os.urandom(4)
        length = len(payload).to_bytes(1, "big") if len(payload) < 126 else struct.pack(">BH", 126, len(payload))
        head = bytes([0x80 | opcode, 0x80 | length[0]]) + length[1:]
        self.made.sendall(head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload)))

    def say(self, **message):
        self.send(TEXT, json.dumps(message).encode())

    def resume(self, made, received):
        """Comes back over another connection."""
        return Member(made, self.room, f"resume={self.welcome['resume']['token']}&received={received}")
