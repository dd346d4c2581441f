"""Since when each channel is known, and how much lies before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.channels import cursors
from storage.engines.engine import Database
from storage.views.readings import moment


@dataclass(frozen=True, slots=True)
class HistorySide:
    """A channel is known from post ``first_id`` on, published at ``since``; all of it where that is its first post.

    ``paused`` is whether it is not read now.
    """

    channel: str
    first_id: int
    since: datetime
    paused: bool

    @property
    def whole(self) -> bool:
        return self.first_id <= 1


@dataclass(frozen=True, slots=True)
class HistoryView:
    """The channels that were read at all, in their order."""

    sides: tuple[HistorySide, ...]

    @property
    def whole(self) -> bool:
        return all(side.whole for side in self.sides)

    @property
    def posts_before(self) -> int:
        """Return how many posts of all channels may lie before what is known."""
        return sum(max(side.first_id - 1, 0) for side in self.sides)


def history_view(db: Database, channels: Sequence[str]) -> HistoryView:
    """Return how far back these channels are known."""
    return HistoryView(tuple(side for channel in channels if (side := _side(db, channel))))


def _side(db: Database, channel: str) -> HistorySide | None:
    cursor = cursors.cursor(db, channel)
    if cursor is None:
        return None
    (since,) = db.execute(
        "SELECT MIN(published_at) FROM posts WHERE channel = ? AND message_id >= ?", (channel, cursor.floor_id)
    ).fetchone()
    if since is None:
        return None
    paused = cursors.freshness(db, channel).paused_reason is not None
    return HistorySide(channel, cursor.floor_id, moment(since), paused)
