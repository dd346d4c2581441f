"""Counts of what is stored of a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from storage.engines.engine import Database
from storage.readings.load import day_of


@dataclass(frozen=True, slots=True)
class ChannelContentsView:
    """Posts and versions of a channel; how many posts state a tally or could not be read; its nights, first to last.

    ``held`` posts have a figure that nobody confirmed: they are neither tallies nor unreadable.
    """

    channel: str
    posts: int
    revisions: int
    tallies: int
    unreadable: int
    nights: int
    first_night: date | None
    last_night: date | None
    held: int = 0


def holdings_view(db: Database, channel: str) -> ChannelContentsView:
    """Return counts of what is stored of one channel, each post once, by its current revision."""
    (posts,) = db.execute("SELECT COUNT(*) FROM posts WHERE channel = ?", (channel,)).fetchone()
    (revisions,) = db.execute("SELECT COUNT(*) FROM revisions WHERE channel = ?", (channel,)).fetchone()
    tallies, unreadable = (
        db.execute(
            "SELECT COUNT(*) FROM current_readings WHERE reading = ? AND channel = ? AND held IS NULL",
            (reading, channel),
        ).fetchone()[0]
        for reading in ("tally", "unreadable")
    )
    (held,) = db.execute(
        "SELECT COUNT(*) FROM current_readings WHERE channel = ? AND held IS NOT NULL", (channel,)
    ).fetchone()
    nights, first, last = db.execute(
        """SELECT COUNT(DISTINCT night), MIN(night), MAX(night) FROM current_readings
            WHERE channel = ? AND night > ''""",
        (channel,),
    ).fetchone()
    return ChannelContentsView(
        channel, posts, revisions, tallies, unreadable, nights, day_of(first), day_of(last), held
    )
