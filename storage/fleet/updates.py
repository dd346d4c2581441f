"""Telegram's updates that were taken by any of the programs on this database: each is taken once."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.engines.engine import Database

# Telegram keeps an update that nobody took for a day (Bot API, "Getting updates"), and repeats it no longer.
KEPT = timedelta(days=1)


def take_once(db: Database, update_id: int, taker: str, now: datetime) -> bool:
    """Record that an update is being taken; return False where it was before, by whomever.

    ``taker`` names the attempt: where the connection was lost while it was recorded, the same may be tried again.
    """
    row = db.execute(
        """INSERT INTO updates (update_id, taker, taken_at) VALUES (?, ?, ?) ON CONFLICT (update_id)
            DO UPDATE SET taken_at = excluded.taken_at WHERE updates.taker = excluded.taker RETURNING update_id""",
        (update_id, taker, int(now.timestamp())),
    ).fetchone()
    return row is not None


def prune(db: Database, now: datetime) -> None:
    """Delete the updates that Telegram does not repeat any more."""
    db.execute("DELETE FROM updates WHERE taken_at < ?", (int((now - KEPT).timestamp()),))
