"""What is owed to chats: written in the transaction that decides it. How it goes out is ``storage.outbox``."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from sqlite_utils import Database

# What an alarm's key begins with: the operator who halted sending still wants those, and they go before all else.
ALARM = "alarm:"
# What the key of a message on a re-reading begins with: nobody waits for it, so it goes after all else.
READ_ANEW = "read_anew"
WANTED = ("digest", "silence", "notice", "watch")


class DeliveryKind(StrEnum):
    """What is owed. A digest is late enough to wait for; a completion edits it."""

    DIGEST = "digest"
    SILENCE = "silence"
    COMPLETION = "completion"
    CORRECTION = "correction"
    WATCH = "watch"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Owed:
    """One message to owe a chat; ``key`` makes sure that it is owed once. ``body`` is the text that is kept for it.

    ``due_at`` is the hour it was wished for (None: now), ``expires_at`` when it is of no use any more, ``after`` the
    key of a message that has to go first.
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


def enqueue(db: Database, owed: Sequence[Owed], now: datetime) -> int:
    """Owe all of these, except what is owed already under its key or to a chat that blocked us; how many were new."""
    new = 0
    for one in owed:
        due = one.due_at or now
        values = {
            "key": one.key,
            "kind": one.kind.value,
            "thread_id": one.thread_id,
            "body": _keep_body(db, one.body, now),
            "edits": one.edits,
            "is_silent": int(one.silent),
            "night": one.night and one.night.isoformat(),
            "lacks": " ".join(one.lacks),
            "rank": rank_of(one),
            "due_at": _seconds(due),
            "turn": turn_of(one.chat_id, due.date()),
            "after": one.after,
            "not_before": _seconds(now),
            "expires_at": one.expires_at and _seconds(one.expires_at),
            "owed_at": _seconds(now),
        }
        names, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
        row = db.execute(
            f"""INSERT INTO deliveries ({names}, chat_id, state) SELECT {marks}, chat_id, 'pending' FROM chats
                WHERE chat_id = :chat_id AND state = 'active'
                ON CONFLICT (key) DO NOTHING RETURNING key""",  # nosec B608: our columns
            values | {"chat_id": one.chat_id},
        ).fetchone()
        new += row is not None
    return new


def rank_of(one: Owed) -> int:
    """What goes first: alarms (0), what people wait for (1), edits and corrections (2), better readings (3)."""
    if one.key.startswith(READ_ANEW):
        return 3
    return 0 if one.key.startswith(ALARM) else 1 if one.kind in WANTED else 2


def turn_of(chat_id: int, day: date) -> int:
    """A number that gives the chats of a day an order of its own, so that nobody is always the last."""
    return int.from_bytes(hashlib.blake2s(f"{day} {chat_id}".encode(), digest_size=4).digest())


def skip_digest(db: Database, key: str, chat_id: int, reason: str, now: datetime) -> None:
    """Record that a digest was not sent, and why; nothing of a chat that was forgotten meanwhile."""
    db.execute(
        """INSERT INTO deliveries (key, kind, chat_id, is_silent, rank, due_at, turn, not_before, state, owed_at,
                ended_at, reason)
            SELECT ?, 'digest', chat_id, 0, 1, ?, 0, ?, 'skipped', ?, ?, ? FROM chats WHERE chat_id = ?
            ON CONFLICT (key) DO NOTHING""",
        (key, *[_seconds(now)] * 4, reason, chat_id),
    )


def of_chat(db: Database, chat_id: int) -> list[tuple[DeliveryKind, datetime]]:
    """What is kept of what a chat was owed, and since when; the newest first."""
    rows = db.execute(
        "SELECT kind, owed_at FROM deliveries WHERE chat_id = ? ORDER BY owed_at DESC, key", (chat_id,)
    ).fetchall()
    return [(DeliveryKind(kind), datetime.fromtimestamp(owed_at, UTC)) for kind, owed_at in rows]


def counts(db: Database) -> dict[str, int]:
    """How many deliveries stand in each state."""
    return dict(db.execute("SELECT state, COUNT(*) FROM deliveries GROUP BY state ORDER BY state").fetchall())


def _keep_body(db: Database, body: str, now: datetime) -> str:
    digest = hashlib.sha256(body.encode()).hexdigest()
    db.execute(
        "INSERT INTO bodies (sha256, body, made_at) VALUES (?, ?, ?) ON CONFLICT (sha256) DO NOTHING",
        (digest, body, _seconds(now)),
    )
    return digest


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
