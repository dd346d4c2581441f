"""Digests that were sent: those without one of the channels, until they are completed, and those of a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from storage.chats.chats import Length, Sides
from storage.engines.engine import Database


@dataclass(frozen=True, slots=True)
class SentDigest:
    """A digest sent at ``at``, without the channels that it ``lacks``. ``language`` is the chosen one, else Telegram's.

    ``tells_late_side`` is whether a side that comes now is told by a message of its own: the chat is subscribed still
    and did not choose otherwise. ``silent`` and ``muted_on`` are those of its subscription. One that was sent twice
    without an answer has not ``arrived`` for all we know.
    """

    key: str
    chat_id: int
    thread_id: int | None
    language: str | None
    zone: str | None
    length: Length | None
    sides: Sides
    night: date
    lacks: tuple[str, ...]
    at: datetime
    tells_late_side: bool
    silent: bool
    muted_on: date | None
    arrived: bool


def incomplete_nights(db: Database) -> list[date]:
    """Return the nights that have a digest without a channel, not completed since."""
    rows = db.execute(
        """SELECT DISTINCT night FROM deliveries
            WHERE kind = 'digest' AND state IN ('sent', 'unknown') AND lacks > '' ORDER BY night"""
    ).fetchall()
    return [date.fromisoformat(night) for (night,) in rows]


def incomplete_digests(db: Database, night: date) -> list[SentDigest]:
    """Return the digests of a night that were sent without a channel, to chats that accept messages.

    Those that may have arrived are among them: who has half of a night is not left with it.
    """
    return _sent(db, "night = ? AND lacks > '' AND deliveries.state IN ('sent', 'unknown')", (night.isoformat(),))


def sent_digests(db: Database, chat_id: int, nights: Sequence[date]) -> list[SentDigest]:
    """Return the digests of these nights that stand in a chat, as far as they are kept, by night."""
    marks = ", ".join("?" * len(nights))
    which = f"chat_id = ? AND night IN ({marks}) AND deliveries.state = 'sent'"
    found = _sent(db, which, (chat_id, *(one.isoformat() for one in nights)))
    return sorted(found, key=lambda one: (one.night, one.at))


def _sent(db: Database, which: str, values: Sequence[object]) -> list[SentDigest]:
    rows = db.execute(
        f"""SELECT key, chat_id, deliveries.thread_id, COALESCE(language, told_language), zone, length,
                COALESCE(sides, 'both'), night, lacks, owed_at,
                subscriptions.next_at IS NOT NULL AND COALESCE(tells_late_side, 1) = 1,
                COALESCE(subscriptions.is_silent, 0), muted_on, sent_message_id IS NOT NULL
            FROM deliveries JOIN chats USING (chat_id) LEFT JOIN subscriptions USING (chat_id)
            WHERE kind = 'digest' AND {which} AND chats.state = 'active'
            ORDER BY key""",  # nosec B608: our words
        values,
    ).fetchall()
    return [
        SentDigest(
            key, chat_id, thread_id, language, zone, Length(length) if length else None, Sides(sides),
            date.fromisoformat(day), tuple(lacks.split()), datetime.fromtimestamp(owed_at, UTC),
            bool(tells), bool(silent), date.fromisoformat(muted_on) if muted_on else None, bool(arrived),
        )
        for key, chat_id, thread_id, language, zone, length, sides, day, lacks, owed_at, tells, silent, muted_on,
            arrived in rows
    ]  # fmt: skip


def completed(db: Database, key: str, lacks: Sequence[str]) -> None:
    """Record which channels a digest still lacks after an edit of it was enqueued."""
    db.execute("UPDATE deliveries SET lacks = ? WHERE key = ?", (" ".join(lacks), key))
