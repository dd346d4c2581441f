"""Store sightings of a channel as posts, revisions and readings in one transaction, for every transport."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from parsers.records import (
    Forward,
    NotAReport,
    Post,
    Reader,
    Reading,
    Sighting,
    Tally,
    Unreadable,
    Verdict,
)
from storage.engines.engine import Database
from storage.posts import posts
from storage.posts.albums import heads_of
from storage.posts.storable import storable
from storage.readings import readings, tallies
from storage.readings.judging import judge_around
from storage.readings.load import IMPLAUSIBLE_CODES, Key


@dataclass(frozen=True, slots=True)
class PostChange:
    """A post that people may have been shown and that was read differently: the readings before and after."""

    channel: str
    message_id: int
    revision: int
    before: Tally
    after: Reading


@dataclass(frozen=True, slots=True)
class ForwardedReport:
    """A forward that would be a report, had the channel written it; it counts nowhere."""

    channel: str
    message_id: int
    published_at: datetime
    forward: Forward


@dataclass(frozen=True, slots=True)
class Intake:
    """What one pass, page or file brought. ``new`` and ``edited`` count posts, the other numbers readings."""

    new: int = 0
    edited: int = 0
    tallies: int = 0
    unreadable: int = 0
    corrections: tuple[PostChange, ...] = ()
    forwarded: tuple[ForwardedReport, ...] = ()

    def __add__(self, other: Intake) -> Intake:
        return Intake(
            self.new + other.new,
            self.edited + other.edited,
            self.tallies + other.tallies,
            self.unreadable + other.unreadable,
            self.corrections + other.corrections,
            self.forwarded + other.forwarded,
        )


def take_in(db: Database, channel: str, sightings: Sequence[Sighting], reader: Reader) -> Intake:
    """Store sightings and read what is new in them. Repeating it, or another order, leads to the same state."""
    sightings = [storable(one) for one in sightings]
    standing = _tallies_of(db, channel, sightings)
    before = {number: tally for number, (tally, held) in standing.items() if not held}
    taken = Intake()
    touched: list[Tally] = [tally for tally, _ in standing.values()]
    for grown in posts.keep(db, channel, sightings):
        after: Reading = NotAReport()
        _unjudge(db, Key(channel, grown.message_id, grown.unread[0][0] - 1), reader)
        for revision in grown.unread:
            after = _read(db, channel, grown, revision, reader)
        taken += _counted(channel, grown, before.get(grown.message_id), after)
        taken += Intake(forwarded=_forwarded_reports(channel, grown, reader))
        touched += [after] if isinstance(after, Tally) else []
    # An item that was a tally of its own is nobody's neighbour any more once it is part of an album.
    absorbed = any(head != item for item, head in heads_of(db, channel, list(standing)).items())
    if taken.new or taken.edited or absorbed:
        ends = (reader.nights(channel, tally).ends_on for tally in touched)
        judge_around(db, channel, {day for day in ends if day}, reader)
    return taken


def _tallies_of(db: Database, channel: str, sightings: Sequence[Sighting]) -> dict[int, tuple[Tally, bool]]:
    """Return the current tallies of the posts that were seen, and whether each is held back.

    A sighting of an item counts for the whole album.
    """
    ids = {one for sighting in sightings for one in (sighting.message_id, *sighting.members)}
    kept = tallies.current(db, channel, ids | set(heads_of(db, channel, list(ids)).values()))
    return {one.key.message_id: (one.reading, bool(one.held)) for one in kept if isinstance(one.reading, Tally)}


def _read(db: Database, channel: str, grown: posts.Grown, revision: tuple[int, str | None], reader: Reader) -> Reading:
    """Read one revision and save its reading."""
    number, text = revision
    key = f"{channel}/{grown.message_id}"
    post = Post(channel, grown.message_id, grown.published_at, text or "", key, grown.forward)
    reading = readings.reading_of(reader, post, number, has_text=text is not None)
    readings.keep(db, Key(channel, grown.message_id, number), reading, reader)
    return reading


def _forwarded_reports(channel: str, grown: posts.Grown, reader: Reader) -> tuple[ForwardedReport, ...]:
    """Return the post if it is a forward whose text the reader would take for the channel's own report."""
    number, text = grown.unread[-1]
    if grown.forward is None or not text:
        return ()
    own = readings.reading_of(reader, Post(channel, grown.message_id, grown.published_at, text), number, has_text=True)
    if isinstance(own, NotAReport):
        return ()
    return (ForwardedReport(channel, grown.message_id, grown.published_at, grown.forward),)


def _unjudge(db: Database, superseded: Key, reader: Reader) -> None:
    """Delete the verdict of a superseded revision: only the current one is judged beside its neighbours.

    What was held back stays so: nobody is told of a correction of it.
    """
    one = tallies.load_all(db, [superseded]).get(superseded) if superseded.revision else None
    if one and isinstance(one.reading, Tally):
        nights = reader.nights(superseded.channel, one.reading)
        held = [doubt for doubt in one.judged if doubt.code in IMPLAUSIBLE_CODES]
        verdict = Verdict(one.reading.scope, tuple(held), held=True) if held else None
        tallies.save(
            db,
            *superseded,
            one.reading,
            reader_version=one.reader_version,
            reader=one.reader,
            nights=nights,
            judged=verdict,
        )


def _counted(channel: str, grown: posts.Grown, before: Tally | None, after: Reading) -> Intake:
    changed = before is not None and not (isinstance(after, Tally) and figures(before) == figures(after))
    return Intake(
        new=int(grown.is_new),
        edited=int(not grown.is_new),
        tallies=int(isinstance(after, Tally)),
        unreadable=int(isinstance(after, Unreadable)),
        corrections=(PostChange(channel, grown.message_id, grown.unread[-1][0], before, after),)
        if before is not None and changed
        else (),
    )


def figures(tally: Tally) -> Tally:
    """Return the tally without the positions of its words: if two versions share it, nothing needs correcting."""
    nowhere = (0, 0)
    return replace(
        tally,
        window=tally.window and replace(tally.window, words=nowhere),
        lines=tuple(replace(line, words=nowhere) for line in tally.lines),
        hit_sites=tally.hit_sites and replace(tally.hit_sites, words=nowhere),
        debris_sites=tally.debris_sites and replace(tally.debris_sites, words=nowhere),
        regions=tally.regions and tuple(replace(region, words=nowhere) for region in tally.regions),
        headline=None,
        doubts=(),
    )
