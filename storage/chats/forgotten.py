"""Chats that asked to be forgotten a moment ago: an answer that was on its way then, in any program, stores nothing.

What is kept for it is the fingerprint of a chat's id, for as long as an answer may take.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from storage.engines.engine import Database

# No answer is on its way for longer. They are deleted when the next chat is forgotten after that, or daily.
KEPT = timedelta(hours=1)


def record(db: Database, chat_id: int) -> None:
    """Record that a chat is forgotten now, by the database's clock, which is one for all programs."""
    prune(db)
    db.execute(
        """INSERT INTO forgotten (chat, forgotten_at) VALUES (?, ?)
            ON CONFLICT (chat) DO UPDATE SET forgotten_at = excluded.forgotten_at""",
        (_fingerprint(chat_id), db.milliseconds()),
    )


def moved(db: Database, old_id: int, new_id: int) -> None:
    """Record a group's new id: a question that was asked under the old one is answered under the new one."""
    db.execute(
        """INSERT INTO forgotten (chat, forgotten_at) SELECT ?, forgotten_at FROM forgotten WHERE chat = ?
            ON CONFLICT (chat) DO UPDATE SET forgotten_at = excluded.forgotten_at
                WHERE forgotten.forgotten_at < excluded.forgotten_at""",
        (_fingerprint(new_id), _fingerprint(old_id)),
    )


def within(db: Database, chat_id: int, seconds: float) -> bool:
    """Return whether a chat was forgotten in the last so many seconds."""
    row = db.execute("SELECT forgotten_at FROM forgotten WHERE chat = ?", (_fingerprint(chat_id),)).fetchone()
    return row is not None and 0 <= db.milliseconds() - row[0] <= seconds * 1000


def prune(db: Database) -> None:
    """Delete what no answer can be concerned with any more."""
    long_ago = db.milliseconds() - KEPT // timedelta(milliseconds=1)
    db.execute("DELETE FROM forgotten WHERE forgotten_at < ?", (long_ago,))


def _fingerprint(chat_id: int) -> str:
    return hashlib.sha256(f"forgotten {chat_id}".encode()).hexdigest()[:32]
