"""How long Telegram wants to hear nothing from us, in one chat or in all; kept, so that a restart keeps to it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlite_utils import Database

# The waits of all chats stand under this number.
ALL_CHATS = 0


def keep(db: Database, chat_id: int, until: datetime) -> None:
    """Wait in a chat (or in ``ALL_CHATS``) until a moment; the longer of two waits holds."""
    db.execute(
        """INSERT INTO flood_waits (chat_id, until) VALUES (?, ?) ON CONFLICT (chat_id)
            DO UPDATE SET until = CASE WHEN excluded.until > flood_waits.until
                THEN excluded.until ELSE flood_waits.until END""",
        (chat_id, int(until.timestamp())),
    )


def kept(db: Database, now: datetime) -> dict[int, datetime]:
    """The waits that last, by chat."""
    rows = db.execute("SELECT chat_id, until FROM flood_waits WHERE until > ?", (int(now.timestamp()),)).fetchall()
    return {chat_id: datetime.fromtimestamp(until, UTC) for chat_id, until in rows}


def prune(db: Database, now: datetime) -> None:
    """Delete the waits that are over."""
    db.execute("DELETE FROM flood_waits WHERE until <= ?", (int(now.timestamp()),))
