"""Albums: one post with several message ids, stored under the lowest id; its text may come with any of them.

The page shows an album as one block; exports and updates give each item an id of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from parsers.records import Forward, Sighting
from storage.engines.engine import Database
from storage.posts.forwards import forward_of
from storage.posts.revisions import chunks, read_versions
from storage.posts.timeline import Version, fingerprint

NO_CAPTION = fingerprint("")
_LAST_SEEN = "SELECT last_shown_at, unmarked_at FROM posts WHERE channel = ? AND message_id = ?"


@dataclass(frozen=True, slots=True)
class Joined:
    """What an album takes over from items that were stored as posts of their own.

    An empty text known so far was that of one part: the caption may belong to an item that came now. ``shown`` is when
    a page last showed one of those items (seconds since 1970), ``unmarked`` when one was last seen without an edit
    mark, ``forwards`` where they came from.
    """

    head: int
    absorbed: tuple[Version, ...]
    shown: int | None
    unmarked: int | None
    forwards: tuple[Forward, ...]


class Settled(NamedTuple):
    """A sighting with the id of its post. ``is_part`` means that it shows a part of an album, without text."""

    sighting: Sighting
    is_part: bool


def join(db: Database, channel: str, sightings: Sequence[Sighting]) -> dict[int, Joined]:
    """Record the albums among the sightings; return, by album id, what new albums take over from stored items.

    Overlapping parts of one album are merged.
    """
    groups: list[set[int]] = []
    for members in (sighting.members for sighting in sightings if sighting.members):
        group = {*members, *heads_of(db, channel, members).values()}
        touching = [other for other in groups if other & group]
        groups = [other for other in groups if other not in touching] + [group.union(*touching)]
    found = (_join(db, channel, sorted(group)) for group in groups)
    return {album.head: album for album in found if album}


def _join(db: Database, channel: str, members: Sequence[int]) -> Joined | None:
    """Record one album; None where all its items were known already."""
    known = heads_of(db, channel, members)
    head = min([*members, *known.values()])
    if all(known.get(member) == head for member in members):
        return None
    others = {*members, *known.values()} - {head}
    absorbed = [version for other in sorted(others) for version in read_versions(db, channel, other)]
    last = [row for other in others for row in db.execute(_LAST_SEEN, (channel, other)).fetchall()]
    shown, unmarked = (max((row[place] for row in last if row[place]), default=None) for place in (0, 1))
    forwards = tuple(found for other in sorted(others) if (found := forward_of(db, channel, other)))
    for other in others:
        db.execute("DELETE FROM posts WHERE channel = ? AND message_id = ?", (channel, other))
        db.execute(
            "UPDATE album_members SET message_id = ? WHERE channel = ? AND message_id = ?", (head, channel, other)
        )
    db.executemany(
        """INSERT INTO album_members (channel, member_id, message_id) VALUES (?, ?, ?)
            ON CONFLICT (channel, member_id) DO UPDATE SET message_id = excluded.message_id""",
        [(channel, member, head) for member in {*members, head}],
    )
    texts = tuple(version for version in absorbed if version.text)
    return Joined(head, texts, shown, unmarked, forwards)


def heads_of(db: Database, channel: str, ids: Sequence[int]) -> dict[int, int]:
    """Return the album's id for each of the ids that is an item of an album."""
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
    """Return the sightings with the ids of their posts. A part of an album without a caption tells nothing of its text.

    A part is a single item, or what a page shows of an album at its edge.
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
    """Return the ids of all known items of each album."""
    found: dict[int, set[int]] = {head: set() for head in heads}
    for some, marks in chunks(heads):
        for head, item in db.execute(
            f"SELECT message_id, member_id FROM album_members WHERE channel = ? AND message_id IN ({marks})",  # nosec B608
            (channel, *some),
        ).fetchall():
            found[head].add(item)
    return found
