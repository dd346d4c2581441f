"""A built application at work: by polling or by webhook, with the tasks that run as long as it does."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import hashlib
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from itertools import chain, repeat
from typing import Any

from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError

from bot.app import Overnight, StartError, build
from bot.chat.menu import describe
from bot.settings import Settings
from storage import Store

log = logging.getLogger(__name__)

WEBHOOK_PATH = "telegram"
# Seconds between two tries to reach Telegram at the start.
FIRST_RESTS = (2.0, 5.0, 15.0, 30.0)
LAST_REST = 60.0
UPDATES = [
    Update.MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
]


@asynccontextmanager
async def running(overnight: Overnight, *, follows: bool = True) -> AsyncIterator[None]:
    """The application at work, by polling or by webhook, until the block ends.

    Raises ``StartError`` where Telegram refuses the token.
    """
    app = overnight.app
    try:
        await _initialize(overnight)
        async with overnight.following.opened(), _at_work(overnight, follows):
            yield
    finally:
        await app.shutdown()
        await app.bot.shutdown()  # an application that never got ready leaves its bot's connections open


@asynccontextmanager
async def _at_work(overnight: Overnight, follows: bool) -> AsyncIterator[None]:
    app, tasks = overnight.app, list[asyncio.Task[None]]()
    try:
        with contextlib.suppress(NetworkError):
            await describe(app.bot)
        await _listen(overnight)
        await app.start()
        tasks += [asyncio.create_task(one, name=name) for name, one in _long_tasks(overnight, follows)]
        for task in tasks:
            task.add_done_callback(_note_end)
        yield
    finally:
        overnight.desk.pictures.stop()  # whoever waits for one is told, before the application waits for its answers
        await overnight.history.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert app.updater, "built with one"
        # a stop may come while Telegram is not reached yet, when nothing of this runs, or only the one
        if app.updater.running:
            await app.updater.stop()
        if app.running:
            await app.stop()


async def _initialize(overnight: Overnight) -> None:
    """Say hello to Telegram, again and again while it cannot be reached. Raises ``StartError`` for a wrong token."""
    app, url = overnight.app, overnight.settings.bot_api_url
    for seconds in chain(FIRST_RESTS, repeat(LAST_REST)):
        try:
            await app.initialize()
            return
        except InvalidToken:
            # Not chained: the cause's own words hold the token.
            raise StartError(f"{url} refused OVERNIGHT_BOT_TOKEN; @BotFather in Telegram gives a right one.") from None
        except NetworkError as error:
            log.warning("%s cannot be reached (%s); trying again in %.0f s", url, error, seconds)
            await overnight.world.sleep(seconds)


def _long_tasks(overnight: Overnight, follows: bool) -> list[tuple[str, Coroutine[Any, Any, None]]]:
    tasks: list[tuple[str, Coroutine[Any, Any, None]]] = [("sender", overnight.sender.run())]
    if follows:
        tasks += [("follow", overnight.following.forever()), ("read again", overnight.read_again())]
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


def spare_what_stays() -> None:
    """Let the garbage collector pass over all that is loaded by now, for good.

    A full collection walked over its 100,000 objects and held every answer for 50 ms (measured).
    """
    gc.collect()
    gc.freeze()


async def serve(settings: Settings, store: Store) -> None:
    """Run until cancelled. Raises ``StartError``."""
    async with running(build(settings, store)):
        spare_what_stays()
        log.info("overnight is running; channels: %s", ", ".join(settings.channels))
        if settings.contact is None:
            log.info("OVERNIGHT_CONTACT is not set: the hosts of the channels' pages are not told how to reach you")
        await asyncio.Event().wait()
