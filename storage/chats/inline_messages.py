"""Messages sent inline: what each asks for, and which numbers it shows, so that a correction can be written into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.readings.load import Key

# Whoever was shown a number in this time hears when it changes.
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class InlineMessage:
    """A message sent inline; ``asks`` is what it answers (``night:2026-09-22``), ``language`` how it was answered."""

    inline_message_id: str
    asks: str
    language: str


@dataclass(frozen=True, slots=True)
class OutdatedInline:
    """A message that shows numbers another tally has replaced: each version shown, with the current one."""

    message: InlineMessage
    pairs: tuple[tuple[Key, Key], ...]


def remember(db: Database, message: InlineMessage, keys: Iterable[Key], now: datetime) -> None:
    """Take down what a message shows, in place of what it showed before."""
    forget(db, message.inline_message_id)
    db.execute(
        "INSERT INTO inline_messages (inline_message_id, asks, language, shown_at) VALUES (?, ?, ?, ?)",
        (message.inline_message_id, message.asks, message.language, int(now.timestamp())),
    )
    for key in dict.fromkeys(keys):
        db.execute(
            "INSERT INTO inline_shown (inline_message_id, channel, message_id, revision) VALUES (?, ?, ?, ?)",
            (message.inline_message_id, *key),
        )


def forget(db: Database, inline_message_id: str) -> None:
    """Leave nothing of a message."""
    for table in ("inline_shown", "inline_messages"):
        db.execute(f"DELETE FROM {table} WHERE inline_message_id = ?", (inline_message_id,))  # nosec B608: our names


def outdated(db: Database, limit: int) -> list[OutdatedInline]:
    """At most ``limit`` messages that show numbers of a version which another tally has replaced."""
    rows = db.execute(
        """SELECT DISTINCT inline_message_id, asks, language
            FROM inline_messages JOIN inline_shown USING (inline_message_id)
            JOIN current_readings USING (channel, message_id)
            WHERE current_readings.revision > inline_shown.revision AND reading = 'tally'
            ORDER BY shown_at DESC, inline_message_id LIMIT ?""",
        (limit,),
    ).fetchall()
    return [OutdatedInline(InlineMessage(*row), _pairs(db, row[0])) for row in rows]


def _pairs(db: Database, inline_message_id: str) -> tuple[tuple[Key, Key], ...]:
    """Each version shown with the current one that replaced it."""
    rows = db.execute(
        """SELECT channel, message_id, inline_shown.revision, current_readings.revision
            FROM inline_shown JOIN current_readings USING (channel, message_id)
            WHERE inline_message_id = ? AND current_readings.revision > inline_shown.revision AND reading = 'tally'
            ORDER BY channel, message_id""",
        (inline_message_id,),
    ).fetchall()
    return tuple((Key(channel, post, old), Key(channel, post, new)) for channel, post, old, new in rows)


def told_of(db: Database, inline_message_id: str, pairs: Sequence[tuple[Key, Key]]) -> None:
    """The message shows the current versions now, or need not."""
    for _, new in pairs:
        db.execute(
            "UPDATE inline_shown SET revision = ? WHERE inline_message_id = ? AND channel = ? AND message_id = ?",
            (new.revision, inline_message_id, new.channel, new.message_id),
        )


def prune(db: Database, now: datetime) -> None:
    """Delete messages that were sent long ago."""
    before = int((now - KEPT).timestamp())
    old = db.execute("SELECT inline_message_id FROM inline_messages WHERE shown_at < ?", (before,)).fetchall()
    for (inline_message_id,) in old:
        forget(db, inline_message_id)
