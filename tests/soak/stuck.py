# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""A member of a room that stops reading while much is sent to the room."""

import contextlib
import json
import re
import selectors

from processes import WIDE, Bystander, Failure, Parleyd, wait_until
from websocket import PATIENCE_SECONDS, join, text_frame

MESSAGE_BYTES = 60_000
IN_FLIGHT = 4            # so that those who do read have next to nothing in their queues
QUEUE_KB = 1024          # limits.output_bytes
SLACK_KB = 3 * 1024      # the queue while it grows, and the queues of the others
QUIET_SECONDS = 30       # of a daemon under a sanitizer


class Conversation:
    """A sender that broadcasts at the pace of the readers, of which it is one."""

    def __init__(self, daemon, sender, reader, count, leaves=0):
        self.daemon, self.sender, self.count, self.leaves = daemon, sender, count, leaves
        self.received = {sender: 0, reader: 0}
        self.lists = {sender: [], reader: []}
        self.peak_kb = 0
        self.frames = self._frames()

    def _frames(self):
        filler = "d" * MESSAGE_BYTES
        for number in range(self.count):
            yield text_frame(type="x", receiver="room", id=number, data=filler)

    def run(self):
        sent = 0
        with selectors.DefaultSelector() as selector:
            for client in self.received:
                selector.register(client.socket, selectors.EVENT_READ, client)
            while not self._is_over():
                while sent < min(self.count, min(self.received.values()) + IN_FLIGHT):
                    self.sender.send(next(self.frames))
                    sent += 1
                self._read(selector)
                self.peak_kb = max(self.peak_kb, self.daemon.resident_kb())

    def _is_over(self):
        """All has come, and so have the lists of the members that say who has left."""
        return (min(self.received.values()) == self.count
                and min(len(lists) for lists in self.lists.values()) >= self.leaves)

    def _read(self, selector):
        ready = selector.select(QUIET_SECONDS)
        if not ready:
            raise Failure(f"the room stands still after {min(self.received.values())} messages")
        for key, _ in ready:
            if not key.data.receive():
                raise Failure("a member that reads was disconnected")
            for payload in key.data.buffered():
                self._take(key.data, payload)
            if key.data.code is not None:
                raise Failure(f"a member that reads was closed with {key.data.code}")

    def _take(self, client, payload):
        if payload.startswith(b'{"sender":"ground control"'):
            self.lists[client].append(json.loads(payload))
            return
        number = int(re.search(rb'"id":"?(\d+)', payload[:300]).group(1))
        if number != self.received[client] or len(payload) < MESSAGE_BYTES:
            raise Failure(f"message {number} came instead of {self.received[client]}")
        self.received[client] += 1


def expect_one_leave(messages):
    kinds = [message["type"] for message in messages]
    if kinds != ["room-info"] or len(messages[0]["data"]["clients"]) != 2:
        raise Failure(f"instead of one list of two members there came {str(messages)[:300]}")


def talk_past(context, daemon, count):
    """Growth in KB while `count` messages are sent to a room in which one does not read."""
    with contextlib.ExitStack() as stack:
        members = [stack.enter_context(join(daemon.port, "talk", source))
                   for source in ("127.0.0.2", "127.0.0.3")]
        for member in members:
            member.learn_id()
        base_kb = warmed_up(daemon, *members)
        stuck = stack.enter_context(join(daemon.port, "talk", "127.0.0.4", receive_buffer=4096))
        stuck_id = stuck.learn_id()
        talk = Conversation(daemon, *members, count, leaves=1)
        talk.run()
        for messages in talk.lists.values():
            expect_one_leave(messages)
        wait_until(lambda: re.search(rf"event=left .*{stuck_id}.*reason=slow", daemon.log()),
                   PATIENCE_SECONDS, "the end of the reader that is stuck")
    return talk.peak_kb - base_kb


def warmed_up(daemon, *members):
    """The size of the daemon when its buffers have been used once."""
    talk = Conversation(daemon, *members, 4 * IN_FLIGHT)
    talk.run()
    return daemon.resident_kb()


def stops_reading(context):
    """The whole of it, in a room, beside a bystander."""
    scale = context.scale
    count = -(-scale.stuck_bytes // MESSAGE_BYTES)
    with Parleyd(context.parleyd, context.folder) as daemon, Bystander(daemon.port) as bystander:
        grown_kb = talk_past(context, daemon, count)
        p99 = bystander.finish()["p99_us"]
    if scale.watches_memory and grown_kb > QUEUE_KB + SLACK_KB:
        raise Failure(f"grown by {grown_kb} KB, allowed are {QUEUE_KB} + {SLACK_KB}")
    return (f"{scale.stuck_bytes >> 20} MiB to a room, RSS at most {grown_kb:+d} KB; "
            f"bystander's p99 {p99:.0f} us")


def takes_nothing(context):
    """A queue without a limit that matters, but with a deadline."""
    config = WIDE + "  output_bytes: 512MiB\n  output_deadline: 300ms\n"
    with Parleyd(context.parleyd, context.folder, config) as daemon:
        with Bystander(daemon.port) as bystander:
            talk_past(context, daemon, 16_000_000 // MESSAGE_BYTES)
            bystander.finish()
    return "closed after the deadline for output"
