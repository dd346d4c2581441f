"""The texts of a channel's newest reports, for checking how they end."""

from __future__ import annotations

from datetime import datetime

from storage.engines.engine import Database


def recent_reports(db: Database, channel: str, since: datetime, limit: int) -> list[tuple[int, str]]:
    """Return up to ``limit`` reports posted since a moment, read or refused: message id and text, newest first."""
    rows = db.execute(
        """SELECT message_id, text, published_at FROM current_readings
            JOIN revisions USING (channel, message_id, revision) JOIN posts USING (channel, message_id)
            WHERE reading IN ('tally', 'unreadable') AND channel = ? AND text IS NOT NULL
            ORDER BY message_id DESC LIMIT ?""",
        (channel, limit),
    ).fetchall()
    return [(number, text) for number, text, published in rows if published >= int(since.timestamp())]
