"""What the operator should look at: refused reports and tallies with a doubt."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from storage.engines.engine import Database
from storage.readings.tallies import UnreadReport, unread

__all__ = ["UnreadReport", "UnreadView", "unread_view"]

# Nobody reads through more than this in a chat; the command line lists as many as requested.
LOOKED_THROUGH = 500


@dataclass(frozen=True, slots=True)
class UnreadView:
    """The newest ``posts``, and how many of the last 500 were refused for each reason or have each doubt."""

    posts: tuple[UnreadReport, ...]
    refused: tuple[tuple[str, int], ...]
    doubted: tuple[tuple[str, int], ...]


def unread_view(db: Database, limit: int) -> UnreadView:
    """Return up to ``limit`` posts, newest first, and the counts, largest first."""
    found = unread(db, LOOKED_THROUGH)
    refused = Counter(one.reason for one in found if one.reason)
    doubted = Counter(code for one in found for code in dict.fromkeys(doubt.code for doubt in one.doubts))
    return UnreadView(tuple(found[:limit]), tuple(refused.most_common()), tuple(doubted.most_common()))
