"""Views of many nights, made as the database's would be: sums are of the nights, holes stay holes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from parsers.records import Hedge, Kind, Outcome
from storage.readings.load import Key
from storage.views.averages import Average, average_of
from storage.views.channel_contents import ChannelContentsView
from storage.views.comparison import Compared, ComparisonSide, ComparisonView
from storage.views.figures import MISSILES, Figure, Part, figure, together
from storage.views.gaps import GapsSide, GapsView, Unseen
from storage.views.missing_nights import MissingNight
from storage.views.ranges import RangeSide, RangeView
from storage.views.rank import Rank
from storage.views.readings import Source
from storage.views.records import COUNTED, Countable, Record, RecordsView
from storage.views.regimes import REGIMES, borders
from storage.views.region import Mention, RegionRole, RegionSide, RegionView
from storage.views.series import Measure, NightFigures, days, missing_days
from storage.views.trend import JAMMED, Point, TrendView
from storage.views.weapon_groups import NoRate
from tests.proofs.generated.tallies import NAMES, NUMBERS, count, maybe, moment, source

# How many dates a range has; long ones are slow to make and say nothing new.
LENGTHS = (*(1, 2) * 3, *(7,) * 8, *(28, 31) * 3, 90, 365)
HOLES = (0.0, 0.0, 0.1, 0.5, 0.9, 1.0)
# Telegram's numbers of posts grow without end.
HIGHEST_ID = 2**31 - 1

Range = tuple[date, date]


def key(dice: Random, channel: str) -> Key:
    return Key(channel, dice.randrange(1, HIGHEST_ID), dice.choice((1, 2, 60)))


def one_figure(dice: Random, of: Key, *, positive: bool = False) -> Figure:
    counts = [count(dice) for _ in range(dice.choice((1, 1, 2)))]
    parts = [Part(of, one.words, one.number, one.hedge) for one in counts]
    if positive:
        parts.append(Part(of, (0, 0), dice.choice(NUMBERS[1:]), Hedge.EXACT))
    found = figure(parts)
    assert found, "it has parts"
    return found


def night(dice: Random, channel: str, day: date) -> NightFigures:
    of = key(dice, channel)
    kinds = [Kind.DRONE, Kind.DRONE, *dice.sample([*Kind], dice.choice((0, 1, 3)))]
    what = [(dice.choice([*Outcome]), kind) for kind in kinds]
    return NightFigures(day, of, {one: one_figure(dice, of) for one in what})


def nights(dice: Random, channel: str, first: date, last: date) -> list[NightFigures]:
    holes = dice.choice(HOLES)
    return [night(dice, channel, day) for day in days(first, last) if dice.random() >= holes]


def dates(dice: Random, last: date, lengths: tuple[int, ...] = LENGTHS) -> Range:
    return last - timedelta(days=dice.choice(lengths) - 1), last


def span_side(dice: Random, channel: str, first: date, last: date) -> RangeSide:
    found = nights(dice, channel, first, last)
    sums = {measure: together(one.measure(measure) for one in found) for measure in Measure}
    rated = dice.random() < 0.5
    missing = missing_days(found, first, last)
    return RangeSide(
        channel=channel,
        nights=tuple(found),
        missing=missing,
        sums={measure: one for measure, one in sums.items() if one},
        kinds=_kinds(found),
        down_as=tuple(dict.fromkeys(one.down_as for one in found if one.down_as)),
        rate=dice.choice((0.0, 0.005, 0.83, 1.0, 12.5)) if rated else None,
        no_rate=None if rated else dice.choice([None, *NoRate]),
        others=tuple(key(dice, channel) for _ in range(dice.choice((0, 0, 1, 21)))),
        unconfirmed=unconfirmed(dice, missing),
        borders=borders(channel, found[0].day, found[-1].day) if found else (),
    )


def _kinds(found: Iterable[NightFigures]) -> dict[Kind, dict[Outcome, Figure]]:
    gathered: dict[Kind, dict[Outcome, list[Figure]]] = {}
    for one in found:
        for (outcome, kind), its in one.figures.items():
            gathered.setdefault(kind, {}).setdefault(outcome, []).append(its)
    summed = {kind: {what: together(its) for what, its in one.items()} for kind, one in gathered.items()}
    return {kind: {what: one for what, one in its.items() if one} for kind, its in summed.items()}


def span_view(dice: Random, first: date, last: date) -> RangeView:
    return RangeView(first, last, tuple(span_side(dice, channel, first, last) for channel in NAMES))


def sources_for(dice: Random, keys: Iterable[Key], near: date) -> dict[Key, Source]:
    """The posts of these versions."""
    found = {one: source(dice, one.channel, near) for one in keys}
    return {one: Source(*one, 60, its.posted_at, its.read_at) for one, its in found.items()}


def comparison_view(dice: Random, first: Range, second: Range) -> ComparisonView:
    return ComparisonView(first, second, tuple(_compared_side(dice, channel, first, second) for channel in NAMES))


def _compared_side(dice: Random, channel: str, first: Range, second: Range) -> ComparisonSide:
    one, other = span_side(dice, channel, *first), span_side(dice, channel, *second)
    spoken = [measure for measure in Measure if measure in one.sums or measure in other.sums]
    compared = tuple(
        Compared(measure, one.sums.get(measure), other.sums.get(measure), dice.choice((None, -1.0, 0.0, 0.34, 9e8)))
        for measure in spoken
    )
    same = len({*one.down_as, *other.down_as}) <= 1
    between = borders(channel, min(first[0], second[0]), max(first[1], second[1]))
    return ComparisonSide(channel, one, other, same, compared, between)


def records_view(dice: Random, channel: str, last: date) -> RecordsView:
    first, _ = dates(dice, last, (1, 31, 31, 365, 365, 1100))
    missing = tuple(day for day in days(first, last) if dice.random() < 0.02)
    if dice.random() < 0.1:
        return RecordsView(channel, None, last, 0, (), ())
    told = dice.sample(COUNTED, dice.randrange(len(COUNTED) + 1))
    found = tuple(_record(dice, channel, one, first) for one in told)
    known = (last - first).days + 1 - len(missing)
    return RecordsView(channel, first, last, known, missing, found, unconfirmed(dice, missing))


def _record(dice: Random, channel: str, counted: Countable, first: date) -> Record:
    largest = [
        (first + timedelta(days=step), one_figure(dice, key(dice, channel), positive=True))
        for step in range(dice.randrange(1, 4))
    ]
    withheld = tuple(first + timedelta(days=step) for step in range(dice.choice((0, 1, 5, 400))))
    changes = tuple(dice.sample(REGIMES, dice.choice((0, 0, 1))))
    return Record(counted, tuple(largest), withheld, dice.choice((None, 500)), dice.random() < 0.5, changes)


def region_view(dice: Random, region: str, first: date, last: date) -> RegionView:
    return RegionView(region, first, last, tuple(_region_side(dice, channel, first, last) for channel in NAMES))


def _region_side(dice: Random, channel: str, first: date, last: date) -> RegionSide:
    holes = dice.choice(HOLES)
    named = [day for day in days(first, last) if dice.random() >= holes]
    mentions = [_mention(dice, channel, day) for day in reversed(named)]
    newest = (mentions[0], *(_mention(dice, channel, named[-1], mentions[0].key) for _ in range(3))) if named else ()
    reported = dice.randint(len(named), (last - first).days + 1)
    return RegionSide(channel, newest, tuple(mentions), len(named), reported)


def _mention(dice: Random, channel: str, day: date, of: Key | None = None) -> Mention:
    number = dice.choice((None, None, *NUMBERS))
    return Mention(of or key(dice, channel), day, maybe(dice, day), dice.choice([*RegionRole]), number, (0, 0))


def gaps_view(dice: Random, first: date, last: date) -> GapsView:
    return GapsView(first, last, tuple(_gaps_side(dice, channel, first, last) for channel in NAMES))


def _gaps_side(dice: Random, channel: str, first: date, last: date) -> GapsSide:
    whole = dice.choice(HOLES)
    missing = [_missing(dice, channel, day) for day in days(first, last) if dice.random() < whole]
    began = dice.choice((None, first - timedelta(days=3), first, last, last + timedelta(days=40)))
    unseen = tuple(_unseen(dice, first, last) for _ in range(dice.choice((0, 0, 1, 3, 60))))
    return GapsSide(channel, began, tuple(missing) if began else (), unseen)


def _missing(dice: Random, channel: str, day: date) -> MissingNight:
    windows, refused = dice.choice((0, 0, 1)), dice.choice((0, 0, 0, 1, 5))
    return MissingNight(
        day,
        tuple(key(dice, channel) for _ in range(windows)),
        tuple(key(dice, channel) for _ in range(refused)),
        tuple(key(dice, channel) for _ in range(dice.choice((0, 0, 0, 1)))),
    )


def unconfirmed(dice: Random, missing: Iterable[date]) -> tuple[date, ...]:
    chance = dice.choice((0.0, 0.0, 0.1, 1.0))
    return tuple(day for day in missing if dice.random() < chance)


def _unseen(dice: Random, first: date, last: date) -> Unseen:
    begin = dice.randrange(1, HIGHEST_ID)
    return Unseen(
        begin, begin + dice.choice((0, 1, 100_000)), maybe(dice, moment(dice, first)), maybe(dice, moment(dice, last))
    )


def trend_view(dice: Random, channel: str, last: date, length: int, measure: Measure) -> TrendView:
    first = last - timedelta(days=length - 1)
    known = {one.day: one for one in nights(dice, channel, first - timedelta(days=7), last)}
    points = tuple(_point(day, known, measure) for day in days(first, last))
    return TrendView(channel, measure, points, unconfirmed(dice, [one.day for one in points if one.night is None]))


def _point(day: date, known: dict[date, NightFigures], measure: Measure) -> Point:
    of, since, until = known.get(day), day - timedelta(days=6), day
    missiles = {kind: of.figures.get((Outcome.LAUNCHED, kind)) for kind in MISSILES} if of else {}
    return Point(
        day=day,
        night=of,
        launched=of.measure(Measure.DRONES_LAUNCHED) if of else None,
        down=of.measure(Measure.DRONES_DOWN) if of else None,
        down_as=of.down_as if of else None,
        lost=of.of(JAMMED, (Kind.DRONE,)) if of else None,
        missiles={kind: one for kind, one in missiles.items() if one},
        average=average_of([known[one] for one in days(since, until) if one in known], since, until, measure),
    )


def average(dice: Random, channel: str, before: date) -> Average:
    """The average of the seven nights before a date."""
    first, last = before - timedelta(days=7), before - timedelta(days=1)
    return average_of(nights(dice, channel, first, last), first, last, Measure.DRONES_LAUNCHED)


def rank(dice: Random, channel: str, of: date) -> Rank:
    place, since = dice.choice((None, 1, 2, 3, 4, 11, 1096)), of - timedelta(days=dice.choice((0, 5, 1500)))
    number = one_figure(dice, key(dice, channel))
    return Rank(Measure.DRONES_LAUNCHED, of, number, since, dice.choice((1, 4, 5, 1096)), place, 0, None, (), since)


def holdings(dice: Random, channel: str, near: date) -> ChannelContentsView:
    posts, revisions, told, unreadable, nights = (dice.choice(NUMBERS) for _ in range(5))
    first, last = maybe(dice, near), maybe(dice, near)
    return ChannelContentsView(channel, posts, revisions, told, unreadable, nights, first, last)
