"""The digests that are due, read moment by moment and chat by chat, since most people choose the same minute.

However many are due, each question reads no more rows than it returns: a round asks every few seconds, while a million
chats may be waiting for their night.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from storage.chats.chats import Length, Sides
from storage.engines.engine import Database
from storage.id_bounds import after_id
from storage.many_rows import in_portions

# As the index subscriptions_due has it.
_ASAP = "CASE WHEN at_minute IS NULL THEN 1 ELSE 0 END"
# That a chat got its note, by the end of the key alone: the key has the id that the chat had then.
_NOTED = """CASE WHEN chat_id IN (SELECT chat_id FROM own_chats) OR EXISTS (SELECT 1 FROM deliveries
    WHERE deliveries.chat_id = due.chat_id AND kind = 'silence' AND key LIKE 'silence:%:' || next_day)
    THEN 1 ELSE 0 END"""


@dataclass(frozen=True, slots=True)
class DueMoment:
    """A moment at which digests are due; ``asap`` ones are sent as soon as their night is known."""

    at: datetime
    asap: bool


@dataclass(frozen=True, slots=True)
class DueChat:
    """A chat whose digest of the local date ``day`` is due. ``language`` is the chosen one, else Telegram's.

    ``noted`` is whether it got a note for this digest, or gets none: a chat of somebody's own. ``blocked`` is one that
    accepts no messages.
    """

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
    sides: Sides = Sides.BOTH
    blocked: bool = False
    noted: bool = False


def due_moments(db: Database, now: datetime) -> list[DueMoment]:
    """Return the moments at which digests are due, longest waiting first, from the index alone."""
    kind = f"SELECT {_ASAP} FROM subscriptions WHERE next_at = due_at ORDER BY {_ASAP}"  # nosec B608: our words
    rows = db.execute(
        f"""WITH RECURSIVE moments (due_at) AS (
                SELECT MIN(next_at) FROM subscriptions WHERE next_at <= ?1
                UNION ALL SELECT (SELECT MIN(next_at) FROM subscriptions WHERE next_at > due_at AND next_at <= ?1)
                    FROM moments WHERE due_at IS NOT NULL)
            SELECT due_at, ({kind} LIMIT 1), ({kind} DESC LIMIT 1) FROM moments
                WHERE due_at IS NOT NULL ORDER BY due_at""",  # nosec B608: our words
        (_seconds(now),),
    ).fetchall()
    return [DueMoment(_moment(at), bool(asap)) for at, *kinds in rows for asap in dict.fromkeys(kinds)]


def due_chats(
    db: Database, moment: DueMoment, after: int | None, limit: int, *, with_notes: bool = False
) -> list[DueChat]:
    """Return up to ``limit`` chats whose digests are due at a moment, ordered by id, from after ``after``.

    ``noted`` is looked up only with ``with_notes``.
    """
    rows = db.execute(
        f"""SELECT chat_id, thread_id, COALESCE(language, told_language), zone, at_minute, length, next_day, is_silent,
                muted_on = next_day, theme, COALESCE(with_picture, 0),
                COALESCE(sides, 'both'), state, {_NOTED if with_notes else "0"}
            FROM (SELECT * FROM subscriptions WHERE next_at = ? AND {_ASAP} = ? AND chat_id > ?
                ORDER BY chat_id LIMIT ?) AS due
            JOIN chats USING (chat_id) ORDER BY chat_id""",  # nosec B608: our words
        (_seconds(moment.at), int(moment.asap), after_id(after), limit),
    ).fetchall()
    return [
        DueChat(
            chat_id, thread_id, language, zone, at_minute, Length(length) if length else None,
            date.fromisoformat(day), bool(silent), bool(muted), theme, bool(picture), Sides(sides),
            state == "blocked", bool(noted),
        )
        for chat_id, thread_id, language, zone, at_minute, length, day, silent, muted, theme, picture, sides, state,
            noted in rows
    ]  # fmt: skip


def advance(db: Database, nexts: Sequence[tuple[int, datetime, date]]) -> None:
    """Save the next digest of each chat: (chat id, moment, local date)."""
    for given, values in in_portions([(chat_id, _seconds(at), day.isoformat()) for chat_id, at, day in nexts]):
        db.execute(
            f"""UPDATE subscriptions SET next_at = given.column2, next_day = given.column3 FROM {given}
                WHERE chat_id = given.column1""",  # nosec B608: our words
            values,
        )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
