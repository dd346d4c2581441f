"""What a chat wants with its digest: a message of a late side, a chart, a sound, a day without."""

from __future__ import annotations

from datetime import date, datetime

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


def set_silent(db: Database, chat_id: int, silent: bool) -> None:
    """Save whether the digest comes without a sound."""
    db.execute("UPDATE subscriptions SET is_silent = ? WHERE chat_id = ?", (int(silent), chat_id))


def mute(db: Database, chat_id: int, day: date) -> bool:
    """Skip the digest of this local date; return whether the chat has a subscription."""
    row = db.execute(
        "UPDATE subscriptions SET muted_on = ? WHERE chat_id = ? RETURNING chat_id", (day.isoformat(), chat_id)
    ).fetchone()
    return row is not None
