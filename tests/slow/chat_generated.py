"""Nights and texts as no person would write them, worded and held against the stand-in's markup and limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.actions import Sides
from bot.chat.html import ENTITY_LIMIT, Block, as_html, as_plain, split
from bot.chat.keyboards import markup
from bot.chat.message import Message
from bot.chat.messages.digest import Digest, DigestSide, digest_message
from bot.chat.messages.latest import Around, latest_message, night_message
from bot.chat.messages.short import short_latest
from bot.chat.messages.source import source_message
from bot.chat.messages.wishes import bad_time, bad_zone
from bot.chat.reader import Reader
from bot.chat.words import words_of
from bot.demo.bot_api import html
from bot.demo.bot_api import markup as markups
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.refusals import Refused
from bot.demo.bot_api.text import text_of
from parsers.records import (
    Attacker,
    Claimant,
    Count,
    Doubt,
    Hedge,
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
from parsers.tables.places import LAUNCH_PLACES, RUSSIA, UKRAINE
from parsers.tables.weapons import WEAPONS
from storage.kept import Key
from storage.views.latest import LastPost, LatestSide, LatestView, Silence
from storage.views.night import NightSide, NightView
from storage.views.source import Source, TallyView, UnreadableView
from storage.views.words import WordsView, quotes

KYIV = ZoneInfo("Europe/Kyiv")
CHANNELS = ("kpszsu", "mod_russia")
MOST_LINES = 24
LONGEST = 4096
T = TypeVar("T")
# Letters that markup, lengths and splitting trip over: signs of HTML, two units a letter, joined and bare marks, text
# from right to left, spaces of all kinds, line ends.
LETTERS = (
    *"<>&\"'/;=#абвгїєґ ZЯ019.,-–—«»’ʼ\n\t",
    *("&amp;", "&lt;b&gt;", "<b>", "</blockquote>", "<a href='x'>", "<!--", "&#0;", "]]>", "%s", "{day}", "{0}"),
    *("👨‍👩‍👧‍👦", "🇺🇦", "🟥", "e\u0301", "\u0301", "\u202e", "\u200b", "\ufeff", "\u00a0", "\u2028", "\r\n", "𝟗"),
)


def refusals(items: int, dice: Random) -> Iterator[str]:
    """For each message part of ``items`` generated nights and texts why it was refused; empty where it is taken."""
    for number in range(items):
        for message in messages(number, dice):
            for part in split(message.blocks):
                yield refusal(part, message)


def refusal(part: tuple[Block, ...], message: Message) -> str:
    """Why Telegram would refuse a part of a message, or show it otherwise than it was written."""
    source = as_html(part)
    keyboard = markup(message.buttons)
    try:
        content = text_of(Arguments({"text": source, "parse_mode": "HTML"}))
        markups.checked(json.loads(keyboard.to_json()) if keyboard else None)
    except Refused as error:
        return f"{error}: {source[:200]!r}"
    if content.text != as_plain(part).strip():
        return f"reads otherwise: {content.text[:200]!r}"
    if (entities := len(html.parse(source)[1])) > ENTITY_LIMIT:
        return f"{entities} entities: {source[:200]!r}"
    return ""


def messages(number: int, dice: Random) -> Iterator[Message]:
    """What is said of one generated night, or to one generated text, in one of the languages."""
    reader = Reader(
        words_of(dice.choice(("en", "uk"))),
        KYIV,
        dice.choice((None, 50_000)),
        dice.random() < 0.2,
        dice.choice([*Sides]),
    )
    day = date(2022, 3, 1) + timedelta(days=number % 1700)
    written = text(dice)
    match number % 4:
        case 0:
            sides = tuple(_latest_side(channel, day, dice) for channel in CHANNELS)
            view = LatestView(_moment(day), day, sides)
            around = Around(texts=dict.fromkeys(CHANNELS, written))
            yield (short_latest if reader.short else latest_message)(reader, view, around)
        case 1:
            yield night_message(
                reader, NightView(day, tuple(_night_side(one, day, dice) for one in CHANNELS)), Around()
            )
        case 2:
            told = tuple(DigestSide(one, _maybe(dice, _tally(one, day, dice)), _silence(dice)) for one in CHANNELS)
            yield digest_message(reader, Digest(day, _moment(day), told, None, None, dice.randrange(3), True))
        case _:
            report = _tally(dice.choice(CHANNELS), day, dice, written)
            yield source_message(reader, day, [WordsView(report, written, quotes(written, report.tally))])
            yield bad_zone(reader.words, written)
            yield bad_time(reader.words, written)


def text(dice: Random) -> str:
    """Up to 4,096 letters that are likely to break something."""
    size = dice.choice((1, 12, 80, 600, LONGEST))
    return "".join(dice.choices(LETTERS, k=size))[:LONGEST]


def _tally(channel: str, day: date, dice: Random, written: str = "") -> TallyView:
    ours = channel == "kpszsu"
    end = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    said = Tally(
        format="made_up",
        scope=Scope.NATIONAL,
        claimant=Claimant.UA_AIR_FORCE if ours else Claimant.RU_MOD,
        attacker=Attacker.RUSSIA if ours else Attacker.UKRAINE,
        window=_maybe(dice, Window(end - timedelta(hours=14), end, dice.choice([*Precision]), _words(dice, written))),
        lines=tuple(_line(dice, written) for _ in range(dice.randrange(MOST_LINES))),
        hit_sites=_maybe(dice, _count(dice, written)),
        debris_sites=_maybe(dice, _count(dice, written)),
        origins=tuple(dice.sample([row.code for row in LAUNCH_PLACES], dice.randrange(6))),
        targets=tuple(dice.sample([row.code for row in UKRAINE], dice.randrange(len(UKRAINE)))),
        regions=None if ours else tuple(
            RegionCount(row.code, dice.choice((None, dice.randrange(99))), _words(dice, written))
            for row in dice.sample(RUSSIA, dice.randrange(len(RUSSIA)))
        ),
    )  # fmt: skip
    doubts = tuple(
        Doubt(code, text(dice)[:80]) for code in dice.sample(("total_differs", "new_code"), dice.randrange(3))
    )
    return TallyView(_source(channel, day, dice), said, Scope.NATIONAL, doubts, day, day, 1)


def _line(dice: Random, written: str) -> Line:
    counted = _count(dice, written)
    weapons = tuple(dice.sample([row.slug for row in WEAPONS], dice.randrange(5)))
    return Line(
        dice.choice([*Outcome]), dice.choice([*Kind]), weapons, counted.number, counted.hedge, counted.words,
        share=dice.random() < 0.2, total=dice.random() < 0.2,
    )  # fmt: skip


def _count(dice: Random, written: str) -> Count:
    hedge = dice.choice([*Hedge])
    number = None if hedge is Hedge.NOT_STATED else dice.choice((0, 1, 2, 5, 11, 21, 101, 1_234_567))
    return Count(number, hedge, _words(dice, written))


def _words(dice: Random, written: str) -> tuple[int, int]:
    """Where a number is said to stand."""
    start = dice.randrange(len(written)) if written else 0
    return start, min(start + 3, len(written))


def _source(channel: str, day: date, dice: Random) -> Source:
    revision = dice.randrange(1, 4)
    return Source(channel, dice.randrange(1, 99_999), revision, revision, _moment(day), _moment(day))


def _latest_side(channel: str, day: date, dice: Random) -> LatestSide:
    night = _maybe(dice, _tally(channel, day, dice))
    silence = _silence(dice)
    refused = UnreadableView(_source(channel, day, dice), Unreadable("a_new_reason"), 1)
    return LatestSide(
        channel=channel,
        night=night,
        age=dice.randrange(3) if night else None,
        after=tuple(_tally(channel, day, dice) for _ in range(dice.randrange(3))),
        silence=silence,
        not_understood=refused if silence is Silence.NOT_UNDERSTOOD else None,
        last_good_at=_maybe(dice, _moment(day)),
        last_post=_maybe(dice, LastPost(_moment(day), is_report=dice.random() < 0.5)),
    )


def _night_side(channel: str, day: date, dice: Random) -> NightSide:
    return NightSide(
        channel=channel,
        night=_maybe(dice, _tally(channel, day, dice)),
        windows=tuple(_tally(channel, day, dice) for _ in range(dice.randrange(3))),
        others=(UnreadableView(_source(channel, day, dice), Unreadable("no_window"), 1),) * dice.randrange(2),
        overlapping=((Key(channel, 1, 1), Key(channel, 2, 1)),) * dice.randrange(2),
    )


def _silence(dice: Random) -> Silence | None:
    return dice.choice([None, *Silence])


def _maybe(dice: Random, value: T) -> T | None:
    return value if dice.random() < 0.8 else None


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 7, 32, tzinfo=UTC)
