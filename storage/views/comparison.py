"""Two nights, or two ranges of nights, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage.engines.engine import Database
from storage.views.figures import Figure
from storage.views.ranges import RangeSide, span_side
from storage.views.readings import Sources, sources_of
from storage.views.regimes import Regime, borders
from storage.views.series import Measure

Range = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Compared:
    """One measure of both ranges; a figure is None where no night of that range states it.

    ``change`` is how much more the second has for each of its dates than the first (0.25: a quarter more), and only
    where both are exact, counted by the same outcome, no change of counting (``storage.views.regimes``) lies between
    them, no night of either range is missing, and every night counts it.
    """

    measure: Measure
    first: Figure | None
    second: Figure | None
    change: float | None


@dataclass(frozen=True, slots=True)
class ComparisonSide:
    """One channel's two ranges. ``same_counting`` is False where downed drones are counted by different outcomes, or
    their way of counting changed in between; ``borders`` are the changes from the earliest night of both to the latest.
    """

    channel: str
    first: RangeSide
    second: RangeSide
    same_counting: bool
    compared: tuple[Compared, ...]
    borders: tuple[Regime, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two ranges of nights as each channel reports them, in the order they were asked for."""

    first: Range
    second: Range
    sides: tuple[ComparisonSide, ...]


def comparison_view(db: Database, channels: Sequence[str], first: Range, second: Range) -> ComparisonView:
    """Return the comparison of two ranges, edges included; a single night is a range of one date."""
    sides = tuple(
        _side(channel, span_side(db, channel, *first), span_side(db, channel, *second)) for channel in channels
    )
    return ComparisonView(first, second, sides)


def single_sources(db: Database, view: ComparisonView) -> Sources:
    """Return the posts of the ranges that are a single date."""
    halves = [half for side in view.sides for half in (side.first, side.second)]
    single = [half for half in halves if len(half.nights) + len(half.missing) == 1]
    return sources_of(db, list(dict.fromkeys(night.key for half in single for night in half.nights)))


def _side(channel: str, first: RangeSide, second: RangeSide) -> ComparisonSide:
    nights = sorted(night.day for half in (first, second) for night in half.nights)
    between = borders(channel, nights[0], nights[-1]) if nights else ()
    changed = any(Measure.DRONES_DOWN in regime.measures for regime in between)
    same = not changed and len({*first.down_as, *second.down_as}) <= 1
    spoken = [measure for measure in Measure if measure in first.sums or measure in second.sums]
    return ComparisonSide(
        channel=channel,
        first=first,
        second=second,
        same_counting=same,
        compared=tuple(_compared(measure, first, second, _alike(measure, same, between)) for measure in spoken),
        borders=between,
    )


def _alike(measure: Measure, same_outcome: bool, between: Sequence[Regime]) -> bool:
    """Return whether a measure counts the same in both ranges."""
    changed = any(measure in regime.measures for regime in between)
    return not changed and (same_outcome or measure not in {Measure.DRONES_DOWN, Measure.MISSILES_DOWN})


def _compared(measure: Measure, first: RangeSide, second: RangeSide, alike: bool) -> Compared:
    one, other = first.sums.get(measure), second.sums.get(measure)
    change = None
    if alike and _is_whole(first, measure) and _is_whole(second, measure) and one and other:
        change = _change(one, len(first.nights), other, len(second.nights))
    return Compared(measure, one, other, change)


def _is_whole(half: RangeSide, measure: Measure) -> bool:
    """Return whether no night is missing, and every night counts it: what a post does not mention is not zero."""
    return not half.missing and half.counting(measure) == len(half.nights)


def _change(one: Figure, nights: int, other: Figure, others: int) -> float | None:
    if not one.exact or other.exact is None:
        return None
    return (other.exact / others) / (one.exact / nights) - 1
