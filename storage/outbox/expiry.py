"""Expiring deliveries that are too late to send, and pruning those that have ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.engines.engine import Database

# Sent rows are kept so that a late report can complete them; a week is more than that takes.
KEPT = timedelta(days=7)
# A chat that was shown a number within this time is told when it changes.
SHOWN_KEPT = timedelta(days=90)


def expire(db: Database, now: datetime) -> int:
    """End the deliveries that have expired; return how many were never sent.

    One that may have arrived is not sent again and stays unknown.
    """
    rows = db.execute(
        """UPDATE deliveries SET ended_at = ?, reason = 'its hour passed long ago',
            state = CASE WHEN state = 'pending' THEN 'expired' ELSE 'unknown' END
            WHERE ended_at IS NULL AND expires_at < ? AND state IN ('pending', 'doubtful') RETURNING state""",
        (_seconds(now), _seconds(now)),
    ).fetchall()
    return sum(state == "expired" for (state,) in rows)


def prune(db: Database, now: datetime) -> None:
    """Delete deliveries that ended over a week ago, unused texts, and records of figures shown over 90 days ago.

    Digests in a channel or group of somebody's own stay as long as those records: a correction is written into them.
    """
    before, long_before = _seconds(now - KEPT), _seconds(now - SHOWN_KEPT)
    db.execute(
        """DELETE FROM deliveries WHERE ended_at < ? AND state NOT IN ('pending', 'sending', 'doubtful')
            AND NOT (kind = 'digest' AND ended_at >= ? AND chat_id IN (SELECT chat_id FROM own_chats))""",
        (before, long_before),
    )
    # one that is kept for corrections alone is not completed any more
    db.execute("UPDATE deliveries SET lacks = '' WHERE ended_at < ? AND lacks > ''", (before,))
    db.execute(
        """DELETE FROM bodies WHERE made_at < ?
            AND sha256 NOT IN (SELECT DISTINCT body FROM deliveries WHERE body IS NOT NULL)""",
        (before,),
    )
    db.execute("DELETE FROM shown WHERE shown_at < ?", (long_before,))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
