"""The flood waits Telegram asked for, in one chat or in all; stored, so that a restart respects them."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.engines.engine import Database

# The key of a wait that applies to all chats.
ALL_CHATS = 0


def keep(db: Database, chat_id: int, until: datetime) -> None:
    """Record a wait for a chat (or for ``ALL_CHATS``) until a moment; the longer of two waits applies."""
    db.execute(
        """INSERT INTO flood_waits (chat_id, until) VALUES (?, ?) ON CONFLICT (chat_id)
            DO UPDATE SET until = CASE WHEN excluded.until > flood_waits.until
                THEN excluded.until ELSE flood_waits.until END""",
        (chat_id, int(until.timestamp())),
    )


def kept(db: Database, now: datetime) -> dict[int, datetime]:
    """Return the waits that are not over, by chat."""
    rows = db.execute("SELECT chat_id, until FROM flood_waits WHERE until > ?", (int(now.timestamp()),)).fetchall()
    return {chat_id: datetime.fromtimestamp(until, UTC) for chat_id, until in rows}


def prune(db: Database, now: datetime) -> None:
    """Delete the waits that are over."""
    db.execute("DELETE FROM flood_waits WHERE until <= ?", (int(now.timestamp()),))
