"""The versions of a post in the database: read together, and written without touching what did not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from storage.engines.engine import Database
from storage.posts.timeline import Timeline, Version

IDS_A_QUERY = 300


def chunks(ids: Iterable[int]) -> Iterable[tuple[list[int], str]]:
    """Yield the ids in portions that fit into a query, each with its question marks."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), IDS_A_QUERY):
        some = ordered[start : start + IDS_A_QUERY]
        yield some, ", ".join("?" * len(some))


def read_versions(db: Database, channel: str, message_id: int) -> list[Version]:
    """Return all versions of a post, oldest first; none where it is not stored."""
    key = (channel, message_id)
    moments = defaultdict(list)
    for number, moment in db.execute(
        """SELECT revision, sightings.observed_at FROM sightings JOIN revisions
                ON revisions.channel = sightings.channel AND revisions.message_id = sightings.message_id
                AND sightings.observed_at > revisions.observed_at
                AND sightings.observed_at < revisions.last_observed_at
            WHERE sightings.channel = ? AND sightings.message_id = ? ORDER BY 1, 2""",
        key,
    ).fetchall():
        moments[number].append(moment)
    rows = db.execute(
        """SELECT revision, text, sha256, observed_at, last_observed_at, transports FROM revisions
            WHERE channel = ? AND message_id = ? ORDER BY revision""",
        key,
    ).fetchall()
    return [
        Version(text, sha256, first, last, frozenset(transports.split()), tuple(moments[number]))
        for number, text, sha256, first, last, transports in rows
    ]


def read_history(db: Database, channel: str, message_id: int) -> Timeline:
    history = Timeline()
    for version in read_versions(db, channel, message_id):
        history.add_version(version)
    return history


def write_versions(db: Database, channel: str, message_id: int, versions: list[Version]) -> int | None:
    """Replace the stored versions of a post; return the number of the first new or changed one, None if none is.

    Versions before that one keep their numbers and readings; the later ones are written again.
    """
    stored = read_versions(db, channel, message_id)
    same = 0
    while same < min(len(stored), len(versions)) and stored[same].sha256 == versions[same].sha256:
        _update(db, (channel, message_id, same + 1), stored[same], versions[same])
        same += 1
    db.execute(
        "DELETE FROM revisions WHERE channel = ? AND message_id = ? AND revision > ?", (channel, message_id, same)
    )
    for number, version in enumerate(versions[same:], start=same + 1):
        insert_version(db, channel, message_id, number, version)
    db.execute("DELETE FROM sightings WHERE channel = ? AND message_id = ?", (channel, message_id))
    db.executemany(
        "INSERT INTO sightings (channel, message_id, observed_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(channel, message_id, moment) for version in versions for moment in version.between],
    )
    if max(len(stored), len(versions)) == same:
        return None
    # Where the last version was removed, the one before it is current again and is read as such.
    return min(same + 1, len(versions))


def insert_version(db: Database, channel: str, message_id: int, number: int, version: Version) -> None:
    db.execute(
        """INSERT INTO revisions
            (channel, message_id, revision, text, sha256, observed_at, last_observed_at, transports)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            channel,
            message_id,
            number,
            version.text,
            version.sha256,
            version.first,
            version.last,
            words(version.transports),
        ),
    )


def words(names: Iterable[str]) -> str:
    return " ".join(sorted(names))


def _update(db: Database, key: tuple[str, int, int], old: Version, new: Version) -> None:
    if (old.first, old.last, old.transports) == (new.first, new.last, new.transports):
        return
    db.execute(
        """UPDATE revisions SET observed_at = ?, last_observed_at = ?, transports = ?
            WHERE channel = ? AND message_id = ? AND revision = ?""",
        (new.first, new.last, words(new.transports), *key),
    )
