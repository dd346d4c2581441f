"""The lines of one tally grouped by weapon: what was launched, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from parsers.records import Kind, Line, Outcome
from storage.readings.load import Key
from storage.views.figures import DOWN, Figure, figure, part_of, together

# A post lists the same drones as "decoys" among the launched and as "other types" among the downed.
REST = frozenset({"decoy", "parody", "other-drone"})


class NoRate(StrEnum):
    """Why a group of weapons, or a range of nights, has no rate."""

    NO_NUMBERS = "no_numbers"
    HEDGED = "hedged"
    TYPES_DIFFER = "types_differ"
    LOST_APART = "lost_apart"
    COUNTED_DIFFERENTLY = "counted_differently"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a group's figure that the post states separately (how many were jet-powered, say)."""

    outcome: Outcome
    weapons: tuple[str, ...]
    figure: Figure


@dataclass(frozen=True, slots=True)
class WeaponGroup:
    """The weapons that one figure counts, and what became of them.

    ``weapons`` are those of the first line. ``rate`` is downed per launched (0 to 1) where both cover the same types
    and no separate losses are stated; else ``no_rate`` says why. ``accounted`` is downed and lost together where both
    are stated.
    """

    kind: Kind
    weapons: tuple[str, ...]
    figures: dict[Outcome, Figure]
    shares: tuple[Share, ...]
    rate: float | None
    no_rate: NoRate | None
    accounted: Figure | None

    @property
    def launched(self) -> Figure | None:
        return self.figures.get(Outcome.LAUNCHED)

    @property
    def down(self) -> Figure | None:
        """Return the downed, or the downed and suppressed as one figure; ``figures`` tells which."""
        return together(self.figures.get(outcome) for outcome in DOWN)


def groups(key: Key, lines: Sequence[Line]) -> tuple[WeaponGroup, ...]:
    """Return the groups of a tally in the order of its post, without totals, which repeat other lines."""
    gathered: list[list[Line]] = []
    for line in (line for line in lines if not line.share and not line.total):
        home = next((found for found in gathered if any(_belong(line, other) for other in found)), None)
        if home is None:
            gathered.append([line])
        else:
            home.append(line)
    shares = [line for line in lines if line.share]
    return tuple(_group(key, found, [line for line in shares if _home(line, gathered) is found]) for found in gathered)


def totals(key: Key, lines: Sequence[Line]) -> tuple[tuple[Line, Figure], ...]:
    """Return the sums that a post states over its other lines, unchanged."""
    return tuple(
        (line, total) for line in lines if line.total for total in [figure([part_of(key, line)])] if total is not None
    )


def _belong(line: Line, other: Line) -> bool:
    """Return whether two lines count the same weapons. Drones are one group however a post lists their types."""
    if line.kind is not other.kind:
        return False
    if line.kind is Kind.DRONE or not line.weapons or not other.weapons:
        return True
    return bool(set(line.weapons) & set(other.weapons))


def _home(share: Line, gathered: list[list[Line]]) -> list[Line] | None:
    return next((found for found in gathered if any(_belong(share, line) for line in found)), None)


def _group(key: Key, lines: Sequence[Line], shares: Sequence[Line]) -> WeaponGroup:
    figures: dict[Outcome, Figure] = {}
    for outcome in dict.fromkeys(line.outcome for line in lines):
        summed = figure(part_of(key, line) for line in lines if line.outcome is outcome)
        if summed:
            figures[outcome] = summed
    rate, no_rate = _rate(lines, figures)
    lost = figures.get(Outcome.LOST)
    return WeaponGroup(
        kind=lines[0].kind,
        weapons=lines[0].weapons,
        figures=figures,
        shares=tuple(
            Share(line.outcome, line.weapons, one) for line in shares if (one := figure([part_of(key, line)]))
        ),
        rate=rate,
        no_rate=no_rate,
        accounted=together([*(figures.get(outcome) for outcome in DOWN), lost]) if lost and _down(figures) else None,
    )


def _down(figures: dict[Outcome, Figure]) -> Figure | None:
    return together(figures.get(outcome) for outcome in DOWN)


def _rate(lines: Sequence[Line], figures: dict[Outcome, Figure]) -> tuple[float | None, NoRate | None]:
    launched, down = figures.get(Outcome.LAUNCHED), _down(figures)
    if not launched or not down or launched.number is None or down.number is None:
        return None, NoRate.NO_NUMBERS
    if not launched.exact or down.exact is None:
        return None, NoRate.HEDGED if launched.number else NoRate.NO_NUMBERS
    if Outcome.LOST in figures:
        return None, NoRate.LOST_APART
    if not _same_types(lines):
        return None, NoRate.TYPES_DIFFER
    return down.exact / launched.exact, None


def _same_types(lines: Sequence[Line]) -> bool:
    """Return whether launched and downed name the same types; a count without a type covers all of them."""
    sent = {weapon for line in lines if line.outcome is Outcome.LAUNCHED for weapon in line.weapons}
    down = {weapon for line in lines if line.outcome in DOWN for weapon in line.weapons}
    return not sent or not down or _types(sent) == _types(down)


def _types(weapons: set[str]) -> set[str]:
    return {"rest" if weapon in REST else weapon for weapon in weapons}
