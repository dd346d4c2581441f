"""The posts to check again, by when a page last covered them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from storage.engines.engine import Database


@dataclass(frozen=True, slots=True)
class RecentPost:
    """A recent post. ``last_id`` is its highest id (an album has several); ``looked_at`` when a page last covered it.

    ``holds_report`` is true for a post that states a tally, or is a report that could not be read.
    """

    last_id: int
    published_at: datetime
    looked_at: datetime
    holds_report: bool


def watched(
    db: Database, channel: str, since: datetime, reports_before: datetime, others_before: datetime
) -> list[RecentPost]:
    """Return the posts after ``since`` that no page covered after a moment: one for reports, another for the rest."""
    rows = db.execute(
        """WITH recent AS (
                SELECT message_id, published_at,
                    CASE WHEN COALESCE(last_missed_at, 0) > COALESCE(last_shown_at, 0)
                        THEN last_missed_at ELSE COALESCE(last_shown_at, 0) END AS looked_at,
                    EXISTS (SELECT 1 FROM readings WHERE readings.channel = posts.channel
                        AND readings.message_id = posts.message_id
                        AND readings.reading IN ('tally', 'unreadable')) AS holds_report
                FROM posts WHERE channel = ? AND published_at >= ?)
            SELECT message_id, published_at, looked_at, holds_report,
                (SELECT MAX(member_id) FROM album_members
                    WHERE album_members.channel = ? AND album_members.message_id = recent.message_id)
            FROM recent WHERE looked_at <= CASE WHEN holds_report THEN ? ELSE ? END ORDER BY message_id""",
        (channel, _seconds(since), channel, _seconds(reports_before), _seconds(others_before)),
    ).fetchall()
    return [
        RecentPost(member or message_id, _moment(published), _moment(looked), bool(report))
        for message_id, published, looked, report, member in rows
    ]


def looked_at(db: Database, channel: str, message_id: int) -> datetime | None:
    """Return when a page last covered a post; None where it is not stored or no page ever did."""
    row = db.execute(
        "SELECT last_shown_at, last_missed_at FROM posts WHERE channel = ? AND message_id = ?", (channel, message_id)
    ).fetchone()
    moments = [moment for moment in row or () if moment is not None]
    return _moment(max(moments)) if moments else None


def has_night(db: Database, channel: str) -> bool:
    """Return whether any post of the channel was read as the tally of a night."""
    found = db.execute("SELECT 1 FROM readings WHERE channel = ? AND night IS NOT NULL LIMIT 1", (channel,)).fetchone()
    return found is not None


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
