"""The states of a delivery. Each is begun alone, in a commit just before its request, and ended by the outcome.

A pending row cannot have arrived, whatever happened since; a sending one may have, and counts as a try. A row without
a known answer is doubtful and is sent once more, silently; after a second try without an answer it stays unknown.

Where several programs share the database a row is begun under a lease, whose epoch it keeps. That a message arrived is
recorded whoever has the lease by then; any other outcome only while nobody began the row anew, under another epoch.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.chats.chats import block, migrate_chat, record_shown
from storage.engines.engine import Database
from storage.errors import StorageError, is_broken
from storage.fleet.fencing import Fence
from storage.location import Location
from storage.outbox.deliveries import DeliveryKind
from storage.outbox.turns import next_copy, next_new
from storage.readings.load import Key, ShownVersion

# At most this many requests for one message may have arrived.
MOST_TRIES = 2
# The second try of a message that may have arrived waits at least this long.
COPY_AFTER = timedelta(minutes=1)
COLUMNS = "key, kind, chat_id, thread_id, body, edits, is_silent, tries, owed_at, answers, epoch"
# The lease under which a row is begun is looked for in the statement that begins it.
STANDS = "EXISTS (SELECT 1 FROM leases WHERE leases.name = ? AND leases.holder = ? AND leases.epoch = ?)"
# Of a row that was begun without a lease: none of a lease's epochs.
WITHOUT_LEASE = 0
# Nobody has begun it anew, under another epoch.
OURS_STILL = f"COALESCE(epoch, {WITHOUT_LEASE}) = ?"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that was begun. ``message_id`` is the message it edits; ``is_copy`` means it may have arrived before.

    ``owed_at`` (UTC) is when it was put into the outbox, ``reply_to`` the message it replies to, ``epoch`` that of the
    lease under which it was begun.
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
    reply_to: int | None = None
    epoch: int | None = None


class UnreadableRowError(StorageError):
    """A row of the outbox that cannot be read: ``key`` names it, ``why`` says what is wrong with it."""

    def __init__(self, location: Location, key: str, why: str) -> None:
        super().__init__(location, f"{key} in the outbox cannot be read ({why}) and is set aside.")
        self.key = key
        self.why = why


def begin(
    db: Database,
    now: datetime,
    *,
    copies_first: bool = True,
    without: Collection[str] = (),
    fence: Fence | None = None,
) -> Delivery | None:
    """Claim the next delivery and record that its request is about to be made; None where nothing is due.

    With ``copies_first`` deliveries that may have arrived already come before new ones, else after them. ``without``
    are keys to skip. With ``fence`` nothing is begun once that lease is another's. Raises ``UnreadableRowError`` and
    then begins nothing.
    """
    first, second = (next_copy, next_new) if copies_first else (next_new, next_copy)
    key = first(db, now, without) or second(db, now, without)
    if key is None:
        return None
    try:
        return _take(db, key, fence)
    except Exception as error:
        if is_broken(error) if db.is_fault(error) else isinstance(error, LookupError):
            raise UnreadableRowError(db.location, key, str(error)) from error
        raise


def _take(db: Database, key: str, fence: Fence | None) -> Delivery | None:
    only, lease = (f"AND {STANDS}", (fence.name, fence.holder, fence.epoch)) if fence else ("", ())
    row = db.execute(
        f"""UPDATE deliveries SET state = 'sending', tries = tries + 1, epoch = ?
            WHERE key = ? AND state IN ('pending', 'doubtful') {only} RETURNING {COLUMNS}""",  # nosec B608: our columns
        (fence and fence.epoch, key, *lease),
    ).fetchone()
    return _delivery(db, row) if row else None


def sent(db: Database, key: str, message_id: int | None, shows: Sequence[Key | ShownVersion], now: datetime) -> None:
    """Record that a delivery arrived as ``message_id`` and showed these versions of posts."""
    row = db.execute(
        """UPDATE deliveries SET state = 'sent', reason = NULL, ended_at = ?, sent_message_id = ?
            WHERE key = ? RETURNING chat_id, thread_id""",
        (_seconds(now), message_id, key),
    ).fetchone()
    if row:
        record_shown(db, row[0], row[1], shows, now)


def put_back(db: Database, key: str, not_before: datetime, *, epoch: int | None = None) -> None:
    """Return a delivery that was certainly not sent to the queue; the try is not counted."""
    db.execute(
        f"""UPDATE deliveries SET not_before = ?, tries = tries - 1,
            state = CASE WHEN tries > 1 THEN 'doubtful' ELSE 'pending' END
            WHERE key = ? AND state = 'sending' AND {OURS_STILL}""",  # nosec B608: our words
        (_seconds(not_before), key, epoch or WITHOUT_LEASE),
    )


def doubt(db: Database, key: str, now: datetime, *, epoch: int | None = None) -> bool:
    """Record that a delivery may have arrived, to be sent once more, silently, after a minute.

    Returns False where this was the last try: it stays unknown.
    """
    row = db.execute(
        f"""UPDATE deliveries SET is_silent = 1, not_before = ?,
            reason = CASE WHEN tries >= {MOST_TRIES} THEN 'no answer' END,
            ended_at = CASE WHEN tries >= {MOST_TRIES} THEN ? END,
            state = CASE WHEN tries >= {MOST_TRIES} THEN 'unknown' ELSE 'doubtful' END
            WHERE key = ? AND state = 'sending' AND {OURS_STILL} RETURNING state""",  # nosec B608: ours
        (_seconds(now + COPY_AFTER), _seconds(now), key, epoch or WITHOUT_LEASE),
    ).fetchone()
    return row is None or row[0] == "doubtful"


def try_again(db: Database, key: str, not_before: datetime, *, epoch: int | None = None) -> None:
    """Make an edit without an answer pending again: repeating an edit does no harm."""
    db.execute(
        f"UPDATE deliveries SET state = 'pending', tries = 0, not_before = ? "  # nosec B608: our words
        f"WHERE key = ? AND state = 'sending' AND {OURS_STILL}",
        (_seconds(not_before), key, epoch or WITHOUT_LEASE),
    )


def refused(db: Database, key: str, reason: str, now: datetime, *, epoch: int | None = None) -> None:
    """Record that Telegram refused a delivery for good; what was to follow it is not sent either."""
    row = db.execute(
        f"""UPDATE deliveries SET state = 'dead', reason = ?, ended_at = ?
            WHERE key = ? AND {OURS_STILL} RETURNING key""",  # nosec B608: our words
        (reason, _seconds(now), key, epoch or WITHOUT_LEASE),
    ).fetchone()
    if row is None:
        return
    db.execute(
        """UPDATE deliveries SET state = 'dead', reason = 'the part before it was refused', ended_at = ?
            WHERE key IN (WITH RECURSIVE later (key) AS (
                SELECT key FROM deliveries WHERE after = ?
                UNION SELECT deliveries.key FROM deliveries JOIN later ON deliveries.after = later.key)
                SELECT key FROM later) AND state = 'pending'""",
        (_seconds(now), key),
    )


def gone(db: Database, key: str, chat_id: int, reason: str, now: datetime, *, epoch: int | None = None) -> None:
    """Record that Telegram accepts nothing for this chat any more."""
    refused(db, key, reason, now, epoch=epoch)
    block(db, chat_id)


def migrated(db: Database, key: str, old_id: int, new_id: int, now: datetime, *, epoch: int | None = None) -> None:
    """Move everything stored of a group to its new id, and send the delivery there."""
    migrate_chat(db, old_id, new_id)
    put_back(db, key, now, epoch=epoch)


def park(db: Database, key: str, reason: str, now: datetime) -> None:
    """Set aside a delivery that cannot be read: it is not tried again, and it is counted."""
    db.execute(
        "UPDATE deliveries SET state = 'parked', reason = ?, ended_at = ? WHERE key = ?", (reason, _seconds(now), key)
    )


def _delivery(db: Database, row: tuple[Any, ...]) -> Delivery:
    key, kind, chat_id, thread_id, digest, edits, silent, tries, owed_at, answers, epoch = row
    body = db.execute("SELECT body FROM bodies WHERE sha256 = ?", (digest,)).fetchone()
    if body is None:
        raise LookupError("its text is not kept")
    return Delivery(
        key=key,
        kind=DeliveryKind(kind),
        chat_id=chat_id,
        thread_id=thread_id,
        body=body[0],
        silent=bool(silent) or tries > 1,
        edits=edits,
        message_id=_message_of(db, edits),
        is_copy=tries > 1,
        owed_at=datetime.fromtimestamp(owed_at, UTC),
        reply_to=_message_of(db, answers),
        epoch=epoch,
    )


def _message_of(db: Database, key: str | None) -> int | None:
    """Return the message that a delivery arrived as; None where it did not, or where no key is given."""
    row = db.execute("SELECT sent_message_id FROM deliveries WHERE key = ?", (key,)).fetchone() if key else None
    return row[0] if row else None


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
