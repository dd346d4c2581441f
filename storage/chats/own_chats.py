"""Channels and groups in which somebody wants the digest alone: what was set up, and by whom.

Who set one up is forgotten with that person; the digest goes on there until it is ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage.chats import chat_rows, chats
from storage.chats.chats import Length, Subscription
from storage.engines.engine import Database

_COLUMNS = """own_chats.chat_id, title, is_channel, subscriptions.chat_id IS NULL,
    CASE WHEN subscriptions.chat_id IS NULL THEN own_chats.at_minute ELSE subscriptions.at_minute END,
    CASE WHEN subscriptions.chat_id IS NULL THEN own_chats.thread_id ELSE subscriptions.thread_id END,
    language, zone, length, COALESCE(with_picture, 0), state"""
_JOINED = """own_chats JOIN chats ON chats.chat_id = own_chats.chat_id
    LEFT JOIN subscriptions ON subscriptions.chat_id = own_chats.chat_id
    JOIN set_up_by ON set_up_by.chat_id = own_chats.chat_id"""


@dataclass(frozen=True, slots=True)
class OwnChat:
    """A channel or group with its digest, at ``at_minute`` after midnight in ``zone`` (None: as soon as it can be).

    One that is ``paused`` has the hour it had. ``lost`` is whether nothing can be sent there.
    """

    chat_id: int
    title: str
    is_channel: bool
    paused: bool
    at_minute: int | None
    thread_id: int | None
    language: str | None
    zone: str | None
    length: Length | None
    with_picture: bool
    lost: bool


@dataclass(frozen=True, slots=True)
class Loss:
    """A chat in which nothing can be sent any more, and the person to be told (their chat with the bot)."""

    chat_id: int
    title: str
    setter_chat_id: int
    language: str | None


def set_up(db: Database, chat_id: int, title: str, is_channel: bool, person: int) -> None:
    """Record that a stored chat is one of a person's own; whoever set it up before is no longer told of it."""
    db.execute(
        """INSERT INTO own_chats (chat_id, title, is_channel) VALUES (?, ?, ?)
            ON CONFLICT (chat_id) DO UPDATE SET title = excluded.title, is_channel = excluded.is_channel""",
        (chat_id, title, int(is_channel)),
    )
    db.execute(
        """INSERT INTO set_up_by (chat_id, setter_chat_id) VALUES (?, ?)
            ON CONFLICT (chat_id) DO UPDATE SET setter_chat_id = excluded.setter_chat_id, told = NULL""",
        (chat_id, person),
    )


def of_person(db: Database, person: int) -> list[OwnChat]:
    """Return what a person set up, by title."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM {_JOINED} WHERE setter_chat_id = ? ORDER BY title, own_chats.chat_id",  # nosec B608
        (person,),
    ).fetchall()
    return [_own(row) for row in rows]


def pause(db: Database, chat_id: int) -> None:
    """End the digest of a chat until it is resumed; its hour and topic are kept."""
    db.execute(
        """UPDATE own_chats SET at_minute = digest.at_minute, thread_id = digest.thread_id
            FROM subscriptions AS digest WHERE digest.chat_id = own_chats.chat_id AND own_chats.chat_id = ?""",
        (chat_id,),
    )
    chats.unsubscribe(db, chat_id)


def resume(db: Database, chat_id: int, digest: Subscription) -> None:
    """Begin the digest of a chat again."""
    chats.subscribe(db, chat_id, digest)


def end(db: Database, chat_id: int) -> None:
    """End the digest of a chat for good: nothing is sent there any more, corrections neither.

    Of a channel everything is deleted. A group keeps what its members chose and asked for.
    """
    row = db.execute("SELECT is_channel FROM own_chats WHERE chat_id = ?", (chat_id,)).fetchone()
    if row and row[0]:
        chat_rows.empty(db, chat_id)
        return
    chats.unsubscribe(db, chat_id)
    db.execute("DELETE FROM set_up_by WHERE chat_id = ?", (chat_id,))
    db.execute("DELETE FROM own_chats WHERE chat_id = ?", (chat_id,))


def title_of(db: Database, chat_id: int) -> str | None:
    """Return the title of a chat that is somebody's own, whoever set it up; None for any other chat."""
    row = db.execute("SELECT title FROM own_chats WHERE chat_id = ?", (chat_id,)).fetchone()
    return row[0] if row else None


def lose(db: Database, chat_id: int) -> None:
    """Record that nothing can be sent to a chat of somebody's own; any other chat stays as it is."""
    if title_of(db, chat_id) is not None:
        chats.block(db, chat_id)


def removed_by(db: Database, chat_id: int, person: int) -> None:
    """Record who removed the bot: if it was whoever set the chat up, they need not be told."""
    db.execute(
        "UPDATE set_up_by SET told = 'by_themselves' WHERE chat_id = ? AND setter_chat_id = ? AND told IS NULL",
        (chat_id, person),
    )


def back(db: Database, chat_id: int) -> None:
    """Record that the bot may send to a chat again: another loss is told again."""
    db.execute("UPDATE set_up_by SET told = NULL WHERE chat_id = ?", (chat_id,))


def untold_losses(db: Database) -> list[Loss]:
    """Return the chats in which nothing can be sent any more and whose people were not told."""
    rows = db.execute(
        """SELECT own_chats.chat_id, title, setter_chat_id, COALESCE(person.language, person.told_language)
            FROM set_up_by JOIN own_chats ON own_chats.chat_id = set_up_by.chat_id
            JOIN chats ON chats.chat_id = set_up_by.chat_id
            LEFT JOIN chats AS person ON person.chat_id = setter_chat_id
            WHERE chats.state = 'blocked' AND told IS NULL ORDER BY own_chats.chat_id"""
    ).fetchall()
    return [Loss(*row) for row in rows]


def mark_told(db: Database, chat_id: int) -> bool:
    """Record that the person is told of a loss; return whether they were not before."""
    row = db.execute(
        "UPDATE set_up_by SET told = 'lost' WHERE chat_id = ? AND told IS NULL RETURNING chat_id", (chat_id,)
    ).fetchone()
    return row is not None


def _own(row: tuple[Any, ...]) -> OwnChat:
    chat_id, title, is_channel, paused, at_minute, thread_id, language, zone, length, with_picture, state = row
    return OwnChat(
        chat_id=chat_id,
        title=title,
        is_channel=bool(is_channel),
        paused=bool(paused),
        at_minute=at_minute,
        thread_id=thread_id,
        language=language,
        zone=zone,
        length=Length(length) if length else None,
        with_picture=bool(with_picture),
        lost=state == "blocked",
    )
