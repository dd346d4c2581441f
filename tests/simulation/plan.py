"""What happens in a seed's world: everything is drawn before it begins."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests.simulation import faults
from tests.simulation.engine import Happening, Setup, Simulation
from tests.simulation.people import Person, ask
from tests.simulation.troubles import How

# Ordinary days, and those on which clocks change somewhere among the zones of the people.
DAYS = (
    datetime(2026, 10, 12, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=UTC),
    datetime(2026, 10, 24, tzinfo=UTC),
    datetime(2026, 3, 28, tzinfo=UTC),
    datetime(2026, 10, 31, tzinfo=UTC),
    datetime(2026, 3, 7, tzinfo=UTC),
    datetime(2026, 10, 3, tzinfo=UTC),
    datetime(2026, 4, 4, tzinfo=UTC),
)
# The last hours of a seed bring nothing new, so that whatever is owed can end.
CALM_HOURS = 3.0
SENT = ("send", "edit")

Draw = Callable[[random.Random], Happening]


def _broken(how: How) -> Draw:
    """A share of what is sent, or all of it, goes wrong for a while."""

    def draw(chance: random.Random) -> Happening:
        lasting, share = chance.choice([30, 120, 600, 1800]), chance.choice([0.1, 0.5, 1.0])
        methods = chance.choice([SENT, SENT, ()])
        return faults.telegram(how, lasting, share=share, methods=methods, seconds=chance.choice([20, 90, 600]))

    return draw


FAULTS: tuple[Draw, ...] = (
    *(_broken(how) for how in How if how is not How.FLOOD),
    lambda chance: faults.away(chance.choice([30, 300, 3600, 3600, 20 * 3600])),
    lambda chance: faults.flood(chance.choice([1, 20, 20, 600, 12 * 3600])),
    lambda chance: faults.poll_answers(chance.choice([401, 404, 409, 500])),
    lambda chance: faults.poll_answers(409, chance.choice([3, 30])),
    lambda chance: faults.unparsable_update,
    lambda chance: faults.kill(chance.choice([1, 5, 5, 600, 5 * 3600])),
    lambda chance: faults.kill(chance.choice([1, 5])),
    lambda chance: faults.restart(chance.choice([1, 5, 60])),
    lambda chance: faults.locked(chance.choice([5, 30, 30, 120])),
    lambda chance: faults.disk_full(chance.choice([5, 30, 30, 120])),
    lambda chance: faults.clock_step(chance.choice([-240, -3600, -86400, 3600]), chance.choice([60, 600])),
    lambda chance: faults.clock_step(365 * 86400, 20),
    lambda chance: faults.suspend(chance.choice([60, 3600, 8 * 3600])),
    lambda chance: faults.pages_fail(chance.randint(1, 6)),
    lambda chance: faults.pages_away(chance.choice([60, 1200, 7200]), hanging=chance.random() < 0.5),
)


def drawn(folder: Path, seed: int, hours: float = 48.0, chats: tuple[int, int] = (8, 14)) -> Simulation:
    """The simulation of a seed, planned and not yet run."""
    chance = random.Random(f"{seed} plan")
    setup = Setup(chance.choice(DAYS), chance.uniform(300, 900), tick_seconds=60.0)
    sim = Simulation(folder, seed, setup)
    last = max((hours - CALM_HOURS) * 60, hours * 30)
    sim.calm_from = last * 60
    for _ in range(chance.randint(*chats)):
        _live(sim, sim.people.arrive(chance), chance, last)
    for _ in range(max(1, round(hours / 4))):
        sim.at(chance.uniform(5, last), chance.choice(FAULTS)(chance))
    for _ in range(round(hours / 3)):
        sim.at(chance.uniform(5, last), lambda sim: sim.channels.say_something(), "something is said")
    for _ in range(round(hours / 16)):
        sim.at(chance.uniform(5, last), lambda sim: sim.channels.edit(), "an edit")
    if chance.random() < 0.3:
        sim.at(chance.uniform(5, last), lambda sim: sim.channels.delete(), "a deletion")
    return sim


def _live(sim: Simulation, person: Person, chance: random.Random, last: float) -> None:
    """One person's two days."""
    people: list[tuple[float, Callable[..., Any]]] = []
    begun = chance.uniform(1, last * 0.4)
    people.append((begun, lambda sim: sim.people.subscribe(person)))
    for _ in range(chance.randint(2, 8)):
        people.append((chance.uniform(begun, last), ask(person, chance)))
        people.append((chance.uniform(begun, last), lambda sim: sim.people.press(person, chance)))
    late = chance.uniform(begun, last)
    match chance.choice(["", "", "", "leave", "quietly", "return", "forget", "end", "change", "migrate", "mute"]):
        case "leave":
            people.append((late, lambda sim: sim.people.block(person)))
        case "quietly":
            people.append((late, lambda sim: sim.people.block(person, quietly=True)))
        case "return":
            people.append((late, lambda sim: sim.people.block(person)))
            people.append((chance.uniform(late, last), lambda sim: sim.people.unblock(person)))
        case "forget":
            people.append((late, partial(_say, person, "/forget")))
        case "end":
            people.append((late, partial(_say, person, "/unsubscribe")))
        case "change":
            people.append((late, lambda sim: sim.people.subscribe(person)))
        case "migrate":
            people.append((late, lambda sim: sim.people.migrate(person)))
        case "mute":
            people.append((late, partial(_say, person, "/digest")))
    for at, what in people:
        sim.at(at, what, "people")


def _say(person: Person, text: str, sim: Simulation) -> None:
    sim.people.say(person, text)
