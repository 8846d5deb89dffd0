# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""What one address can do to the daemon by way of sessions: each attack runs in a process of its own
for some seconds, and prints what it has reached as JSON."""

import asyncio
import collections
import contextlib
import json
import sys
import time

from doors import Door, Session

STORM_WORKERS = 32
CROWD = 40
FLOOD_ROOMS, FLOOD_TAKERS, FLOOD_SENDERS = 5, 8, 3
BIG_BYTES = 60_000
HOARD_AT_ONCE = 8
REFUSED_PAUSE_SECONDS = 0.02  # an attacker that is refused tries on
SLOW_RECEIVE_BUFFER = 4096
SLOW_READ_BYTES = 2048


async def gather(*tasks):
    """Runs all of them; a connection that the server ends is no failure of an attacker."""
    await asyncio.gather(*(quietly(task) for task in tasks))


async def quietly(task):
    with contextlib.suppress(OSError, EOFError, AttributeError):
        await task


async def admitted(door, source, room, end, **options):
    """A session that is in, sooner or later; None if it never was."""
    while time.monotonic() < end:
        session = Session(door, source, room, **options)
        with contextlib.suppress(OSError, EOFError):
            return await session.join()
        session.drop()
        await asyncio.sleep(REFUSED_PAUSE_SECONDS)
    return None


async def storm(door, source, end):
    """One session, resumed as fast as possible."""
    seen = collections.Counter()
    first = await admitted(door, source, "storm", end)

    async def resume_on():
        while time.monotonic() < end:
            again = Session(door, source, "storm")
            again.token, again.received = first.token, first.received
            if await again.connect(resume=True) and again.is_resumed:
                first.token = again.token
            seen[again.status] += 1
            again.drop()

    await gather(*(resume_on() for _ in range(STORM_WORKERS)))
    return {"statuses": seen}


async def crowd(door, source, end):
    """A member of a full room that drops and resumes as fast as it may: how often are the others
    told?"""
    watcher = await admitted(door, source, "crowd", end)
    members = [await admitted(door, source, "crowd", end) for _ in range(CROWD)]
    seen, told = collections.Counter(), collections.Counter()
    one = await admitted(door, source, "crowd", end)
    begin = time.monotonic()

    async def listen():
        async for message in watcher.messages():
            told[message["type"]] += 1

    async def come_and_go():
        while time.monotonic() < end:
            one.drop()
            await one.connect(resume=True)
            seen[one.status] += 1
            if one.status != 101:
                await asyncio.sleep(REFUSED_PAUSE_SECONDS)

    listening = asyncio.create_task(quietly(listen()))
    await quietly(come_and_go())
    listening.cancel()
    return {"statuses": seen, "members": len(members), "told": told["client-suspended"] + told["client-resumed"],
            "seconds": time.monotonic() - begin}


async def hoard(door, source, end):
    """Seats: join, drop, and renew each by a resume before its window ends."""
    seen, seats = collections.Counter(), []

    async def collect(worker):
        while time.monotonic() < end:
            one = Session(door, source, f"hoard-{worker}")
            with contextlib.suppress(OSError, EOFError):
                await one.join()
                seats.append(one)
            seen[one.status] += 1
            one.drop()
            if one.status != 101:
                await asyncio.sleep(REFUSED_PAUSE_SECONDS)

    await gather(*(collect(worker) for worker in range(HOARD_AT_ONCE)))
    renewed = 0
    for seat in seats:
        renewed += await seat.connect(resume=True) and seat.is_resumed
        seat.drop()
    return {"statuses": seen, "taken": len(seats), "renewed": renewed}


async def flood(door, source, end, name, take, **options):
    """Rooms in which some send much to everybody and the others `take` what comes."""
    rooms, tasks, takers = [f"{name}-{number}" for number in range(FLOOD_ROOMS)], [], []

    async def give(sender):
        while time.monotonic() < end:
            sender.send(type="x", receiver="room", data="d" * BIG_BYTES)
            sender.outbox.clear()
            await sender.writer.drain()

    async def go_on(sender):
        async for _ in sender.messages():
            sender.acknowledge()

    for room in rooms:
        for _ in range(FLOOD_TAKERS):
            takers.append(await admitted(door, source, room, end, **options))
            tasks.append(take(takers[-1]))
    for room in rooms:
        for _ in range(FLOOD_SENDERS):
            sender = await admitted(door, source, room, end)
            tasks += [give(sender), go_on(sender)]
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(gather(*tasks), max(0.1, end - time.monotonic()))
    return takers


async def fill(door, source, end):
    """Clients that read what they are sent and never acknowledge it, so that it is kept for them;
    then they are away."""

    async def take(taker):
        async for _ in taker.messages():
            pass

    now = time.monotonic()
    takers = await flood(door, source, now + (end - now) / 2, "fill", take)
    for taker in takers:
        taker.drop()
    await asyncio.sleep(max(0, end - time.monotonic()))
    back = [await taker.connect(resume=True) and taker.is_resumed for taker in takers]
    return {"takers": len(takers), "back": sum(back)}


async def slow(door, source, end):
    """Clients that are sent much and read just a little, again and again."""

    async def take(taker):
        while time.monotonic() < end:
            taker.writer.transport.pause_reading()
            await asyncio.sleep(0.5)
            await taker.reader.read(SLOW_READ_BYTES)

    takers = await flood(door, source, end, "slow", take, receive_buffer=SLOW_RECEIVE_BUFFER)
    return {"takers": len(takers)}


ATTACKS = {"storm": storm, "crowd": crowd, "hoard": hoard, "fill": fill, "slow": slow}


def main():
    kind, port, path, source, name, seconds = sys.argv[1:]
    door = Door(kind, int(port), path)
    end = time.monotonic() + float(seconds)
    print(json.dumps(asyncio.run(ATTACKS[name](door, source, end))))


if __name__ == "__main__":
    main()
