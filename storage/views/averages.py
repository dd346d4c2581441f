"""The average of the nights before a night, with the nights it is computed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from storage.engines.engine import Database
from storage.views.figures import Figure, Mean, mean
from storage.views.series import Measure, NightFigures, missing_days, nights_between

NIGHTS = 7


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of a measure over the nights from ``first`` to ``last``.

    ``mean`` is over the ``nights`` that state a number, None where none does. ``missing`` are the dates without a
    night, ``unstated`` the nights that give no number.
    """

    measure: Measure
    first: date
    last: date
    mean: Mean | None
    nights: tuple[NightFigures, ...]
    missing: tuple[date, ...]
    unstated: tuple[NightFigures, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """How far a night lies above a mean (0.25: a quarter), or below it where negative: as far, or at least as far."""

    change: float
    is_exact: bool


def against(night: Figure, average: Mean) -> Against | None:
    """Compare a night with a mean; None where the hedges of one of them leave it open which is larger, and for a number
    that is only about so many."""
    if night.told.about or average.told.about:
        return None
    if night.exact is not None and average.is_exact:
        return Against(night.exact / average.number - 1, is_exact=True) if average.number else None
    if night.high is not None and night.high < average.low:
        return Against(night.high / average.low - 1, is_exact=False)
    if average.high and night.low > average.high:
        return Against(night.low / average.high - 1, is_exact=False)
    return None


def average_view(db: Database, channel: str, before: date, measure: Measure, nights: int = NIGHTS) -> Average:
    """Return the average of the ``nights`` dates before the night of ``before``, which is excluded."""
    first, last = before - timedelta(days=nights), before - timedelta(days=1)
    return average_of(nights_between(db, channel, first, last, measure), first, last, measure)


def average_of(nights: list[NightFigures], first: date, last: date, measure: Measure) -> Average:
    """Return the average over those of ``nights`` from first to last."""
    within = [night for night in nights if first <= night.day <= last]
    measured = [(night, night.measure(measure)) for night in within]
    stated = [(night, figure) for night, figure in measured if figure and figure.number is not None]
    return Average(
        measure=measure,
        first=first,
        last=last,
        mean=mean(figure for _, figure in stated),
        nights=tuple(night for night, _ in stated),
        missing=missing_days(within, first, last),
        unstated=tuple(night for night, figure in measured if not figure or figure.number is None),
    )
