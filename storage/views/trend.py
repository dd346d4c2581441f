"""The last 30, 90 or 365 nights of a channel as a series, holes and all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from parsers.records import Kind, Outcome
from storage.engines.engine import Database
from storage.views.averages import NIGHTS, Average, average_of
from storage.views.figures import MISSILES, Figure
from storage.views.missing_nights import unconfirmed_days
from storage.views.series import Measure, NightFigures, days, nights_between

# An average of fewer than four of its seven nights would claim more than it knows.
ENOUGH = 4
# What is told apart from the downed: until July 2025 the lost to jamming.
JAMMED = (Outcome.SUPPRESSED, Outcome.LOST)


@dataclass(frozen=True, slots=True)
class Point:
    """One date: its night's figures, or None throughout where there is no night (a hole, not a zero).

    ``lost`` are the drones lost to jamming, or jammed, that are told apart from those brought down. ``average`` is the
    average of the seven nights that end with this one, by the measure the trend is drawn with.
    """

    day: date
    night: NightFigures | None
    launched: Figure | None
    down: Figure | None
    down_as: Outcome | None
    lost: Figure | None
    missiles: dict[Kind, Figure]
    average: Average


@dataclass(frozen=True, slots=True)
class TrendView:
    """The dates up to ``last``, oldest first. ``measure`` is what averages are of: what the channel mostly counts.

    ``unconfirmed`` are the missing dates whose report is held back.
    """

    channel: str
    measure: Measure
    points: tuple[Point, ...]
    unconfirmed: tuple[date, ...] = ()

    @property
    def missing(self) -> tuple[date, ...]:
        return tuple(point.day for point in self.points if point.night is None)


def trend_view(db: Database, channel: str, last: date, length: int, measure: Measure) -> TrendView:
    """Return the ``length`` dates up to ``last``, each with the average of the seven nights that end with it."""
    first = last - timedelta(days=length - 1)
    nights = nights_between(db, channel, first - timedelta(days=NIGHTS), last)
    known = {night.day: night for night in nights}
    missing = [day for day in days(first, last) if day not in known]
    points = tuple(_point(day, known, measure) for day in days(first, last))
    return TrendView(channel, measure, points, unconfirmed_days(db, channel, missing))


def _point(day: date, known: dict[date, NightFigures], measure: Measure) -> Point:
    night = known.get(day)
    first = day - timedelta(days=NIGHTS - 1)
    before = [known[one] for one in days(first, day) if one in known]
    missiles = {kind: night.figures.get((Outcome.LAUNCHED, kind)) for kind in MISSILES} if night else {}
    return Point(
        day=day,
        night=night,
        launched=night.measure(Measure.DRONES_LAUNCHED) if night else None,
        down=night.measure(Measure.DRONES_DOWN) if night else None,
        down_as=night.down_as if night else None,
        lost=night.of(JAMMED, (Kind.DRONE,)) if night else None,
        missiles={kind: figure for kind, figure in missiles.items() if figure},
        average=average_of(before, first, day, measure),
    )
