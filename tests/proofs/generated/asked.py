"""Generated answers to questions without a slash: a region in a range, a weapon, a mistyped word, a location."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from bot.chat.audience import Audience
from bot.chat.message import Message
from bot.chat.messages import accuracy, asked, region, region_span, static, weapon
from bot.chat.routing.commands import COMMANDS
from parsers.ask import DateRange, MendedWord, Question
from parsers.records.outside import Cause, Credit, OutsideField
from parsers.vocabulary.weapons import WEAPONS
from storage.views.accuracy import AccuracyView, Agreement, Disagreement, TableAccuracy
from storage.views.regimes import REGIMES
from storage.views.region_span import RegionSpanSide, RegionSpanView
from storage.views.weapon import KINDS, WeaponNight, WeaponSide, WeaponView
from storage.views.weapon_groups import groups
from tests.proofs.generated import ranges, tallies
from tests.proofs.generated.letters import short, spoken
from tests.proofs.generated.tallies import NAMES, PLACES

WEAPON_NAMES = tuple(row.slug for row in WEAPONS)


def of_regions(asks: Audience, dice: Random) -> Message:
    """A region, or two that people mean as one."""
    found = ranges.dates(dice, tallies.day(dice), (1, 30, 30, 90))
    codes = dice.sample(PLACES, dice.choice((1, 1, 2, 3)))
    views = [ranges.region_view(dice, code, *found) for code in codes]
    keys = [side.last[0].key for view in views for side in view.sides if side.last]
    return region.region_message(asks, views, ranges.sources_for(dice, keys, found[1]))


def of_a_region_in_a_range(asks: Audience, dice: Random) -> Message:
    first, last = ranges.dates(dice, tallies.day(dice), (1, 1, 7, 31, 90))
    codes = dice.sample(PLACES, dice.choice((1, 1, 2)))
    sides = tuple(_named(dice, codes, ranges.region_view(dice, codes[0], first, last).sides, name) for name in range(2))
    view = RegionSpanView(tuple(codes), first, last, sides)
    keys = [key for side in sides for key, _ in side.reports]
    return region_span.region_span_message(asks, view, ranges.sources_for(dice, keys, last))


def _named(dice: Random, codes: list[str], sides: tuple[object, ...], place: int) -> RegionSpanSide:
    mentions = getattr(sides[place], "mentions")  # noqa: B009
    reports = tuple(dict.fromkeys((one.key, one.ends_on) for one in mentions))
    named = {code: tuple(mentions) for code in codes if mentions and dice.random() < 0.7}
    return RegionSpanSide(NAMES[place], reports, named)


def of_a_weapon(asks: Audience, dice: Random) -> Message:
    last = tallies.day(dice)
    sides = tuple(_weapon_side(dice, name) for name in NAMES)
    first = dice.choice((None, last - timedelta(days=29)))
    return weapon.weapon_message(asks, WeaponView(dice.choice((*WEAPON_NAMES, *KINDS)), last, sides, first))


def _weapon_side(dice: Random, name: str) -> WeaponSide:
    views = [tallies.tally_view(dice, name, tallies.day(dice)) for _ in range(dice.choice((0, 1, 3)))]
    nights = tuple(
        WeaponNight(tallies.day(dice), view.source, gathered, tuple(share for one in gathered for share in one.shares))
        for view in views
        for gathered in [groups(view.source.key, view.tally.lines)]
    )
    others = tuple(tallies.day(dice) for _ in range(dice.choice((0, 0, 5))))
    known = dice.choice((0, len(nights), 30))
    changes = tuple(dice.sample(REGIMES, dice.choice((0, 0, 1))))
    return WeaponSide(name, nights, len(nights), known, dice.choice((known, 31)), tuple(sorted(others)), changes)


def mended(asks: Audience, dice: Random) -> Message:
    """An answer to a mistyped word."""
    meant = dice.choice(
        (
            Question(places=(dice.choice(PLACES),), mended=MendedWord(spoken(dice), "kharkiv")),
            Question(weapon=dice.choice(WEAPON_NAMES), mended=MendedWord(spoken(dice), "shahed")),
            Question(day=tallies.day(dice), mended=MendedWord(spoken(dice), "yesterday")),
            Question(span=DateRange(*ranges.dates(dice, tallies.day(dice))), mended=MendedWord(spoken(dice), "may")),
            Question(command="latest", mended=MendedWord(spoken(dice), "latest")),
        )
    )
    return asked.mended_as(asks.words, meant, of_regions(asks, dice))


def taken(asks: Audience, dice: Random) -> Message:
    """The answer to a location."""
    codes = dice.sample(PLACES, dice.choice((1, 2)))
    return asked.taken_for(asks.words, codes[0], codes[1:], of_regions(asks, dice))


def sentence(asks: Audience, dice: Random) -> Message:
    """What is no answer, with buttons."""
    words = asks.words
    return dice.choice(
        (
            asked.not_understood(words),
            asked.not_an_alert(words),
            asked.suggested(words, Question(command=dice.choice([*COMMANDS]), argument=spoken(dice))),
            asked.offered(words, static.no_such_date(words, ValueError(spoken(dice)))),
            asked.offered(words, static.old_button(words)),
        )
    )


def of_accuracy(asks: Audience, dice: Random) -> Message:
    """Our figures beside one or two tables of others; of a table nothing, or much, may differ."""
    tables = tuple(_compared(dice) for _ in range(dice.choice((1, 2))))
    return accuracy.accuracy_message(asks, AccuracyView(tables))


def _compared(dice: Random) -> TableAccuracy:
    day, many = tallies.day(dice), dice.choice((0, 1, 29, 30, 4000))
    totals = [Agreement(field, many // 2, many, many // 3, dice.choice((0, many))) for field in OutsideField]
    credit = Credit("eodi", spoken(dice)[:60], short(dice), short(dice), "https://example.org/table")
    differing = tuple(_differing(dice) for _ in range(dice.choice((0, 1, 3, 40))))
    return TableAccuracy(credit, tallies.moment(dice, day), many, 0, many, (), tuple(totals), differing)


def _differing(dice: Random) -> Disagreement:
    channel, day, field = dice.choice(NAMES), tallies.day(dice), dice.choice([*OutsideField])
    ours, theirs = ("22", dice.choice(("9", "5–9", str(10**9))))
    if field is OutsideField.WINDOW:
        ours, theirs = f"{day}T15:00Z/{day}T20:30Z", f"{day}T15:00Z/{day}T21:00Z"
    return Disagreement(
        tallies.source(dice, channel, day), day, f"{channel}/7", field, ours, theirs, dice.choice([*Cause]), short(dice)
    )
