"""Numbers as they may be shown: each with its hedge, its bounds, and its places in the posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.records import Hedge, Kind, Line, Outcome, Words
from storage.readings.load import Key

MISSILES = (
    Kind.CRUISE_MISSILE,
    Kind.BALLISTIC_MISSILE,
    Kind.AEROBALLISTIC_MISSILE,
    Kind.GUIDED_AIR_MISSILE,
    Kind.ANTI_RADAR_MISSILE,
    Kind.ANTI_SHIP_MISSILE,
    Kind.MISSILE,
)
# What counts as brought down: "downed" until June 2025; since July one figure that includes the suppressed.
DOWN = (Outcome.DOWNED, Outcome.DOWNED_OR_SUPPRESSED)


@dataclass(frozen=True, slots=True)
class Part:
    """One number as a post states it: the version of the post and where in its text the number stands."""

    key: Key
    words: Words
    number: int | None
    hedge: Hedge


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to show, summed over its parts.

    ``number`` is the sum of what is stated, None where nothing is. ``low`` and ``high`` are the bounds the hedges
    leave; ``high`` is None where there is none, and "about" bounds nothing.
    """

    number: int | None
    hedge: Hedge
    low: int
    high: int | None
    parts: tuple[Part, ...]

    @property
    def unstated(self) -> int:
        """Return how many of the parts state no number."""
        return sum(part.number is None for part in self.parts)

    @property
    def withheld(self) -> int:
        """Return how many posts leave out a number; for many nights, on how many it is not given."""
        return len({part.key for part in self.parts if part.number is None})

    @property
    def exact(self) -> int | None:
        """Return the number if it is exact."""
        return self.number if self.hedge is Hedge.EXACT else None


def figure(parts: Iterable[Part]) -> Figure | None:
    """Return the sum of the parts, or None where there are none: what no post mentions is not zero."""
    found = tuple(parts)
    if not found:
        return None
    if len(found) == 1:
        return Figure(found[0].number, found[0].hedge, _low(found[0]), _high(found[0]), found)
    stated = [part.number for part in found if part.number is not None]
    highs = [_high(part) for part in found]
    return Figure(
        number=sum(stated) if stated else None,
        hedge=_hedge({part.hedge for part in found}) if stated else Hedge.NOT_STATED,
        low=sum(_low(part) for part in found),
        high=None if None in highs else sum(high for high in highs if high is not None),
        parts=found,
    )


def together(figures: Iterable[Figure | None]) -> Figure | None:
    """Return the sum of several figures; None has no parts to add."""
    found = [one for one in figures if one]
    return found[0] if len(found) == 1 else figure(part for one in found for part in one.parts)


def part_of(key: Key, line: Line) -> Part:
    return Part(key, line.words, line.number, line.hedge)


def lines_figure(key: Key, lines: Sequence[Line], outcomes: Sequence[Outcome], kinds: Sequence[Kind]) -> Figure | None:
    """Return what a tally states for these outcomes and kinds, without shares and totals, which repeat other lines."""
    return figure(
        part_of(key, line)
        for line in lines
        if line.outcome in outcomes and line.kind in kinds and not line.share and not line.total
    )


def _low(part: Part) -> int:
    return part.number or 0 if part.hedge in {Hedge.EXACT, Hedge.AT_LEAST} else 0


def _high(part: Part) -> int | None:
    return part.number if part.hedge in {Hedge.EXACT, Hedge.AT_MOST} else None


def _hedge(hedges: set[Hedge]) -> Hedge:
    """Return the hedge of a sum: "at least" with a part without a number, "about" with hedges in both directions."""
    inexact = hedges - {Hedge.EXACT}
    if not inexact:
        return Hedge.EXACT
    if inexact <= {Hedge.AT_LEAST, Hedge.NOT_STATED}:
        return Hedge.AT_LEAST
    return Hedge.AT_MOST if inexact == {Hedge.AT_MOST} else Hedge.ABOUT
