"""The whole program in virtual time: the short form; the long one is tests/proofs/trust_simulation.py."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.simulation import faults
from tests.simulation.engine import Setup, Simulation, folder_in_memory
from tests.simulation.invariants import broken
from tests.simulation.loop import StuckError, VirtualLoop
from tests.simulation.plan import drawn
from tests.simulation.scenario import scenario
from tests.simulation.telegram import Accepted

HOURS = 1.0


def test_virtual_time_jumps_to_the_next_timer() -> None:
    loop = VirtualLoop()
    loop.run_until_complete(asyncio.sleep(86_400))
    assert loop.time() == 86_400
    loop.close()


def test_a_world_without_any_pending_event_raises_an_error() -> None:
    loop = VirtualLoop()
    forever = loop.create_future()
    with pytest.raises(StuckError):
        loop.run_until_complete(forever)
    loop.close()


def _lines(seed: int, folder: Path) -> list[str]:
    sim = drawn(folder, seed, HOURS, chats=(3, 4))
    sim.run(HOURS)
    return sim.trace.lines


def test_a_seed_replays_exactly_and_another_seed_differs() -> None:
    with folder_in_memory() as one, folder_in_memory() as other, folder_in_memory() as third:
        first, second, else_ = _lines(1, one), _lines(1, other), _lines(2, third)
    assert len(first) > 20
    assert first == second
    assert first != else_


def test_a_question_is_answered_in_virtual_time() -> None:
    with folder_in_memory() as folder:
        sim = Simulation(folder, 0, Setup())
        person = sim.people.private()
        sim.at(10, lambda sim: sim.people.say(person, "/latest"))
        sim.run(0.5)
    answers = [one for one in sim.telegram.accepted if one.answers == sim.people.said[0].update]
    assert [one.chat for one in answers] == [person.chat.id]
    assert 600.0 < answers[0].at < 602.0


def test_a_locked_database_delays_a_broadcast_and_sends_no_loud_copy() -> None:
    report = scenario(12, [(15.05, faults.locked(30.0))], hours=0.5, fault_ends=15.6)
    assert report.states == {"sent": 12}
    assert (report.loud_copies, report.lost, report.most_copies <= 2) == (0, 0, True)
    # The digests go a quarter of an hour after their hour, as one side is late; then the lock, and a copy's minute.
    assert report.last_sent < 15 * 60 + 120
    assert report.answered_after is not None and report.answered_after < 60
    assert report.ended_by_itself == []


def test_the_check_catches_a_sender_that_sends_loud_copies() -> None:
    with folder_in_memory() as folder:
        sim = Simulation(folder, 0, Setup())
        sim.run(0.1)
        first = Accepted(at=10.0, begun=0.0, chat=1, text="a digest", silent=False, message_id=1, answers=None, life=1)
        sim.telegram.accepted += [first, replace(first, at=75.0)]
        assert broken(sim) == [
            "copies_are_two_at_most_and_the_second_silent: a loud copy of 'a digest' to 1 at [10, 75] s"
        ]
