"""What this host hands to another one: every version of posts with the tallies that stand, in portions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, NamedTuple

from parsers.records import HostChannel, HostRevision
from storage.channels.coverage import covered
from storage.channels.cursors import pinned
from storage.engines.engine import Database
from storage.posts.albums import heads_of
from storage.posts.forwards import COLUMNS, forward_of_row
from storage.posts.revisions import chunks, read_versions
from storage.readings.load import Key
from storage.views.readings import Report, TallyView, moment, shown, tallies_shown

PORTION = 100

# Posts that were ever read as a report, in whichever version and by whichever reader.
_REPORT = """(EXISTS (SELECT 1 FROM readings WHERE readings.channel = posts.channel
        AND readings.message_id = posts.message_id AND readings.reading IN ('tally', 'unreadable'))
    OR EXISTS (SELECT 1 FROM past_readings WHERE past_readings.channel = posts.channel
        AND past_readings.message_id = posts.message_id))"""


@dataclass(frozen=True, slots=True)
class Published:
    """The posts published from ``first`` on and before ``until``: all, or those that were ever read as a report."""

    first: datetime
    until: datetime
    every: bool


@dataclass(frozen=True, slots=True)
class HostPortion:
    """The versions of some posts of a channel, and the tallies among the current ones; ``last`` is the last post's id.

    Both are of one moment.
    """

    revisions: tuple[HostRevision, ...]
    tallies: tuple[TallyView, ...]
    last: int


class SeenText(NamedTuple):
    """A text of a post as we stored it: the number of the version that had it first, and when it was seen."""

    revision: int
    observed_at: datetime
    last_observed_at: datetime


@dataclass(frozen=True, slots=True)
class SeenPost:
    """A post as we stored it, by the fingerprints of its texts; ``message_id`` is its own, of an album the lowest."""

    message_id: int
    texts: dict[str, SeenText]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a record of some channels would have: when its first and last post were published, and the channels."""

    first: datetime
    last: datetime
    channels: dict[str, HostChannel]


def holdings(db: Database, channels: Sequence[str], every: bool) -> Holdings | None:
    """Return what a record could have; None where there is no post for it."""
    marks = ", ".join("?" * len(channels))
    first, last = db.execute(
        f"""SELECT MIN(published_at), MAX(published_at) FROM posts
            WHERE channel IN ({marks}) AND {_those(every)}""",  # nosec B608: our words
        channels,
    ).fetchone()
    if first is None:
        return None
    # Posts that come later are in no range that was covered before.
    known = {name: HostChannel(pinned(db, name), covered(db, name) if every else ()) for name in channels}
    return Holdings(moment(first), moment(last), known)


def host_portion(db: Database, channel: str, span: Published, after: int) -> HostPortion | None:
    """Return the next posts of a channel after an id, in the order of ids; None at the end."""
    rows = db.execute(
        f"""SELECT message_id, published_at, is_edited, unmarked_at, {COLUMNS} FROM posts
            WHERE channel = ? AND message_id > ? AND published_at >= ? AND published_at < ? AND {_those(span.every)}
            ORDER BY message_id LIMIT ?""",  # nosec B608: our words
        (channel, after, *_edges(span), PORTION),
    ).fetchall()
    if not rows:
        return None
    revisions = [one for row in rows for one in _revisions(db, channel, row)]
    tallies = tallies_shown(db, _current_tallies(db, channel, [row[0] for row in rows]))
    return HostPortion(tuple(revisions), tuple(tallies), rows[-1][0])


def _those(every: bool) -> str:
    """Return the condition of the posts that are asked for: all, or those that were ever read as a report."""
    return "1 = 1" if every else _REPORT


def _edges(span: Published) -> tuple[int, int]:
    """Return the edges of a span in whole seconds, as the times of posts are."""
    return ceil(span.first.timestamp()), ceil(span.until.timestamp())


def _revisions(db: Database, channel: str, row: Sequence[Any]) -> Iterable[HostRevision]:
    message_id, published_at, is_edited, unmarked_at, *forward = row
    members = db.execute(
        "SELECT member_id FROM album_members WHERE channel = ? AND message_id = ? ORDER BY 1", (channel, message_id)
    ).fetchall()
    for number, version in enumerate(read_versions(db, channel, message_id), start=1):
        yield HostRevision(
            channel=channel,
            message_id=message_id,
            published_at=moment(published_at),
            is_edited=bool(is_edited),
            unmarked_at=None if unmarked_at is None else moment(unmarked_at),
            forward=forward_of_row(forward),
            members=tuple(member for (member,) in members),
            revision=number,
            text=version.text,
            sha256=version.sha256,
            observed_at=moment(version.first),
            last_observed_at=moment(version.last),
            between=tuple(moment(seen) for seen in version.between),
            transports=tuple(sorted(version.transports)),
        )


def _current_tallies(db: Database, channel: str, ids: Sequence[int]) -> list[Key]:
    """Return the current versions of posts that are tallies, and are not held back."""
    found: list[Key] = []
    for some, marks in chunks(ids):
        rows = db.execute(
            f"""SELECT channel, message_id, revision FROM current_readings
                WHERE reading = 'tally' AND channel = ? AND message_id IN ({marks}) ORDER BY message_id""",  # nosec B608: marks
            (channel, *some),
        ).fetchall()
        found += [Key(*row) for row in rows]
    return found


def seen_posts(db: Database, channel: str, ids: Sequence[int]) -> dict[int, SeenPost]:
    """Return what is stored under these ids; an item of an album has the album's. Ids without a post are left out."""
    heads = {one: one for one in ids} | heads_of(db, channel, ids)
    texts: dict[int, dict[str, SeenText]] = {}
    for some, marks in chunks(set(heads.values())):
        rows = db.execute(
            f"""SELECT message_id, sha256, revision, observed_at, last_observed_at FROM revisions
                WHERE channel = ? AND message_id IN ({marks}) ORDER BY message_id, revision""",  # nosec B608: marks
            (channel, *some),
        ).fetchall()
        for message_id, sha256, revision, first, last in rows:
            known = texts.setdefault(message_id, {})
            begun = known.get(sha256) or SeenText(revision, moment(first), moment(last))
            known[sha256] = begun._replace(last_observed_at=moment(last))
    return {one: SeenPost(head, texts[head]) for one, head in heads.items() if head in texts}


def reports_of(db: Database, channel: str, texts: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Report]:
    """Return how we read texts, given as a post and a fingerprint; what we do not have or is no report is left out."""
    known = seen_posts(db, channel, [message_id for message_id, _ in texts])
    keys = {
        Key(channel, post.message_id, post.texts[sha256].revision): (message_id, sha256)
        for message_id, sha256 in texts
        if (post := known.get(message_id)) and sha256 in post.texts
    }
    return {keys[one.source.key]: one for one in shown(db, list(keys))}


def posts_of(db: Database, channel: str, span: Published) -> dict[int, datetime]:
    """Return the posts of a channel in a span, and when each was published."""
    rows = db.execute(
        f"""SELECT message_id, published_at FROM posts
            WHERE channel = ? AND published_at >= ? AND published_at < ? AND {_those(span.every)}
            ORDER BY message_id""",  # nosec B608: our words
        (channel, *_edges(span)),
    ).fetchall()
    return {message_id: moment(published) for message_id, published in rows}
