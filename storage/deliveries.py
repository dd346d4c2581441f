"""What is owed to chats: put down in the transaction that decides it, claimed one at a time, ended by an outcome."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from storage.chats import record_shown
from storage.kept import Key

# Sent rows are kept so that a late side or a correction finds them; a week is longer than either takes.
KEPT = timedelta(days=7)
# One text without an answer may have arrived, so it goes once more and never a third time.
MOST_AMBIGUOUS_TRIES = 2

# What an alarm's key begins with: the operator who halted sending still wants those.
ALARM = "alarm:"
# An alarm (its key begins with ``ALARM``) goes also while sending is halted.
MAY_GO = "(key LIKE 'alarm:%' OR NOT EXISTS (SELECT 1 FROM halts))"
COLUMNS = "key, kind, chat_id, thread_id, deliveries.body, edits, is_silent, night, lacks, tries, sent_message_id"


class Kind(StrEnum):
    """What is owed. A digest is late enough to wait for; a completion edits it."""

    DIGEST = "digest"
    SILENCE = "silence"
    COMPLETION = "completion"
    CORRECTION = "correction"
    WATCH = "watch"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to owe a chat; ``key`` makes sure that it is owed once. ``body`` is the text that is kept for it."""

    key: str
    kind: Kind
    chat_id: int
    thread_id: int | None
    body: str
    silent: bool = False
    edits: str | None = None
    night: date | None = None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that was claimed. ``message_id`` is of the message it edits; ``doubtful`` after an unknown end."""

    key: str
    kind: Kind
    chat_id: int
    thread_id: int | None
    body: str
    silent: bool
    edits: str | None
    message_id: int | None
    tries: int
    doubtful: bool


def enqueue(db: Database, owed: Sequence[Owed], now: datetime) -> int:
    """Owe all of these, except what is owed already under its key or to a chat that blocked us; how many were new."""
    new = 0
    for one in owed:
        digest = _keep_body(db, one.body, now)
        row = db.execute(
            """INSERT INTO deliveries (key, kind, chat_id, thread_id, body, edits, is_silent, night, lacks,
                not_before, state, owed_at)
                SELECT ?, ?, chat_id, ?, ?, ?, ?, ?, ?, ?, 'pending', ? FROM chats
                WHERE chat_id = ? AND state = 'active'
                ON CONFLICT (key) DO NOTHING RETURNING key""",
            (
                *(one.key, one.kind.value, one.thread_id, digest, one.edits, int(one.silent)),
                *(one.night and one.night.isoformat(), " ".join(one.lacks), _seconds(now), _seconds(now), one.chat_id),
            ),
        ).fetchone()
        new += row is not None
    return new


def skip_digest(db: Database, key: str, chat_id: int, reason: str, now: datetime) -> None:
    """Take down that a digest was not sent, and why."""
    db.execute(
        """INSERT INTO deliveries (key, kind, chat_id, is_silent, not_before, state, owed_at, ended_at, reason)
            VALUES (?, 'digest', ?, 0, ?, 'skipped', ?, ?, ?) ON CONFLICT (key) DO NOTHING""",
        (key, chat_id, *[_seconds(now)] * 3, reason),
    )


def claim(db: Database, now: datetime) -> Delivery | None:
    """Take the next delivery that is due: marked as being sent before it is, so that a crash leaves a trace.

    Corrections and completions wait behind what people wait for. While the operator halts sending, only alarms go.
    """
    row = db.execute(
        f"""UPDATE deliveries SET state = 'sending', tries = tries + 1 WHERE key = (
                SELECT key FROM deliveries WHERE state = 'pending' AND not_before <= ? AND {MAY_GO}
                ORDER BY kind NOT IN ('digest', 'silence', 'notice'), not_before, owed_at, key LIMIT 1)
            RETURNING {COLUMNS}""",  # nosec B608: our columns
        (_seconds(now),),
    ).fetchone()
    return _delivery(db, row, doubtful=False) if row else None


def claim_doubtful(db: Database) -> Delivery | None:
    """Take a delivery whose sending was cut off by a crash; one that was doubtful before is given up as unknown.

    For the start, before anything else is claimed.
    """
    db.execute(
        "UPDATE deliveries SET state = 'unknown', reason = 'no answer' WHERE state = 'sending' AND tries >= ?",
        (MOST_AMBIGUOUS_TRIES,),
    )
    row = db.execute(
        f"""UPDATE deliveries SET tries = tries + 1 WHERE key = (
                SELECT key FROM deliveries WHERE state = 'sending' AND {MAY_GO} ORDER BY owed_at, key LIMIT 1)
            RETURNING {COLUMNS}""",  # nosec B608: our columns
    ).fetchone()
    return _delivery(db, row, doubtful=True) if row else None


def sent(db: Database, key: str, message_id: int | None, shows: Sequence[Key], now: datetime) -> None:
    """It arrived, as ``message_id``, and showed these versions of posts."""
    _end(db, key, "sent", None, now)
    row = db.execute(
        "UPDATE deliveries SET sent_message_id = ? WHERE key = ? RETURNING chat_id, thread_id", (message_id, key)
    ).fetchone()
    if row:
        record_shown(db, row[0], row[1], shows, now)


def put_back(db: Database, key: str, not_before: datetime) -> None:
    """It was certainly not sent and is to be tried again; the try is not counted."""
    db.execute(
        "UPDATE deliveries SET state = 'pending', tries = tries - 1, not_before = ? WHERE key = ?",
        (_seconds(not_before), key),
    )


def doubt(db: Database, key: str, not_before: datetime, now: datetime) -> None:
    """It may have been sent: it goes once more, silently, and after that it stays unknown."""
    row = db.execute("SELECT tries FROM deliveries WHERE key = ?", (key,)).fetchone()
    if row and row[0] >= MOST_AMBIGUOUS_TRIES:
        _end(db, key, "unknown", "no answer", now)
        return
    db.execute(
        "UPDATE deliveries SET state = 'pending', is_silent = 1, not_before = ? WHERE key = ?",
        (_seconds(not_before), key),
    )


def refused(db: Database, key: str, reason: str, now: datetime) -> None:
    """Telegram will never take it."""
    _end(db, key, "dead", reason, now)


def pending_from(db: Database) -> datetime | None:
    """The moment from which the next pending delivery may go; None where nothing is pending or all is halted."""
    (first,) = db.execute(
        f"SELECT MIN(not_before) FROM deliveries WHERE state = 'pending' AND {MAY_GO}"  # nosec B608: ours
    ).fetchone()
    return None if first is None else datetime.fromtimestamp(first, UTC)


def thin(db: Database, now: datetime) -> None:
    """Let go of what ended long ago, and of the texts nobody needs any more."""
    before = _seconds(now - KEPT)
    db.execute("DELETE FROM deliveries WHERE ended_at < ? AND state NOT IN ('pending', 'sending')", (before,))
    db.execute(
        "DELETE FROM bodies WHERE made_at < ? AND sha256 NOT IN (SELECT body FROM deliveries WHERE body IS NOT NULL)",
        (before,),
    )


def of_chat(db: Database, chat_id: int) -> list[tuple[Kind, datetime]]:
    """What is kept of what a chat was owed, and since when; the newest first."""
    rows = db.execute(
        "SELECT kind, owed_at FROM deliveries WHERE chat_id = ? ORDER BY owed_at DESC, key", (chat_id,)
    ).fetchall()
    return [(Kind(kind), datetime.fromtimestamp(owed_at, UTC)) for kind, owed_at in rows]


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


def _delivery(db: Database, row: tuple[Any, ...], *, doubtful: bool) -> Delivery:
    key, kind, chat_id, thread_id, digest, edits, silent, _night, _lacks, tries, _sent = row
    (body,) = db.execute("SELECT body FROM bodies WHERE sha256 = ?", (digest,)).fetchone()
    found = db.execute("SELECT sent_message_id FROM deliveries WHERE key = ?", (edits,)).fetchone() if edits else None
    return Delivery(
        key=key,
        kind=Kind(kind),
        chat_id=chat_id,
        thread_id=thread_id,
        body=body,
        silent=bool(silent) or doubtful,
        edits=edits,
        message_id=found[0] if found else None,
        tries=tries,
        doubtful=doubtful,
    )


def _end(db: Database, key: str, state: str, reason: str | None, now: datetime) -> None:
    db.execute(
        "UPDATE deliveries SET state = ?, reason = ?, ended_at = ? WHERE key = ?", (state, reason, _seconds(now), key)
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
