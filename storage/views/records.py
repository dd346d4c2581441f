"""The largest nights of a channel, for each thing that is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from parsers.records import Kind, Outcome
from storage.engines.engine import Database
from storage.views.figures import DOWN, MISSILES, Figure
from storage.views.missing_nights import unconfirmed_days
from storage.views.readings import Sources, sources_of
from storage.views.regimes import Regime, borders
from storage.views.series import MEASURES, NightFigures, first_night, missing_days, nights_between

NIGHTS_A_RECORD = 3


class Countable(NamedTuple):
    """What a record counts: weapons of these kinds with one of these outcomes."""

    outcomes: tuple[Outcome, ...]
    kinds: tuple[Kind, ...]


# Downed and downed-or-suppressed are separate records: the figures do not compare.
COUNTED = (
    Countable((Outcome.LAUNCHED,), (Kind.DRONE,)),
    *(Countable((outcome,), (Kind.DRONE,)) for outcome in (*DOWN, Outcome.LOST)),
    Countable((Outcome.LAUNCHED,), MISSILES),
    *(Countable((Outcome.LAUNCHED,), (kind,)) for kind in MISSILES),
)


@dataclass(frozen=True, slots=True)
class Record:
    """The largest nights of one thing, largest first; of equal ones the earlier. A hedged number counts as printed.

    ``withheld`` are the nights that mention it without a number, or without one of its numbers: one of them may have
    been larger. ``high`` is what no night came over, None where a number that is withheld or hedged leaves it open.
    ``is_sorted`` is whether the hedges of the others leave no doubt which were the largest, and in which order.
    ``borders`` are the changes of counting between the nights.
    """

    counted: Countable
    nights: tuple[tuple[date, Figure], ...]
    withheld: tuple[date, ...]
    high: int | None = None
    is_sorted: bool = True
    borders: tuple[Regime, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordsView:
    """The records of one channel among the ``nights`` nights from ``first`` to ``last``; ``missing`` are not known.

    ``unconfirmed`` are the missing ones whose report is held back.
    """

    channel: str
    first: date | None
    last: date
    nights: int
    missing: tuple[date, ...]
    records: tuple[Record, ...]
    unconfirmed: tuple[date, ...] = ()


def records_view(db: Database, channel: str, last: date, size: int = NIGHTS_A_RECORD) -> RecordsView:
    """Return the ``size`` largest nights up to ``last`` of everything that the channel's nights state a number of."""
    first = first_night(db, channel)
    nights = nights_between(db, channel, first, last) if first else []
    missing = missing_days(nights, first, last) if first else ()
    records = (_record(channel, nights, counted, size) for counted in COUNTED)
    return RecordsView(
        channel=channel,
        first=first,
        last=last,
        nights=len(nights),
        missing=missing,
        records=tuple(record for record in records if record.nights),
        unconfirmed=unconfirmed_days(db, channel, missing),
    )


def borders_of(counted: Countable, channel: str, first: date, last: date) -> tuple[Regime, ...]:
    """Return the changes in the way a channel counts this, between two nights (as ``regimes.borders`` has them)."""
    measures = {
        measure
        for measure, (outcomes, kinds) in MEASURES.items()
        if set(counted.outcomes) <= set(outcomes) and set(counted.kinds) <= set(kinds)
    }
    return tuple(one for one in borders(channel, first, last) if one.measures & measures)


def record_sources(db: Database, views: Sequence[RecordsView]) -> Sources:
    """Return the posts of every figure of the records."""
    figures = [figure for view in views for record in view.records for _, figure in record.nights]
    return sources_of(db, list(dict.fromkeys(part.key for figure in figures for part in figure.parts)))


def _record(channel: str, nights: Sequence[NightFigures], counted: Countable, size: int) -> Record:
    found = [(night.day, figure) for night in nights if (figure := night.of(*counted))]
    ranked = sorted(found, key=lambda one: (-(one[1].number or 0), one[0]))
    largest = ranked[:size]
    highs = [figure.high for _, figure in found]
    return Record(
        counted=counted,
        nights=tuple((day, figure) for day, figure in largest if figure.number),
        withheld=tuple(day for day, figure in found if figure.unstated),
        high=None if None in highs else max((high for high in highs if high is not None), default=None),
        is_sorted=_is_sorted([figure for _, figure in ranked if not figure.unstated], size),
        borders=borders_of(counted, channel, found[0][0], found[-1][0]) if found else (),
    )


def _is_sorted(ranked: Sequence[Figure], size: int) -> bool:
    """Return whether none that stands behind one of the first ``size`` was larger."""
    return all(
        behind.high is not None and behind.high <= one.low
        for place, one in enumerate(ranked[:size], start=1)
        for behind in ranked[place:]
    )
