# SPDX-FileCopyrightText: 2026 The Parley authors
# SPDX-License-Identifier: MIT
"""Equal rounds of the same work: afterwards the daemon is as large as before, and so is the number
of its descriptors."""

from processes import Bystander, Failure, Generator, Parleyd

# The first rounds fill the allocator's pools. From then on a leak of 18 bytes per cycle of the full
# run would already be more than this.
SETTLING_ROUNDS = 2
FLAT_KB = 1024
SOURCES = 32


def expect_flat(name, sizes, scale):
    """Whether the size stands still; the text names all of them."""
    text = f"{name}: RSS after each round {' '.join(str(size) for size in sizes)} KB"
    growth = sizes[-1] - sizes[SETTLING_ROUNDS - 1] if len(sizes) > SETTLING_ROUNDS else 0
    if scale.watches_memory and growth > FLAT_KB:
        raise Failure(f"{text}: grown by {growth} KB, allowed are {FLAT_KB}")
    return text


def churn_round(daemon, cycles):
    with Generator("churn", daemon.port, cycles=cycles, sources=SOURCES) as load:
        result = load.next()
    if result["joined"] != cycles or result["refused"]:
        raise Failure(f"not every client was served: {result}")


def idle_round(daemon, clients):
    with Generator("idle", daemon.port, clients=clients, sources=SOURCES) as load:
        result = load.next()
        if result["open"] != clients:
            raise Failure(f"not every client was served: {result}")
        size = daemon.resident_kb()
    return size


def join_and_leave(context):
    """Clients that join and leave, by bye, Close and RST in turn."""
    scale = context.scale
    sizes = []
    with Parleyd(context.parleyd, context.folder) as daemon:
        with Bystander(daemon.port) as bystander:
            for _ in range(scale.rounds):
                churn_round(daemon, scale.churn_cycles)
                sizes.append(daemon.resident_kb())
            p99 = bystander.finish()["p99_us"]
        daemon.await_base_descriptors()
    text = expect_flat(f"{scale.rounds} x {scale.churn_cycles} cycles", sizes, scale)
    return f"{text}; bystander's p99 {p99:.0f} us"


def come_and_go(context):
    """Idle connections that are opened and dropped together."""
    scale = context.scale
    sizes, full = [], []
    with Parleyd(context.parleyd, context.folder) as daemon:
        for _ in range(scale.rounds):
            full.append(idle_round(daemon, scale.idle_clients))
            daemon.await_base_descriptors()
            sizes.append(daemon.resident_kb())
    text = expect_flat(f"{scale.rounds} x {scale.idle_clients} idle", sizes, scale)
    return f"{text}, while open {' '.join(str(size) for size in full)} KB"
