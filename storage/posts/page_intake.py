"""Store one page of a channel in one transaction: posts and readings, what it left out, how far it reaches."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from parsers.records import Reader, Sighting
from storage.channels import cursors
from storage.engines.engine import Database
from storage.id_bounds import below_id
from storage.posts.albums import heads_of
from storage.posts.intake import Intake, take_in
from storage.posts.revisions import chunks
from storage.readings import current_figures


@dataclass(frozen=True, slots=True)
class Seen:
    """An accepted page: its messages, and the id below which older ones were requested (None: the newest).

    ``unread`` are the ids of messages shown without a readable time.
    """

    sightings: Sequence[Sighting]
    below: int | None
    rendered_at: datetime | None
    fetched_at: datetime
    unread: frozenset[int] = frozenset()


def take_page(db: Database, channel: str, page: Seen, reader: Reader) -> Intake:
    """Store a page's posts and readings, then move the cursor; if killed in between, nothing is stored."""
    taken = take_in(db, channel, page.sightings, reader)
    ids = [sighting.message_id for sighting in page.sightings]
    told = {*ids, *page.unread, *(member for sighting in page.sightings for member in sighting.members)}
    lowest, highest = min(told), max(told)
    if page.below is None or highest < page.below:
        _mark_missing(db, channel, lowest, ids, page)
        current_figures.renew_withdrawn(db, channel, lowest, page.below)
    unseen = page.unread - _known(db, channel, page.unread)
    cursors.cover(db, channel, cursors.IdRange(lowest, highest, page.below, unseen), page.fetched_at)
    if page.below is None:
        cursors.record_good(db, channel, page.fetched_at, page.rendered_at)
    return taken


def _known(db: Database, channel: str, ids: Collection[int]) -> set[int]:
    """Return those of the ids that are stored, as posts or as items of albums."""
    found = set(heads_of(db, channel, list(ids)))
    for some, marks in chunks(ids):
        statement = f"SELECT message_id FROM posts WHERE channel = ? AND message_id IN ({marks})"  # nosec B608
        found |= {row[0] for row in db.execute(statement, (channel, *some)).fetchall()}
    return found


def _mark_missing(db: Database, channel: str, lowest: int, shown: Collection[int], page: Seen) -> None:
    """Record which posts in its range the page left out, and since when pages do so.

    Their readings stay as they are; chats that were shown figures of a report are told if that lasts.
    """
    moment = int((page.rendered_at or page.fetched_at).timestamp())
    known = db.execute(
        "SELECT message_id FROM posts WHERE channel = ? AND message_id >= ? AND message_id < ?",
        (channel, lowest, below_id(page.below)),
    ).fetchall()
    for some, marks in chunks({row[0] for row in known} - set(shown)):
        db.execute(
            f"""UPDATE posts SET last_missed_at = ?, missed_since =
                    CASE WHEN missed_since > COALESCE(last_shown_at, 0) THEN missed_since ELSE ? END
                WHERE channel = ? AND (last_missed_at IS NULL OR last_missed_at < ?)
                    AND message_id IN ({marks})""",  # nosec B608
            (moment, moment, channel, moment, *some),
        )
