"""How a channel counts has changed: one row a change, so that answers, charts and files know the same borders.

Figures of the measures named in a row are not compared over its date, and no rate is told over it, without a mark.
A row is added here, with its case in ``tests/storage/views/test_regimes.py``, and nowhere else. A row is what the
channel's own posts show, or others' figures of them: that counts of Shaheds are not consistent since May 2026 is an
opinion of others, which no post shows, and no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.views.series import Measure


class CountingChange(StrEnum):
    """What changed in the way a channel counts."""

    ONE_FIGURE = "one_figure"  # downed and jammed are one figure; before, the lost to jamming were told apart
    MISSILES_WITHHELD = "missiles_withheld"  # types of missiles are often named without their number
    JET_SHARE = "jet_share"  # how many of the drones were jet-powered is told, in words or as a number


@dataclass(frozen=True, slots=True)
class Regime:
    """A change of counting: the first night it holds for, and the measures that do not compare over it.

    ``first_post`` is the channel's post that has it first, None where only others' tables tell the date. ``weapons``
    are types (slugs) whose part in a figure does not compare, though the figure does.
    """

    change: CountingChange
    channel: str
    since: date
    measures: frozenset[Measure]
    weapons: frozenset[str] = frozenset()
    first_post: int | None = None


REGIMES: tuple[Regime, ...] = (
    # The night to 23 July 2025 is the last that tells «локаційно втрачено» apart from «збито».
    Regime(
        CountingChange.ONE_FIGURE,
        "kpszsu",
        date(2025, 7, 24),
        frozenset({Measure.DRONES_DOWN, Measure.DRONES_LOST, Measure.MISSILES_DOWN}),
    ),
    # Before it posts say at most that there were some. The first shares are words (most, a third), numbers follow from
    # 22 August 2026.
    Regime(
        CountingChange.JET_SHARE, "kpszsu", date(2026, 8, 6), frozenset(), frozenset({"jet-drone"}), first_post=71719
    ),
    # Ballistic, anti-ship and anti-radar missiles are named there without a number; of the posts before it since June
    # none leaves one out, and some nights after it have one again. Others name 10 or 13 August: the report of 11 August
    # leaves numbers out again, that of 13 August names no missile.
    Regime(
        CountingChange.MISSILES_WITHHELD,
        "kpszsu",
        date(2026, 8, 9),
        frozenset({Measure.MISSILES_LAUNCHED}),
        first_post=72056,
    ),
)


def borders(channel: str, first: date, last: date, measure: Measure | None = None) -> tuple[Regime, ...]:
    """Return the changes of a channel's counting between two nights, oldest first: the night before one of them is
    ``first`` or later, its own is ``last`` or earlier. With a measure, only those over which it does not compare."""
    return tuple(
        regime
        for regime in REGIMES
        if regime.channel == channel
        and first < regime.since <= last
        and (measure is None or measure in regime.measures)
    )


def since(change: CountingChange) -> date:
    """Return the first night of a change."""
    return next(regime.since for regime in REGIMES if regime.change is change)
