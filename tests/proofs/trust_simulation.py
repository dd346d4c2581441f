"""The whole program for 48 virtual hours a seed, in worlds in which everything goes wrong. Run by ``make trust``.

SEEDS=300 is how many; FROM=0 the first. A failing one replays exactly, with all that happened in it:

    python -m tests.proofs.trust_simulation 17          what does not hold, and the trace
    python -m tests.proofs.trust_simulation 17 100002   only the lines that name a chat
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tests.simulation.due_digests import dues
from tests.simulation.engine import Simulation, folder_in_memory
from tests.simulation.invariants import broken
from tests.simulation.outbox import rows
from tests.simulation.plan import drawn

SEEDS = int(os.environ.get("SEEDS", "300"))
FROM = int(os.environ.get("FROM", "0"))
WORKERS = int(os.environ.get("WORKERS", "2"))
HOURS = 48.0
MINUTES_ALLOWED = 30.0
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of one seed."""

    seed: int
    real_seconds: float
    sha256: str
    broken: list[str]
    counts: Counter[str] = field(default_factory=Counter)


def figures(seed: int, hours: float = HOURS) -> Figures:
    """Live through a seed."""
    with folder_in_memory() as folder:
        sim = drawn(folder, seed, hours)
        sim.run(hours)
        return Figures(seed, sim.real_seconds, sim.trace.sha256, broken(sim), _counts(sim))


def _counts(sim: Simulation) -> Counter[str]:
    counts = Counter({f"digests {state}": n for state, n in _digests(sim).items()})
    counts["digests due"] = sum(1 for _ in dues(sim))
    counts["messages accepted"] = len(sim.telegram.accepted)
    counts["kills and stops"] = len(sim.program.downs) - len(sim.program.ended_by_itself)
    counts["ends by itself"] = len(sim.program.ended_by_itself)
    counts["requests"] = len(sim.trace.lines)
    return counts


def _digests(sim: Simulation) -> Counter[str]:
    return Counter(row.state for row in rows(sim.program.database) if row.kind == "digest")


def _lived(seeds: range) -> Iterator[Figures]:
    with ProcessPoolExecutor(WORKERS) as pool:
        yield from pool.map(figures, seeds)


def test_every_promise_is_kept_whatever_goes_wrong() -> None:
    begun, total, failed, seconds = time.perf_counter(), Counter[str](), dict[int, list[str]](), list[float]()
    for one in _lived(range(FROM, FROM + SEEDS)):
        total += one.counts
        seconds.append(one.real_seconds)
        if one.broken:
            failed[one.seed] = one.broken
            print(f"seed {one.seed}:", *one.broken[:SHOWN], sep="\n    ", flush=True)
    minutes = (time.perf_counter() - begun) / 60
    print(f"\n{SEEDS} seeds of {HOURS:g} h in {minutes:.1f} minutes, {sum(seconds) / len(seconds):.1f} s each")
    print(*(f"{number:9,} {what}" for what, number in sorted(total.items())), sep="\n")
    assert not failed, f"seeds {sorted(failed)} break a promise"
    assert minutes <= max(MINUTES_ALLOWED * SEEDS / 300, 1.0)


def replay(seed: int, what: str = "") -> None:
    """Print a seed's life."""
    with folder_in_memory() as folder:
        sim = drawn(folder, seed, HOURS)
        sim.run(HOURS)
        print(*(line for line in sim.trace.lines if what in line), sep="\n")
        print(*broken(sim), sep="\n")
        print(sim.trace.sha256)


if __name__ == "__main__":
    replay(int(sys.argv[1]), *sys.argv[2:3])
