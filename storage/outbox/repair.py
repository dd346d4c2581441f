"""What is put right in the outbox: after a crash, after a clock that was wrong, after damage to its indexes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from storage.outbox.claims import COPY_AFTER, doubt, try_again


def sort_out(db: Database, now: datetime, on_their_way: Collection[str] = ()) -> list[str]:
    """At a start: what was begun and is not on its way any more is in doubt.

    Returns the keys of those that stay unknown, because a copy of theirs had been begun.
    """
    open_ = db.execute("SELECT key, edits IS NOT NULL FROM deliveries WHERE state = 'sending'").fetchall()
    unknown = []
    for key, is_edit in open_:
        if key in on_their_way:
            continue
        if is_edit:
            try_again(db, key, now)
        elif not doubt(db, key, now):
            unknown.append(key)
    return unknown


def clock_set_back(db: Database, now: datetime) -> None:
    """What waits for a moment reckoned by a clock that was ahead waits for a minute at most."""
    db.execute(
        "UPDATE deliveries SET not_before = ? WHERE state IN ('pending', 'doubtful') AND not_before > ?",
        (int((now + COPY_AFTER).timestamp()), int((now + COPY_AFTER).timestamp())),
    )


def mend_indexes(db: Database) -> None:
    """Make the indexes of the outbox anew from its rows, where a page of theirs is damaged."""
    db.execute("REINDEX deliveries")
