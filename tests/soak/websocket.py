# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""A WebSocket client that does what it is told, so that it can be used to do harm."""

import json
import os
import socket
import struct
import time

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
MASK = b"\x37\xfa\x21\x3d"
PATIENCE_SECONDS = 15  # far above everything that is waited for
HEAD_END = b"\r\n\r\n"


def frame(payload, opcode=TEXT):
    """A complete, masked frame (RFC 6455 section 5.2)."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    elif size < 65536:
        head = struct.pack("!BBH", 0x80 | opcode, 0xFE, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0xFF, size)
    key = int.from_bytes((MASK * (size // 4 + 1))[:size], "big")
    return head + MASK + (int.from_bytes(payload, "big") ^ key).to_bytes(size, "big")


def text_frame(**envelope):
    return frame(json.dumps(envelope).encode())


def take_frame(data):
    """(opcode, payload, rest) of the first frame of what a server sent; None if it is not whole."""
    if len(data) < 2:
        return None
    size, begin = data[1], 2
    if size >= 126:
        begin = 4 if size == 126 else 10
        size = int.from_bytes(data[2:begin], "big")
    if len(data) < begin + size:
        return None
    return data[0] & 0x0F, data[begin:begin + size], data[begin + size:]


def upgrade_request(room, extra=""):
    return (f"GET /room/{room}/ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{extra}\r\n").encode()


def open_socket(port, source="127.0.0.2", receive_buffer=None):
    connection = socket.socket()
    try:
        connection.settimeout(PATIENCE_SECONDS)
        # The port is chosen at connect, where a source may use one towards several destinations.
        connection.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT
        if receive_buffer:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.bind((source, 0))
        connection.connect(("127.0.0.1", port))
    except OSError:
        connection.close()
        raise
    return connection


class Client:
    """Connected and upgraded; or refused, which `status` tells. Closed at the end of a `with`."""

    def __init__(self, port, room, source="127.0.0.2", extra="", receive_buffer=None):
        self.socket = open_socket(port, source, receive_buffer)
        self.input = b""
        self.code = None  # of the server's Close, 1006 if the connection ended without
        self.status = 0
        try:
            self.socket.sendall(upgrade_request(room, extra))
            while HEAD_END not in self.input and self.receive():
                pass
        except OSError:
            pass  # refused while we were still sending; what has come says why
        if HEAD_END in self.input:
            head, self.input = self.input.split(HEAD_END, 1)
            self.status = int(head.split()[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def receive(self):
        data = self.socket.recv(262144)
        self.input += data
        return bool(data)

    def send(self, data):
        """False if the server has ended the connection meanwhile."""
        try:
            self.socket.sendall(data)
            return True
        except (BrokenPipeError, ConnectionResetError):
            return False

    def buffered(self):
        """The text messages that are here, and `code` if a Close is."""
        while (taken := take_frame(self.input)) is not None:
            opcode, payload, self.input = taken
            if opcode == TEXT:
                yield payload
            elif opcode == CLOSE:
                self.code = int.from_bytes(payload[:2], "big") if payload else 1005

    def payloads(self):
        """Text messages until the server closes."""
        while self.code is None:
            yield from self.buffered()
            if self.code is not None:
                return
            try:
                if not self.receive():
                    self.code = 1006
            except ConnectionResetError:
                self.code = 1006

    def read(self, kind):
        """The next message of a type."""
        for payload in self.payloads():
            message = json.loads(payload)
            if message["type"] == kind:
                return message
        raise ConnectionError(f"closed with {self.code} before a {kind} came")

    def read_to_close(self):
        """Every message that is still to come; then `code` is set."""
        return [json.loads(payload) for payload in self.payloads()]

    def learn_id(self):
        self.send(text_frame(type="ping"))
        return self.read("pong")["receiver"]


def join(port, room, source="127.0.0.2", receive_buffer=None):
    """A client that is in the room. Refusals for a rate are outlasted: the flood before may have
    used it up."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        client = Client(port, room, source, receive_buffer=receive_buffer)
        if client.status == 101:
            client.read("greeting")
            return client
        client.close()
        if client.status not in (429, 503) or time.monotonic() > end:
            raise ConnectionError(f"not admitted: {client.status}")
        time.sleep(0.02)


def random_room():
    return "flood-" + os.urandom(4).hex()
