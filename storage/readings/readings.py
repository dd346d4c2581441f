"""One revision → what it is read as, kept: the same for a post that just came and for one read again."""

from __future__ import annotations

import logging

from sqlite_utils import Database

from parsers.records import Nights, Post, Reader, Reading, Tally, Unreadable, Verdict
from storage.readings import tallies
from storage.readings.load import Key

log = logging.getLogger(__name__)

NO_TEXT = Unreadable("no_text_on_page")
READER_FAILED = Unreadable("reader_failed")


def reading_of(reader: Reader, post: Post, revision: int, *, has_text: bool) -> Reading:
    """What a revision of a post states. A reader that fails costs this one post, never the pass.

    A forward whose text is not shown is no report that we miss: it would be none of the channel's own.
    """
    try:
        return reader.read(post) if has_text or post.forward else NO_TEXT
    except Exception:
        log.exception("the reader failed on %s, revision %d", post.key, revision)
        return READER_FAILED


def nights_of(reader: Reader, channel: str, reading: Reading) -> Nights:
    """Where a reading stands in the claimant's calendar; nowhere, if it is none of a report."""
    tally = reading.partial if isinstance(reading, Unreadable) else reading
    return reader.nights(channel, tally) if isinstance(tally, Tally) else Nights(None, None)


def keep(db: Database, key: Key, reading: Reading, reader: Reader, judged: Verdict | None = None) -> None:
    """Keep what a stored revision was read as, in place of what it was read as before.

    Where nobody judged it beside its neighbours yet it is judged by itself: a number beyond all bounds is held back
    from the first.
    """
    nights = nights_of(reader, key.channel, reading)
    if judged is None and isinstance(reading, Tally):
        judged = reader.judge(reading, ())
    tallies.save(
        db, *key, reading, reader_version=reader.version, reader=reader.fingerprint, nights=nights, judged=judged
    )
