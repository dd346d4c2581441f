"""The largest nights of a channel, for each thing that is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlite_utils import Database

from parsers.records import Kind, Outcome
from storage.views.figures import DOWN, MISSILES, Figure
from storage.views.missing_nights import unconfirmed_days
from storage.views.readings import Sources, sources_of
from storage.views.series import NightFigures, first_night, missing_days, nights_between

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

    ``withheld`` are the nights that mention it without a number: one of them may have been larger.
    """

    counted: Countable
    nights: tuple[tuple[date, Figure], ...]
    withheld: tuple[date, ...]


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
    records = (Record(counted, _largest(nights, counted, size), _withheld(nights, counted)) for counted in COUNTED)
    return RecordsView(
        channel=channel,
        first=first,
        last=last,
        nights=len(nights),
        missing=missing,
        records=tuple(record for record in records if record.nights),
        unconfirmed=unconfirmed_days(db, channel, missing),
    )


def record_sources(db: Database, views: Sequence[RecordsView]) -> Sources:
    """Return the posts of every figure of the records."""
    figures = [figure for view in views for record in view.records for _, figure in record.nights]
    return sources_of(db, list(dict.fromkeys(part.key for figure in figures for part in figure.parts)))


def _largest(nights: Sequence[NightFigures], counted: Countable, size: int) -> tuple[tuple[date, Figure], ...]:
    found = [(night.day, figure) for night in nights if (figure := night.of(*counted)) and figure.number]
    return tuple(sorted(found, key=lambda one: (-(one[1].number or 0), one[0]))[:size])


def _withheld(nights: Sequence[NightFigures], counted: Countable) -> tuple[date, ...]:
    return tuple(night.day for night in nights if (figure := night.of(*counted)) and figure.unstated)
