"""A morning played on the stand-in for Telegram: who is told what, and when.

The Defence Ministry reports at 07:25 and the Air Force at 09:35, as on 7 October 2026. Everybody subscribed the
evening before.
"""

from __future__ import annotations

import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import parsers
from bot.actions import SubscriptionRequest
from bot.app import Overnight, build
from bot.demo.bot_api import BotApi, Chat, Message
from bot.demo.nights import REAL_FROM, sample_nights
from bot.demo.templates import text_of
from bot.run import running
from bot.settings import load_settings
from bot.world import World
from parsers.channels import CHANNELS
from storage import Store, open_store
from storage.posts.intake import take_in
from tests.bot.talking import Moment, Talk
from tests.docs.scenes import as_of, sighting
from tests.storage.builders import at, followed
from tests.storage.looking import file_of

EVENING, FIRST, LAST = at("2026-10-06 18:00"), at("2026-10-07 03:00"), at("2026-10-07 08:00")
STEP = timedelta(minutes=5)
KYIV = ZoneInfo("Europe/Kyiv")
# What tells a side's report of that night from the other's, in any wording.
FIGURES = {"kpszsu": "130", "mod_russia": "311"}
NAMES = {"kpszsu": "the Air Force", "mod_russia": "the ministry"}
AT_EIGHT = "at 08:00"
# What each of the people asks for, in the order of the table.
WISHES: dict[str, tuple[str, ...]] = {
    "asap": ("/subscribe asap",),
    "asap, only the Air Force": ("/settings sides ukraine", "/subscribe asap"),
    "asap, only the ministry": ("/settings sides russia", "/subscribe asap"),
    AT_EIGHT: ("/subscribe 08:00",),
    "at 08:00, only the Air Force": ("/settings sides ukraine", "/subscribe 08:00"),
    "at 10:00": ("/subscribe 10:00",),
}
CHANNEL = "a channel, at 09:00"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody sees at an hour of the clock in Kyiv: ``what`` arrives, and of which ``sides`` it tells."""

    clock: str
    who: str
    what: str
    sides: tuple[str, ...]


@dataclass
class Morning:
    """What was ``told`` in order; ``heard`` are the messages of each reader as they stand at the end."""

    told: list[Told]
    heard: dict[str, list[Message]]


async def play() -> Morning:
    """Play the morning, with a look at the channels and at what is due every five minutes."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        store = stack.enter_context(open_store(Path(folder) / "overnight.db"))
        store.write_now(as_of(EVENING))
        api = await stack.enter_async_context(BotApi())
        moment = Moment(EVENING)
        world = World(now=moment, clock=count().__next__, tick_seconds=3600, real_from=REAL_FROM, draws_ahead=False)
        settings = load_settings(
            env_file=None, database=file_of(store), bot_token=api.token, bot_api_url=api.base_url
        )  # fmt: skip
        bot = build(settings, store, world)
        await stack.enter_async_context(running(bot, follows=False))
        readers = await _subscribed(api, bot, moment)
        morning = Morning([], {who: [] for who in readers})
        watched = len(api.sent)
        edits: dict[int, int] = {}
        talk = Talk(api, bot, moment, next(iter(readers.values())))
        for number in range((LAST - FIRST) // STEP + 1):
            moment.now = FIRST + number * STEP
            for channel in _publish(store, moment.now):
                morning.told.append(Told(_clock(moment.now), NAMES[channel], "reports", (channel,)))
            await talk.deliver()
            sent = api.sent[watched:]
            morning.told += _seen(sent, edits, readers, _clock(moment.now))
        for who, chat in readers.items():
            morning.heard[who] = [one for one in sent if one.chat is chat]
        return morning


async def _subscribed(api: BotApi, bot: Overnight, moment: Moment) -> dict[str, Chat]:
    readers: dict[str, Chat] = {}
    for who, wishes in WISHES.items():
        readers[who] = api.private(who)
        talk = Talk(api, bot, moment, readers[who])
        for wish in wishes:
            await talk.ask(wish)
    readers[CHANNEL] = api.channel("Newsroom")
    await bot.services.actions.subscribe(readers[CHANNEL].id, SubscriptionRequest(None, 9 * 60, None, "en"))
    return readers


def _publish(store: Store, now: datetime) -> list[str]:
    """Read both channels; return those that have posted a report since the last look."""
    come = []
    for channel in CHANNELS:
        new = [one for one in sample_nights() if one.channel == channel and now - STEP < one.posted <= now]
        if new:
            store.write_now(take_in, channel, [sighting(one, text_of(one)) for one in new], parsers.READER)
            come.append(channel)
        store.write_now(followed, channel, f"{now:%Y-%m-%d %H:%M}")
    return come


def _seen(sent: list[Message], edits: dict[int, int], readers: dict[str, Chat], clock: str) -> list[Told]:
    """Return what is new among the messages since the last look, reader by reader."""
    new = []
    for who, chat in readers.items():
        for message in (one for one in sent if one.chat is chat):
            if edits.get(id(message)) != message.edits:
                what = _what(message) if id(message) not in edits else "its digest is completed by an edit"
                edits[id(message)] = message.edits
                new.append(Told(clock, who, what, _sides(message)))
    return new


def _what(message: Message) -> str:
    kind = "a message that answers its digest" if message.reply_to else "a digest" if _sides(message) else "a note"
    return f"{kind}, without a sound" if message.silent else kind


def _sides(message: Message) -> tuple[str, ...]:
    return tuple(channel for channel, figure in FIGURES.items() if figure in message.text)


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(KYIV):%H:%M}"


def table(told: list[Told]) -> str:
    """The morning as a table of text: the hour in Kyiv, who, what, and whose figures it tells."""
    rows = [("Kyiv", "who", "what", "with the figures of")]
    rows += [(one.clock, one.who, one.what, _figures_of(one)) for one in told]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _figures_of(one: Told) -> str:
    if one.what == "reports":
        return ""
    return " and ".join(NAMES[channel] for channel in one.sides) or "nobody yet"
