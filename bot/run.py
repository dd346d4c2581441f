"""Running the application by polling or webhook, with the tasks that run as long as it does."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Update

from bot.app import Overnight, StartError, build
from bot.fleet.names import ALERT, PING
from bot.fleet.names import PUBLISH as PUBLISHING
from bot.fleet.names import TICK as DECIDING
from bot.fleet.names import UPDATES as POLLING
from bot.long_tasks import FROZEN_SECONDS, long_tasks, under, without_fence
from bot.net.servers import ListenError
from bot.operate.health import UPDATES, chosen_tasks, patience_with
from bot.operate.heartbeat import Beating, Heartbeat, open_heartbeat
from bot.operate.inspection import Inspected, Inspector
from bot.operate.metrics import BotMetrics, Build
from bot.operate.supervisor import CannotHoldUpError, LongTask, Supervisor
from bot.operate.web import web_server
from bot.publish.tasks import published_tasks
from bot.receive.polling import Ears, Poller
from bot.receive.webhook import webhook_server
from bot.receive.webhook_check import Hook, watch_calls
from bot.settings import Settings
from bot.telegram_start import reach_telegram
from bot.world import real_world
from parsers import READER
from storage import Store
from storage.fleet.fencing import fenced
from storage.pulses import PUBLISH

log = logging.getLogger(__name__)

WEBHOOK_PATH = "telegram"
ASKED_FOR = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.GUEST_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
)
DAY_SECONDS = 86_400
HEARTBEAT_SECONDS = 60
# A late run still runs; one that is due while the last one goes on is skipped, and several are coalesced.
ONE_AT_A_TIME = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


@asynccontextmanager
async def running(overnight: Overnight, *, follows: bool = True) -> AsyncIterator[asyncio.Task[None]]:
    """Run the application, by polling or webhook, until the block ends; yield the task that supervises it.

    That task ends only with an error: ``CannotHoldUpError``. Raises ``StartError`` where Telegram refuses the token or
    an address cannot be bound.
    """
    app = overnight.app
    try:
        await reach_telegram(overnight)
        async with overnight.following.opened(), _sharing(overnight), _at_work(overnight, follows) as held:
            yield held
    except ListenError as error:
        raise StartError(str(error)) from error
    finally:
        await app.shutdown()
        await app.bot.shutdown()  # an application that never became ready leaves its bot's connections open


@asynccontextmanager
async def _sharing(overnight: Overnight) -> AsyncIterator[None]:
    """Take this replica's part of the work until the block ends; a bot that is alone has all of it anyway."""
    overnight.holding.want(ALERT)
    async with overnight.once.at_work() if overnight.once else nullcontext(), overnight.holding.at_work():
        yield


@asynccontextmanager
async def _at_work(overnight: Overnight, follows: bool) -> AsyncIterator[asyncio.Task[None]]:
    app, held = overnight.app, None
    try:
        async with AsyncExitStack() as stack:
            listening, peace = await stack.enter_async_context(_listening(overnight))
            heartbeat = await stack.enter_async_context(_watched(overnight))
            published = stack.enter_context(published_tasks(overnight.settings, overnight.publishing, overnight.pulses))
            published = [_in_turn(overnight, one) for one in published]
            await app.start()
            _daily(overnight, heartbeat)
            supervisor = Supervisor(overnight.pulses, overnight.alerts, overnight.world.sleep)
            tasks = [*listening, *published, *long_tasks(overnight, follows, peace)]
            held = asyncio.create_task(supervisor.run(tasks), name="supervisor")
            yield held
    finally:
        overnight.services.pictures.stop()  # those who wait for a picture are told first
        await overnight.history.close()
        if held:
            held.cancel()
            await asyncio.gather(held, return_exceptions=True)
        await overnight.holding.give_back()  # another replica goes on at once
        if app.running:
            await app.stop()
        await overnight.close()


def _in_turn(overnight: Overnight, task: LongTask) -> LongTask:
    """Return a task of the open record: of several replicas one publishes; each serves what it has."""
    if task.name != PUBLISH:
        return task
    return replace(task, work=under(overnight, PUBLISHING, PUBLISH, without_fence(task.work), fenced=False))


@asynccontextmanager
async def _watched(overnight: Overnight) -> AsyncIterator[Heartbeat | None]:
    """Serve the bot's health over HTTP and send the heartbeat, each where the settings name an address."""
    settings, world = overnight.settings, overnight.world
    patience = patience_with(settings.poll_seconds)
    async with AsyncExitStack() as stack:
        if settings.web_address:
            seen = Inspected(
                settings.database, settings.channels, overnight.pulses, patience, world.now, world.clock,
                lambda: overnight.limiter.halted_for, chosen_tasks(settings), overnight.holding.role,
            )  # fmt: skip
            metrics = BotMetrics(Build(str(READER.version), settings.channels), overnight.counts, settings.database)
            await stack.enter_async_context(web_server(settings.web_address, Inspector(seen), metrics))
        if settings.heartbeat_url is None:
            yield None
            return
        role = overnight.holding.role
        beating = Beating(overnight.store, overnight.pulses, settings.channels, patience, world.now, role)
        url = settings.heartbeat_url.get_secret_value()
        yield await stack.enter_async_context(open_heartbeat(url, beating))


def _daily(overnight: Overnight, heartbeat: Heartbeat | None) -> None:
    """Schedule the daily jobs, from a minute after the start on, and the heartbeat."""

    queue = overnight.app.job_queue
    assert queue, "built with one"

    def every(
        seconds: float, name: str, first: float, lease: str, work: Callable[[], Coroutine[Any, Any, Any]]
    ) -> None:
        async def run(context: Any) -> None:
            if overnight.holding.held(lease):
                with fenced(overnight.holding.fence(lease)):
                    running = overnight.background.start(work(), name)
                await asyncio.wait({running})

        queue.run_repeating(run, seconds, first, name=name, job_kwargs=ONE_AT_A_TIME)

    every(DAY_SECONDS, "prune", 60, DECIDING, overnight.upkeep.prune)
    if overnight.settings.backup_dir:
        every(DAY_SECONDS, "backup", 120, DECIDING, overnight.upkeep.back_up)
    if heartbeat:
        overnight.holding.want(PING)
        every(HEARTBEAT_SECONDS, "heartbeat", HEARTBEAT_SECONDS, PING, heartbeat.beat_once)


@asynccontextmanager
async def _listening(overnight: Overnight) -> AsyncIterator[tuple[list[LongTask], asyncio.Event | None]]:
    """Return the tasks that receive updates, and what tells that no other program does (None: no way to tell)."""
    world, app, settings = overnight.world, overnight.app, overnight.settings
    if settings.webhook_url is None:
        shared = overnight.holding.replica is not None
        ears = Ears(
            overnight.take, world.sleep, world.clock, overnight.pulses, overnight.alerts, overnight.throttle,
            partial(overnight.holding.held, POLLING) if shared else None,
        )  # fmt: skip
        poller = Poller(app.bot, ears, ASKED_FOR, world.peace_seconds)
        polling = under(overnight, POLLING, UPDATES, without_fence(poller.run), fenced=False)
        yield [LongTask(UPDATES, polling, frozen_after=FROZEN_SECONDS)], None if shared else poller.peace
        return
    assert settings.bot_token, "built with one"
    hook = Hook(
        f"{settings.webhook_url}/{WEBHOOK_PATH}", webhook_secret(settings.bot_token.get_secret_value()), ASKED_FOR
    )  # fmt: skip
    async with webhook_server(settings.webhook_listen, f"/{WEBHOOK_PATH}", hook.secret, app.bot, overnight.take):

        async def be_called() -> None:
            await hook.set(app.bot)
            await watch_calls(app.bot, hook.url, lambda: overnight.pulses.beat(UPDATES), world.now, world.sleep)

        yield [LongTask(UPDATES, be_called, gives_up=False)], None


def webhook_secret(token: str) -> str:
    """Return the secret Telegram sends with every update; it survives a restart and does not reveal the token."""
    return hashlib.sha256(f"overnight webhook {token}".encode()).hexdigest()


def freeze_garbage_collector() -> None:
    """Exclude everything loaded so far from garbage collection, for good.

    A full collection went through its 100,000 objects and delayed every answer by 50 ms (measured).
    """
    gc.collect()
    gc.freeze()


async def serve(settings: Settings, store: Store) -> None:
    """Run until cancelled. Raises ``StartError``, also where a part of it cannot be kept running."""
    async with running(build(settings, store, real_world())) as held:
        freeze_garbage_collector()
        log.info("overnight is running; channels: %s", ", ".join(settings.channels))
        if settings.contact is None:
            log.info("OVERNIGHT_CONTACT is not set: the hosts of the channels' pages cannot see how to reach you")
        try:
            await held
        except CannotHoldUpError as error:
            raise StartError(str(error)) from error
