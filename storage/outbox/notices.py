"""What the operator says to all chats, and whether deliveries are held back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

# A draft nobody confirmed is let go after this.
KEPT = timedelta(days=7)
SENDING = "sending"


@dataclass(frozen=True, slots=True)
class Notice:
    """A text for all chats, under an id of ours."""

    notice: str
    text: str


def draft(db: Database, text: str, now: datetime) -> str:
    """Keep a text that is not confirmed yet; its id, of letters and digits."""
    db.execute("DELETE FROM notices WHERE drafted_at < ? AND state <> 'confirmed'", (_seconds(now - KEPT),))
    notice = hashlib.sha256(f"{_seconds(now)} {text}".encode()).hexdigest()[:16]
    db.execute(
        "INSERT INTO notices (notice, text, drafted_at, state) VALUES (?, ?, ?, 'draft') ON CONFLICT DO NOTHING",
        (notice, text, _seconds(now)),
    )
    return notice


def confirm(db: Database, notice: str) -> bool:
    """Let a draft go out; whether it was one still."""
    row = db.execute(
        "UPDATE notices SET state = 'confirmed' WHERE notice = ? AND state = 'draft' RETURNING notice", (notice,)
    ).fetchone()
    return row is not None


def confirmed(db: Database) -> list[Notice]:
    """The notices that wait for being owed."""
    rows = db.execute("SELECT notice, text FROM notices WHERE state = 'confirmed' ORDER BY drafted_at").fetchall()
    return [Notice(*row) for row in rows]


def owed(db: Database, notice: str) -> None:
    """A notice is owed to every chat."""
    db.execute("UPDATE notices SET state = 'owed' WHERE notice = ?", (notice,))


def audience(db: Database, after: int | None, limit: int) -> list[tuple[int, int | None]]:
    """At most ``limit`` chats that may be written to, with the topic of their digest, by id from after ``after`` on."""
    rows = db.execute(
        """SELECT chat_id, thread_id FROM chats LEFT JOIN subscriptions USING (chat_id)
            WHERE state = 'active' AND (? IS NULL OR chat_id > ?) ORDER BY chat_id LIMIT ?""",
        (after, after, limit),
    ).fetchall()
    return [(chat_id, thread_id) for chat_id, thread_id in rows]


def audience_size(db: Database) -> int:
    """How many chats may be written to."""
    (count,) = db.execute("SELECT COUNT(*) FROM chats WHERE state = 'active'").fetchone()
    return int(count)


def halt_sending(db: Database, now: datetime) -> None:
    """Deliver nothing until ``resume_sending``; what is owed stays owed."""
    db.execute("INSERT INTO halts (what, since) VALUES (?, ?) ON CONFLICT DO NOTHING", (SENDING, _seconds(now)))


def resume_sending(db: Database) -> bool:
    """Whether it was halted."""
    return db.execute("DELETE FROM halts WHERE what = ? RETURNING what", (SENDING,)).fetchone() is not None


def sending_halted_at(db: Database) -> datetime | None:
    """Since when nothing is delivered; None where it is."""
    row = db.execute("SELECT since FROM halts WHERE what = ?", (SENDING,)).fetchone()
    return datetime.fromtimestamp(row[0], UTC) if row else None


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
