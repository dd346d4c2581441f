"""What the versions of a channel's posts stated, and from when on: loaded for as many nights as are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from parsers.records import Decision, Reader, Reading, Tally
from storage.as_of.times import FirstSeen, Known, known_times
from storage.engines.engine import Database
from storage.posts.revisions import chunks
from storage.readings.load import Key, load_all
from storage.readings.packed import unpack_reading
from storage.readings.readings import nights_of
from storage.views.record import KnownFromIs, Why


@dataclass(frozen=True, slots=True)
class Stated:
    """What a version of a post states from ``since`` on (seconds since 1970), as one reader read it."""

    key: Key
    since: int
    since_is: KnownFromIs
    why: Why
    published_at: int
    sha256: str
    reader_version: int
    reading: Reading
    claims: date | None
    ends_on: date | None
    decision: tuple[int, Decision] | None = None

    @property
    def tally(self) -> Tally | None:
        return self.reading if isinstance(self.reading, Tally) else None


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A version of a post with since when it stood, and since when the next one did (seconds; None: it stands)."""

    key: Key
    published_at: int
    sha256: str
    known: Known
    is_first: bool
    superseded_at: int | None


def stated_between(db: Database, channel: str, first: date, last: date, reader: Reader) -> list[Stated]:
    """Return what all versions of the posts state that ever ended from first to last, in order of time.

    Readings that another reader has replaced are among them; a version that was never read is not.
    """
    return stated_by(db, channel, _posts_between(db, channel, first, last), reader)


def stated_by(db: Database, channel: str, ids: Iterable[int], reader: Reader) -> list[Stated]:
    """As ``stated_between``, of the given posts."""
    ids = sorted(ids)
    versions = known_versions(db, channel, ids)
    past = _past(db, channel, ids)
    decisions = _decisions(db, channel)
    readings = load_all(db, [one.key for one in versions])
    found: list[Stated] = []
    for one in versions:
        kept = readings.get(one.key)
        if kept is None:
            continue
        read = [*past[one.key.message_id, one.sha256], (None, kept.reader_version, kept.reading)]
        found += _by_readers(one, read, decisions.get((one.key.message_id, one.sha256)), reader)
    return sorted(found, key=lambda one: (one.since, one.key))


def _by_readers(
    version: KnownVersion,
    read: Sequence[tuple[int | None, int, Reading]],
    decision: tuple[int, Decision] | None,
    reader: Reader,
) -> Iterable[Stated]:
    """Yield what a version states by each reader that read it while it stood, oldest first."""
    since, since_is = version.known
    why = Why.FIRST if version.is_first else Why.EDITED
    for until, reader_version, reading in read:
        if version.superseded_at is not None and since >= version.superseded_at:
            return
        if until is None or until > since:
            nights = nights_of(reader, version.key.channel, reading)
            yield Stated(
                key=version.key,
                since=since,
                since_is=since_is,
                why=why,
                published_at=version.published_at,
                sha256=version.sha256,
                reader_version=reader_version,
                reading=reading,
                claims=nights.night,
                ends_on=nights.ends_on,
                decision=decision,
            )
            since, since_is, why = until or since, KnownFromIs.REREAD, Why.REREAD


def _posts_between(db: Database, channel: str, first: date, last: date) -> set[int]:
    edges = (channel, first.isoformat(), last.isoformat())
    rows = db.execute(
        """SELECT message_id FROM readings WHERE channel = ? AND ends_on BETWEEN ? AND ?
            UNION SELECT message_id FROM past_readings WHERE channel = ? AND ends_on BETWEEN ? AND ?""",
        (*edges, *edges),
    ).fetchall()
    return {message_id for (message_id,) in rows}


def known_versions(db: Database, channel: str, ids: Sequence[int]) -> list[KnownVersion]:
    """Return the versions of the posts with since when each stood, by post and revision."""
    rows: defaultdict[int, list[tuple[int, int | None, int, str, FirstSeen]]] = defaultdict(list)
    for some, marks in chunks(ids):
        for message_id, published_at, unmarked_at, revision, sha256, observed_at, transports in db.execute(
            f"""SELECT message_id, published_at, unmarked_at, revision, sha256, observed_at, transports
                FROM posts JOIN revisions USING (channel, message_id)
                WHERE channel = ? AND message_id IN ({marks}) ORDER BY message_id, revision""",  # nosec B608: marks
            (channel, *some),
        ).fetchall():
            seen = FirstSeen(observed_at, frozenset(transports.split()))
            rows[message_id].append((published_at, unmarked_at, revision, sha256, seen))
    return [one for message_id, found in rows.items() for one in _of_one_post(channel, message_id, found)]


def _of_one_post(
    channel: str, message_id: int, rows: Sequence[tuple[int, int | None, int, str, FirstSeen]]
) -> Iterable[KnownVersion]:
    published_at, unmarked_at = rows[0][:2]
    times = known_times(published_at, unmarked_at, [row[4] for row in rows])
    ends = [*(time.since for time in times[1:]), None]
    for (_, _, revision, sha256, _), known, end in zip(rows, times, ends, strict=True):
        is_first = known.is_ is KnownFromIs.PUBLISHED
        yield KnownVersion(Key(channel, message_id, revision), published_at, sha256, known, is_first, end)


def _past(
    db: Database, channel: str, ids: Sequence[int]
) -> defaultdict[tuple[int, str], list[tuple[int, int, Reading]]]:
    """Return what other readers read before, by post and words: until when, which version of the reader, what."""
    found: defaultdict[tuple[int, str], list[tuple[int, int, Reading]]] = defaultdict(list)
    for some, marks in chunks(ids):
        for message_id, sha256, until, reader_version, packed in db.execute(
            f"""SELECT message_id, sha256, until, reader_version, packed FROM past_readings
                WHERE channel = ? AND message_id IN ({marks}) ORDER BY until""",  # nosec B608: marks
            (channel, *some),
        ).fetchall():
            found[message_id, sha256].append((until, reader_version, unpack_reading(packed)))
    return found


def _decisions(db: Database, channel: str) -> dict[tuple[int, str], tuple[int, Decision]]:
    rows = db.execute(
        "SELECT message_id, sha256, decided_at, decision FROM decisions WHERE channel = ?", (channel,)
    ).fetchall()
    return {(message_id, sha256): (at, Decision(decision)) for message_id, sha256, at, decision in rows}
