"""What a row of nights or weeks shows: which one has the most, and whether that can be said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor

from storage.views.figures import Figure, Mean


class FindingKind(StrEnum):
    """What can be said of a row of numbers."""

    MOST = "most"
    FEWEST = "fewest"
    NEWEST = "newest"  # a number and no rank: hedges leave the order open, or all are the same
    FEW = "few"  # fewer than half are known
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Spot:
    """One night or week of a row: the number shown, and the bounds its hedges leave; ``high`` None where none."""

    number: int
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a row shows: of which column, out of how many known ones and how many in all; ``shared`` where others have
    the same number."""

    found: FindingKind
    column: int
    known: int
    total: int
    shared: bool = False

    @property
    def is_whole(self) -> bool:
        return self.known == self.total


def spot(figure: Figure | None) -> Spot | None:
    """Return what is known of a figure; None where there is no number."""
    if figure is None or figure.number is None:
        return None
    return Spot(figure.number, figure.low, figure.high)


def spot_of_mean(mean: Mean | None) -> Spot | None:
    """Return what is known of a mean; an exact one is compared as it is shown, in whole numbers."""
    if mean is None:
        return None
    number = round(mean.number)
    if mean.is_exact:
        return Spot(number, number, number)
    return Spot(number, floor(mean.low), None if mean.high is None else ceil(mean.high))


def finding(spots: Sequence[Spot | None]) -> Finding:
    """Return what the row shows: the newest number where it is the least of all, else the most.

    With fewer than half known, or where a hedge leaves the order open, there is only the newest number.
    """
    known = [(column, one) for column, one in enumerate(spots) if one]
    total = len(spots)
    if not known:
        return Finding(FindingKind.NOTHING, total - 1, 0, total)
    newest, last = known[-1]
    if len(known) * 2 < total:
        return Finding(FindingKind.FEW, newest, len(known), total)
    others = [one for column, one in known if column != newest]
    if newest == total - 1 and others and all(_below(last, one) for one in others):
        shared = any(one.number == last.number for one in others)
        return Finding(FindingKind.FEWEST, newest, len(known), total, shared)
    most, high = max(known, key=lambda one: (one[1].number, one[0]))
    others = [one for column, one in known if column != most]
    if others and all(_below(one, high) for one in others) and min(one.number for one in others) < high.number:
        return Finding(FindingKind.MOST, most, len(known), total, any(one.number == high.number for one in others))
    return Finding(FindingKind.NEWEST, newest, len(known), total)


def _below(one: Spot, other: Spot) -> bool:
    """Return whether a number is certainly no larger than another."""
    return one.high is not None and one.high <= other.low
