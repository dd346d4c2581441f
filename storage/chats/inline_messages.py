"""Inline messages: what each answers, and which figures it shows, so that it can be edited when they change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.engines.engine import Database
from storage.readings import current_figures
from storage.readings.load import Key, ShownVersion
from storage.views.corrections import Shown
from storage.views.shown_figures import WITHOUT_FIGURES

# A message is kept up to date for this long after it was sent.
KEPT = timedelta(days=90)
# From the few posts that changed to the messages that show them.
_DIFFERING = "current_figures JOIN inline_shown USING (channel, message_id)"
_DIFFERS = f"untold IN ('now', 'in_summary') AND {current_figures.DIFFERS.format(shown='inline_shown')}"


@dataclass(frozen=True, slots=True)
class InlineMessage:
    """A message sent inline; ``asks`` is what it answers (``night:2026-09-22``), ``language`` how it was answered."""

    inline_message_id: str
    asks: str
    language: str


@dataclass(frozen=True, slots=True)
class OutdatedInline:
    """A message whose figures have changed since: for each post, what it shows and what is current."""

    message: InlineMessage
    shown: tuple[Shown, ...]


def remember(db: Database, message: InlineMessage, posts: Sequence[Key | ShownVersion], now: datetime) -> None:
    """Record what a message shows, replacing what it showed before; the last version of a post counts."""
    forget(db, message.inline_message_id)
    db.execute(
        "INSERT INTO inline_messages (inline_message_id, asks, language, shown_at) VALUES (?, ?, ?, ?)",
        (message.inline_message_id, message.asks, message.language, int(now.timestamp())),
    )
    for post in {post[:2]: post for post in posts}.values():
        revision, figures, told = current_figures.shown_as(db, post)
        db.execute(
            """INSERT INTO inline_shown (inline_message_id, channel, message_id, revision, figures, told)
                VALUES (?, ?, ?, ?, ?, ?)""",
            (message.inline_message_id, post[0], post[1], revision, figures, told),
        )
        if figures is not None:
            db.execute(
                """UPDATE current_figures SET untold = 'now'
                    WHERE channel = ? AND message_id = ? AND untold IS NULL AND figures <> ?""",
                (post[0], post[1], told),
            )


def forget(db: Database, inline_message_id: str) -> None:
    """Delete everything stored of a message."""
    for table in ("inline_shown", "inline_messages"):
        db.execute(f"DELETE FROM {table} WHERE inline_message_id = ?", (inline_message_id,))  # nosec B608: our names


def outdated(db: Database, limit: int) -> list[OutdatedInline]:
    """Return up to ``limit`` messages whose figures have changed, newest first."""
    rows = db.execute(
        f"""SELECT DISTINCT inline_message_id, asks, language, shown_at
            FROM {_DIFFERING} JOIN inline_messages USING (inline_message_id) WHERE {_DIFFERS}
            ORDER BY shown_at DESC, inline_message_id LIMIT ?""",  # nosec B608: our words
        (limit,),
    ).fetchall()
    return [OutdatedInline(InlineMessage(*row[:3]), _shown(db, row[0])) for row in rows]


def _shown(db: Database, inline_message_id: str) -> tuple[Shown, ...]:
    """Return what a message shows that is no longer current."""
    rows = db.execute(
        f"""SELECT channel, message_id, inline_shown.revision, inline_shown.figures, told,
                current_figures.revision, current_figures.figures
            FROM {_DIFFERING} WHERE inline_message_id = ? AND {_DIFFERS} ORDER BY channel, message_id""",  # nosec B608: our words
        (inline_message_id,),
    ).fetchall()
    return tuple(
        Shown(Key(channel, post, old), figures, told, Key(channel, post, new), stands)
        for channel, post, old, figures, told, new, stands in rows
    )


def mark_told(db: Database, inline_message_id: str, shown: Sequence[Shown]) -> None:
    """Record that a message shows the current figures, or need not."""
    for one in shown:
        figures, revision = (None, None) if one.stands in WITHOUT_FIGURES else (one.stands, one.current.revision)
        db.execute(
            """UPDATE inline_shown SET told = ?, figures = COALESCE(?, figures), revision = COALESCE(?, revision)
                WHERE inline_message_id = ? AND channel = ? AND message_id = ?""",
            (one.stands, figures, revision, inline_message_id, *one.key[:2]),
        )


def prune(db: Database, now: datetime) -> None:
    """Delete messages that were sent long ago."""
    before = int((now - KEPT).timestamp())
    old = db.execute(
        "SELECT inline_message_id FROM inline_messages WHERE shown_at < ? ORDER BY inline_message_id", (before,)
    ).fetchall()
    for (inline_message_id,) in old:
        forget(db, inline_message_id)
