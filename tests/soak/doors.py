# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Clients of parley.v1 by any of the ways into the daemon, many at once in one process."""

import asyncio
import json
import socket

from processes import ROOT
from websocket import PATIENCE_SECONDS, PING, PONG, TEXT, frame, take_frame, text_frame

TRUSTED = "127.0.0.1"  # the proxy in front of a door that forwards
HEAD_END = b"\r\n\r\n"
TYPES = json.loads((ROOT / "tests/data/protocol/types.json").read_text())["table"]
UNCOUNTED = {kind["type"] for kind in TYPES if not kind["counted_from_server"]}


class Door:
    """A way in: `direct` from an address of its own, `forwarded` by a trusted proxy that names the
    address, or `unix`, which does the same."""

    def __init__(self, kind, port, path):
        self.kind, self.port, self.path = kind, port, path

    async def open(self, source, receive_buffer=None):
        """(reader, writer) of a new connection."""
        family = socket.AF_UNIX if self.kind == "unix" else socket.AF_INET
        connection = socket.socket(family)
        try:
            connection.setblocking(False)
            if receive_buffer:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            if self.kind != "unix":
                # The port is chosen at connect, where a source may use one for several connections.
                connection.setsockopt(socket.IPPROTO_IP, 24, 1)  # IP_BIND_ADDRESS_NO_PORT
                connection.bind((TRUSTED if self.kind == "forwarded" else source, 0))
            await asyncio.get_running_loop().sock_connect(
                connection, self.path if self.kind == "unix" else ("127.0.0.1", self.port))
            return await asyncio.open_connection(sock=connection, limit=1 << 16)
        except BaseException:
            connection.close()
            raise

    def head(self, source, room, query=""):
        named = "" if self.kind == "direct" else f"X-Forwarded-For: {source}\r\n"
        return (f"GET /room/{room}/ws{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
                "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Protocol: parley.v1\r\n"
                f"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n{named}\r\n").encode()


class Session:
    """One client of parley.v1, whose connections come and go. `status` is that of the last attempt,
    0 if it was ended without an answer."""

    def __init__(self, door, source, room, receive_buffer=None):
        self.door, self.source, self.room = door, source, room
        self.receive_buffer = receive_buffer
        self.id = self.token = self.writer = None
        self.outbox = []  # what the server has not counted yet, as far as we know
        self.counted = 0  # by the server
        self.status = self.received = 0
        self.is_resumed = False
        self.inbox = []

    async def connect(self, resume=False):
        """True if it is in the room."""
        self.status, self.input, self.inbox = 0, b"", []
        query = f"?resume={self.token}&received={self.received}" if resume else ""
        try:
            return await asyncio.wait_for(self._connect(query), PATIENCE_SECONDS)
        except (OSError, EOFError, asyncio.TimeoutError):
            return False

    async def _connect(self, query):
        self.reader, writer = await self.door.open(self.source, self.receive_buffer)
        try:
            writer.write(self.door.head(self.source, self.room, query))
            while HEAD_END not in self.input:
                await self._more()
            head, self.input = self.input.split(HEAD_END, 1)
            self.status = int(head.split()[1])
            if self.status != 101:
                writer.transport.abort()
                return False
            self._welcomed((await self.read("welcome"))["data"], writer)
        except BaseException:
            writer.transport.abort()
            raise
        return True

    def _welcomed(self, data, writer):
        """From now on it can send; what the server has not received is sent again."""
        self.id, self.token = data["id"], data["resume"]["token"]
        self.is_resumed = data["resumed"]
        if not self.is_resumed:
            self.received, self.counted, self.outbox = 0, 0, []
        self._counted(data["received"])
        self.writer = writer
        for sent in self.outbox:
            writer.write(sent)

    def _counted(self, number):
        del self.outbox[:number - self.counted]
        self.counted = number

    async def _more(self):
        data = await self.reader.read(1 << 18)
        if not data:
            raise EOFError
        self.input += data

    async def messages(self):
        """Every message until the connection ends; answers pings."""
        while True:
            while (taken := take_frame(self.input)) is not None:
                opcode, payload, self.input = taken
                if opcode == PING:
                    self.writer.write(frame(payload, PONG))
                if opcode == TEXT:
                    message = json.loads(payload)
                    if message["type"] == "ping":
                        self.send(type="pong")
                    if message["type"] == "ack":
                        self._counted(message["data"]["received"])
                    if message["type"] not in UNCOUNTED:
                        self.received += 1
                    yield message
            await self._more()

    async def read(self, kind):
        """The next message of a type; the others go to the inbox."""
        async for message in self.messages():
            if message["type"] == kind:
                return message
            self.inbox.append(message)
        raise EOFError

    def send(self, **envelope):
        data = text_frame(**envelope)
        if "receiver" in envelope:
            self.outbox.append(data)
        if self.writer is not None:
            self.writer.write(data)

    def acknowledge(self):
        self.send(type="ack", data={"received": self.received})

    async def join(self):
        """In the room and heard by the server, so that it has a seat; raises ConnectionError."""
        if not await self.connect():
            raise ConnectionError(f"{self.source} was not admitted: {self.status}")
        self.send(type="ping")
        await self.read("pong")
        return self

    def drop(self):
        """Loses the connection, as a client does whose network is gone."""
        if self.writer is None:
            return
        self.writer.transport.abort()
        self.writer = None
