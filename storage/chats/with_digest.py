"""What a chat wants with its digest: a message of a late side, and a chart."""

from __future__ import annotations

from datetime import datetime

from storage.chats import chats
from storage.engines.engine import Database


def choose_late_side(db: Database, chat_id: int, wanted: bool, now: datetime) -> None:
    """Save whether a side that comes after the digest is told by a message of its own."""
    chats.remember(db, chat_id, None, now)
    db.execute("UPDATE chats SET tells_late_side = ? WHERE chat_id = ?", (int(wanted), chat_id))


def choose_picture(db: Database, chat_id: int, wanted: bool, now: datetime) -> None:
    """Save whether a chart comes with the digest."""
    chats.remember(db, chat_id, None, now)
    db.execute("UPDATE chats SET with_picture = ? WHERE chat_id = ?", (int(wanted), chat_id))


def choose_topic(db: Database, chat_id: int, thread_id: int | None) -> None:
    """Save the topic the digest goes to; None is the general one."""
    db.execute("UPDATE subscriptions SET thread_id = ? WHERE chat_id = ?", (thread_id, chat_id))
