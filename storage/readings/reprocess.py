"""Reading stored revisions again: selecting them and saving the readings, in portions short enough to wait for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from parsers.records import Forward, NotAReport, Post, Reader, Reading, Tally
from storage.engines.engine import Database
from storage.posts.forwards import COLUMNS, forward_of_row
from storage.readings import current_figures, past_readings, readings
from storage.readings.judging import judge_around
from storage.readings.load import KEYS_A_QUERY, Key, StoredReading, load_all, rows_of
from storage.readings.night_claims import own_verdict, ruled_verdict

BEFORE_ALL = Key("", -1, -1)
# A position in order of time: when a post was published (seconds), its channel, its id, the number of a revision.
Place = tuple[int, str, int, int]
NEWEST: Place = (2**62, "", 0, 0)
OLDEST = (-(2**62), "", 0)
POSTS_AT_ONCE = 2_000
QUIET = "not_a_report"
_TEXT = f"channel, message_id, revision, published_at, text, sha256, {COLUMNS}"


@dataclass(frozen=True, slots=True)
class Text:
    """One stored version of a post's text; ``text`` is None where the post was shown without it."""

    key: Key
    published_at: datetime
    text: str | None
    sha256: str
    forward: Forward | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A revision whose reading or verdict changed; ``before`` is None where it was not read yet."""

    before: StoredReading | None
    after: StoredReading


def texts(db: Database, limit: int, after: Key = BEFORE_ALL) -> list[Text]:
    """Return the next ``limit`` revisions after ``after``, by any reader, in the order of keys."""
    found = db.execute(
        f"""SELECT {_TEXT} FROM posts JOIN revisions USING (channel, message_id)
            WHERE (channel, message_id, revision) > (?, ?, ?)
            ORDER BY channel, message_id, revision LIMIT ?""",  # nosec B608: our columns
        (*after, limit),
    ).fetchall()
    return [_text(row) for row in found]


def outdated(db: Database, fingerprint: str, limit: int, below: Place = NEWEST) -> tuple[list[Text], Place | None]:
    """Return up to ``limit`` revisions below a place that the current reader has not read, newest posts first.

    Returns with them the place to go on below, None at the end. Only a part of a large database is searched at once, so
    that nobody waits long: that part may have none.
    """
    edge = db.execute(
        """SELECT published_at, channel, message_id FROM posts
            WHERE (published_at, channel, message_id) <= (?, ?, ?)
            ORDER BY published_at DESC, channel DESC, message_id DESC LIMIT 1 OFFSET ?""",
        (*below[:3], POSTS_AT_ONCE),
    ).fetchone()
    found = db.execute(
        f"""SELECT {_TEXT} FROM posts JOIN revisions USING (channel, message_id)
            LEFT JOIN readings USING (channel, message_id, revision)
            WHERE (published_at, channel, message_id) <= (?, ?, ?)
                AND (published_at, channel, message_id) >= (?, ?, ?)
                AND (published_at, channel, message_id, revision) < (?, ?, ?, ?) AND COALESCE(reader, '') <> ?
            ORDER BY published_at DESC, channel DESC, message_id DESC, revision DESC LIMIT ?""",  # nosec B608: ours
        (*below[:3], *(edge or OLDEST), *below, fingerprint, limit),
    ).fetchall()
    texts = [_text(row) for row in found]
    if len(texts) == limit:
        return texts, (found[-1][3], *texts[-1].key)
    return texts, (*edge, 0) if edge else None


def _text(row: Sequence[Any]) -> Text:
    return Text(Key(*row[:3]), datetime.fromtimestamp(row[3], UTC), row[4], row[5], forward_of_row(row[6:]))


def read_again(reader: Reader, stored: Sequence[Text]) -> list[Reading]:
    """Return the reader's readings of the texts, in their order. Needs no database, so it may run on any thread."""
    return [_read(reader, one) for one in stored]


def _read(reader: Reader, one: Text) -> Reading:
    name = f"{one.key.channel}/{one.key.message_id}"
    post = Post(one.key.channel, one.key.message_id, one.published_at, one.text or "", name, one.forward)
    return readings.reading_of(reader, post, one.key.revision, has_text=one.text is not None)


def keep(db: Database, reader: Reader, stored: Sequence[Text], made: Sequence[Reading], now: datetime) -> list[Changed]:
    """Save the new readings, judge again what they affect, and return what changed.

    Where another reader read other figures, its reading is kept as what was known until ``now``.

    A revision whose text is no longer the one that was read (a late sighting renumbered the versions) is skipped: it
    was read by the current reader when that sighting came. Chats are told of changes only after ``ended``.
    """
    standing = _standing(db, [one.key for one in stored])
    fresh: dict[Key, Reading] = {}
    quiet: list[Key] = []
    for one, reading in zip(stored, made, strict=True):
        if standing.get(one.key) == (one.sha256, QUIET) and isinstance(reading, NotAReport):
            quiet.append(one.key)
        elif standing.get(one.key, ("",))[0] == one.sha256:
            fresh[one.key] = reading
    _still_quiet(db, quiet, reader)
    untold = current_figures.changed_now(db)
    changed = _keep_reports(db, reader, fresh, past_readings.Moment({one.key: one.sha256 for one in stored}, now))
    current_figures.wait_for_end(db, untold)
    return changed


def ended(db: Database) -> None:
    """Release the changes to be told to chats: everything that was to be read again has been."""
    current_figures.reread_ended(db)


def how_many(db: Database, after: Key = BEFORE_ALL) -> int:
    """Return how many revisions are stored after ``after``."""
    found = db.execute(
        "SELECT COUNT(*) FROM revisions WHERE (channel, message_id, revision) > (?, ?, ?)", after
    ).fetchone()
    return int(found[0])


def _rows_of(db: Database, statement: str, keys: Sequence[Key]) -> Iterator[tuple[Any, ...]]:
    """As ``rows_of``, for any number of keys."""
    for start in range(0, len(keys), KEYS_A_QUERY):
        yield from rows_of(db, statement, keys[start : start + KEYS_A_QUERY])


def _standing(db: Database, keys: Sequence[Key]) -> dict[Key, tuple[str, str | None]]:
    """Return each stored revision's text fingerprint and the kind of its reading, None where it was not read."""
    found = _rows_of(
        db,
        """SELECT picked.*, sha256, reading FROM picked JOIN revisions USING (channel, message_id, revision)
            LEFT JOIN readings USING (channel, message_id, revision)""",
        keys,
    )
    return {Key(*key): (sha256, reading) for *key, sha256, reading in found}


def _still_quiet(db: Database, keys: Sequence[Key], reader: Reader) -> None:
    """Record the reader for posts that were and are not reports: nearly all of a channel's posts."""
    db.executemany(
        "UPDATE readings SET reader_version = ?, reader = ? WHERE channel = ? AND message_id = ? AND revision = ?",
        [(reader.version, reader.fingerprint, *key) for key in keys],
    )


def _keep_reports(
    db: Database, reader: Reader, fresh: Mapping[Key, Reading], at: past_readings.Moment
) -> list[Changed]:
    before = load_all(db, list(fresh))
    for key, reading in fresh.items():
        past_readings.keep(db, at, before.get(key), reading)
        _keep_one(db, key, reading, before.get(key), reader)
    rejudged = _judge(db, fresh, before, reader)
    before |= {one.key: one for one in rejudged if one.key not in fresh}
    after = load_all(db, sorted({*fresh, *before}))
    return [Changed(before.get(key), kept) for key, kept in after.items() if _differs(before.get(key), kept)]


def _keep_one(db: Database, key: Key, reading: Reading, before: StoredReading | None, reader: Reader) -> None:
    """Save one reading, with its earlier verdict until it is judged again, so that an interim post is not a night.

    A tally without a day is judged here, by itself alone.
    """
    same = before and isinstance(before.reading, Tally) and before.reading == reading
    judged = ruled_verdict(before, own_verdict(before)) if before and same and before.nights.ends_on else None
    readings.keep(db, key, reading, reader, judged)


def _judge(
    db: Database, fresh: Mapping[Key, Reading], before: Mapping[Key, StoredReading], reader: Reader
) -> list[StoredReading]:
    """Judge every tally that was read again (the judge may have changed), and the neighbours of changed ones."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    tallies_of: defaultdict[str, set[Key]] = defaultdict(set)
    for key, reading in fresh.items():
        ends_on = readings.nights_of(reader, key.channel, reading).ends_on
        old = before.get(key)
        if isinstance(reading, Tally):
            tallies_of[key.channel].add(key)
        if old is None or (old.reading, old.nights.ends_on) != (reading, ends_on):
            days[key.channel] |= {day for day in (ends_on, old and old.nights.ends_on) if day}
    return [
        one
        for channel in sorted(days.keys() | tallies_of.keys())
        for one in judge_around(db, channel, days[channel], reader, tallies_of[channel])
    ]


def _differs(before: StoredReading | None, after: StoredReading) -> bool:
    return before is None or replace(before, reader_version=after.reader_version, reader=after.reader) != after
