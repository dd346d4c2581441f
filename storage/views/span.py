"""A week, a month, any range of nights: what is in it, what is missing, and the sums that mean something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from parsers.records import Kind, Outcome
from storage.views.figures import MISSILES, Figure, together
from storage.views.series import Measure, NightFigures, missing_days, nights_between


@dataclass(frozen=True, slots=True)
class SpanSide:
    """The nights of one channel from ``first`` to ``last``, and their sums: always of the nights that are there.

    ``sums`` has a measure only where a night speaks of it; hedges stay in its bounds. ``missiles`` are the launched by
    kind. ``down_as`` lists by which outcomes drones were counted as brought down: with two of them the sum joins
    figures that do not compare.
    """

    channel: str
    nights: tuple[NightFigures, ...]
    missing: tuple[date, ...]
    sums: dict[Measure, Figure]
    missiles: dict[Kind, Figure]
    down_as: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class SpanView:
    """A range of nights as each channel tells it. The sums of two sides are never added."""

    first: date
    last: date
    sides: tuple[SpanSide, ...]


def span_view(db: Database, channels: Sequence[str], first: date, last: date) -> SpanView:
    """The nights from first to last, both in it, in the order of the channels."""
    return SpanView(first, last, tuple(span_side(db, channel, first, last) for channel in channels))


def span_side(db: Database, channel: str, first: date, last: date) -> SpanSide:
    """One channel's nights from first to last."""
    nights = nights_between(db, channel, first, last)
    sums = {measure: together(night.measure(measure) for night in nights) for measure in Measure}
    missiles = {kind: together(night.of((Outcome.LAUNCHED,), (kind,)) for night in nights) for kind in MISSILES}
    return SpanSide(
        channel=channel,
        nights=tuple(nights),
        missing=missing_days(nights, first, last),
        sums={measure: summed for measure, summed in sums.items() if summed},
        missiles={kind: summed for kind, summed in missiles.items() if summed},
        down_as=tuple(dict.fromkeys(night.down_as for night in nights if night.down_as)),
    )
