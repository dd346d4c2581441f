"""The rank of a night among all nights since the history began; refused where the history has holes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from parsers.records import Outcome
from storage.engines.engine import Database
from storage.views.figures import Figure
from storage.views.regimes import borders
from storage.views.series import Measure, NightFigures, first_night, missing_days, nights_between


class NoRank(StrEnum):
    """Why a night has no rank."""

    NO_NIGHT = "no_night"
    NOT_STATED = "not_stated"
    MISSING_NIGHTS = "missing_nights"
    UNSTATED_NIGHTS = "unstated_nights"
    HEDGED = "hedged"
    COUNTED_DIFFERENTLY = "counted_differently"


@dataclass(frozen=True, slots=True)
class Rank:
    """The ``place``-th largest of ``nights`` nights since ``since``, the night of ``day`` among them.

    Equal nights share the better place (``ties`` counts the others). Where ``refused``, there is no place, and
    ``holes`` are the nights that prevent it: not known, without a number, with a hedge that leaves the order open, or
    counted in another way. ``unbroken_since`` is the earliest date from which there would be a place.
    """

    measure: Measure
    day: date
    figure: Figure | None
    since: date
    nights: int
    place: int | None
    ties: int
    refused: NoRank | None
    holes: tuple[date, ...]
    unbroken_since: date | None


def rank_view(db: Database, channel: str, day: date, measure: Measure, since: date | None = None) -> Rank:
    """Return the rank of the night of ``day`` among the nights from ``since`` (None: the first stored one) up to it."""
    since = since or first_night(db, channel) or day
    nights = nights_between(db, channel, since, day, measure)
    own = nights[-1] if nights and nights[-1].day == day else None
    figure = own.measure(measure) if own else None
    nothing = Rank(measure, day, figure, since, len(nights), None, 0, None, (), None)
    if own is None:
        return replace(nothing, refused=NoRank.NO_NIGHT)
    if figure is None or figure.number is None:
        return replace(nothing, refused=NoRank.NOT_STATED)
    measured = [(night, night.measure(measure)) for night in nights]
    stated = [(night, one) for night, one in measured if one and one.number is not None]
    holes = {
        NoRank.MISSING_NIGHTS: missing_days(nights, since, day),
        NoRank.UNSTATED_NIGHTS: tuple(night.day for night, one in measured if not one or one.number is None),
        NoRank.COUNTED_DIFFERENTLY: tuple(
            night.day
            for night, _ in stated
            if _outcomes(night) != _outcomes(own) or borders(channel, night.day, day, measure)
        ),
        NoRank.HEDGED: tuple(night.day for night, one in stated if night is not own and _is_open(one, figure)),
    }
    why = next((why for why, found in holes.items() if found), None)
    if why:
        after = max(hole for found in holes.values() for hole in found) + timedelta(days=1)
        return replace(nothing, refused=why, holes=holes[why], unbroken_since=after if after <= day else None)
    lows = [one.low for _, one in stated]
    place, ties = 1 + sum(low > figure.low for low in lows), lows.count(figure.low) - 1
    return replace(nothing, place=place, ties=ties, unbroken_since=since)


def _outcomes(night: NightFigures) -> set[Outcome]:
    """Return the outcomes by which a night that was loaded with one measure counts it."""
    return {outcome for outcome, _ in night.figures}


def _is_open(one: Figure, other: Figure) -> bool:
    """Return whether the hedges of two figures leave open which one is larger."""
    larger = other.high is not None and one.low > other.high
    not_larger = one.high is not None and one.high <= other.low
    return not larger and not not_larger
