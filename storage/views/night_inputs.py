"""A fingerprint of everything that the record of a night is made of, for all nights at once and in few queries.

Two equal fingerprints mean equal records, so only nights whose fingerprint changed are made again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from parsers.records import HISTORY, Reader, Tally
from storage.as_of.vintages import AROUND
from storage.engines.engine import Database
from storage.posts.albums import heads_of
from storage.posts.revisions import chunks
from storage.readings.packed import unpack_reading
from storage.readings.readings import nights_of
from storage.views.night_records import RecordClock, is_unseen, unseen_times
from storage.views.readings import moment
from storage.views.series import days

# Where a night changes that is older than this, later ones may be ruled on otherwise: they are compared with it.
NEWEST = timedelta(days=3)

# From the few posts that were ever reports: CROSS JOIN keeps SQLite from beginning with all readings of a channel.
_VERSIONS = """SELECT posts.message_id, readings.revision, sha256, published_at, unmarked_at, observed_at,
    CASE WHEN missed_since > last_shown_at OR readings.revision < (SELECT MAX(revision) FROM revisions AS every
        WHERE every.channel = posts.channel AND every.message_id = posts.message_id) THEN last_observed_at END,
    transports, reader_version, reader, readings.figures, current_figures.figures, missed_since, judged_scope, held,
    is_beside, claimed_night, ends_on
    FROM current_figures CROSS JOIN posts CROSS JOIN readings CROSS JOIN revisions
    WHERE current_figures.channel = ?
        AND posts.channel = current_figures.channel AND posts.message_id = current_figures.message_id
        AND readings.channel = posts.channel AND readings.message_id = posts.message_id
        AND revisions.channel = readings.channel AND revisions.message_id = readings.message_id
        AND revisions.revision = readings.revision
    ORDER BY posts.message_id, readings.revision"""


def recorded_nights(
    db: Database, channels: Sequence[str], clock: RecordClock, reader: Reader
) -> tuple[date, date] | None:
    """Return the first night that any channel ever told and today's; None where none is known. A later date is a typo.

    A report that was dropped, held back or read otherwise since has told its night: the record goes on telling of it.
    """
    today = clock.now.astimezone(clock.zone).date()
    found = [night for channel in channels if (night := _first_told(db, channel, today, reader))]
    return (min(found), today) if found else None


def _first_told(db: Database, channel: str, last: date, reader: Reader) -> date | None:
    (claimed,) = db.execute(
        "SELECT MIN(claimed_night) FROM readings WHERE channel = ? AND claimed_night <= ?", (channel, last.isoformat())
    ).fetchone()
    earlier = db.execute(
        """SELECT packed FROM past_readings WHERE channel = ? AND ends_on < ?
            ORDER BY ends_on, message_id, sha256, until""",
        (channel, claimed or (last + timedelta(days=1)).isoformat()),
    )
    readings = (unpack_reading(packed) for (packed,) in earlier)
    nights = (nights_of(reader, channel, one).night for one in readings if isinstance(one, Tally))
    return next((night for night in nights if night), date.fromisoformat(claimed) if claimed else None)


def night_inputs(
    db: Database, channels: Sequence[str], nights: tuple[date, date], clock: RecordClock
) -> dict[date, str]:
    """Return a fingerprint for each night from a first to a last, oldest first."""
    told: defaultdict[date, list[Any]] = defaultdict(list)
    for channel in channels:
        for day, row in _rows(db, channel, clock):
            told[day].append((channel, *row))
    unseen = {channel: unseen_times(db, channel) for channel in channels}
    found = {}
    for day in days(*nights):
        place = [day == edge for edge in nights]
        time_passed = clock.is_settled(day), clock.may_still_come(day)
        gaps = [is_unseen(day, unseen[channel], clock.zone) for channel in channels]
        found[day] = hashlib.sha256(repr((told.get(day), time_passed, gaps, place)).encode()).hexdigest()[:16]
    return found


def are_stored(db: Database, channel: str, ids: Sequence[int]) -> bool:
    """Return whether all these posts of a channel are stored, as posts or as items of albums."""
    found = set(heads_of(db, channel, ids))
    for some, marks in chunks(ids):
        statement = f"SELECT message_id FROM posts WHERE channel = ? AND message_id IN ({marks})"  # nosec B608: marks
        found |= {number for (number,) in db.execute(statement, (channel, *some)).fetchall()}
    return found >= set(ids)


def changed_nights(fresh: dict[date, str], before: dict[date, str]) -> list[date]:
    """Return the nights to make again: those that changed, their neighbours, and what an old change may concern."""
    own = {day for day, one in fresh.items() if before.get(day) != one} | {day for day in before if day not in fresh}
    last = max(fresh, default=date.min)
    found = set()
    for day in own:
        reach = HISTORY if last - day > NEWEST else AROUND
        found |= {day + timedelta(days=step) for step in range(-AROUND.days, reach.days + 1)}
    return sorted(found & set(fresh))


def _rows(db: Database, channel: str, clock: RecordClock) -> Iterator[tuple[date, Sequence[Any]]]:
    """Yield what is stored of a channel's reports, each with the nights it belongs to."""
    of_post: defaultdict[int, set[date]] = defaultdict(set)
    rows = db.execute(_VERSIONS, (channel,)).fetchall()
    for row in rows:
        posted = moment(row[3]).astimezone(clock.zone).date()
        of_post[row[0]] |= {date.fromisoformat(day) for day in row[-2:] if day} or {posted}
    for row in (*rows, *_beside(db, channel)):
        for day in sorted(of_post.get(row[0], ())):
            yield day, row


def _beside(db: Database, channel: str) -> Iterable[Sequence[Any]]:
    """Yield what else belongs to a post: its doubts, what was decided, how it was read before."""
    for statement in (
        """SELECT message_id, revision, told_by, position, code, detail FROM doubts WHERE channel = ?
            ORDER BY message_id, revision, told_by, position""",
        "SELECT message_id, sha256, decision, decided_at FROM decisions WHERE channel = ? ORDER BY message_id, sha256",
        """SELECT message_id, sha256, until, reader_version FROM past_readings WHERE channel = ?
            ORDER BY message_id, sha256, until""",
    ):
        yield from db.execute(statement, (channel,)).fetchall()
