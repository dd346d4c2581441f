"""Albums: several message ids, one post. It lives under its lowest id, and its text may hang on any of them.

The page shows an album as one block; exports and updates give each item an id of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlite_utils import Database

from parsers.records import Sighting
from storage.histories import chunks, read_versions
from storage.versions import Version, fingerprint

NO_CAPTION = fingerprint("")


@dataclass(frozen=True, slots=True)
class Joined:
    """What an album takes over from items that were stored as posts of their own.

    ``is_new``: nothing was known of the album, so that an empty text under its id was that of one item.
    """

    head: int
    absorbed: tuple[Version, ...]
    is_new: bool


def join(db: Database, channel: str, members: Sequence[int]) -> Joined | None:
    """Register an album; None where it was known already, item by item."""
    known = heads_of(db, channel, members)
    head = min(*members, *known.values())
    if all(known.get(member) == head for member in members):
        return None
    others = {*members, *known.values()} - {head}
    absorbed = [version for other in sorted(others) for version in read_versions(db, channel, other)]
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
    return Joined(head, texts, is_new=head not in known.values())


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


def at_home(db: Database, channel: str, sightings: Sequence[Sighting]) -> list[Sighting]:
    """The sightings under the ids of their posts; an item of an album without a caption says nothing of the album."""
    heads = heads_of(db, channel, [sighting.message_id for sighting in sightings])
    if not heads:
        return list(sightings)
    settled: list[Sighting] = []
    for sighting in sightings:
        head = heads.get(sighting.message_id, sighting.message_id)
        partial = sighting.message_id in heads and not sighting.members
        if sighting.text or not partial:
            settled.append(replace(sighting, message_id=head))
    return settled
