"""How large a night was among all nights since the history began; refused where the history has holes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from sqlite_utils import Database

from parsers.records import Outcome
from storage.views.figures import Figure
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
    ``holes`` are the nights that forbid it: not known, without a number, with a hedge that leaves the order open, or
    counted by another outcome. ``unbroken_since`` is the earliest date from which there would be a place.
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
    """The rank of the night of ``day`` among the nights from ``since`` (from the first one kept) up to it."""
    since = since or first_night(db, channel) or day
    nights = nights_between(db, channel, since, day, measure)
    own = nights[-1] if nights and nights[-1].day == day else None
    figure = own.measure(measure) if own else None
    nothing = Rank(measure, day, figure, since, len(nights), None, 0, None, (), None)
    if own is None:
        return replace(nothing, refused=NoRank.NO_NIGHT)
    if figure is None or figure.number is None:
        return replace(nothing, refused=NoRank.NOT_STATED)
    holes = {why: found for why, found in _holes(nights, own, since, measure) if found}
    if holes:
        why = next(iter(holes))
        after = max(day for found in holes.values() for day in found) + timedelta(days=1)
        return replace(nothing, refused=why, holes=holes[why], unbroken_since=after if after <= day else None)
    larger = sum(one.low > figure.low for one in _figures(nights, measure))
    ties = sum(one.low == figure.low for one in _figures(nights, measure)) - 1
    return replace(nothing, place=1 + larger, ties=ties, unbroken_since=since)


def _figures(nights: Sequence[NightFigures], measure: Measure) -> list[Figure]:
    return [figure for night in nights if (figure := night.measure(measure))]


def _holes(
    nights: Sequence[NightFigures], own: NightFigures, since: date, measure: Measure
) -> Iterator[tuple[NoRank, tuple[date, ...]]]:
    """The dates that forbid a rank, for each reason."""
    stated = [night for night in nights if (one := night.measure(measure)) and one.number is not None]
    yield NoRank.MISSING_NIGHTS, missing_days(nights, since, own.day)
    yield NoRank.UNSTATED_NIGHTS, tuple(night.day for night in nights if night not in stated)
    yield NoRank.COUNTED_DIFFERENTLY, tuple(night.day for night in stated if _outcomes(night) != _outcomes(own))
    yield NoRank.HEDGED, tuple(night.day for night in stated if night is not own and _is_open(night, own, measure))


def _outcomes(night: NightFigures) -> set[Outcome]:
    """By which outcomes a night that was loaded with one measure counts it."""
    return {outcome for outcome, _ in night.figures}


def _is_open(night: NightFigures, own: NightFigures, measure: Measure) -> bool:
    """Whether the hedges of two nights leave open which one is the larger."""
    one, other = night.measure(measure), own.measure(measure)
    if one is None or other is None:
        return True
    larger = other.high is not None and one.low > other.high
    not_larger = one.high is not None and one.high <= other.low
    return not larger and not not_larger
