"""The operator's notices to all chats, and the halt of all deliveries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.engines.engine import Database
from storage.id_bounds import after_id

# A draft that nobody confirmed is deleted after this time.
KEPT = timedelta(days=7)
SENDING = "sending"
_HEARING = "state = 'active' AND chat_id NOT IN (SELECT chat_id FROM own_chats)"


@dataclass(frozen=True, slots=True)
class Notice:
    """A text for all chats, with an id of ours."""

    notice: str
    text: str


def draft(db: Database, text: str, now: datetime) -> str:
    """Save a text that is not confirmed yet; return its id, of letters and digits."""
    db.execute("DELETE FROM notices WHERE drafted_at < ? AND state <> 'confirmed'", (_seconds(now - KEPT),))
    notice = hashlib.sha256(f"{_seconds(now)} {text}".encode()).hexdigest()[:16]
    db.execute(
        "INSERT INTO notices (notice, text, drafted_at, state) VALUES (?, ?, ?, 'draft') ON CONFLICT DO NOTHING",
        (notice, text, _seconds(now)),
    )
    return notice


def confirm(db: Database, notice: str) -> bool:
    """Confirm a draft, so that it is sent; return whether it still was a draft."""
    row = db.execute(
        "UPDATE notices SET state = 'confirmed' WHERE notice = ? AND state = 'draft' RETURNING notice", (notice,)
    ).fetchone()
    return row is not None


def confirmed(db: Database) -> list[Notice]:
    """Return the confirmed notices that are not in the outbox yet."""
    rows = db.execute(
        "SELECT notice, text FROM notices WHERE state = 'confirmed' ORDER BY drafted_at, notice"
    ).fetchall()
    return [Notice(*row) for row in rows]


def owed(db: Database, notice: str) -> None:
    """Record that a notice is in the outbox for every chat."""
    db.execute("UPDATE notices SET state = 'owed' WHERE notice = ?", (notice,))


def audience(db: Database, after: int | None, limit: int) -> list[tuple[int, int | None]]:
    """Return up to ``limit`` chats that accept messages, with their digest's topic, by id, from after ``after``.

    In a channel or group of somebody's own stands the digest alone; whoever set it up is told in their own chat.
    """
    rows = db.execute(
        f"""SELECT chat_id, thread_id FROM chats LEFT JOIN subscriptions USING (chat_id)
            WHERE {_HEARING} AND chat_id > ? ORDER BY chat_id LIMIT ?""",  # nosec B608: our words
        (after_id(after), limit),
    ).fetchall()
    return [(chat_id, thread_id) for chat_id, thread_id in rows]


def audience_size(db: Database) -> int:
    """Return the number of chats that a notice goes to."""
    (count,) = db.execute(f"SELECT COUNT(*) FROM chats WHERE {_HEARING}").fetchone()  # nosec B608: our words
    return int(count)


def halt_sending(db: Database, now: datetime) -> None:
    """Deliver nothing until ``resume_sending``; what is owed stays owed."""
    db.execute("INSERT INTO halts (what, since) VALUES (?, ?) ON CONFLICT DO NOTHING", (SENDING, _seconds(now)))


def resume_sending(db: Database) -> bool:
    """End the halt of deliveries; return whether there was one."""
    return db.execute("DELETE FROM halts WHERE what = ? RETURNING what", (SENDING,)).fetchone() is not None


def sending_halted_at(db: Database) -> datetime | None:
    """Return since when sending is halted; None where it is not."""
    row = db.execute("SELECT since FROM halts WHERE what = ?", (SENDING,)).fetchone()
    return datetime.fromtimestamp(row[0], UTC) if row else None


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
