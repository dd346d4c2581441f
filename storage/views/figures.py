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
# What leaves a sum without an upper end.
OPEN = frozenset({Hedge.AT_LEAST, Hedge.NOT_STATED})


@dataclass(frozen=True, slots=True)
class Part:
    """One number as a post states it: the version of the post and where in its text the number stands."""

    key: Key
    words: Words
    number: int | None
    hedge: Hedge


@dataclass(frozen=True, slots=True)
class Extent:
    """What may be said of a figure: from ``low`` to ``high``, each None where nothing bounds it on that side.

    With ``about`` the bounds are themselves about so many, as a part of the figure is.
    """

    low: int | None
    high: int | None
    about: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to show, summed over its parts.

    ``low`` and ``high`` are the bounds the hedges leave; ``high`` is None where there is none, and "about" bounds
    nothing. ``number`` with its ``hedge`` is true of the sum, too: a part that is withheld, or at least so many, makes
    it a floor. It is None where nothing is stated, or nothing that bounds the sum. ``told`` is what may be said of it.
    """

    number: int | None
    hedge: Hedge
    low: int
    high: int | None
    parts: tuple[Part, ...]

    @property
    def told(self) -> Extent:
        return _told(self.parts)

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


@dataclass(frozen=True, slots=True)
class Mean:
    """A sum of ``nights`` nights, for each of them; ``low`` and ``high`` are the bounds that the hedges leave."""

    total: Figure
    nights: int

    @property
    def number(self) -> float:
        """Return the mean as it is drawn; its words are those of ``told``."""
        return (self.total.number or 0) / self.nights

    @property
    def is_exact(self) -> bool:
        return self.total.hedge is Hedge.EXACT

    @property
    def low(self) -> float:
        return self.total.low / self.nights

    @property
    def high(self) -> float | None:
        return None if self.total.high is None else self.total.high / self.nights

    @property
    def told(self) -> Extent:
        """Return what may be said of it in whole numbers: a floor is rounded down, a ceiling up."""
        told = self.total.told
        if told.low == told.high or told.about:
            low, high = (None if one is None else round(one / self.nights) for one in (told.low, told.high))
            return Extent(low, high, told.about)
        least = told.low // self.nights if told.low else 0
        return Extent(least or None, None if told.high is None else -(-told.high // self.nights))


def figure(parts: Iterable[Part]) -> Figure | None:
    """Return the sum of the parts, or None where there are none: what no post mentions is not zero."""
    found = tuple(parts)
    if not found:
        return None
    number, hedge = (found[0].number, found[0].hedge) if len(found) == 1 else _stated(_told(found))
    highs = [_high(part) for part in found]
    return Figure(
        number=number,
        hedge=hedge,
        low=sum(_low(part) for part in found),
        high=None if None in highs else sum(high for high in highs if high is not None),
        parts=found,
    )


def together(figures: Iterable[Figure | None]) -> Figure | None:
    """Return the sum of several figures; None has no parts to add."""
    found = [one for one in figures if one]
    return found[0] if len(found) == 1 else figure(part for one in found for part in one.parts)


def mean(figures: Iterable[Figure]) -> Mean | None:
    """Return the mean of several nights' figures; None where their sum has no number.

    A night that states no number counts as a night: what the others state is a floor for all of them.
    """
    found = list(figures)
    total = together(found)
    return Mean(total, len(found)) if total and total.number is not None else None


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


def _told(parts: Sequence[Part]) -> Extent:
    """Return what may be said of a sum: nothing where it has no number. Of one without an upper end its firm floor, if
    it has one; else its vague one."""
    hedges = {part.hedge for part in parts}
    vague = sum(part.number or 0 for part in parts if part.hedge is Hedge.ABOUT)
    low = sum(_low(part) for part in parts)
    if hedges & OPEN:
        if low or not vague:
            return Extent(low if low or Hedge.AT_LEAST in hedges else None, None)
        return Extent(vague, None, about=True)
    high, least = vague + sum(_high(part) or 0 for part in parts), low + vague
    return Extent(least if least or not high else None, high, about=Hedge.ABOUT in hedges)


def _stated(told: Extent) -> tuple[int | None, Hedge]:
    """Return one number and its hedge that say the same, as nearly as one number can."""
    if told.low is None and told.high is None:
        return None, Hedge.NOT_STATED
    if told.about:
        return told.low if told.high is None else told.high, Hedge.ABOUT
    if told.high is None:
        return told.low, Hedge.AT_LEAST
    return told.high, Hedge.EXACT if told.low == told.high else Hedge.AT_MOST
