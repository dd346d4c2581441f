"""Albums: several message ids, one post. It lives under its lowest id, and its text may hang on any of them.

The page shows an album as one block; exports and updates give each item an id of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlite_utils import Database

from parsers.records import Forward, Sighting
from storage.posts.forwards import forward_of
from storage.posts.revisions import chunks, read_versions
from storage.posts.timeline import Version, fingerprint

NO_CAPTION = fingerprint("")
_LAST_SHOWN = "SELECT last_shown_at FROM posts WHERE channel = ? AND message_id = ?"


@dataclass(frozen=True, slots=True)
class Joined:
    """What an album takes over from items that were stored as posts of their own.

    An empty text that is known of it so far was that of a part: the caption may hang on an item that came now.
    ``shown`` is when a page last showed one of those items (seconds since 1970), ``forwards`` where they came from.
    """

    head: int
    absorbed: tuple[Version, ...]
    shown: int | None
    forwards: tuple[Forward, ...]


class Settled(NamedTuple):
    """A sighting under the id of its post. ``is_part``: it shows a part of an album, and no words."""

    sighting: Sighting
    is_part: bool


def join(db: Database, channel: str, sightings: Sequence[Sighting]) -> dict[int, Joined]:
    """Register the albums among the sightings: what those that were not known item by item take over, by their ids.

    Parts of one album that are told together are one.
    """
    groups: list[set[int]] = []
    for members in (sighting.members for sighting in sightings if sighting.members):
        group = {*members, *heads_of(db, channel, members).values()}
        touching = [other for other in groups if other & group]
        groups = [other for other in groups if other not in touching] + [group.union(*touching)]
    found = (_join(db, channel, sorted(group)) for group in groups)
    return {album.head: album for album in found if album}


def _join(db: Database, channel: str, members: Sequence[int]) -> Joined | None:
    """One album; None where it was known already, item by item."""
    known = heads_of(db, channel, members)
    head = min([*members, *known.values()])
    if all(known.get(member) == head for member in members):
        return None
    others = {*members, *known.values()} - {head}
    absorbed = [version for other in sorted(others) for version in read_versions(db, channel, other)]
    shown = [row[0] for other in others for row in db.execute(_LAST_SHOWN, (channel, other)).fetchall() if row[0]]
    forwards = tuple(found for other in sorted(others) if (found := forward_of(db, channel, other)))
    for other in others:
        db.execute("DELETE FROM posts WHERE channel = ? AND message_id = ?", (channel, other))
        db.execute(
            "UPDATE album_members SET message_id = ? WHERE channel = ? AND message_id = ?", (head, channel, other)
        )
    db.conn.executemany(
        """INSERT INTO album_members (channel, member_id, message_id) VALUES (?, ?, ?)
            ON CONFLICT (channel, member_id) DO UPDATE SET message_id = excluded.message_id""",
        [(channel, member, head) for member in {*members, head}],
    )
    texts = tuple(version for version in absorbed if version.text)
    return Joined(head, texts, max(shown, default=None), forwards)


def heads_of(db: Database, channel: str, ids: Sequence[int]) -> dict[int, int]:
    """For those of the ids that are items of albums, the id the album lives under."""
    found: dict[int, int] = {}
    for some, marks in chunks(set(ids)):
        found |= dict(
            db.execute(
                f"SELECT member_id, message_id FROM album_members WHERE channel = ? AND member_id IN ({marks})",  # nosec B608
                (channel, *some),
            ).fetchall()
        )
    return found


def at_home(db: Database, channel: str, sightings: Sequence[Sighting]) -> list[Settled]:
    """The sightings under the ids of their posts. A part of an album without a caption says nothing of its text.

    A part is an item by itself, or what the edge of a page left of it.
    """
    heads = heads_of(db, channel, [sighting.message_id for sighting in sightings])
    items = _items_of(db, channel, set(heads.values()))
    settled: list[Settled] = []
    for sighting in sightings:
        head = heads.get(sighting.message_id, sighting.message_id)
        is_whole = items.get(head, set()) <= {sighting.message_id, *sighting.members}
        settled.append(Settled(replace(sighting, message_id=head), not sighting.text and not is_whole))
    return settled


def _items_of(db: Database, channel: str, heads: set[int]) -> dict[int, set[int]]:
    """The ids of all items that are known of each album."""
    found: dict[int, set[int]] = {head: set() for head in heads}
    for some, marks in chunks(heads):
        for head, item in db.execute(
            f"SELECT message_id, member_id FROM album_members WHERE channel = ? AND message_id IN ({marks})",  # nosec B608
            (channel, *some),
        ).fetchall():
            found[head].add(item)
    return found
