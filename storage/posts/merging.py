"""Store what another host saw of a channel beside what we saw."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from parsers.records import Reader, Sighting
from storage.engines.engine import Database
from storage.posts.albums import heads_of
from storage.posts.intake import Intake, take_in
from storage.posts.revisions import chunks

# The same post has the same time everywhere; the items of an album are a second or two apart.
SAME_TIME = timedelta(minutes=1)


def merge(
    db: Database, channel: str, sightings: Sequence[Sighting], unmarked: Mapping[int, datetime], reader: Reader
) -> tuple[Intake, frozenset[int]]:
    """Store another host's sightings as ``take_in`` does; return with what they brought the ids that were refused.

    ``unmarked`` is when that host last saw a post without an edit mark: it knows that of posts, not of each sighting.

    Refused is a post that we know under another time of publication: it is not the same one, and the earlier of two
    times would replace ours.
    """
    known = _published(db, channel, {one.message_id for one in sightings})
    others = frozenset(
        one.message_id
        for one in sightings
        if one.message_id in known
        and abs(one.published_at.timestamp() - known[one.message_id]) > SAME_TIME.total_seconds()
    )
    taken = take_in(db, channel, [one for one in sightings if one.message_id not in others], reader)
    _record_unmarked(db, channel, {one: moment for one, moment in unmarked.items() if one not in others})
    return taken, others


def _record_unmarked(db: Database, channel: str, unmarked: Mapping[int, datetime]) -> None:
    heads = heads_of(db, channel, list(unmarked))
    db.executemany(
        """UPDATE posts SET unmarked_at = ? WHERE channel = ? AND message_id = ?
            AND (unmarked_at IS NULL OR unmarked_at < ?)""",
        [
            (int(moment.timestamp()), channel, heads.get(one, one), int(moment.timestamp()))
            for one, moment in unmarked.items()
        ],
    )


def _published(db: Database, channel: str, ids: Collection[int]) -> dict[int, int]:
    """Return when those of the posts that are stored were published, in seconds since 1970."""
    found: dict[int, int] = {}
    for some, marks in chunks(ids):
        statement = f"SELECT message_id, published_at FROM posts WHERE channel = ? AND message_id IN ({marks})"  # nosec B608: marks
        found |= dict(db.execute(statement, (channel, *some)).fetchall())
    return found
