"""The whole program in virtual time: the short form; the long one is tests/slow/trust_simulation.py."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.simulation.engine import Setup, Simulation, folder_in_memory
from tests.simulation.loop import StuckError, VirtualLoop
from tests.simulation.plan import drawn

HOURS = 2.0


def test_time_jumps_to_the_next_timer() -> None:
    loop = VirtualLoop()
    loop.run_until_complete(asyncio.sleep(86_400))
    assert loop.time() == 86_400
    loop.close()


def test_a_world_in_which_nothing_will_happen_is_told() -> None:
    loop = VirtualLoop()
    forever = loop.create_future()
    with pytest.raises(StuckError):
        loop.run_until_complete(forever)
    loop.close()


def _lines(seed: int, folder: Path) -> list[str]:
    sim = drawn(folder, seed, HOURS, chats=(3, 4))
    sim.run(HOURS)
    return sim.trace.lines


@pytest.mark.parametrize("seed", [1, 2])
def test_a_seed_replays_exactly(seed: int) -> None:
    with folder_in_memory() as one, folder_in_memory() as other:
        first, second = _lines(seed, one), _lines(seed, other)
    assert len(first) > 30
    assert first == second


def test_another_seed_is_another_world() -> None:
    with folder_in_memory() as one, folder_in_memory() as other:
        assert _lines(1, one) != _lines(2, other)


def test_a_question_is_answered_in_virtual_time() -> None:
    with folder_in_memory() as folder:
        sim = Simulation(folder, 0, Setup())
        person = sim.people.private()
        sim.at(10, lambda sim: sim.people.say(person, "/latest"))
        sim.run(0.5)
    answers = [one for one in sim.telegram.accepted if one.answers == sim.people.said[0].update]
    assert [one.chat for one in answers] == [person.chat.id]
    assert 600.0 < answers[0].at < 602.0
