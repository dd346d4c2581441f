"""The demo's world: both stand-ins, the fast clock, and the settings that point the application to them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import build
from bot.demo.bot_api import BotApi, channel_origin
from bot.demo.bot_api.chats import ApiChat, ChatKind
from bot.demo.channel_page import ChannelPages
from bot.demo.clock import Clock
from bot.demo.nights import REAL_FROM, Sample, sample_nights
from bot.demo.stage import Stage
from bot.demo.templates import text_of
from bot.demo.words import DemoWords, words_in
from bot.follow.backfill import Goal, Pace, Walked, backfill
from bot.follow.channel import Tools
from bot.follow.gate import Gate
from bot.follow.preview import open_preview
from bot.follow.requests import RequestBudget
from bot.run import running
from bot.settings import Settings
from bot.tasks import TaskKeeper
from bot.world import World
from parsers import READER
from parsers.channels import CHANNELS
from storage import Store, open_store
from storage.chats import chats

# No page of @mod_russia has shown us its id yet; this one is made up.
MADE_UP_ID = 1_999_999_999
# Seconds of the demo's time between two polls of a channel.
POLL_SECONDS = 120
# Real seconds between two checks of what is due.
TICK_SECONDS = 1.0
# the id of a chat -> the demo's words in its language
Words = Callable[[int], DemoWords]
TITLES = {"kpszsu": "Повітряні Сили ЗС України", "mod_russia": "Минобороны России"}


@dataclass(frozen=True, slots=True)
class Scene:
    """The parts of a running demo."""

    clock: Clock
    api: BotApi
    pages: ChannelPages
    stage: Stage
    settings: Settings


@asynccontextmanager
async def opened_scene(folder: Path, clock: Clock) -> AsyncIterator[Scene]:
    """Serve both stand-ins on loopback, with the reports of earlier nights on their channels' pages.

    The database will be in ``folder``.
    """
    pages = ChannelPages(clock)
    for name, row in CHANNELS.items():
        pages.add_channel(name, row.numeric_id or MADE_UP_ID)
    stage = Stage(clock, lambda sample: pages.add_post(*_post(sample)))
    stage.publish_due()
    async with BotApi(now=clock) as api:
        host = await pages.start()
        try:
            yield Scene(clock, api, pages, stage, _settings(folder, host, api))
        finally:
            await pages.stop()


@asynccontextmanager
async def running_application(scene: Scene) -> AsyncIterator[Words]:
    """Run the application on the scene, its database filled with earlier nights, while the new night comes in.

    Yields the words of the demo in the language that a chat has chosen.
    """
    world = World(
        now=scene.clock,
        sleep=scene.clock.sleep,
        clock=lambda: scene.clock().timestamp(),
        tick_seconds=TICK_SECONDS,
        real_from=REAL_FROM,
    )
    with open_store(scene.settings.database) as store:
        await _fill(scene, store)
        async with running(build(scene.settings, store, world)):
            tasks = TaskKeeper()
            tasks.start(scene.stage.play(), "the night's play")
            try:
                yield lambda chat_id: words_in(_language(store, chat_id))
            finally:
                await tasks.close()


def _language(store: Store, chat_id: int) -> str | None:
    """Return the language chosen in a chat, else the one Telegram tells; None before the first message."""
    found = store.read_now(chats.chat, chat_id)
    return (found.language or found.told_language) if found else None


async def _fill(scene: Scene, store: Store) -> None:
    """Read both channels back to their first posts, as ``overnight backfill`` does."""
    clock = scene.clock
    async with open_preview(scene.settings.preview_hosts, clock) as source:
        gate, requests = Gate(clock, clock.sleep), RequestBudget()
        tools = Tools(store, READER, source, gate, requests, clock, _nobody_to_tell, _nobody_to_tell)
        for name in scene.settings.channels:
            await backfill(name, tools, Goal(), Pace(0, lambda: clock().timestamp(), clock.sleep), _not_shown)


async def _nobody_to_tell(channel: str, what: object) -> None:
    """Do nothing: nobody has asked for anything yet."""


def _not_shown(walked: Walked) -> None:
    """Do nothing: four pages need no progress bar."""


def _post(sample: Sample) -> tuple[Any, ...]:
    return sample.channel, sample.number, text_of(sample), sample.posted


def _settings(folder: Path, host: str, api: BotApi) -> Settings:
    """Return the demo's own settings; the environment of a real bot is ignored."""
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    ours: dict[str, Any] = {
        "bot_token": SecretStr(api.token),
        "database": folder / "overnight.db",
        "channels": tuple(dict.fromkeys(one.channel for one in sample_nights())),
        "preview_hosts": (host,),
        "poll_seconds": POLL_SECONDS,
        "page_pause_seconds": 0,
        "bot_api_url": api.base_url,
        "log_level": "ERROR",
    }
    return Settings(_env_file=None, **(defaults | ours))  # type: ignore[call-arg]


def forwardable(scene: Scene, name: str) -> tuple[str, dict[str, Any]] | None:
    """Return a published post named as ``kpszsu/83263``: its text and its origin as Telegram tells it."""
    channel, _, number = name.partition("/")
    if channel not in CHANNELS or not number.isdecimal():
        return None
    post = scene.pages.posts(channel).get(int(number))
    if post is None or post.text is None:
        return None
    numeric_id = CHANNELS[channel].numeric_id or MADE_UP_ID
    source = ApiChat(int(f"-100{numeric_id}"), ChatKind.CHANNEL, TITLES[channel], channel)
    return post.text, channel_origin(source, post.message_id, int(post.published_at.timestamp()))
