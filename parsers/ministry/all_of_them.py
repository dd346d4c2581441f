"""«Все»: everything that was sent and is now stopped, or a repetition of everything counted so far."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.ministry.events import Said
from parsers.ministry.totals import stopped
from parsers.records import Doubt, Kind, Line, Outcome


def all_of(count: Said, outcome: Outcome, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of «все воздушные цели», «все БПЛА»: whatever was sent.

    «Все три ракеты» takes the names of three that were sent.
    """
    if not count.all:
        return []
    sent = [line for line in lines if line.outcome is Outcome.LAUNCHED and _speaks_of(count.kind, line.kind)]
    if count.amount:
        sent = [line for line in sent if line.number == count.amount.number][:1]
    return [Line(outcome, line.kind, line.weapons, line.number, line.hedge, count.words) for line in sent]


def all_again(count: Said, kind: Kind, lines: Sequence[Line]) -> list[Doubt] | None:
    """Return None if «все пять БПЛА сбиты» is a count of its own, else the doubts about it as a sum of earlier counts.

    «Все цели уничтожены» is a sum too if nothing was said of what was sent. ``kind`` is the kind of the count if it
    names none. «Все три ракеты» may be those sent, and not stopped yet.
    """
    if count.amount and not count.all:
        return None
    number = count.number()[0]
    down = stopped(lines)
    nameless = (
        not count.amount and count.plural is not False and any(line.kind is kind and line.number for line in down)
    )
    if nameless and not count.part:
        return []  # «… 22 БПЛА. БПЛА сбиты над территориями А и Б» states their places
    if not (count.all and down):
        return None
    if not count.amount:
        return None if any(line.outcome is Outcome.LAUNCHED for line in lines) else []
    alike = [line.number or 0 for line in down if kind in {line.kind, Kind.TARGET} or count.kind is None]
    if number == sum(alike):
        return []
    sent = any(line.outcome is Outcome.LAUNCHED and line.number == number for line in lines)
    return None if sent and not alike else [Doubt("total_differs", f"all {number} of {sum(alike)}")]


def _speaks_of(said: Kind | None, kind: Kind) -> bool:
    """Return whether «все цели», «все ракеты» include a kind."""
    if said in {None, Kind.TARGET, kind}:
        return True
    return said is Kind.MISSILE and kind not in {Kind.DRONE, Kind.ROCKET, Kind.BOAT, Kind.GUIDED_BOMB}
