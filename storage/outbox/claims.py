"""What is due is begun one at a time, in a commit of its own just before its request, and ended by what became of it.

Of a row that is pending nothing can have arrived, whatever happened since; one that is sending may have, and counts as
a try. One whose answer is not known is doubtful and goes once more, silently; a second one without an answer stays
unknown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from storage.chats.chats import block, migrate_chat, record_shown
from storage.database import path_of
from storage.errors import StorageError, is_broken
from storage.outbox.deliveries import DeliveryKind
from storage.readings.load import Key, ShownVersion

# So many requests of one message may have arrived.
MOST_TRIES = 2
# A copy of what may have arrived waits so long at least.
COPY_AFTER = timedelta(minutes=1)
# An alarm goes also while the operator halts sending.
MAY_GO = "(rank = 0 OR NOT EXISTS (SELECT 1 FROM halts))"
# A chat is sent one message at a time, and the parts of a long one in their order.
IN_TURN = """chat_id NOT IN (SELECT chat_id FROM deliveries WHERE state = 'sending')
    AND (after IS NULL OR NOT EXISTS (SELECT 1 FROM deliveries AS first WHERE first.key = deliveries.after
        AND first.state IN ('pending', 'sending', 'doubtful')))"""
COLUMNS = "key, kind, chat_id, thread_id, body, edits, is_silent, tries, owed_at"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that was begun. ``message_id`` is of the message it edits; ``is_copy`` of what may have arrived.

    ``owed_at`` (UTC) is when it was put into the outbox.
    """

    key: str
    kind: DeliveryKind
    chat_id: int
    thread_id: int | None
    body: str
    silent: bool
    edits: str | None
    message_id: int | None
    is_copy: bool
    owed_at: datetime


class UnreadableRowError(StorageError):
    """A row of the outbox cannot be read: ``key`` names it, ``why`` says what is wrong with it."""

    def __init__(self, path: Path, key: str, why: str) -> None:
        super().__init__(path, f"{key} in the outbox cannot be read ({why}) and is set aside.")
        self.key = key
        self.why = why


def begin(db: Database, now: datetime, *, copies_first: bool = True, without: Collection[str] = ()) -> Delivery | None:
    """Claim the delivery whose turn it is, and mark that its request is about to be made.

    One that may have arrived already comes before what is new, or behind it. ``without`` are keys that are passed
    over. Raises ``UnreadableRowError``, and begins nothing then.
    """
    first, second = (_next_copy, _next_key) if copies_first else (_next_key, _next_copy)
    key = first(db, now, without) or second(db, now, without)
    if key is None:
        return None
    try:
        return _take(db, key)
    except (sqlite3.DatabaseError, LookupError) as error:
        if isinstance(error, sqlite3.DatabaseError) and not is_broken(error):
            raise
        raise UnreadableRowError(path_of(db), key, str(error)) from error


def _next_key(db: Database, now: datetime, without: Collection[str]) -> str | None:
    """Alarms first; by the index alone, so that a broken row is not met here.

    ``+not_before`` keeps to the index of the order, whatever the statistics say.
    """
    row = db.execute(
        f"""SELECT key FROM deliveries WHERE state = 'pending' AND +not_before <= ? AND {MAY_GO} AND {IN_TURN}
            AND key NOT IN ({_marks(without)}) ORDER BY rank, due_at, turn, key LIMIT 1""",  # nosec B608: ours
        (_seconds(now), *without),
    ).fetchone()
    return row[0] if row else None


def _next_copy(db: Database, now: datetime, without: Collection[str]) -> str | None:
    row = db.execute(
        f"""SELECT key FROM deliveries WHERE state = 'doubtful' AND not_before <= ? AND {MAY_GO} AND {IN_TURN}
            AND key NOT IN ({_marks(without)}) ORDER BY not_before, key LIMIT 1""",  # nosec B608: ours
        (_seconds(now), *without),
    ).fetchone()
    return row[0] if row else None


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _take(db: Database, key: str) -> Delivery | None:
    row = db.execute(
        f"""UPDATE deliveries SET state = 'sending', tries = tries + 1
            WHERE key = ? AND state IN ('pending', 'doubtful') RETURNING {COLUMNS}""",  # nosec B608: our columns
        (key,),
    ).fetchone()
    return _delivery(db, row) if row else None


def sent(db: Database, key: str, message_id: int | None, shows: Sequence[Key | ShownVersion], now: datetime) -> None:
    """It arrived, as ``message_id``, and showed these versions of posts."""
    row = db.execute(
        """UPDATE deliveries SET state = 'sent', reason = NULL, ended_at = ?, sent_message_id = ?
            WHERE key = ? RETURNING chat_id, thread_id""",
        (_seconds(now), message_id, key),
    ).fetchone()
    if row:
        record_shown(db, row[0], row[1], shows, now)


def put_back(db: Database, key: str, not_before: datetime) -> None:
    """It was certainly not sent and is to be tried again; the try is not counted."""
    db.execute(
        """UPDATE deliveries SET not_before = ?, tries = tries - 1,
            state = CASE WHEN tries > 1 THEN 'doubtful' ELSE 'pending' END
            WHERE key = ? AND state = 'sending'""",
        (_seconds(not_before), key),
    )


def doubt(db: Database, key: str, now: datetime) -> bool:
    """It may have arrived: it goes once more, silently, after a minute. False where it stays unknown."""
    row = db.execute(
        f"""UPDATE deliveries SET is_silent = 1, not_before = ?,
            reason = CASE WHEN tries >= {MOST_TRIES} THEN 'no answer' END,
            ended_at = CASE WHEN tries >= {MOST_TRIES} THEN ? END,
            state = CASE WHEN tries >= {MOST_TRIES} THEN 'unknown' ELSE 'doubtful' END
            WHERE key = ? AND state = 'sending' RETURNING state""",  # nosec B608: a number of ours
        (_seconds(now + COPY_AFTER), _seconds(now), key),
    ).fetchone()
    return row is None or row[0] == "doubtful"


def try_again(db: Database, key: str, not_before: datetime) -> None:
    """An edit without an answer: it can be repeated without harm, so it is pending again."""
    db.execute(
        "UPDATE deliveries SET state = 'pending', tries = 0, not_before = ? WHERE key = ?",
        (_seconds(not_before), key),
    )


def refused(db: Database, key: str, reason: str, now: datetime) -> None:
    """Telegram will never take it, nor what was to come after it."""
    _end(db, key, "dead", reason, now)
    db.execute(
        """UPDATE deliveries SET state = 'dead', reason = 'the part before it was refused', ended_at = ?
            WHERE key IN (WITH RECURSIVE later (key) AS (
                SELECT key FROM deliveries WHERE after = ?
                UNION SELECT deliveries.key FROM deliveries JOIN later ON deliveries.after = later.key)
                SELECT key FROM later) AND state = 'pending'""",
        (_seconds(now), key),
    )


def gone(db: Database, key: str, chat_id: int, reason: str, now: datetime) -> None:
    """Telegram will take nothing more to this chat."""
    refused(db, key, reason, now)
    block(db, chat_id)


def migrated(db: Database, key: str, old_id: int, new_id: int, now: datetime) -> None:
    """The group has another id: all that is kept of it goes by that one, and this goes there."""
    migrate_chat(db, old_id, new_id)
    put_back(db, key, now)


def park(db: Database, key: str, reason: str, now: datetime) -> None:
    """It cannot be read; nothing tries it again, and it is counted."""
    _end(db, key, "parked", reason, now)


def next_at(db: Database) -> datetime | None:
    """The moment from which the next delivery may go; None where nothing is open or all is halted."""
    # one query a state: each has an index of its own, and a week of ended rows is not walked
    found = [
        db.execute(
            f"SELECT MIN(not_before) FROM deliveries WHERE state = '{state}' AND {MAY_GO} AND {IN_TURN}"  # nosec B608
        ).fetchone()[0]
        for state in ("pending", "doubtful")
    ]
    first = min((one for one in found if one is not None), default=None)
    return None if first is None else datetime.fromtimestamp(first, UTC)


def _delivery(db: Database, row: tuple[Any, ...]) -> Delivery:
    key, kind, chat_id, thread_id, digest, edits, silent, tries, owed_at = row
    body = db.execute("SELECT body FROM bodies WHERE sha256 = ?", (digest,)).fetchone()
    if body is None:
        raise LookupError("its text is not kept")
    found = db.execute("SELECT sent_message_id FROM deliveries WHERE key = ?", (edits,)).fetchone() if edits else None
    return Delivery(
        key=key,
        kind=DeliveryKind(kind),
        chat_id=chat_id,
        thread_id=thread_id,
        body=body[0],
        silent=bool(silent) or tries > 1,
        edits=edits,
        message_id=found[0] if found else None,
        is_copy=tries > 1,
        owed_at=datetime.fromtimestamp(owed_at, UTC),
    )


def _end(db: Database, key: str, state: str, reason: str | None, now: datetime) -> None:
    db.execute(
        "UPDATE deliveries SET state = ?, reason = ?, ended_at = ? WHERE key = ?",
        (state, reason, _seconds(now), key),
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
