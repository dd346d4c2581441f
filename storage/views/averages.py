"""The average of the nights before a night, with the nights it is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from storage.views.figures import Figure, together
from storage.views.series import Measure, NightFigures, missing_days, nights_between

NIGHTS = 7


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of a measure over the nights from ``first`` to ``last``.

    ``mean`` is over the ``nights`` that state a number, None where none does; ``total`` is their sum, whose hedge the
    mean shares. ``missing`` are the dates without a night, ``unstated`` the nights that give no number.
    """

    measure: Measure
    first: date
    last: date
    mean: float | None
    total: Figure | None
    nights: tuple[NightFigures, ...]
    missing: tuple[date, ...]
    unstated: tuple[NightFigures, ...]


def average_view(db: Database, channel: str, before: date, measure: Measure, nights: int = NIGHTS) -> Average:
    """Return the average of the ``nights`` dates before the night of ``before``, which is excluded."""
    first, last = before - timedelta(days=nights), before - timedelta(days=1)
    return average_of(nights_between(db, channel, first, last, measure), first, last, measure)


def average_of(nights: list[NightFigures], first: date, last: date, measure: Measure) -> Average:
    """Return the average over those of ``nights`` from first to last."""
    within = [night for night in nights if first <= night.day <= last]
    measured = [(night, night.measure(measure)) for night in within]
    stated = [(night, figure) for night, figure in measured if figure and figure.number is not None]
    total = together(figure for _, figure in stated)
    return Average(
        measure=measure,
        first=first,
        last=last,
        mean=total.number / len(stated) if total and total.number is not None else None,
        total=total,
        nights=tuple(night for night, _ in stated),
        missing=missing_days(within, first, last),
        unstated=tuple(night for night, figure in measured if not figure or figure.number is None),
    )
