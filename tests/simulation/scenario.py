"""One cause during one morning's broadcast, in virtual time: what became of every digest, and how soon it was well."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.simulation.engine import Happening, Setup, Simulation, folder_in_memory
from tests.simulation.outbox import rows
from tests.simulation.people import Person

# 09:00 in Kyiv is 06:00 UTC here; the scenario begins at 04:00 and people subscribe at once.
BEGIN = datetime(2026, 10, 12, 4, 0, tzinfo=UTC)
DUE_MINUTE = 120.0
QUESTION_MINUTES = 0.25


@dataclass(frozen=True, slots=True)
class Report:
    """``states`` counts the digests of the day; ``lost`` have no accepted message and are called neither expired nor
    unknown. ``last_sent`` is how many seconds after its hour the last was accepted; ``answered_after`` how many seconds
    after the end of the faults the first question was answered that came after it; ``told`` is what the operator read.
    """

    states: Counter[str]
    copies: int
    most_copies: int
    loud_copies: int
    lost: int
    last_sent: float
    answered_after: float | None
    most_log_lines: int
    told: list[str]
    ended_by_itself: list[str]


def scenario(
    chats: int,
    faults: Sequence[tuple[float, Happening]],
    *,
    hours: float = 6.0,
    fault_ends: float | None = None,
    seed: int = 0,
    tick_seconds: float = 20.0,
) -> Report:
    """Let ``faults`` happen, each so many minutes after the hour at which the digests of all ``chats`` are due.

    ``fault_ends`` (minutes after that hour) is from when on a question every quarter of a minute should be answered.
    """
    with folder_in_memory() as folder:
        sim = Simulation(folder, seed, Setup(BEGIN, poll_seconds=300.0, tick_seconds=tick_seconds))
        people = [sim.people.private() for _ in range(chats)]
        asks = sim.people.private()
        for number, one in enumerate(people):
            sim.at(1 + number * 0.05, _subscribing(one), "subscribe")
        for minute, fault in faults:
            sim.at(DUE_MINUTE + minute, fault)
        if fault_ends is not None:
            for step in range(40):
                minute = DUE_MINUTE + fault_ends + step * QUESTION_MINUTES
                sim.at(minute, lambda sim: sim.people.say(asks, "/latest"), "question")
        sim.run(DUE_MINUTE / 60 + hours)
        return _report(sim, fault_ends)


def _subscribing(person: Person) -> Happening:
    return lambda sim: sim.people.subscribe(person)


def _report(sim: Simulation, fault_ends: float | None) -> Report:
    due, operators = DUE_MINUTE * 60, set(sim.program.settings.admin_ids)
    digests = [row for row in rows(sim.program.database) if row.kind == "digest"]
    sent: dict[tuple[int, str], list[tuple[float, bool]]] = defaultdict(list)
    for one in sim.telegram.accepted:
        if one.answers is None and one.chat not in operators and one.at >= due:
            sent[one.chat, one.text].append((one.at, one.silent))
    got = {chat for chat, _ in sent}
    return Report(
        states=Counter(row.state for row in digests),
        copies=sum(len(times) - 1 for times in sent.values()),
        most_copies=max(map(len, sent.values()), default=0),
        loud_copies=sum(not silent for times in sent.values() for _, silent in times[1:]),
        lost=sum(row.chat not in got and row.state not in ("expired", "unknown") for row in digests),
        last_sent=max((times[0][0] - due for times in sent.values()), default=0.0),
        answered_after=_answered_after(sim, None if fault_ends is None else due + fault_ends * 60),
        most_log_lines=sim.log.most_a_minute(),
        told=[one.text for one in sim.telegram.accepted if one.chat in operators],
        ended_by_itself=sim.program.ended_by_itself,
    )


def _answered_after(sim: Simulation, ended: float | None) -> float | None:
    """Seconds from the end of the faults to the first answer to a question that was asked after it."""
    if ended is None:
        return None
    asked = {one.update for one in sim.people.said if one.text == "/latest" and one.at >= ended}
    return min((one.at - ended for one in sim.telegram.accepted if one.answers in asked), default=None)
