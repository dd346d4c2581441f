"""Repairs of the outbox: after a crash, after a wrong clock, after damage to its indexes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from storage.engines.engine import Database
from storage.outbox.claims import COPY_AFTER, doubt, try_again


def mark_interrupted(db: Database, now: datetime, on_their_way: Collection[str] = ()) -> list[str]:
    """Mark as doubtful, at a start, what was being sent when the last run ended.

    Returns the keys of those that stay unknown because their second try had begun.
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


def cap_waits(db: Database, now: datetime) -> None:
    """Cap the waits that a clock running ahead had set to a minute from ``now``."""
    db.execute(
        "UPDATE deliveries SET not_before = ? WHERE state IN ('pending', 'doubtful') AND not_before > ?",
        (int((now + COPY_AFTER).timestamp()), int((now + COPY_AFTER).timestamp())),
    )


def rebuild_indexes(db: Database) -> None:
    """Rebuild the indexes of the outbox from its rows, where one of their pages is damaged."""
    db.execute("REINDEX deliveries")
