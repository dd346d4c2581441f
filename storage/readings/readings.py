"""Read one revision and save its reading, the same way for a new post and for one that is reprocessed."""

from __future__ import annotations

import logging

from parsers.records import Nights, Post, Reader, Reading, Tally, Unreadable, Verdict
from storage.engines.engine import Database
from storage.readings import tallies
from storage.readings.load import Key

log = logging.getLogger(__name__)

NO_TEXT = Unreadable("no_text_on_page")
READER_FAILED = Unreadable("reader_failed")


def reading_of(reader: Reader, post: Post, revision: int, *, has_text: bool) -> Reading:
    """Return the reading of a revision. A reader that raises costs this one post, not the whole pass.

    A forward without a visible text is not a report we miss: it would not be the channel's own.
    """
    try:
        return reader.read(post) if has_text or post.forward else NO_TEXT
    except Exception:
        log.exception("the reader failed on %s, revision %d", post.key, revision)
        return READER_FAILED


def nights_of(reader: Reader, channel: str, reading: Reading) -> Nights:
    """Return a reading's place in the claimant's calendar; empty if it is not a report."""
    tally = reading.partial if isinstance(reading, Unreadable) else reading
    return reader.nights(channel, tally) if isinstance(tally, Tally) else Nights(None, None)


def keep(db: Database, key: Key, reading: Reading, reader: Reader, judged: Verdict | None = None) -> None:
    """Save the reading of a stored revision in place of the one before.

    Until its neighbours judge it, it is judged by itself: a number beyond all bounds is held back from the start.
    """
    nights = nights_of(reader, key.channel, reading)
    if judged is None and isinstance(reading, Tally):
        judged = reader.judge(reading, ())
    tallies.save(
        db, *key, reading, reader_version=reader.version, reader=reader.fingerprint, nights=nights, judged=judged
    )
