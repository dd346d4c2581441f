"""What was seen of a channel → posts, their revisions, their readings: one transaction, whatever the transport."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlite_utils import Database

from parsers.records import (
    Nights,
    NotAReport,
    Post,
    Reader,
    Reading,
    Scope,
    Sighting,
    Tally,
    Unreadable,
)
from storage import posts, tallies
from storage.kept import Kept

log = logging.getLogger(__name__)

NO_TEXT = Unreadable("no_text_on_page")
# Neighbours of a tally are those whose windows end within so many days of its own.
NEIGHBOUR_DAYS = 2


@dataclass(frozen=True, slots=True)
class Change:
    """A post that people may have been shown says something else now: what it was read as before, and after."""

    channel: str
    message_id: int
    revision: int
    before: Tally
    after: Reading


@dataclass(frozen=True, slots=True)
class Intake:
    """What one pass, page or file brought. ``new`` and ``edited`` count posts, the others readings made."""

    new: int = 0
    edited: int = 0
    tallies: int = 0
    unreadable: int = 0
    corrections: tuple[Change, ...] = ()

    def __add__(self, other: Intake) -> Intake:
        return Intake(
            self.new + other.new,
            self.edited + other.edited,
            self.tallies + other.tallies,
            self.unreadable + other.unreadable,
            self.corrections + other.corrections,
        )


def take_in(db: Database, channel: str, sightings: Sequence[Sighting], reader: Reader) -> Intake:
    """Store what was seen and read what is new in it. Doing it again, or in another order, ends in the same state."""
    before = _tallies_of(db, channel, {sighting.message_id for sighting in sightings})
    taken = Intake()
    touched: list[Tally] = list(before.values())
    for grown in posts.keep(db, channel, sightings):
        after: Reading = NotAReport()
        for revision in grown.unread:
            after = _read(db, channel, grown, revision, reader)
        taken += _counted(channel, grown, before.get(grown.message_id), after)
        touched += [after] if isinstance(after, Tally) else []
    if taken.new or taken.edited:
        _judge_around(db, channel, touched, reader)
    return taken


def _tallies_of(db: Database, channel: str, ids: set[int]) -> dict[int, Tally]:
    """The tallies that stand for the given posts now."""
    kept = tallies.current(db, channel, ids)
    return {one.key.message_id: one.reading for one in kept if isinstance(one.reading, Tally)}


def _read(db: Database, channel: str, grown: posts.Grown, revision: tuple[int, str | None], reader: Reader) -> Reading:
    """Read one revision and keep what it states. A reader that fails costs one post, not the pass."""
    number, text = revision
    post = Post(channel, grown.message_id, grown.published_at, text or "", key=f"{channel}/{grown.message_id}")
    try:
        reading = NO_TEXT if text is None else reader.read(post)
    except Exception:
        log.exception("the reader failed on %s, revision %d", post.key, number)
        reading = Unreadable("reader_failed")
    tally = reading.partial if isinstance(reading, Unreadable) else reading
    nights = reader.nights(channel, tally) if isinstance(tally, Tally) else Nights(None, None)
    tallies.save(
        db, channel, grown.message_id, number, reading, reader_version=reader.version, nights=nights, judged=None
    )
    return reading


def _counted(channel: str, grown: posts.Grown, before: Tally | None, after: Reading) -> Intake:
    changed = before is not None and not (isinstance(after, Tally) and figures(before) == figures(after))
    return Intake(
        new=int(grown.is_new),
        edited=int(not grown.is_new),
        tallies=int(isinstance(after, Tally)),
        unreadable=int(isinstance(after, Unreadable)),
        corrections=(Change(channel, grown.message_id, grown.unread[-1][0], before, after),)
        if before is not None and changed
        else (),
    )


def figures(tally: Tally) -> Tally:
    """The tally without the places of its words: what two versions must share for nothing to be corrected."""
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


def _judge_around(db: Database, channel: str, touched: Sequence[Tally], reader: Reader) -> None:
    """Judge the tallies near the touched ones anew: a late arrival changes what its neighbours are worth."""
    days = [day for day in (reader.nights(channel, tally).ends_on for tally in touched) if day]
    if not days:
        return
    reach = timedelta(days=NEIGHBOUR_DAYS)
    near = tallies.between(db, channel, min(days) - 2 * reach, max(days) + 2 * reach)
    for one in near:
        ends_on = one.nights.ends_on
        if ends_on and isinstance(one.reading, Tally) and any(abs(ends_on - day) <= reach for day in days):
            _judge(db, one, [other for other in near if _is_neighbour(one, other)], reader)


def _is_neighbour(one: Kept, other: Kept) -> bool:
    if other.key == one.key or not isinstance(other.reading, Tally) or other.reading.scope is not Scope.NATIONAL:
        return False
    mine, its = one.nights.ends_on, other.nights.ends_on
    return mine is not None and its is not None and abs(mine - its) <= timedelta(days=NEIGHBOUR_DAYS)


def _judge(db: Database, one: Kept, neighbours: Sequence[Kept], reader: Reader) -> None:
    if not isinstance(one.reading, Tally):
        return
    beside = [other.reading for other in neighbours if isinstance(other.reading, Tally)]
    verdict = reader.judge(one.reading, beside)
    if (verdict.scope, verdict.doubts) == (one.scope, one.judged):
        return
    nights = reader.nights(one.key.channel, one.reading)
    tallies.save(db, *one.key, one.reading, reader_version=one.reader_version, nights=nights, judged=verdict)
