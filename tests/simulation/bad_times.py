"""The times when something was wrong in the world, which excuse lateness."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

ALL = frozenset({"telegram", "store", "pages", "clock", "down"})


@dataclass(frozen=True, slots=True)
class Bad:
    """From ``start`` to ``end`` (true seconds) something was wrong: telegram, store, pages, clock, or it was down."""

    kind: str
    start: float
    end: float


def is_calm(bad: Iterable[Bad], start: float, end: float, kinds: Collection[str] = ALL) -> bool:
    """Whether nothing of these kinds was wrong in a time."""
    return not any(one.kind in kinds and one.start < end and start < one.end for one in bad)


def longest_calm(bad: Iterable[Bad], start: float, end: float, kinds: Collection[str] = ALL) -> float:
    """The most seconds on end in which nothing of these kinds was wrong."""
    longest, free_from = 0.0, start
    for one in sorted(bad, key=lambda one: one.start):
        if one.kind in kinds and one.end > free_from:
            longest = max(longest, min(one.start, end) - free_from)
            free_from = max(free_from, one.end)
        if free_from >= end:
            break
    return max(longest, end - free_from, 0.0)
