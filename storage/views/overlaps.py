"""Which tallies of a channel may count the same weapons: of a night and of days, over midnight as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations

from storage.readings.load import Key
from storage.views.night import hours, is_told_twice, share_time
from storage.views.readings import TallyView


@dataclass(frozen=True, slots=True)
class Overlaps:
    """``pairs`` are known to count weapons twice; of ``unclear`` it cannot be told, as a window has dates alone."""

    pairs: tuple[tuple[Key, Key], ...]
    unclear: frozenset[Key]


def overlaps_around(own: Sequence[TallyView], near: Sequence[TallyView]) -> Overlaps:
    """Return the overlaps of the tallies ``own`` with those ``near``, which they are among."""
    keys = {view.source.key for view in own}
    pairs = [(one, other) for one, other in combinations(near, 2) if keys & {one.source.key, other.source.key}]
    return Overlaps(
        tuple((one.source.key, other.source.key) for one, other in pairs if _overlap(one, other)),
        frozenset(view.source.key for pair in pairs if _is_unclear(*pair) for view in pair) & keys,
    )


def _overlap(one: TallyView, other: TallyView) -> bool:
    """Return whether windows share time, or are of the same dates, or two reports tell one night."""
    twice = is_told_twice(one) and is_told_twice(other) and one.ends_on == other.ends_on
    window, beside = one.tally.window, other.tally.window
    same = bool(window and beside and (window.start, window.end) == (beside.start, beside.end))
    return twice or same or share_time(one.tally, other.tally)


def _is_unclear(one: TallyView, other: TallyView) -> bool:
    """Return whether two windows, not both with hours, touch the same dates; those of two nights do not overlap."""
    if hours(one.tally) and hours(other.tally):
        return False
    dates, others = _dates(one), _dates(other)
    if (one.night and other.night) or dates is None or others is None:
        return False
    return dates[0] <= others[1] and others[0] <= dates[1]


def _dates(view: TallyView) -> tuple[date, date] | None:
    """Return the first and last date of a window: of one with hours by UTC, or by the claimant's calendar if later."""
    window, last = view.tally.window, view.ends_on
    if window is None or last is None:
        return None
    start = window.start or last
    return (start.date() if isinstance(start, datetime) else start), last
