# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Many clients at once: the end under load, idle ones beside a pair that talks, and the floods."""

import time

import connects
import limits
from memory import SOURCES, expect_flat
from processes import Bystander, Failure, Generator, Parleyd, bystander_for

DRAIN_SECONDS = 5  # drain.deadline
PAIR_RATE = 200    # low, and yet enough for a p99 that says something


def ends_under_load(context):
    """SIGTERM while everybody talks: what was accepted arrives, and everybody is told."""
    scale = context.scale
    with Parleyd(context.parleyd, context.folder) as daemon:
        with Generator("paced", daemon.port, clients=scale.paced_clients,
                       rate=scale.paced_rate, sources=SOURCES) as load:
            load.next()  # connected
            time.sleep(scale.paced_seconds)  # of load
            seconds = daemon.stop()
            result = load.next()
    closed = {"1012": scale.paced_clients}
    wrong = [key for key in ("accepted_not_delivered", "wrong_or_twice", "errors") if result[key]]
    if wrong or result["closed"] != closed or result["byes"] != scale.paced_clients:
        raise Failure(f"{', '.join(wrong)}: {result}")
    if seconds > DRAIN_SECONDS:
        raise Failure(f"ended only after {seconds:.1f} s")
    if not result["accepted"]:
        raise Failure("nothing was accepted: there was no load")
    return (f"{result['accepted']} accepted, {result['delivered']} delivered, none lost, "
            f"{result['refused']} answered with an error, {result['byes']} told, ended after {seconds:.2f} s")


def beside_idle_ones(context):
    """A pair before, while very many others connect, and while they are there."""
    scale = context.scale
    with Parleyd(context.parleyd, context.folder) as daemon:
        before = bystander_for(daemon.port, scale.quiet_seconds, PAIR_RATE)["p99_us"]
        with Bystander(daemon.port, PAIR_RATE) as bystander, Generator(
                "idle", daemon.port, clients=scale.idle_clients, sources=SOURCES) as load:
            if load.next()["open"] != scale.idle_clients:
                raise Failure("not every idle client was served")
            arriving = bystander.finish()["p99_us"]
            during = bystander_for(daemon.port, scale.quiet_seconds, PAIR_RATE)["p99_us"]
        daemon.await_base_descriptors()
    return (f"{scale.idle_clients} idle, bystander's p99 {before:.0f} us before, {during:.0f} "
            f"beside them (ratio {during / before:.2f}), {arriving:.0f} while they connect "
            f"(ratio {arriving / before:.2f})")


class Floods:
    """Each limit in turn, all of them over and over, beside one pair that is there all the time."""

    def __init__(self, context):
        self.context = context
        self.sizes = []

    def run(self):
        scale = self.context.scale
        with Parleyd(self.context.parleyd, self.context.folder, limits.NARROW) as daemon:
            before = bystander_for(daemon.port, scale.quiet_seconds)["p99_us"]
            # Within its own limits: five messages and five pings a second from each.
            with Bystander(daemon.port, rate=10) as bystander:
                for number in range(scale.flood_rounds):
                    self._round(daemon, number)
                after = bystander.finish()["p99_us"]
            daemon.await_base_descriptors()
        text = expect_flat(f"{scale.flood_rounds} rounds", self.sizes, scale)
        return f"{text}; bystander's p99 {before:.0f} us before, {after:.0f} beside them"

    def _round(self, daemon, number):
        problems = []
        for name, flood in {**limits.FLOODS, **connects.FLOODS}.items():
            try:
                said = flood(daemon)
            except (Failure, OSError) as error:
                problems.append(f"{name}: {error}")
                said = f"FAILED: {error}"
            if number == 0 or problems:
                self.context.say(f"  {name}: {said or 'as it is to be'}")
        self.sizes.append(daemon.resident_kb())
        if problems:
            raise Failure("; ".join(problems))


def reach_every_limit(context):
    return Floods(context).run()
