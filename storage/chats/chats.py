"""Chats: their settings, their subscription, and the figures they were shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from storage.chats import chat_rows, forgotten
from storage.engines.engine import Database
from storage.readings import current_figures
from storage.readings.load import Key, ShownVersion


class Length(StrEnum):
    """How much of a night a chat's messages tell."""

    SHORT = "short"
    USUAL = "usual"
    FULL = "full"


class Sides(StrEnum):
    """Whose claims a chat is told: both sides', Ukraine's, or Russia's."""

    BOTH = "both"
    UKRAINE = "ukraine"
    RUSSIA = "russia"


@dataclass(frozen=True, slots=True)
class Subscription:
    """The digest of a chat: at ``at_minute`` minutes after local midnight, or as soon as it can be (None).

    ``next_at`` is when the digest of the local date ``next_day`` is due; ``thread_id`` is its topic.
    """

    thread_id: int | None
    at_minute: int | None
    next_at: datetime
    next_day: date
    silent: bool = False
    muted_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """The settings of a chat. What it can choose is None until it does; ``theme`` is that of pictures.

    ``tells_late_side`` is whether a side that comes after the digest is told by a message of its own, ``with_picture``
    whether a chart comes with the digest.
    """

    chat_id: int
    language: str | None
    told_language: str | None
    zone: str | None
    blocked: bool
    since: datetime
    theme: str | None
    length: Length | None
    sides: Sides | None
    subscription: Subscription | None
    tells_late_side: bool | None = None
    with_picture: bool | None = None


def chat(db: Database, chat_id: int) -> ChatSettings | None:
    """Return the settings of a chat; None where it is not stored."""
    row = db.execute(
        """SELECT chats.chat_id, language, told_language, zone, state, since, theme, length, sides,
            tells_late_side, with_picture,
            subscriptions.chat_id, thread_id, at_minute, next_at, next_day, is_silent, muted_on
            FROM chats LEFT JOIN subscriptions USING (chat_id) WHERE chats.chat_id = ?""",
        (chat_id,),
    ).fetchone()
    return _chat(row) if row else None


def remember(db: Database, chat_id: int, told_language: str | None, now: datetime) -> None:
    """Create the row of a chat, or record the language Telegram tells and that the chat accepts messages again.

    Each answer asks for it, so nothing is written where nothing is new: two replicas that answer one chat at the same
    time do not disturb each other.
    """
    known = db.execute("SELECT state, told_language FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
    if known and known[0] == "active" and told_language in {None, known[1]}:
        return
    current_figures.look_again_if_back(db, chat_id)
    db.execute(
        """INSERT INTO chats (chat_id, told_language, state, since) VALUES (?, ?, 'active', ?)
            ON CONFLICT (chat_id) DO UPDATE SET state = 'active',
                told_language = COALESCE(excluded.told_language, chats.told_language)""",
        (chat_id, told_language, _seconds(now)),
    )


def welcome(db: Database, chat_id: int, told_language: str | None) -> None:
    """Record that a stored chat accepts messages again; a chat that is not stored is not added."""
    current_figures.look_again_if_back(db, chat_id)
    db.execute(
        "UPDATE chats SET state = 'active', told_language = COALESCE(?, told_language) WHERE chat_id = ?",
        (told_language, chat_id),
    )


def choose_language(db: Database, chat_id: int, language: str, now: datetime) -> None:
    """Save the language the chat chose."""
    remember(db, chat_id, None, now)
    db.execute("UPDATE chats SET language = ? WHERE chat_id = ?", (language, chat_id))


def choose_zone(db: Database, chat_id: int, zone: str, now: datetime) -> None:
    """Save the time zone the chat chose; the caller has to compute its next digest again."""
    remember(db, chat_id, None, now)
    db.execute("UPDATE chats SET zone = ? WHERE chat_id = ?", (zone, chat_id))


def choose_theme(db: Database, chat_id: int, theme: str, now: datetime) -> None:
    """Save the theme the chat chose for its pictures."""
    remember(db, chat_id, None, now)
    db.execute("UPDATE chats SET theme = ? WHERE chat_id = ?", (theme, chat_id))


def choose_length(db: Database, chat_id: int, length: Length, now: datetime) -> None:
    """Save how much the chat wants to be told."""
    remember(db, chat_id, None, now)
    db.execute("UPDATE chats SET length = ? WHERE chat_id = ?", (length.value, chat_id))


def choose_sides(db: Database, chat_id: int, sides: Sides, now: datetime) -> None:
    """Save whose claims the chat wants to be told."""
    remember(db, chat_id, None, now)
    db.execute("UPDATE chats SET sides = ? WHERE chat_id = ?", (sides.value, chat_id))


def subscribe(db: Database, chat_id: int, wish: Subscription) -> None:
    """Save the digest time of a stored chat; whether it is silent or muted does not change."""
    db.execute(
        """INSERT INTO subscriptions (chat_id, thread_id, at_minute, next_at, next_day) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (chat_id) DO UPDATE SET thread_id = excluded.thread_id, at_minute = excluded.at_minute,
                next_at = excluded.next_at, next_day = excluded.next_day""",
        (chat_id, wish.thread_id, wish.at_minute, _seconds(wish.next_at), wish.next_day.isoformat()),
    )


def unsubscribe(db: Database, chat_id: int) -> bool:
    """End a subscription and cancel its pending digests; return whether there was one."""
    db.execute(
        """DELETE FROM deliveries
            WHERE chat_id = ? AND state IN ('pending', 'doubtful') AND kind IN ('digest', 'silence', 'completion')""",
        (chat_id,),
    )
    return (
        db.execute("DELETE FROM subscriptions WHERE chat_id = ? RETURNING chat_id", (chat_id,)).fetchone() is not None
    )


def block(db: Database, chat_id: int) -> None:
    """Record that the chat accepts no messages; nothing is owed to it until it comes back."""
    db.execute("UPDATE chats SET state = 'blocked' WHERE chat_id = ?", (chat_id,))
    db.execute(
        """UPDATE deliveries SET state = 'dead', reason = 'blocked', ended_at = not_before
            WHERE chat_id = ? AND state IN ('pending', 'doubtful')""",
        (chat_id,),
    )


def migrate_chat(db: Database, old_id: int, new_id: int) -> None:
    """Move everything of a group that became a supergroup to the new id; a second call changes nothing."""
    chat_rows.move(db, old_id, new_id)


def forget(db: Database, chat_id: int) -> None:
    """Delete everything of a chat from every table; what is on its way to it now will store nothing of it."""
    forgotten.record(db, chat_id)
    chat_rows.empty(db, chat_id)


def record_shown(
    db: Database, chat_id: int, thread_id: int | None, posts: Sequence[Key | ShownVersion], now: datetime
) -> None:
    """Record that a chat was shown these versions of posts; the last version of a post counts.

    If a post has no figures now, the figures shown before stay recorded. Asking again does not cause a withdrawal to be
    told again.
    """
    remember(db, chat_id, None, now)
    for post in posts:
        revision, figures, told = current_figures.shown_as(db, post)
        db.execute(
            """INSERT INTO shown (chat_id, channel, message_id, revision, thread_id, shown_at, figures, told)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (chat_id, channel, message_id) DO UPDATE SET revision = excluded.revision,
                    thread_id = excluded.thread_id, shown_at = excluded.shown_at,
                    figures = COALESCE(excluded.figures, shown.figures),
                    told = CASE WHEN shown.told = 'withdrawn' AND shown.figures = excluded.figures
                        THEN shown.told ELSE excluded.told END""",
            (chat_id, post[0], post[1], revision, thread_id, _seconds(now), figures, told),
        )
    current_figures.look_again(db, chat_id)


def shown_to(db: Database, chat_id: int) -> list[tuple[Key, datetime]]:
    """Return the versions of posts a chat was last shown, with the times, newest first."""
    rows = db.execute(
        """SELECT channel, message_id, revision, shown_at FROM shown WHERE chat_id = ?
            ORDER BY shown_at DESC, channel, message_id""",
        (chat_id,),
    ).fetchall()
    return [(Key(*row[:3]), _moment(row[3])) for row in rows]


def _chat(row: tuple[Any, ...]) -> ChatSettings:
    chat_id, language, told_language, zone, state, since, theme, length, sides, late, picture, subscribed, *wish = row
    return ChatSettings(
        chat_id=chat_id,
        language=language,
        told_language=told_language,
        zone=zone,
        blocked=state == "blocked",
        since=_moment(since),
        theme=theme,
        length=Length(length) if length else None,
        sides=Sides(sides) if sides else None,
        subscription=_subscription(wish) if subscribed is not None else None,
        tells_late_side=None if late is None else bool(late),
        with_picture=None if picture is None else bool(picture),
    )


def _subscription(wish: list[Any]) -> Subscription:
    thread_id, at_minute, next_at, next_day, silent, muted_on = wish
    muted = date.fromisoformat(muted_on) if muted_on else None
    return Subscription(thread_id, at_minute, _moment(next_at), date.fromisoformat(next_day), bool(silent), muted)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
