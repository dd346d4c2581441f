"""Tallies and nights with every hedge, weapon, outcome and extreme that the records allow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar

from parsers.channels import CHANNELS
from parsers.records import (
    Count,
    Doubt,
    Headline,
    Hedge,
    Held,
    Kind,
    Line,
    Outcome,
    Precision,
    RegionCount,
    Scope,
    Tally,
    Unreadable,
    Window,
)
from parsers.vocabulary.places import CITIES, LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE
from parsers.vocabulary.weapons import WEAPONS
from storage.readings.load import Key
from storage.views.latest import LastPost, LatestSide, LatestView, Silence
from storage.views.night import NightSide, NightView
from storage.views.posting_hours import PostingHoursView
from storage.views.readings import HeldView, Report, Source, TallyView, UnreadableView
from storage.views.source import SourceView, quotes
from tests.proofs.generated.letters import short

T = TypeVar("T")
NAMES = tuple(CHANNELS)
NUMBERS = (0, 1, 2, 4, 5, 11, 21, 101, 999, 1_000, 1_234_567, 10**9)
# How many lines a tally has: mostly a handful, at times more than any post had.
LINES = (*(0, 1, 2, 3, 4, 6, 10) * 2, 24, 60)
REGIONS = (0, 0, 1, 3, 8, 9, 40)
PLACES = tuple(row.code for row in (*UKRAINE, *RUSSIA, *SEAS, *CITIES, *LAUNCH_PLACES))
SLUGS = tuple(row.slug for row in WEAPONS)
STATED = tuple(hedge for hedge in Hedge if hedge is not Hedge.NOT_STATED)
DOUBTS = (
    "headline_differs",
    "total_differs",
    "number_left_over",
    "outlier",
    "misspelt",
    "a_new_doubt",
    "night_told_twice",
)
REASONS = ("no_window", "unknown_weapon", "unknown_format", "a_new_reason<b>&")
LAST_DAY = date(2027, 12, 31)


def maybe(dice: Random, value: T, chance: float = 0.8) -> T | None:
    return value if dice.random() < chance else None


def day(dice: Random) -> date:
    """A night from the first of the war to some time ahead; at times on an edge of a month or a year."""
    if dice.random() < 0.2:
        return dice.choice((date(2022, 2, 24), date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), LAST_DAY))
    return LAST_DAY - timedelta(days=dice.randrange(2000))


def moment(dice: Random, near: date) -> datetime:
    return datetime(near.year, near.month, near.day, dice.randrange(24), dice.randrange(60), tzinfo=UTC)


def words(dice: Random, written: str) -> tuple[int, int]:
    """Where a number is said to stand."""
    start = dice.randrange(len(written)) if written else 0
    return start, min(start + dice.choice((0, 3, 40)), len(written))


def count(dice: Random, written: str = "") -> Count:
    if dice.random() < 0.15:
        return Count(None, Hedge.NOT_STATED, words(dice, written))
    return Count(dice.choice(NUMBERS), dice.choice(STATED), words(dice, written))


def source(dice: Random, channel: str, near: date) -> Source:
    number, last = dice.choice((1, 1, 2, 3, 60)), 60
    message_id = dice.choice((dice.randrange(1, 99_999), 2**31 - 1))
    return Source(channel, message_id, number, last, moment(dice, near), moment(dice, near))


def doubts(dice: Random) -> tuple[Doubt, ...]:
    how_many = dice.choice((*(0,) * 8, 1, 2, 60))
    return tuple(Doubt(dice.choice(DOUBTS), maybe(dice, short(dice)) or "") for _ in range(how_many))


def codes(dice: Random, most: int = 40) -> tuple[str, ...]:
    """Places by their codes; now and then one that no table has."""
    found = dice.sample(PLACES, min(dice.choice(REGIONS), most))
    return (*found, *([short(dice)] if dice.random() < 0.05 else []))


def tally(dice: Random, channel: str, near: date, written: str = "") -> Tally:
    row = CHANNELS[channel]
    end = datetime(near.year, near.month, near.day, 5, tzinfo=UTC)
    edges: tuple[datetime | date | None, datetime | date | None] = dice.choice(
        [(end - timedelta(hours=14), end), (None, end), (end, None), (near, near), (None, None)]
    )
    itemised = tuple(
        RegionCount(one, dice.choice((None, 0, 1, 40, 10**9)), words(dice, written)) for one in codes(dice)
    )
    return Tally(
        format="made_up",
        scope=Scope.NATIONAL,
        claimant=row.claimant,
        attacker=row.attacker,
        window=maybe(dice, Window(*edges, dice.choice([*Precision]), words(dice, written))),
        lines=tuple(line(dice, written) for _ in range(dice.choice(LINES))),
        hit_sites=maybe(dice, count(dice, written)),
        debris_sites=maybe(dice, count(dice, written)),
        headline=maybe(dice, Headline(dice.choice(NUMBERS), "mixed", words(dice, written)), 0.3),
        origins=codes(dice, 8),
        targets=codes(dice),
        downed_over=codes(dice, 8),
        regions=maybe(dice, itemised),
        doubts=(),
    )


def line(dice: Random, written: str = "") -> Line:
    counted = count(dice, written)
    kind = dice.choice((Kind.DRONE, *Kind))
    weapons = (*dice.sample(SLUGS, dice.choice((0, 0, 1, 2, 5))), *([short(dice)] if dice.random() < 0.02 else []))
    return Line(
        dice.choice([*Outcome]), kind, weapons, counted.number, counted.hedge, counted.words,
        share=dice.random() < 0.2, total=dice.random() < 0.2,
    )  # fmt: skip


def tally_view(dice: Random, channel: str, near: date, written: str = "") -> TallyView:
    """A tally of the night to a date, or of a window of its own."""
    night = maybe(dice, near)
    scope = Scope.NATIONAL if night else dice.choice([*Scope])
    return TallyView(
        source(dice, channel, near), tally(dice, channel, near, written), scope, doubts(dice), night, near, 1
    )


def refused(dice: Random, channel: str, near: date) -> UnreadableView:
    return UnreadableView(source(dice, channel, near), Unreadable(dice.choice(REASONS)), 1)


def held(dice: Random, channel: str, near: date) -> HeldView:
    return HeldView(source(dice, channel, near), dice.choice([*Held]), maybe(dice, near), near, 1)


def words_view(dice: Random, near: date, written: str) -> SourceView:
    """A report with its text and the places of its numbers; at times without its text, at times unreadable."""
    channel = dice.choice(NAMES)
    if dice.random() < 0.15:
        return SourceView(refused(dice, channel, near), maybe(dice, written), ())
    if dice.random() < 0.1:
        return SourceView(held(dice, channel, near), None, ())
    view = tally_view(dice, channel, near, written)
    if dice.random() < 0.1:
        return SourceView(view, None, ())
    return SourceView(view, written, quotes(written, view.tally))


def last_post(dice: Random, near: date) -> LastPost:
    return LastPost(moment(dice, near) - timedelta(days=dice.choice((0, 1, 400))), is_report=dice.random() < 0.5)


def silence(dice: Random) -> Silence | None:
    kinds: list[Silence | None] = [None, *Silence]
    return dice.choice(kinds)


def posting(dice: Random, channel: str) -> PostingHoursView:
    if dice.random() < 0.3:
        return PostingHoursView(channel, 0, None, None, 0)
    median, late = sorted(timedelta(minutes=dice.randrange(48 * 60)) for _ in range(2))
    return PostingHoursView(channel, dice.choice((1, 9, 10, 90)), median, late, dice.randrange(5))


def latest_side(dice: Random, channel: str, near: date) -> LatestSide:
    known = near - timedelta(days=dice.choice((0, 1, 2)))
    night, why = maybe(dice, tally_view(dice, channel, known)), silence(dice)
    return LatestSide(
        channel=channel,
        night=night,
        age=dice.choice((0, 1, 2, 5, 1500)) if night else None,
        after=tuple(tally_view(dice, channel, near) for _ in range(dice.choice((0, 0, 1, 3)))),
        silence=why,
        not_understood=refused(dice, channel, near) if why is Silence.NOT_UNDERSTOOD else None,
        last_good_at=maybe(dice, moment(dice, near)),
        last_post=maybe(dice, last_post(dice, near)),
        not_confirmed=held(dice, channel, near) if why is Silence.NOT_CONFIRMED or dice.random() < 0.05 else None,
    )


def latest_view(dice: Random, near: date, channels: tuple[str, ...] = NAMES) -> LatestView:
    sides = tuple(latest_side(dice, channel, near) for channel in channels)
    return LatestView(moment(dice, near), near, sides)


def night_side(dice: Random, channel: str, near: date) -> NightSide:
    others: list[Report] = [refused(dice, channel, near), tally_view(dice, channel, near), held(dice, channel, near)]
    return NightSide(
        channel=channel,
        night=maybe(dice, tally_view(dice, channel, near)),
        windows=tuple(tally_view(dice, channel, near) for _ in range(dice.choice((0, 0, 1, 3)))),
        others=tuple(_other(one) for one in dice.sample(others, dice.randrange(3))) * dice.choice((1, 1, 12)),
        overlapping=((Key(channel, 1, 1), Key(channel, 2, 1)),) * dice.randrange(2),
    )


def _other(one: Report) -> Report:
    """What stands among the others is never national."""
    if not isinstance(one, TallyView):
        return one
    return TallyView(one.source, one.tally, Scope.REGIONAL, one.doubts, None, one.ends_on, one.reader_version)


def night_view(dice: Random, near: date, channels: tuple[str, ...] = NAMES) -> NightView:
    return NightView(near, tuple(night_side(dice, channel, near) for channel in channels))
