"""Posts and every version of their texts: stored as they are seen, and read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from parsers.records import Forward, Sighting
from storage.engines.engine import Database
from storage.posts.albums import NO_CAPTION, Joined, Settled, at_home, join
from storage.posts.forwards import COLUMNS, forward_of_row, record_forwards
from storage.posts.revisions import chunks, insert_version, read_history, read_versions, write_versions
from storage.posts.timeline import PAGE, Version, fingerprint


@dataclass(frozen=True, slots=True)
class Grown:
    """A post with something new: the numbers and texts of the revisions to read, the current one last.

    ``forward`` is where it was forwarded from, None for a post the channel wrote itself.
    """

    message_id: int
    published_at: datetime
    unread: tuple[tuple[int, str | None], ...]
    is_new: bool
    forward: Forward | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of a post's text, as it was posted; ``text`` is None where the post was shown without it."""

    revision: int
    text: str | None
    observed_at: datetime
    last_observed_at: datetime
    transports: tuple[str, ...]


@dataclass(slots=True)
class _Last:
    """The newest revision of a post: all that most sightings need to be compared with."""

    revision: int
    sha256: str
    first: int
    last: int
    transports: frozenset[str]


def keep(db: Database, channel: str, sightings: Sequence[Sighting]) -> list[Grown]:
    """Store sightings, in any order and repeatedly; return the posts that have revisions to read.

    Nothing is overwritten by something older: revisions are ordered by when they were observed.
    """
    albums = join(db, channel, sightings)
    by_post: defaultdict[int, list[Settled]] = defaultdict(list)
    for settled in at_home(db, channel, sightings):
        by_post[settled.sighting.message_id].append(settled)
    lasts = _last_revisions(db, channel, by_post)
    grown: list[Grown] = []
    for message_id, all_seen in sorted(by_post.items()):
        album, last = albums.get(message_id), lasts.get(message_id)
        seen = [one.sighting for one in all_seen if not one.is_part]
        together = [one.sighting for one in all_seen]
        _keep_post(db, (channel, message_id), seen, _shown(together, album), _unmarked(together, album))
        turned = record_forwards(db, (channel, message_id), _forwards([one.sighting for one in all_seen], album))
        first_unread = _keep_texts(db, (channel, message_id), seen, last, album)
        if first_unread is not None or turned:
            # Every version of a post that turns out to be a forward was read as if the channel had written it.
            grown.append(_grown(db, channel, message_id, 1 if turned else first_unread, is_new=last is None))
    return grown


def _forwards(seen: Sequence[Sighting], album: Joined | None) -> list[Forward]:
    """Return every origin told of a post or of a part of it."""
    return [*(one.forward for one in seen if one.forward), *(album.forwards if album else ())]


def _grown(db: Database, channel: str, message_id: int, first_unread: int | None, *, is_new: bool) -> Grown:
    published, *forward = db.execute(
        f"SELECT published_at, {COLUMNS} FROM posts WHERE channel = ? AND message_id = ?",  # nosec B608
        (channel, message_id),
    ).fetchone()
    unread = _texts_from(db, channel, message_id, first_unread or 1)
    return Grown(message_id, datetime.fromtimestamp(published, UTC), unread, is_new, forward_of_row(forward))


def _shown(seen: Sequence[Sighting], album: Joined | None) -> int | None:
    """Return when a page last showed a post or a part of it."""
    moments = [_seconds(sighting.observed_at) for sighting in seen if sighting.transport == PAGE]
    return max([*moments, *([album.shown] if album and album.shown else [])], default=None)


def _unmarked(seen: Sequence[Sighting], album: Joined | None) -> int | None:
    """Return when a post or a part of it was last seen without an edit mark."""
    moments = [_seconds(sighting.observed_at) for sighting in seen if not sighting.edited]
    return max([*moments, *([album.unmarked] if album and album.unmarked else [])], default=None)


def _keep_post(
    db: Database, post: tuple[str, int], seen: Sequence[Sighting], shown: int | None, unmarked: int | None
) -> None:
    if not seen:
        for column, moment in (("last_shown_at", shown), ("unmarked_at", unmarked)):
            if moment is not None:
                db.execute(
                    f"""UPDATE posts SET {column} = ? WHERE channel = ? AND message_id = ?
                        AND ({column} IS NULL OR {column} < ?)""",  # nosec B608: our columns
                    (moment, *post, moment),
                )
        return
    db.execute(
        """INSERT INTO posts (channel, message_id, published_at, is_edited, last_shown_at, unmarked_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (channel, message_id) DO UPDATE SET
                published_at = CASE WHEN excluded.published_at < posts.published_at
                    THEN excluded.published_at ELSE posts.published_at END,
                is_edited = CASE WHEN excluded.is_edited > posts.is_edited
                    THEN excluded.is_edited ELSE posts.is_edited END,
                last_shown_at = CASE WHEN posts.last_shown_at IS NULL OR excluded.last_shown_at > posts.last_shown_at
                    THEN excluded.last_shown_at ELSE posts.last_shown_at END,
                unmarked_at = CASE WHEN posts.unmarked_at IS NULL OR excluded.unmarked_at > posts.unmarked_at
                    THEN excluded.unmarked_at ELSE posts.unmarked_at END""",
        (
            *post,
            min(_seconds(sighting.published_at) for sighting in seen),
            int(any(sighting.edited for sighting in seen)),
            shown,
            unmarked,
        ),
    )


def _keep_texts(
    db: Database, post: tuple[str, int], seen: Sequence[Sighting], last: _Last | None, album: Joined | None
) -> int | None:
    """Save the texts; return the number of the first new or changed revision, None where every text was known."""
    if len(seen) != 1 or album is not None:
        return _keep_history(db, post, seen, album) if seen or album else None
    version = _version(seen[0])
    if last is None:
        insert_version(db, *post, 1, version)
        return 1
    known = version.sha256 == last.sha256 and version.transports <= last.transports
    if known and version.first > last.last:
        _seen_again(db, post, last, version.first)
        return None
    return None if known and version.first == last.last else _keep_history(db, post, seen, album)


def _keep_history(db: Database, post: tuple[str, int], seen: Sequence[Sighting], album: Joined | None) -> int | None:
    """Save the texts in the general case: put everything known of the post in order again."""
    history = read_history(db, *post)
    if album:
        history.forget(NO_CAPTION)
    for version in (*(album.absorbed if album else ()), *map(_version, seen)):
        history.add_version(version)
    return write_versions(db, *post, history.versions())


def _version(sighting: Sighting) -> Version:
    moment = _seconds(sighting.observed_at)
    transports = frozenset({sighting.transport})
    return Version(sighting.text, fingerprint(sighting.text), moment, moment, transports)


def _seen_again(db: Database, post: tuple[str, int], last: _Last, moment: int) -> None:
    db.execute(
        "UPDATE revisions SET last_observed_at = ? WHERE channel = ? AND message_id = ? AND revision = ?",
        (moment, *post, last.revision),
    )
    if last.last > last.first:
        db.execute(
            "INSERT INTO sightings (channel, message_id, observed_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (*post, last.last),
        )


def _last_revisions(db: Database, channel: str, ids: Iterable[int]) -> dict[int, _Last]:
    found: dict[int, _Last] = {}
    for some, marks in chunks(ids):
        rows = db.execute(
            f"""SELECT message_id, revision, sha256, observed_at, last_observed_at, transports FROM revisions
                WHERE channel = ? AND message_id IN ({marks}) ORDER BY message_id, revision""",  # nosec B608
            (channel, *some),
        ).fetchall()
        for message_id, revision, sha256, first, last, transports in rows:
            found[message_id] = _Last(revision, sha256, first, last, frozenset(transports.split()))
    return found


def _texts_from(db: Database, channel: str, message_id: int, first: int) -> tuple[tuple[int, str | None], ...]:
    return tuple(
        db.execute(
            """SELECT revision, text FROM revisions
                WHERE channel = ? AND message_id = ? AND revision >= ? ORDER BY revision""",
            (channel, message_id, first),
        ).fetchall()
    )


def published_at(db: Database, channel: str, message_id: int) -> datetime:
    """Return when a stored post was published."""
    row = db.execute(
        "SELECT published_at FROM posts WHERE channel = ? AND message_id = ?", (channel, message_id)
    ).fetchone()
    return datetime.fromtimestamp(row[0], UTC)


def published_near(db: Database, channel: str, message_id: int) -> datetime | None:
    """Return when the first stored post from an id on was published, or, if there is none, the last before it.

    A post may since be stored under another id than a page showed: that of an album.
    """
    row = db.execute(
        """SELECT COALESCE(
            (SELECT published_at FROM posts WHERE channel = ?1 AND message_id >= ?2 ORDER BY message_id LIMIT 1),
            (SELECT published_at FROM posts WHERE channel = ?1 ORDER BY message_id DESC LIMIT 1))""",
        (channel, message_id),
    ).fetchone()
    return datetime.fromtimestamp(row[0], UTC) if row[0] is not None else None


def revisions(db: Database, channel: str, message_id: int) -> tuple[Revision, ...]:
    """Return every version of a post's text, oldest first; none where the post is not stored."""
    return tuple(
        Revision(
            revision=number,
            text=version.text,
            observed_at=datetime.fromtimestamp(version.first, UTC),
            last_observed_at=datetime.fromtimestamp(version.last, UTC),
            transports=tuple(sorted(version.transports)),
        )
        for number, version in enumerate(read_versions(db, channel, message_id), start=1)
    )


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
