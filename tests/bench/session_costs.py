# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""What sessions of parley.v1 cost, and whether all come back to them: used by tests/bench/run."""

import contextlib
import statistics
import time

import measure
from measure import Generator, Server, wait_until

CUT_SECONDS = 20  # until the daemon has noticed; that leaves them 10 more of their window
FLOOD_PER_SECOND = 300
FLOOD_ALONE_SECONDS = 2

# Nobody is a proxy: the limits by address hold for loopback as well.
DEFAULT_LIMITS = """\
log: {level: warning}
trusted_proxies: []
"""
# Fresh joins that no limit refuses: from 250 addresses, and below the total rate.
WITHIN_LIMITS = {"sources": 250, "first_source": 257, "join_rate": 900}
# One address has not enough ports for all rounds.
MANY_PORTS = {"sources": 16, "resume_sources": 16}


class Returning:
    """One daemon whose clients join, are cut off and come back: what each step costs it."""

    def __init__(self, bench, config, **options):
        self.clients = options["clients"]
        metrics = measure.free_port()
        self.metrics = metrics
        self.server = Server(lambda port: [*bench.parleyd_command(port, config), "--metrics-listen",
                                           f"127.0.0.1:{metrics}"])
        self.load = Generator(bench.generator, "resume", self.server.port, v1=1, **options)

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            stack.enter_context(self.server)
            stack.enter_context(self.load)
            self.both = stack.pop_all()
        return self

    def __exit__(self, *exception):
        return self.both.__exit__(*exception)

    def step(self):
        """Lets the generator take its next step, and waits for its end."""
        self.load.go()
        return self.load.next()

    def join(self):
        """CPU time for each client that joins, in us. They wait, each with one message counted."""
        self.load.next()
        before = self.server.cpu_ns()
        self.step()
        spent = self.server.cpu_ns() - before
        self.step()
        return spent / self.clients / 1e3

    def cut(self):
        before = self.server.cpu_ns()
        self.step()
        wait_until(lambda: self.suspended() == self.clients, CUT_SECONDS, "all seats wait",
                   every=0.05)
        return (self.server.cpu_ns() - before) / self.clients / 1e3

    def come_back(self):
        """CPU time for each client, and what the generator saw."""
        before = self.server.cpu_ns()
        result = self.step()
        spent = self.server.cpu_ns() - before
        self.load.next()
        return spent / self.clients / 1e3, result

    def leave(self):
        self.load.go()

    def suspended(self):
        return measure.metric(self.metrics, "parley_suspended_sessions")


def missing(result):
    """How many are not back as who they were, with all that they had said."""
    return result["clients"] - result["resumed"] + result["not_as_before"]


def against_joining(bench, clients, per_room):
    """The first round is for warming up: whoever joins first pays for the memory."""
    rounds = bench.rounds + 1
    costs = []
    lost = 0
    with Returning(bench, bench.config, clients=clients, per_room=per_room, rounds=rounds,
                   **MANY_PORTS) as run:
        for _ in range(rounds):
            join, cut = run.join(), run.cut()
            resume, result = run.come_back()
            run.leave()
            costs.append((join, cut, resume))
            lost += missing(result)
    costs = costs[1:]
    where = f"{clients} clients, rooms of {per_room}"
    for name, cost in (("resume", lambda one: one[2]),
                       ("cut and resume", lambda one: one[1] + one[2])):
        ratios = [cost(one) / one[0] for one in costs]
        note = f"{min(ratios):.3f}-{max(ratios):.3f}; join, cut, resume: " + ", ".join(
            f"{statistics.median(values):.1f}" for values in zip(*costs)) + " us"
        bench.table.add(f"{where}: CPU of {name} / of a fresh join", statistics.median(ratios),
                        None, note)
    bench.table.add(f"{where}, {rounds} times: not resumed", lost, 0)


def within_default_limits(bench, clients, per_room):
    """All at once, from one address that may have 256 connections and 20 new ones a second."""
    with Returning(bench, bench.default_config, clients=clients, per_room=per_room,
                   connecting=clients, **WITHIN_LIMITS) as run:
        join, cut = run.join(), run.cut()
        resume, result = run.come_back()
        run.leave()
    bench.table.add(f"{clients} at once from one address, default limits, rooms of {per_room}: "
                    "not resumed", missing(result), 0,
                    f"refused {result['refused']}; join, cut, resume: {join:.1f}, {cut:.1f}, "
                    f"{resume:.1f} us; in {result['seconds']:.1f} s")


def during_a_flood(bench, clients, source, whose):
    """They come back at the pace at which they have joined, while tokens are guessed."""
    with Returning(bench, bench.default_config, clients=clients, per_room=2, resume_rate=900,
                   **WITHIN_LIMITS) as run:
        join = run.join()
        with Generator(bench.generator, "flood", run.server.port, v1=1, rate=FLOOD_PER_SECOND,
                       first_source=source, rooms=clients // 2) as flood:
            flood.next()
            before = run.server.cpu_ns()
            time.sleep(FLOOD_ALONE_SECONDS)
            alone = (run.server.cpu_ns() - before) / 1e3 / FLOOD_ALONE_SECONDS
            cut = run.cut()
            resume, result = run.come_back()
            guesses = flood.finish()
        run.leave()
    share = alone * result["seconds"] / clients
    bench.table.add(
        f"{clients} in a flood of {FLOOD_PER_SECOND} guesses/s from {whose}: not resumed",
        missing(result), 0,
        f"refused {result['refused']}; join, cut, resume: {join:.1f}, {cut:.1f}, {resume:.1f} us, "
        f"of which the flood {share:.1f}; in {result['seconds']:.1f} s; "
        f"{guesses['connections']} guesses: refused {guesses['refused']}, newcomers "
        f"{guesses['newcomers']}, closed {guesses['closed']}")
    bench.table.add("guessed tokens that were right", guesses["resumed"], 0)


def cpu_beside_base(bench):
    v1, base = (("v1", bench.parleyd_command, {"v1": 1}), ("base", bench.parleyd_command, {}))
    for inflight in (1, 8):
        bench.compared(f"relay, {inflight} in flight: CPU of parley.v1 / base", None, v1, base,
                       mode="relay", pairs=100, inflight=inflight, warmup=bench.scaled(40_000),
                       count=bench.scaled(200_000))
        bench.compared(f"fan-out to 50, {inflight} in flight: CPU of parley.v1 / base", None, v1,
                       base, mode="fanout", members=50, bytes=200, inflight=inflight,
                       warmup=bench.scaled(2_000), count=bench.scaled(8_000))


def measure_all(bench):
    cpu_beside_base(bench)
    clients = bench.scaled(5_000)
    for per_room in (2,) if bench.quick else (2, 50):
        against_joining(bench, clients, per_room)
        within_default_limits(bench, clients, per_room)
    during_a_flood(bench, clients, 2, "another address")
    if not bench.quick:
        during_a_flood(bench, clients, 1, "the same address")
