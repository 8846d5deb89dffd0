# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Attacks by way of sessions, each beside bystanders on other addresses: they join and are not
refused, drop and resume and lose nothing, and the daemon's memory stays below its limits."""

import asyncio
import contextlib
import dataclasses
import json
import subprocess
import sys
import time

from doors import Door, Session
from processes import ROOT, Failure, Parleyd

KINDS = ("direct", "forwarded", "unix")
ATTACKERS = [f"127.0.8.{number}" for number in range(1, 5)]
MEMBERS = 4
TALK_SECONDS = 0.05
LATE_SECONDS = 0.1
REFUSED_SHARE = 0.01
DROP_EVERY = 20          # messages of one member
OTHER_KB = 40 * 1024     # connections, buffers, the allocator

# Small totals, so that one address could reach them in seconds. Everything else is as by default.
LIMITS = """\
trusted_proxies: [127.0.0.1/32, unix]
limits: {connections_per_address: 64, total_output_bytes: 32MiB}
resume: {seats: 80, total_bytes: 4MiB}
"""
TOTAL_KB = 36 * 1024  # of these two
SHARE_KB = TOTAL_KB // 16


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 0.0


@dataclasses.dataclass
class Newcomers:
    """Clients that join and leave, one after the other, each from another address."""

    door: Door
    joined: int = 0
    refused: int = 0
    late: int = 0
    longest: float = 0.0

    async def run(self, end):
        number = 0
        while time.monotonic() < end:
            number += 1
            one = Session(self.door, f"127.0.9.{number % 250 + 1}", f"newcomers-{number % 7}")
            begin = time.monotonic()
            if await one.connect():
                self.joined += 1
            else:
                self.refused += 1
            seconds = time.monotonic() - begin
            self.late += seconds > LATE_SECONDS
            self.longest = max(self.longest, seconds)
            one.drop()
            await asyncio.sleep(0.01)


class Room:
    """Honest clients that talk in a circle, and lose their connections now and then."""

    def __init__(self, door):
        self.members = [Session(door, f"127.0.10.{number + 1}", "honest")
                        for number in range(MEMBERS)]
        self.sent = [0] * MEMBERS
        self.arrived = [0] * MEMBERS
        self.delays, self.resumes, self.faults = [], 0, []

    async def run(self, end):
        for member in self.members:
            await member.join()
        listening = [asyncio.create_task(self._listen(index)) for index in range(MEMBERS)]
        try:
            await self._talk(end)
            await asyncio.wait_for(self._arrival(), 10)
        except asyncio.TimeoutError:
            self.faults.append(f"sent {self.sent}, arrived {self.arrived}")
        finally:
            for task in listening:
                task.cancel()
            for member in self.members:
                member.drop()

    async def _talk(self, end):
        while time.monotonic() < end:
            for index, member in enumerate(self.members):
                receiver = self.members[(index + 1) % MEMBERS]
                member.send(type="x", receiver=receiver.id,
                            data={"number": self.sent[index], "at": time.monotonic()})
                self.sent[index] += 1
            await asyncio.sleep(TALK_SECONDS)

    async def _arrival(self):
        while self.arrived != [self.sent[index - 1] for index in range(MEMBERS)]:
            await asyncio.sleep(0.01)

    async def _listen(self, index):
        member = self.members[index]
        while True:
            with contextlib.suppress(OSError, EOFError):
                async for message in member.messages():
                    if message["type"] == "error":
                        self.faults.append(f"{index} is told {message['data']}")
                    if message["type"] == "x" and self._take(index, message["data"]):
                        break
            await self._return(member)

    def _take(self, index, data):
        """True if it is time to lose the connection."""
        if data["number"] != self.arrived[index]:
            self.faults.append(f"{index} got {data['number']}, not {self.arrived[index]}")
        self.arrived[index] += 1
        member = self.members[index]
        if member.received % 8 == 0:
            member.acknowledge()
        is_due = self.arrived[index] % DROP_EVERY == index
        if not is_due:
            self.delays.append(time.monotonic() - data["at"])
        return is_due

    async def _return(self, member):
        member.drop()
        await asyncio.sleep(0.2)
        if not await member.connect(resume=True) or not member.is_resumed:
            self.faults.append(f"a resume from {member.source}: {member.status}")
            raise Failure(self.faults[-1])
        member.acknowledge()
        self.resumes += 1


class Attack:
    """One attack in a process of its own, from one address."""

    def __init__(self, door, source, name, seconds):
        command = [sys.executable, str(ROOT / "tests/soak/attacks.py"), door.kind, str(door.port),
                   str(door.path), source, name, str(seconds)]
        self.name, self.seconds = name, seconds
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)

    def finish(self):
        try:
            output, errors = self.process.communicate(timeout=self.seconds + 60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
            raise Failure(f"the attack {self.name} did not end") from None
        if self.process.returncode != 0:
            raise Failure(f"the attack {self.name} failed: {errors.strip()[-300:]}")
        return json.loads(output)


async def watch(daemon, door, seconds):
    """(newcomers, room, the largest size of the daemon in KB) during that time."""
    newcomers, room = Newcomers(door), Room(door)
    end = time.monotonic() + seconds
    peak_kb = 0

    async def look():
        nonlocal peak_kb
        while time.monotonic() < end:
            peak_kb = max(peak_kb, daemon.resident_kb())
            await asyncio.sleep(0.05)

    await asyncio.gather(newcomers.run(end), room.run(end), look())
    return newcomers, room, peak_kb


def expect_undisturbed(newcomers, room):
    if newcomers.refused > REFUSED_SHARE * (newcomers.joined + newcomers.refused):
        raise Failure(f"{newcomers.refused} of {newcomers.joined + newcomers.refused} newcomers "
                      "were refused")
    if room.faults or room.resumes == 0:
        raise Failure(f"{room.resumes} resumes; {room.faults[:3]}")


def besiege(context, kind, attacks):
    """(what the attacks have reached, a line about the bystanders)."""
    path = context.folder / "siege.sock"
    seconds = context.scale.siege_seconds
    with Parleyd(context.parleyd, context.folder, LIMITS, [f"unix:{path}"]) as daemon:
        door = Door(kind, daemon.port, str(path))
        quiet = asyncio.run(watch(daemon, door, max(1.5, seconds / 3)))
        expect_undisturbed(*quiet[:2])
        under_way = [Attack(door, source, name, seconds) for source, name in attacks]
        newcomers, room, peak_kb = asyncio.run(watch(daemon, door, seconds))
        reached = [attack.finish() for attack in under_way]
        daemon.await_base_descriptors()
    expect_undisturbed(newcomers, room)
    grown_kb = peak_kb - quiet[2]
    share_kb = min(TOTAL_KB, len(attacks) * SHARE_KB)
    if context.scale.watches_memory and grown_kb > share_kb + OTHER_KB:
        raise Failure(f"grown by {grown_kb} KB, allowed are {share_kb} + {OTHER_KB}")
    return reached, (
        f"{newcomers.joined} joined, {newcomers.refused} refused, {newcomers.late} late (longest "
        f"{newcomers.longest * 1e3:.0f} ms); {room.resumes} resumes, relay p99 "
        f"{percentile(room.delays, 0.99) * 1e3:.1f} ms, quiet "
        f"{percentile(quiet[1].delays, 0.99) * 1e3:.1f} ms; RSS {grown_kb:+d} KB")


def check_storm(reached):
    if reached["statuses"].get("101", 0) > 16 or reached["statuses"].get("429", 0) < 1:
        raise Failure(f"a session was resumed too often: {reached}")


def check_crowd(reached):
    if reached["told"] > 8 + reached["seconds"]:
        raise Failure(f"the others were told too often: {reached}")


def check_hoard(reached):
    if reached["taken"] > 64 or reached["statuses"].get("429", 0) < 1:
        raise Failure(f"one address has too many seats: {reached}")


CHECKS = {"storm": check_storm, "crowd": check_crowd, "hoard": check_hoard}


def attack(context, name):
    """One attack, from one address, through each door."""
    lines = []
    for kind in context.scale.siege_doors:
        reached, line = besiege(context, kind, [(ATTACKERS[0], name)])
        CHECKS.get(name, lambda _: None)(reached[0])
        lines.append(f"{kind}: {reached[0]}; {line}")
    return "\n    ".join(lines)


def all_at_once(context):
    """Every attack at once from four addresses, through each door."""
    lines = []
    for kind in KINDS:
        attacks = [(source, name) for source in ATTACKERS
                   for name in ("storm", "crowd", "hoard", "fill", "slow")]
        if context.scale.siege_seconds < 5:  # a process each is too much for a short run
            attacks = attacks[::6] + attacks[1:2]
        lines.append(f"{kind}: {besiege(context, kind, attacks)[1]}")
    return "\n    ".join(lines)


def scenarios():
    names = {"storm": "a session resumed without a pause", "crowd": "coming and going in a room",
             "hoard": "hoarding of seats", "fill": "messages that nobody acknowledges",
             "slow": "readers that read a little"}
    each = {f"attack: {text}": (lambda context, name=name: attack(context, name))
            for name, text in names.items()}
    return each | {"attack: all at once": all_at_once}
