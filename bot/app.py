"""The only wiring: settings and a database become an application that follows, answers and delivers."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram.ext import Application, CallbackContext, ContextTypes, MessageHandler, filters

from bot.actions import Actions
from bot.chat.budget import Budget
from bot.chat.desk import Desk, Origins
from bot.chat.dispatch import Dispatch
from bot.chat.pictures.process import DrawingError, DrawingStopped, drawing_in
from bot.chat.pictures.studio import Pictures
from bot.chat.presses import Presses
from bot.deliver.inline import inline_round
from bot.deliver.late import completions_round, corrections_round
from bot.deliver.limiter import TwoLanes
from bot.deliver.mornings import mornings_round
from bot.deliver.notices import Unkept, alarm, notices_round
from bot.deliver.operator_word import waiting_round
from bot.deliver.sender import Sender
from bot.deliver.watching import watches_round
from bot.exporting import Exports
from bot.follow.backfill import Pace as WalkPace
from bot.following import Following, Hearing, Pace
from bot.history import History
from bot.reread import bring_up_to_date
from bot.settings import Settings
from parsers import READER
from storage import StorageError, Store
from storage.intake import Intake
from storage.views.latest import patience_of

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]

# Updates handled at the same time; each holds the database for well under a millisecond.
CONCURRENT_UPDATES = 64
# More connections make sending slower, not faster (measured with 8 and 32).
SENDING_CONNECTIONS = 8
# What is owed to whom, and what waits for the operator.
ROUNDS = (mornings_round, watches_round, completions_round, corrections_round, notices_round, waiting_round)
# Posts of followed channels are taken in before anything is answered.
BEFORE_ALL = -2


class StartError(Exception):
    """The bot cannot start; the message says why and what would help."""


def real_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """What the application is given of the world: the time (UTC), waiting, chance, and how often it looks what is due.

    ``tick_seconds`` are real seconds. ``real_from`` is the first number of a post that is not made up, in the demo.
    ``draws_ahead`` is whether the usual pictures are drawn as soon as a report comes.
    """

    now: Callable[[], datetime] = real_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    uniform: Callable[[float, float], float] = random.uniform
    clock: Callable[[], float] = time.monotonic
    tick_seconds: float = 20.0
    real_from: int | None = None
    draws_ahead: bool = True


REAL_WORLD = World()


class Overnight:
    """A built application with its parts. ``desk`` answers, ``sender`` delivers, ``tick`` decides what is owed."""

    def __init__(self, settings: Settings, store: Store, world: World) -> None:
        self.settings = settings
        self.store = store
        self.world = world
        self.app = _application(settings, world)
        self.following = Following(
            settings, store, Pace(world.now, world.sleep, world.uniform), Hearing(self._taken_in, self._alarmed)
        )  # fmt: skip
        walk = WalkPace(settings.page_pause_seconds, world.clock, world.sleep)
        self.history = History(settings.channels, self.following.tools, walk, self.app.bot)
        self.desk = make_desk(settings, store, world, self.following.forwarded, self.history)
        posts = filters.UpdateType.CHANNEL_POSTS
        self.app.add_handler(MessageHandler(posts, self.following.channel_post), group=BEFORE_ALL)
        self.wake = asyncio.Event()
        self.sender = Sender(store, self.app.bot, world.now, world.sleep, self.wake, settings.language)
        self.unkept = Unkept(self.app.bot)
        self.budget = Budget(world.clock)
        Dispatch(self.desk, self.budget, Presses(world.clock)).register(self.app)
        assert self.app.job_queue, "built with one"
        self.app.job_queue.run_repeating(
            self._tick_job,
            interval=world.tick_seconds,
            first=0,
            name="tick",
            job_kwargs={"misfire_grace_time": None, "coalesce": True},
        )

    async def tick(self) -> None:
        """Decide what is owed to whom; each round by itself, so that one that fails does not keep the others."""
        made = 0
        for round_ in ROUNDS:
            try:
                made += await round_(self.desk)
            except Exception:
                log.exception("%s failed", round_.__name__)
        try:
            await inline_round(self.desk, self.app.bot)
        except Exception:
            log.exception("inline_round failed")
        if made:
            self.wake.set()

    async def _tick_job(self, context: Context) -> None:
        await self.tick()

    async def _taken_in(self, channel: str, intake: Intake) -> None:
        self.desk.kept.forget()
        if intake.tallies:
            await self.tick()
            if self.world.draws_ahead:
                self.app.create_task(self._draw_ahead(), name="pictures")

    async def _draw_ahead(self) -> None:
        """Draw what is asked for most, so that a tap is answered at once; without it, a tap takes a second."""
        try:
            await self.desk.pictures.after_intake()
        except DrawingStopped:
            log.info("the usual pictures were not drawn yet; they are drawn when they are asked for")
        except DrawingError as error:
            log.warning("%s", error)

    async def _alarmed(self, channel: str, sentence: str) -> None:
        log.error("%s", sentence)
        try:
            if await alarm(self.store, self.settings.admin_ids, sentence, self.world.now()):
                self.wake.set()
        except StorageError as error:
            log.critical("%s", error)
            await self.unkept.alarm(self.settings.admin_ids, sentence, self.world.now())

    async def read_again(self) -> None:
        """Read anew what an older reader read; what people are told changes with it."""
        if await bring_up_to_date(self.store, READER, self.world.sleep):
            self.desk.kept.forget()
            await self.tick()


def build(settings: Settings, store: Store, world: World = REAL_WORLD) -> Overnight:
    """The application of these settings on this database. Raises ``StartError`` where there is no token."""
    # python-telegram-bot 22.8 warns of every flood wait unless its coming type for lengths of time is chosen.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    if settings.bot_token is None:
        raise StartError("OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token.")
    return Overnight(settings, store, world)


def make_desk(settings: Settings, store: Store, world: World, origins: Origins, history: History) -> Desk:
    """What handlers are given."""
    house = ZoneInfo(settings.timezone)
    fonts = settings.database.absolute().with_name("overnight-fonts")
    return Desk(
        actions=Actions(store, world.now, house),
        channels=settings.channels,
        house=house,
        language=settings.language,
        patience=patience_of(settings.poll_seconds),
        real_from=world.real_from,
        operators=frozenset(settings.admin_ids),
        exports=Exports(store, settings.channels, world.real_from, world.now),
        pictures=Pictures(store, drawing_in(fonts), settings.channels, house, world.now),
        origin_of=origins,
        history=history,
    )


def _application(settings: Settings, world: World) -> App:
    assert settings.bot_token, "checked before"
    return (
        Application.builder()
        .token(settings.bot_token.get_secret_value())
        .base_url(f"{settings.bot_api_url}/bot")
        .base_file_url(f"{settings.bot_api_url}/file/bot")
        .concurrent_updates(CONCURRENT_UPDATES)
        .connection_pool_size(SENDING_CONNECTIONS)
        .pool_timeout(30.0)
        .rate_limiter(TwoLanes(world.clock, world.sleep))
        .context_types(ContextTypes())
        .build()
    )
