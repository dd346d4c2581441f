"""What chats are owed: recorded in the transaction that decides it. ``storage.outbox.claims`` sends it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from storage.engines.engine import Database
from storage.many_rows import in_portions

# The prefix of an alarm's key: an operator who halted sending still wants alarms, and they go first.
ALARM = "alarm:"
# The prefix of the key of a message about reprocessed posts: it is never urgent, so it goes last.
READ_ANEW = "read_anew"
# What comes before the number of a part, in the key of a part that is not the last one.
PART = "#"
WANTED = ("digest", "silence", "notice", "watch")
# What differs from one delivery to the next, and what those that are enqueued together mostly share.
_OWN = ("key", "chat_id", "thread_id", "is_silent", "turn", "edits", "after", "answers")
_SHARED = ("kind", "body", "night", "lacks", "rank", "due_at", "not_before", "expires_at", "owed_at")


class DeliveryKind(StrEnum):
    """The kinds of delivery. A completion edits a digest that was sent incomplete."""

    DIGEST = "digest"
    SILENCE = "silence"
    COMPLETION = "completion"
    CORRECTION = "correction"
    WATCH = "watch"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Owed:
    """One message to owe a chat; its ``key`` makes sure that it is owed only once. ``body`` is the stored text.

    ``due_at`` is the time the chat asked for (None: now), ``expires_at`` when it becomes useless, ``after`` the key of
    a message that has to be sent first, ``answers`` the key of one that this is a reply to, if that one arrived.
    """

    key: str
    kind: DeliveryKind
    chat_id: int
    thread_id: int | None
    body: str
    silent: bool = False
    edits: str | None = None
    night: date | None = None
    lacks: tuple[str, ...] = ()
    due_at: datetime | None = None
    expires_at: datetime | None = None
    after: str | None = None
    answers: str | None = None


def enqueue(db: Database, owed: Sequence[Owed], now: datetime) -> int:
    """Add these to the outbox, except keys already owed and chats that blocked us; return how many were added."""
    if not owed:
        return 0
    bodies = {one.body: hashlib.sha256(one.body.encode()).hexdigest() for one in owed}
    db.executemany(
        "INSERT INTO bodies (sha256, body, made_at) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        [(digest, body, _seconds(now)) for body, digest in bodies.items()],
    )
    alike: dict[tuple[object, ...], list[tuple[object, ...]]] = defaultdict(list)
    for one in owed:
        alike[_shared(one, bodies[one.body], now)].append(_own(one, now))
    return sum(_insert(db, shared, rows) for shared, rows in alike.items())


def _insert(db: Database, shared: tuple[object, ...], rows: Sequence[tuple[object, ...]]) -> int:
    marks, new = ", ".join("?" * len(shared)), 0
    for given, values in in_portions(rows):
        new += db.execute(
            f"""INSERT INTO deliveries ({", ".join(_OWN + _SHARED)}, state)
                SELECT column1, chat_id, CAST(column3 AS BIGINT), column4, column5, column6, column7, column8, {marks},
                    'pending'
                FROM {given} JOIN chats ON chats.chat_id = given.column2
                WHERE chats.state = 'active' ON CONFLICT (key) DO NOTHING""",  # nosec B608: our columns
            (*shared, *values),
        ).rowcount
    return new


def _own(one: Owed, now: datetime) -> tuple[object, ...]:
    """Return the values of _OWN."""
    turn = turn_of(one.chat_id, (one.due_at or now).date())
    return one.key, one.chat_id, one.thread_id, int(one.silent), turn, one.edits, one.after, one.answers


def _shared(one: Owed, body: str, now: datetime) -> tuple[object, ...]:
    """Return the values of _SHARED."""
    night, expires_at = one.night and one.night.isoformat(), one.expires_at and _seconds(one.expires_at)
    due_at, owed_at = _seconds(one.due_at or now), _seconds(now)
    return one.kind.value, body, night, " ".join(one.lacks), rank_of(one), due_at, owed_at, expires_at, owed_at


def rank_of(one: Owed) -> int:
    """Return the priority: alarms 0, what people wait for 1, edits and corrections 2, reprocessed posts 3."""
    if one.key.startswith(READ_ANEW):
        return 3
    return 0 if one.key.startswith(ALARM) else 1 if one.kind in WANTED else 2


def turn_of(chat_id: int, day: date) -> int:
    """Return a number that orders the chats differently each day, so that no chat is always last."""
    return int.from_bytes(hashlib.blake2s(f"{day} {chat_id}".encode(), digest_size=4).digest())


def skip_digest(db: Database, key: str, chat_id: int, reason: str, now: datetime) -> None:
    """Record that a digest was not sent, and why; nothing is recorded for a chat that was deleted meanwhile."""
    db.execute(
        """INSERT INTO deliveries (key, kind, chat_id, is_silent, rank, due_at, turn, not_before, state, owed_at,
                ended_at, reason)
            SELECT ?, 'digest', chat_id, 0, 1, ?, 0, ?, 'skipped', ?, ?, ? FROM chats WHERE chat_id = ?
            ON CONFLICT (key) DO NOTHING""",
        (key, *[_seconds(now)] * 4, reason, chat_id),
    )


def of_chat(db: Database, chat_id: int) -> list[tuple[DeliveryKind, datetime]]:
    """Return the kind and time of each stored delivery of a chat, newest first."""
    rows = db.execute(
        "SELECT kind, owed_at FROM deliveries WHERE chat_id = ? ORDER BY owed_at DESC, key", (chat_id,)
    ).fetchall()
    return [(DeliveryKind(kind), datetime.fromtimestamp(owed_at, UTC)) for kind, owed_at in rows]


def counts(db: Database) -> dict[str, int]:
    """Return the number of deliveries by state."""
    return dict(db.execute("SELECT state, COUNT(*) FROM deliveries GROUP BY state ORDER BY state").fetchall())


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
