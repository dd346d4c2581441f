"""Which digests are due, computed from what people said and were answered, independently of the program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.simulation.people import Person, Said

if TYPE_CHECKING:
    from tests.simulation.engine import Simulation

# What ends a wish, or begins another one.
ENDS = ("/subscribe", "/unsubscribe", "/forget", "(block)", "(migrate)")
# So near to a change of a wish it may count or not.
EDGE_SECONDS = 180.0
OWED = timedelta(hours=6)
OWED_ASAP = timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Due:
    """A digest that is due: whose, of which local date, from when until when (true seconds)."""

    person: Person
    chats: frozenset[int]
    day: date
    start: float
    end: float

    @property
    def keys(self) -> set[str]:
        return {f"digest:{chat}:{self.day}" for chat in self.chats}


# What is answered where a wish could not be kept.
NOT_DONE = ("Something went wrong", "Щось пішло не так")


def dues(sim: Simulation) -> Iterator[Due]:
    """Every digest whose whole time lies within the simulation."""
    answers: dict[int | None, float] = {
        one.answers: one.at
        for one in sim.telegram.accepted
        if one.answers is not None and not one.text.startswith(NOT_DONE)
    }
    for person in sim.people.everybody:
        said = [one for one in sim.people.said if one.person is person]
        for number, one in enumerate(said):
            answered = answers.get(one.update) if one.text.startswith("/subscribe") else None
            if answered is not None:
                ended = next((later.at for later in said[number + 1 :] if later.text.startswith(ENDS)), sim.seconds)
                yield from _of_wish(sim, one, answered + EDGE_SECONDS, ended - EDGE_SECONDS)


def _of_wish(sim: Simulation, said: Said, start: float, end: float) -> Iterator[Due]:
    person = said.person
    asap = person.minute is None
    zone = ZoneInfo("Europe/Kyiv" if asap else person.zone)
    minute = 6 * 60 if person.minute is None else person.minute
    day = sim.setup.begin.astimezone(zone).date() - timedelta(days=1)
    while (due := _due(sim, person, day, minute, zone)).start < end:
        if due.start > start and due.end < min(end, sim.seconds):
            yield due
        day += timedelta(days=1)


def _due(sim: Simulation, person: Person, day: date, minute: int, zone: ZoneInfo) -> Due:
    # One that a clock leaps over comes as long after midnight as it says; of one that comes twice, the first.
    at = datetime.combine(day, time(minute // 60, minute % 60), zone).astimezone(UTC)
    start = (at - sim.setup.begin).total_seconds()
    owed = OWED_ASAP if person.minute is None else OWED
    return Due(person, frozenset(person.ids), day, start, start + owed.total_seconds())
