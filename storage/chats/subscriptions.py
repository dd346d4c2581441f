"""The digests that are due, read group by group, since most people choose the same minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from storage.chats.chats import Length, Sides
from storage.engines.engine import Database
from storage.id_bounds import after_id


@dataclass(frozen=True, slots=True)
class DueGroup:
    """The digests due at one moment for the same sides; ``asap`` ones are sent as soon as their night is known."""

    at: datetime
    asap: bool
    sides: Sides


@dataclass(frozen=True, slots=True)
class DueChat:
    """A chat whose digest of the local date ``day`` is due. ``language`` is the chosen one, else Telegram's."""

    chat_id: int
    thread_id: int | None
    language: str | None
    zone: str | None
    at_minute: int | None
    length: Length | None
    day: date
    silent: bool
    muted: bool
    theme: str | None = None
    with_picture: bool = False


def due_groups(db: Database, now: datetime) -> list[DueGroup]:
    """Return the groups that are due, longest waiting first."""
    rows = db.execute(
        """SELECT DISTINCT next_at, at_minute IS NULL, COALESCE(sides, 'both')
            FROM subscriptions JOIN chats USING (chat_id)
            WHERE next_at <= ? AND state = 'active' ORDER BY 1, 2, 3""",
        (_seconds(now),),
    ).fetchall()
    return [DueGroup(_moment(at), bool(asap), Sides(sides)) for at, asap, sides in rows]


def due_chats(
    db: Database, group: DueGroup, after: int | None, limit: int, *, without_note: bool = False
) -> list[DueChat]:
    """Return up to ``limit`` chats of a group, ordered by id, from after ``after``.

    ``without_note`` leaves out those that got a note for this digest, or get none: a chat of somebody's own.
    """
    # by its end alone: the key of a note has the id that the chat had then
    unnoted = """AND chat_id NOT IN (SELECT chat_id FROM own_chats)
        AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.chat_id = subscriptions.chat_id
        AND kind = 'silence' AND key LIKE 'silence:%:' || next_day)"""
    rows = db.execute(
        f"""SELECT chat_id, thread_id, COALESCE(language, told_language), zone, at_minute, length, next_day, is_silent,
            muted_on = next_day, theme, COALESCE(with_picture, 0)
            FROM subscriptions JOIN chats USING (chat_id)
            WHERE next_at = ? AND at_minute IS {"" if group.asap else "NOT"} NULL AND COALESCE(sides, 'both') = ?
                AND state = 'active' AND chat_id > ? {unnoted if without_note else ""}
            ORDER BY chat_id LIMIT ?""",  # nosec B608: our words
        (_seconds(group.at), group.sides.value, after_id(after), limit),
    ).fetchall()
    return [
        DueChat(
            chat_id, thread_id, language, zone, at_minute, Length(length) if length else None,
            date.fromisoformat(day), bool(silent), bool(muted), theme, bool(picture),
        )
        for chat_id, thread_id, language, zone, at_minute, length, day, silent, muted, theme, picture in rows
    ]  # fmt: skip


def advance(db: Database, nexts: Sequence[tuple[int, datetime, date]]) -> None:
    """Save the next digest of each chat: (chat id, moment, local date)."""
    for chat_id, at, day in nexts:
        db.execute(
            "UPDATE subscriptions SET next_at = ?, next_day = ? WHERE chat_id = ?",
            (_seconds(at), day.isoformat(), chat_id),
        )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
