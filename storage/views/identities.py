"""By which numeric ids channels are known."""

from __future__ import annotations

from sqlite_utils import Database

from storage.kept import Key


def channel_ids(db: Database) -> dict[int, str]:
    """The names of the followed channels by the ids their pages showed (without the Bot API's ``-100``)."""
    rows = db.execute("SELECT numeric_id, channel FROM channels WHERE numeric_id IS NOT NULL").fetchall()
    return {int(numeric_id): str(channel) for numeric_id, channel in rows}


def current_key(db: Database, channel: str, message_id: int) -> Key | None:
    """The newest version of a post; None where the post is not kept."""
    (revision,) = db.execute(
        "SELECT MAX(revision) FROM revisions WHERE channel = ? AND message_id = ?", (channel, message_id)
    ).fetchone()
    return None if revision is None else Key(channel, message_id, int(revision))
