"""What happens to channels: pages, updates, another host's record, other readers, decisions, others' tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parsers.judge import judge
from parsers.records import (
    Count,
    Decision,
    Doubt,
    Forward,
    Hedge,
    Kind,
    NotAReport,
    Outcome,
    Post,
    Reader,
    Reading,
    RegionCount,
    Scope,
    Sighting,
    Unreadable,
)
from parsers.records.outside import Cause, Credit, FigureRange, OutsideField, OutsideReport, OutsideTable, TableVerdict
from parsers.time.night import nights_of, rule
from storage.accuracy.outside_figures import replace_table
from storage.accuracy.verdicts import replace_verdicts
from storage.channels import cursors, gaps, raw_pages
from storage.channels.raw_pages import UnreadPage
from storage.engines.engine import Database
from storage.posts import page_intake
from storage.posts.intake import Intake, take_in
from storage.posts.merging import merge
from storage.readings import current_figures, judging, reprocess
from tests.storage.builders import TallyMore, at, line, tally
from tests.storage.twins.drawing import booleans, builds, integers, just, one_of, sampled_from, some_of

CHANNELS = ("kpszsu", "mod_russia")
FIRST_MIDNIGHT = at("2026-09-01 00:00")
NIGHTS = 8
ORIGIN = Forward("Ünïcode 𐍈 «Ж»", "other/5", 77)
# What a post may state, by the word it has for it.
STATED: dict[str, TallyMore] = {
    "5": {},
    "7": {"targets": ("UA-63", "UA-30"), "doubts": (Doubt("sum", "1 more"), Doubt("odd", ""))},
    "9": {"origins": ("millerovo",), "hit_sites": Count(3, Hedge.EXACT, (0, 1))},
    "20": {"downed_over": ("RU-BEL", "black-sea"), "debris_sites": Count(None, Hedge.NOT_STATED, (1, 2))},
    "400": {"regions": (RegionCount("RU-BEL", 3, (2, 3)), RegionCount("RU-KRS", None, (3, 4)))},
}
NUMBERS = (*STATED, "7", "9", "?", "part")


def reader(version: int) -> Reader:
    """Reads ``start > end = number``. Version 2 takes 7 for 70, and cannot read 9."""

    def read(post: Post) -> Reading:
        if post.forward is not None or " = " not in post.text:
            return NotAReport()
        window, number = post.text.split(" = ")
        if number not in STATED or (version == 2 and number == "9"):
            return Unreadable("no_launched")
        start, end = window.split(" > ")
        launched = 70 if version == 2 and number == "7" else int(number)
        lines = (
            line(Outcome.LAUNCHED, launched, "shahed", "gerbera"),
            line(Outcome.DOWNED_OR_SUPPRESSED, launched - 2, "shahed", hedge=Hedge.ABOUT if number == "5" else None),
            line(Outcome.LAUNCHED, 3, "jet-drone", share=True),
            line(Outcome.LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE),
            line(Outcome.LAUNCHED, launched + 1, kind=Kind.MISSILE, total=True),
        )
        scope = Scope.NATIONAL if int(number) != 9 or version == 1 else Scope.REGIONAL
        return tally(post.channel, start, end, *lines, scope=scope, **STATED[number])

    return Reader(version=version, read=read, nights=nights_of, judge=judge, rule=rule)


READERS = {1: reader(1), 2: reader(2)}


def report(night: int, start: int, end: int, number: str) -> str:
    """The text of a report of a window around a night of September."""
    midnight = FIRST_MIDNIGHT + timedelta(days=night)
    first, last = midnight - timedelta(hours=start), midnight + timedelta(hours=end)
    return f"{first:%Y-%m-%d %H:%M} > {last:%Y-%m-%d %H:%M} = {number}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A post as it is seen: published so many hours ago, or a minute an id after the beginning where it is a report."""

    message_id: int
    text: str | None = ""
    edited: bool = False
    members: tuple[int, ...] = ()
    transport: str = "preview"
    forward: Forward | None = None

    def sighting(self, now: datetime) -> Sighting:
        published = min(FIRST_MIDNIGHT + timedelta(hours=7 * self.message_id), now)
        members = tuple(sorted({self.message_id, *self.members})) if self.members else ()
        return Sighting(self.message_id, published, self.text, now, self.transport, self.edited, members, self.forward)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a channel, the newest or one below an id."""

    channel: str
    seen: tuple[Seen, ...]
    below: int | None = None
    unread: frozenset[int] = frozenset()
    version: int = 1

    def __call__(self, db: Database, now: datetime) -> Intake:
        shown = sorted(self.seen, key=lambda one: one.message_id)
        seen = page_intake.Seen([one.sighting(now) for one in shown], self.below, now, now, self.unread)
        return page_intake.take_page(db, self.channel, seen, READERS[self.version])


@dataclass(frozen=True, slots=True)
class Update:
    """Sightings that are no page; of another host, where ``merged``."""

    channel: str
    seen: tuple[Seen, ...]
    merged: bool

    def __call__(self, db: Database, now: datetime) -> object:
        sightings = [one.sighting(now) for one in self.seen]
        if self.merged:
            unmarked = {one.message_id: now - timedelta(minutes=5) for one in self.seen}
            return merge(db, self.channel, sightings, unmarked, READERS[1])
        return take_in(db, self.channel, sightings, READERS[1])


@dataclass(frozen=True, slots=True)
class Reread:
    """Everything is read again by a version of the reader; ``ended`` tells what it changed."""

    version: int
    ended: bool

    def __call__(self, db: Database, now: datetime) -> object:
        reader = READERS[self.version]
        stored = reprocess.texts(db, 1000)
        changed = reprocess.keep(db, reader, stored, reprocess.read_again(reader, stored), now)
        return changed, current_figures.reread_ended(db) if self.ended else None


@dataclass(frozen=True, slots=True)
class Decide:
    """The operator decides about the newest version of a post."""

    channel: str
    message_id: int
    decision: Decision | None

    def __call__(self, db: Database, now: datetime) -> None:
        versions = [one.key for one in reprocess.texts(db, 1000) if one.key[:2] == (self.channel, self.message_id)]
        if versions:
            judging.decide(db, versions[-1], self.decision, READERS[1], now)


@dataclass(frozen=True, slots=True)
class Follow:
    """Something that the follower or the operator records of a channel."""

    what: str
    channel: str
    number: int

    def __call__(self, db: Database, now: datetime) -> object:
        return FOLLOWS[self.what](db, self, now)


FOLLOWS: dict[str, Callable[[Database, Follow, datetime], object]] = {
    "failed": lambda db, of, now: cursors.record_failure(db, of.channel, now, "no answer"),
    "restarted": lambda db, of, now: cursors.record_restart(db, of.channel, now, "died"),
    "paused": lambda db, of, now: cursors.pause(db, of.channel, ("operator: so", "identity: other")[of.number % 2]),
    "unpaused": lambda db, of, now: cursors.unpause(db, of.channel),
    "identified": lambda db, of, now: cursors.identified(db, of.channel, of.number, "identity"),
    "requested": lambda db, of, now: cursors.count_request(db, of.channel, now),
    "walked": lambda db, of, now: cursors.end_first_walk(db, of.channel, now),
    "tried": lambda db, of, now: gaps.tried(db, of.channel, of.number, now),
    "gap": lambda db, of, now: gaps.open_gap(db, of.channel, of.number, of.number + 4, now),
    "shrunk": lambda db, of, now: gaps.shrink(db, of.channel, of.number, of.number + 2, now, unseen=[of.number + 1]),
    "pruned": lambda db, of, now: cursors.prune(db, of.channel, now + timedelta(days=3)),
    "page": lambda db, of, now: raw_pages.keep(db, of.channel, UnreadPage("<p>Ж\0</p>", "blocked", now, of.number)),
}


@dataclass(frozen=True, slots=True)
class Outside:
    """Somebody's table, and what was found about it."""

    slug: str
    figures: tuple[tuple[int, int], ...]

    def __call__(self, db: Database, now: datetime) -> None:
        reports = [
            OutsideReport("kpszsu", number, None, None, date(2026, 9, number), {
                OutsideField.DRONES_LAUNCHED: FigureRange(low, low + number % 2),
                OutsideField.HIT_SITES: FigureRange(3, 3),
                OutsideField.DRONES_DOWN: FigureRange(low, low),
            })
            for number, low in self.figures
        ]  # fmt: skip
        replace_table(db, OutsideTable(Credit(self.slug, "Тable", "A", "", ""), tuple(reports), ("bad",)), now)
        verdict = TableVerdict(self.slug, "kpszsu/1", OutsideField.DRONES_LAUNCHED, "20", "7", Cause.TABLE, "Typo.")
        replace_verdicts(db, [verdict, verdict._replace(why="It's a typo.")])


IDS = integers(1, 9)
CHANNEL = sampled_from(CHANNELS)
TEXTS = one_of(
    builds(
        report, integers(0, NIGHTS - 1), sampled_from([9, 9, -4]), sampled_from([5, 5, 13]),
        sampled_from(NUMBERS),
    ),
    sampled_from([None, "", "nothing", "Ж\0\ud83d"]),
)  # fmt: skip
# The first reports, which stories begin with, are seen again and again.
QUIET = tuple(Seen(night + 1, report(night, 9, 5, "20")) for night in range(3))
ANY = builds(
    Seen, IDS, TEXTS, booleans(), sampled_from([(), (), (), (4, 5), (5, 6, 7)]),
    just("preview"), sampled_from([None, None, None, ORIGIN, Forward()]),
)  # fmt: skip
SEEN = one_of(ANY, ANY, sampled_from(QUIET))
MANY = some_of(SEEN, 1, 4, by=lambda one: one.message_id)
PAGES = builds(
    Page, CHANNEL, MANY, sampled_from([None, None, 10, 6]), builds(frozenset, some_of(IDS, 0, 2)), sampled_from([1, 2])
)
SIGHTINGS = builds(Update, CHANNEL, MANY, booleans())
REREADS = builds(Reread, sampled_from([1, 2]), booleans())
DECISIONS = builds(Decide, CHANNEL, IDS, sampled_from([None, *Decision]))
FOLLOWING = builds(Follow, sampled_from(sorted(FOLLOWS)), CHANNEL, IDS)
OUTSIDE = builds(
    Outside, sampled_from(["theirs", "others"]),
    builds(tuple, some_of(builds(lambda *one: one, IDS, sampled_from([5, 7, 20])), 0, 4, by=lambda one: one[0])),
)  # fmt: skip
