"""The figures of a tally that people are shown: if two readings share them, nothing needs correcting. Pure: no SQL.

They leave out what may change beside the figures: the positions of words, the layout, places that are only named,
doubts, the neighbours' verdict, and how a post lists the types of its drones, which are one sum.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.records import Claimant, Hedge, Kind, Line, Outcome, Precision, Tally, Window
from storage.readings.load import Key
from storage.readings.rows import moment_of, moment_text
from storage.views.figures import figure, part_of

# The words that take the place of a fingerprint where a post has no figures.
UNREADABLE = "unreadable"
NOT_A_REPORT = "not_a_report"
IMPLAUSIBLE = "implausible"
DROPPED = "dropped"
WITHDRAWN = "withdrawn"
WITHOUT_FIGURES = frozenset({UNREADABLE, NOT_A_REPORT, IMPLAUSIBLE, DROPPED, WITHDRAWN})

HIT_SITES, DEBRIS_SITES = "hit_sites", "debris_sites"
# The number of digits of a fingerprint.
LENGTH = 32
NOWHERE = Key("", 0, 0)

Stated = tuple[int | None, Hedge]


@dataclass(frozen=True, slots=True)
class ShownCount:
    """What a number counts: an outcome of a kind, and the ``weapons`` where answers show them in a row of their own.

    ``share`` is a part of another number, ``total`` a sum over several.
    """

    outcome: Outcome
    kind: Kind
    weapons: tuple[str, ...] = ()
    share: bool = False
    total: bool = False


What = ShownCount | str
OUTCOMES, KINDS = list(Outcome), list(Kind)


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a tally by what they count (sites by their slugs, a region by its code), and its period."""

    claimant: Claimant
    numbers: Mapping[What, Stated]
    window: Window | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that changed; None where a version does not state it."""

    what: What
    old: Stated | None
    new: Stated | None


def figures_of(tally: Tally) -> Figures:
    """Return the figures that people are shown of a tally."""
    lines: dict[ShownCount, list[Line]] = {}
    for line in tally.lines:
        lines.setdefault(_counted(line), []).append(line)
    sums = {what: figure(part_of(NOWHERE, line) for line in found) for what, found in lines.items()}
    numbers: dict[What, Stated] = {what: (one.number, one.hedge) for what, one in sums.items() if one}
    for name, count in ((HIT_SITES, tally.hit_sites), (DEBRIS_SITES, tally.debris_sites)):
        if count:
            numbers[name] = (count.number, count.hedge)
    for region in tally.regions or ():
        if region.number is not None:
            numbers[region.region] = (region.number, Hedge.EXACT)
    window = tally.window and Window(tally.window.start, tally.window.end, tally.window.precision, (0, 0))
    return Figures(tally.claimant, numbers, window)


def _counted(line: Line) -> ShownCount:
    """Return what a line counts. Drones are one sum however a post lists their types, as in the answers."""
    listed = line.kind is Kind.DRONE and not line.share
    return ShownCount(line.outcome, line.kind, () if listed else tuple(sorted(line.weapons)), line.share, line.total)


def differences(old: Figures, new: Figures) -> tuple[Difference, ...]:
    """Compare two sets of figures: the numbers that differ, launched before downed, places last.

    Other names for the weapons of one number change none.
    """
    renamed = {**_renamed(old, new), **_renamed(new, old)}
    return tuple(
        Difference(what, old.numbers.get(what), new.numbers.get(what))
        for what in sorted({*old.numbers, *new.numbers}, key=_rank)
        if old.numbers.get(what) != new.numbers.get(what) and what not in renamed
    )


def _rank(what: What) -> tuple[Any, ...]:
    """The order in which answers name figures; packed figures have none of their own."""
    if isinstance(what, str):
        return (1, what not in (HIT_SITES, DEBRIS_SITES), what)
    return (0, OUTCOMES.index(what.outcome), what.share, KINDS.index(what.kind), what.total, what.weapons)


def _renamed(old: Figures, new: Figures) -> dict[What, Stated]:
    """Return the old numbers that the new figures state under other weapon names, as the only number of a kind."""
    return {
        what: stated
        for what, stated in old.numbers.items()
        if isinstance(what, ShownCount)
        and _alike(old, what) == [stated]
        and _alike(new, what) == [stated]
        and what not in new.numbers
    }


def _alike(figures: Figures, what: ShownCount) -> list[Stated]:
    return [
        stated
        for one, stated in figures.numbers.items()
        if isinstance(one, ShownCount)
        and (one.outcome, one.kind, one.share, one.total) == (what.outcome, what.kind, what.share, what.total)
    ]


def packed(figures: Figures) -> str:
    """Return the figures as JSON: the same text for the same figures, in any order that a post states them."""
    window = figures.window
    return json.dumps(
        {
            "claimant": figures.claimant.value,
            "counts": sorted(_counts(figures.numbers.items())),
            "others": sorted([name, *_plain(one)] for name, one in figures.numbers.items() if isinstance(name, str)),
            "window": window and [moment_text(window.start), moment_text(window.end), window.precision.value],
        },
        separators=(",", ":"),
    )


def _counts(numbers: Iterable[tuple[What, Stated]]) -> list[list[Any]]:
    return [
        [what.outcome.value, what.kind.value, " ".join(what.weapons), what.share, what.total, *_plain(stated)]
        for what, stated in numbers
        if isinstance(what, ShownCount)
    ]


def _plain(stated: Stated) -> list[Any]:
    return [stated[0], stated[1].value]


def unpacked(text: str) -> Figures:
    """Return the figures from their packed text."""
    kept: dict[str, Any] = json.loads(text)
    numbers: dict[What, Stated] = {
        ShownCount(Outcome(outcome), Kind(kind), tuple(weapons.split()), share, total): (number, Hedge(hedge))
        for outcome, kind, weapons, share, total, number, hedge in kept["counts"]
    }
    numbers |= {name: (number, Hedge(hedge)) for name, number, hedge in kept["others"]}
    start, end, precision = kept["window"] or (None, None, None)
    return Figures(
        claimant=Claimant(kept["claimant"]),
        numbers=numbers,
        window=Window(moment_of(start), moment_of(end), Precision(precision), (0, 0)) if precision else None,
    )


def fingerprint(text: str) -> str:
    """Return the name under which packed figures are stored; never one of ``WITHOUT_FIGURES``."""
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
