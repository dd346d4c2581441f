"""Watches: what chats want to be alerted of as soon as a night brings it, and which alerts they got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from storage.chats.chats import Sides
from storage.engines.engine import Database
from storage.id_bounds import after_id
from storage.readings.load import Key


class What(StrEnum):
    """What is watched for."""

    LAUNCHED = "launched"
    BALLISTIC = "ballistic"
    REGION = "region"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Watch:
    """A watch. ``argument`` is the least number of drones of a LAUNCHED watch, the code of a REGION one, else empty."""

    what: What
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A watch without an alert for a night yet: when it was set, and in which topic it is answered."""

    watch: Watch
    since: datetime
    thread_id: int | None


@dataclass(frozen=True, slots=True)
class WaitingChat:
    """A chat and its watches without an alert for a night. ``language`` is the chosen one, else the one Telegram told.

    ``sides`` are those whose claims it is told.
    """

    chat_id: int
    language: str | None
    zone: str | None
    silent: bool
    muted_on: date | None
    sides: Sides
    watches: tuple[Waiting, ...]


def watches_of(db: Database, chat_id: int) -> list[Watch]:
    """Return the watches of a chat, in the order of ``What``."""
    rows = db.execute(
        "SELECT what, argument FROM watches WHERE chat_id = ? ORDER BY what, argument", (chat_id,)
    ).fetchall()
    found = [Watch(What(what), argument) for what, argument in rows]
    order = list(What)
    return sorted(found, key=lambda one: (order.index(one.what), one.argument))


def watch(db: Database, chat_id: int, thread_id: int | None, wanted: Watch, now: datetime) -> None:
    """Add a watch to a stored chat; another number replaces the one before."""
    if wanted.what is What.LAUNCHED:
        db.execute(
            "DELETE FROM watches WHERE chat_id = ? AND what = 'launched' AND argument <> ?", (chat_id, wanted.argument)
        )
    db.execute(
        """INSERT INTO watches (chat_id, what, argument, thread_id, since) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (chat_id, what, argument) DO UPDATE SET thread_id = excluded.thread_id""",
        (chat_id, wanted.what.value, wanted.argument, thread_id, int(now.timestamp())),
    )


def unwatch(db: Database, chat_id: int, unwanted: Watch) -> None:
    """Delete a watch of a chat."""
    db.execute(
        "DELETE FROM watches WHERE chat_id = ? AND what = ? AND argument = ?",
        (chat_id, unwanted.what.value, unwanted.argument),
    )


def last_compared(db: Database, night: date) -> str | None:
    """Return the versions of a night's posts that the watches were last compared with; None if never."""
    row = db.execute("SELECT versions FROM watched_nights WHERE night = ?", (night.isoformat(),)).fetchone()
    return str(row[0]) if row else None


def record_compared(db: Database, night: date, versions: Sequence[Key]) -> None:
    """Record that the watches were compared with these versions; delete the records of nights long past."""
    db.execute(
        """INSERT INTO watched_nights (night, versions) VALUES (?, ?)
            ON CONFLICT (night) DO UPDATE SET versions = excluded.versions""",
        (night.isoformat(), versions_text(versions)),
    )
    db.execute("DELETE FROM watched_nights WHERE night < ?", (date.fromordinal(night.toordinal() - 7).isoformat(),))


def versions_text(versions: Sequence[Key]) -> str:
    """Return versions as text: ``kpszsu/79455/1 mod_russia/67001/1``."""
    return " ".join("/".join(map(str, key)) for key in versions)


def is_any(db: Database) -> bool:
    """Return whether any chat has a watch."""
    return db.execute("SELECT 1 FROM watches LIMIT 1").fetchone() is not None


def waiting(db: Database, night: date, after: int | None, limit: int) -> list[WaitingChat]:
    """Return up to ``limit`` chats with watches without an alert for ``night``, by id, from after ``after``."""
    rows = db.execute(
        """SELECT chat_id, COALESCE(language, told_language), zone, COALESCE(is_silent, 0), muted_on,
            COALESCE(sides, 'both')
            FROM chats LEFT JOIN subscriptions USING (chat_id)
            WHERE state = 'active' AND chat_id > ? AND EXISTS (SELECT 1 FROM watches
                WHERE watches.chat_id = chats.chat_id AND (told_night IS NULL OR told_night < ?))
            ORDER BY chat_id LIMIT ?""",
        (after_id(after), night.isoformat(), limit),
    ).fetchall()
    return [_waiting(db, night, row) for row in rows]


def _waiting(db: Database, night: date, row: tuple[Any, ...]) -> WaitingChat:
    chat_id, language, zone, silent, muted, sides = row
    rows = db.execute(
        """SELECT what, argument, thread_id, since FROM watches
            WHERE chat_id = ? AND (told_night IS NULL OR told_night < ?) ORDER BY what, argument""",
        (chat_id, night.isoformat()),
    ).fetchall()
    return WaitingChat(
        chat_id=chat_id,
        language=language,
        zone=zone,
        silent=bool(silent),
        muted_on=date.fromisoformat(muted) if muted else None,
        sides=Sides(sides),
        watches=tuple(
            Waiting(Watch(What(what), argument), datetime.fromtimestamp(since, UTC), thread_id)
            for what, argument, thread_id, since in rows
        ),
    )


def mark_told(db: Database, chat_id: int, night: date, watches: Sequence[Watch]) -> int:
    """Record that a chat got the alerts of these watches for ``night``: no correction sends them again.

    Returns how many of them stand and were not told of this night yet.
    """
    return sum(
        db.execute(
            """UPDATE watches SET told_night = ? WHERE chat_id = ? AND what = ? AND argument = ?
                AND (told_night IS NULL OR told_night < ?)""",
            (night.isoformat(), chat_id, one.what.value, one.argument, night.isoformat()),
        ).rowcount
        for one in watches
    )
