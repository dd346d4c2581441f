"""The only wiring: settings and a database become an application that follows, answers and delivers."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram import BotCommand, Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, CallbackContext, ContextTypes

from bot.actions import Actions
from bot.chat.desk import Desk
from bot.chat.dispatch import Dispatch
from bot.chat.messages.plain import COMMANDS
from bot.chat.words import ENGLISH, LANGUAGES, words_of
from bot.deliver.late import completions_round, corrections_round
from bot.deliver.limiter import TwoLanes
from bot.deliver.mornings import mornings_round
from bot.deliver.sender import Sender
from bot.follow.channel import Requests, Tools
from bot.follow.forever import Rhythm, follow_forever
from bot.follow.gate import Gate
from bot.follow.preview import open_preview
from bot.settings import Settings
from parsers import READER
from storage import Store
from storage.intake import Intake
from storage.views.latest import patience_of

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]

# Updates handled at the same time; each holds the database for well under a millisecond.
CONCURRENT_UPDATES = 64
# More connections make sending slower, not faster (measured with 8 and 32).
SENDING_CONNECTIONS = 8
SENDERS = 4
WEBHOOK_PATH = "telegram"
UPDATES = [
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
]


class StartError(Exception):
    """The bot cannot start; the message says why and what would help."""


def real_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class World:
    """What the application is given of the world: the time (UTC), waiting, chance, and how often it looks what is due.

    ``tick_seconds`` are real seconds. ``real_from`` is the first number of a post that is not made up, in the demo.
    """

    now: Callable[[], datetime] = real_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    uniform: Callable[[float, float], float] = random.uniform
    clock: Callable[[], float] = time.monotonic
    tick_seconds: float = 20.0
    real_from: int | None = None


REAL_WORLD = World()


class Overnight:
    """A built application with its parts. ``desk`` answers, ``sender`` delivers, ``tick`` decides what is owed."""

    def __init__(self, settings: Settings, store: Store, world: World) -> None:
        self.settings = settings
        self.store = store
        self.world = world
        self.desk = make_desk(settings, store, world)
        self.app = _application(settings, world)
        self.wake = asyncio.Event()
        self.sender = Sender(store, self.app.bot, world.now, world.sleep, self.wake)
        Dispatch(self.desk).register(self.app)
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
        for round_ in (mornings_round, completions_round, corrections_round):
            try:
                made += await round_(self.desk)
            except Exception:
                log.exception("%s failed", round_.__name__)
        if made:
            self.wake.set()

    async def _tick_job(self, context: Context) -> None:
        await self.tick()

    async def follow(self) -> None:
        """Follow the channels until cancelled; new posts are told of at once."""
        settings, world = self.settings, self.world
        async with open_preview(settings.preview_hosts, world.now) as source:
            tools = Tools(
                store=self.store,
                reader=READER,
                source=source,
                gate=Gate(world.now, world.sleep),
                requests=Requests(),
                now=world.now,
                on_intake=self._taken_in,
                on_alarm=self._alarmed,
            )
            rhythm = Rhythm(settings.poll_seconds, settings.page_pause_seconds, world.sleep, world.uniform)
            await follow_forever(settings.channels, tools, rhythm)

    async def _taken_in(self, channel: str, intake: Intake) -> None:
        if intake.tallies:
            await self.tick()

    async def _alarmed(self, channel: str, sentence: str) -> None:
        log.error("%s", sentence)


def build(settings: Settings, store: Store, world: World = REAL_WORLD) -> Overnight:
    """The application of these settings on this database. Raises ``StartError`` where there is no token."""
    if settings.bot_token is None:
        raise StartError("OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token.")
    return Overnight(settings, store, world)


def make_desk(settings: Settings, store: Store, world: World) -> Desk:
    """What handlers are given."""
    house = ZoneInfo(settings.timezone)
    return Desk(
        actions=Actions(store, world.now, house),
        channels=settings.channels,
        house=house,
        language=settings.language,
        patience=patience_of(settings.poll_seconds),
        real_from=world.real_from,
        operators=frozenset(settings.admin_ids),
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


@asynccontextmanager
async def running(overnight: Overnight, *, follows: bool = True) -> AsyncIterator[None]:
    """The application at work, by polling or by webhook, until the block ends.

    Raises ``StartError`` where Telegram refuses the token.
    """
    app = overnight.app
    try:
        await app.initialize()
    except InvalidToken as error:
        raise StartError(
            f"{overnight.settings.bot_api_url} refused OVERNIGHT_BOT_TOKEN; @BotFather in Telegram gives a right one."
        ) from error
    try:
        await _describe(app)
        await _listen(overnight)
        await app.start()
        tasks = [asyncio.create_task(one, name=name) for name, one in _long_tasks(overnight, follows)]
        for task in tasks:
            task.add_done_callback(_note_end)
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            assert app.updater, "built with one"
            if app.updater.running:
                await app.updater.stop()
            await app.stop()
    finally:
        await app.shutdown()


def _long_tasks(overnight: Overnight, follows: bool) -> list[tuple[str, Coroutine[Any, Any, None]]]:
    tasks: list[tuple[str, Coroutine[Any, Any, None]]] = [("sender", overnight.sender.run())]
    if follows:
        tasks.append(("follow", overnight.follow()))
    return tasks


def _note_end(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.critical("%s ended: %s", task.get_name(), error, exc_info=error)


async def _listen(overnight: Overnight) -> None:
    """Take updates by long polling, or by webhook where an address for it is set."""
    settings, updater = overnight.settings, overnight.app.updater
    assert updater and settings.bot_token, "built with both"
    if settings.webhook_url is None:
        await updater.start_polling(
            timeout=30, bootstrap_retries=-1, allowed_updates=UPDATES, error_callback=_polling_failed
        )  # fmt: skip
        return
    host, _, port = settings.webhook_listen.rpartition(":")
    await updater.start_webhook(
        listen=host,
        port=int(port),
        url_path=WEBHOOK_PATH,
        webhook_url=f"{settings.webhook_url}/{WEBHOOK_PATH}",
        secret_token=webhook_secret(settings.bot_token.get_secret_value()),
        allowed_updates=UPDATES,
        bootstrap_retries=-1,
    )


def webhook_secret(token: str) -> str:
    """What Telegram has to say with every update; the same after a restart, and the token cannot be told from it."""
    return hashlib.sha256(f"overnight webhook {token}".encode()).hexdigest()


def _polling_failed(error: TelegramError) -> None:
    if isinstance(error, Conflict):
        log.error("another program takes this bot's updates; only one may run with a token")
    else:
        log.warning("no updates from Telegram: %s", error)


async def _describe(app: App) -> None:
    """Tell Telegram the commands, in every language; a failure of this keeps nobody from an answer."""
    with contextlib.suppress(NetworkError):
        for code in LANGUAGES:
            words = words_of(code)
            menu = [BotCommand(name, words.say(meaning)) for name, meaning in COMMANDS.items()]
            await app.bot.set_my_commands(menu, language_code=None if code == ENGLISH else code)


async def serve(settings: Settings, store: Store, stopped: asyncio.Event) -> None:
    """Run until ``stopped`` is set. Raises ``StartError``."""
    async with running(build(settings, store)):
        log.info("overnight is running; channels: %s", ", ".join(settings.channels))
        await stopped.wait()
