"""Repairs of the outbox: after a crash, after a wrong clock, after damage to its indexes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from storage.engines.engine import Database
from storage.fleet import leases
from storage.fleet.fencing import Fence
from storage.outbox.claims import COPY_AFTER, doubt, try_again

# The requests that a sender still waits for: the key of each delivery and the epoch in which it was begun.
OnTheirWay = Mapping[str, int | None]


def mark_interrupted(
    db: Database, now: datetime, on_their_way: OnTheirWay | None = None, fence: Fence | None = None
) -> list[str]:
    """Mark as doubtful, at a start, what was being sent when the last run ended or when its lease was taken over.

    Returns the keys of those that stay unknown because their second try had begun. Does nothing once the lease of
    ``fence`` is another's.
    """
    if fence and not leases.stands(db, fence.name, fence.holder, fence.epoch):
        return []
    open_ = db.execute(
        "SELECT key, edits IS NOT NULL, epoch FROM deliveries WHERE state = 'sending' ORDER BY chat_id, key"
    ).fetchall()
    unknown, waited_for = [], (on_their_way or {}).items()
    for key, is_edit, epoch in open_:
        if (key, epoch) in waited_for:
            continue
        if is_edit:
            try_again(db, key, now, epoch=epoch)
        elif not doubt(db, key, now, epoch=epoch):
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
