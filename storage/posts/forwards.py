"""The origin of forwarded posts: recorded from any transport, and kept whatever another one says later."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.records import Forward
from storage.engines.engine import Database

# The columns of ``posts`` about it, in the order that ``forward_of_row`` takes.
COLUMNS = "is_forward, forward_name, forward_address, forward_id"


def forward_of_row(values: Sequence[str | int | None]) -> Forward | None:
    """Return the forward from the values of ``COLUMNS``; None for a post the channel wrote itself."""
    is_forward, name, address, numeric_id = values
    return Forward(name, address, numeric_id) if is_forward else None  # type: ignore[arg-type]


def forward_of(db: Database, channel: str, message_id: int) -> Forward | None:
    """Return where a stored post was forwarded from; None where it was not, or is not stored."""
    row = db.execute(
        f"SELECT {COLUMNS} FROM posts WHERE channel = ? AND message_id = ?",  # nosec B608
        (channel, message_id),
    ).fetchone()
    return forward_of_row(row) if row else None


def record_forwards(db: Database, post: tuple[str, int], told: Sequence[Forward]) -> bool:
    """Record the origin of a stored post; return whether it was not known as a forward before.

    Transports differ in how much they tell of an origin, and its names change. Of two values the greater one is kept,
    so that the order of arrival does not matter and a link to the post wins over one to its channel.
    """
    if not told:
        return False
    known = forward_of(db, *post)
    every = [*told, *([known] if known else [])]
    stored = db.execute(
        """UPDATE posts SET is_forward = 1, forward_name = ?, forward_address = ?, forward_id = ?
            WHERE channel = ? AND message_id = ?""",
        (
            max((one.name for one in every if one.name), default=None),
            max((one.address for one in every if one.address), default=None),
            max((one.numeric_id for one in every if one.numeric_id), default=None),
            *post,
        ),
    )
    return known is None and stored.rowcount > 0
