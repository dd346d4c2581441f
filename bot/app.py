"""The wiring: builds the application that follows, answers and delivers from settings and a database."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.chat.charts.process import DrawingError, DrawingStopped
from bot.chat.context import Services
from bot.chat.routing.debounce import Debounce
from bot.chat.routing.dispatch import Dispatch
from bot.chat.routing.menu import Menu
from bot.chat.routing.throttle import Budget
from bot.chat.standing import standing_of
from bot.deliver.digest_chart import DigestCharts
from bot.deliver.operators import Operators
from bot.deliver.rate_limiter import TwoLanes
from bot.deliver.reachability import ReachReports
from bot.deliver.rounds import Rounds
from bot.deliver.sender import Sender
from bot.fleet.choosing import holding_of
from bot.fleet.holding import Holding
from bot.fleet.names import ALERT, SEND
from bot.fleet.names import TICK as TICKING
from bot.fleet.once import Once
from bot.fleet.wakes import Wakes
from bot.follow.backfill import Pace as WalkPace
from bot.follow.history import HistoryFetch
from bot.follow.reprocess import bring_up_to_date
from bot.follow.service import Following, Hearing, Timing
from bot.log import LogThrottle
from bot.operate.alerts import Alerts
from bot.operate.event_counts import EventCounts
from bot.operate.health import SENDER, TICK, follow_task
from bot.operate.pulses import Pulses
from bot.operate.supervisor import TOLD_AFTER
from bot.publish.tasks import Publishing, database_secret, publish_command
from bot.services import make_services
from bot.settings import Settings
from bot.tasks import Coalesced, TaskKeeper
from bot.telegram_application import known_name, make_application
from bot.upkeep import Machine, Upkeep
from bot.world import World
from parsers import READER
from storage import StorageError, Store
from storage.errors import LeaseLostError
from storage.fleet.fencing import Fence, fenced
from storage.posts.intake import Intake

log = logging.getLogger(__name__)

# Posts of followed channels are taken in before anything is answered.
BEFORE_ALL = -2


class StartError(Exception):
    """The bot cannot start or go on; the message says why and what would help."""


class Overnight:
    """A built application with its parts. ``services`` answers, ``sender`` delivers, ``tick`` decides what is owed.

    ``holding`` says what of this is its work, ``once`` what it takes of that which reaches other replicas, too (None
    where there are no others).
    """

    def __init__(self, settings: Settings, store: Store, world: World, holding: Holding) -> None:
        self.settings = settings
        self.store = store
        self.world = world
        self.limiter = TwoLanes(world.clock, world.sleep)
        self.app = make_application(settings, world, self.limiter)
        self.pulses = Pulses(world.now, world.clock)
        self.throttle = LogThrottle(world.clock)
        self.holding = holding
        self.once = Once(store, world.now) if holding.replica else None
        self.limiter.may_send = partial(holding.held, SEND)
        self.wakes = Wakes(self.tick)
        self.operators = Operators(
            self.app.bot, store, settings.admin_ids, world.now, self.wakes.owed, may_tell=self.may_tell
        )
        self.alerts = Alerts([self.operators.tell_by_outbox, self.operators.tell_directly])
        machine = Machine(world.now, world.clock, self.limiter, self.pulses, holding.role)
        self.upkeep = Upkeep(store, settings, machine, ReachReports(self.alerts, self.throttle))
        self.counts = EventCounts()
        self.following = Following(
            settings, store, Timing(world.now, world.sleep, world.uniform),
            Hearing(self._taken_in, self._alarmed, self._polled, self._requested),
        )  # fmt: skip
        walk = WalkPace(settings.page_pause_seconds, world.clock, world.sleep)
        self.history = HistoryFetch(settings.channels, self.following.tools, walk, self.app.bot)
        self.services = self._services()
        self.publishing = Publishing(publish_command(settings), self.pulses, secrets=database_secret(settings))
        self.services.kept.on_forget = self.publishing.ask
        posts = MessageHandler(filters.UpdateType.CHANNEL_POSTS, self.following.channel_post)
        self.app.add_handler(posts, group=BEFORE_ALL)
        self.sender = self._sender()
        self.rounds = Rounds(self.services, self.app.bot, self.alerts, self.throttle)
        self._ticks, self._drawings = Coalesced(self._tick), Coalesced(self._draw_ahead)
        self.background = TaskKeeper()
        self.budget = Budget(world.clock)
        presses = Debounce(world.clock, self.once.is_first_press if self.once else None)
        self.dispatch = Dispatch(self.services, self.budget, presses, self.throttle)
        self.dispatch.register(self.app)
        self.menu = Menu(settings.admin_ids, world.languages)
        self.menu.register(self.app)

    def _services(self) -> Services:
        """What handlers use, with what only Telegram tells: where the bot stands in a chat, and its own name."""
        made = make_services(self.settings, self.store, self.world, self.following.forwarded, self.history)
        made.pictures.made_by = partial(known_name, self.app.bot)
        return replace(made, standing=partial(standing_of, self.app.bot), replica=self.holding.replica)

    def _sender(self) -> Sender:
        world = self.world
        return Sender(
            self.store, self.app.bot, self.limiter, world.now, world.sleep, self.wakes.sender, self.services.words,
            alarm=self.operators.alarm, told=ReachReports(self.alerts, self.throttle),
            charts=DigestCharts(self.services), outcomes=self.counts.sends,
            beat=lambda: self.pulses.beat(SENDER), waits=lambda: self.pulses.waits(SENDER),
        )  # fmt: skip

    async def take(self, update: Update) -> None:
        """Pass an update from Telegram to the handlers, unless another replica has.

        Raises ``NotTakenError`` where nobody knows: then Telegram is to send it again.
        """

        def put() -> None:
            self.counts.handled_update()
            self.app.update_queue.put_nowait(update)

        if self.once:
            await self.once.take(update.update_id, put)
        else:
            put()

    async def tick(self) -> None:
        """Run every round that decides what is owed to whom, after this call; two ticks never overlap.

        Where that is another replica's work nothing is done: it is told by the database, or looks by itself.
        """
        if self.holding.held(TICKING):
            with suppress(LeaseLostError):
                await self._ticks.run()

    async def close(self) -> None:
        """Cancel the background tasks, beside the long tasks and the handlers of updates."""
        await self.background.close()
        await self.dispatch.recorder.close()
        await self.services.kept.close()
        await self.upkeep.close()
        await self.sender.close()

    async def _tick(self) -> None:
        with fenced(self.holding.fence(TICKING)):  # whoever asked for it
            if await self.rounds.run():
                self.wakes.owed()

    async def tick_forever(self, fence: Fence | None = None) -> None:
        """Check regularly what is due, by monotonic seconds: a wall clock that is set back delays nothing."""
        while True:
            await self.upkeep.keep_time()
            await self._ticks.run()
            self.pulses.beat(TICK)
            if fence is None:
                await self.look_after_itself()
            await asyncio.sleep(self.world.tick_seconds)

    async def look_after_itself(self) -> None:
        """Record how this program is, and tell the operators what they could not be told before."""
        await self.upkeep.keep_signs()
        await self.alerts.tell_again()

    async def send_forever(self, fence: Fence | None = None) -> None:
        """Send what is owed; first restore the waits Telegram asked for before a restart."""
        await self.upkeep.restore_waits()
        await self.sender.run(fence)

    async def read_again(self, may_go_on: Callable[[], Awaitable[bool]] | None = None) -> None:
        """Reprocess what another reader read, and answer with the new readings."""
        if await bring_up_to_date(self.store, READER, self.world.sleep, self.world.now, may_go_on):
            self.services.kept.forget()
            await self.wakes.taken_in()
        self.pulses.beat("re-read")

    def may_tell(self) -> bool:
        """Whether the operators are told directly by this program; while the database is away, by the last who did."""
        return self.holding.replica is None or self.holding.fence(ALERT) is not None

    def _polled(self, channel: str) -> None:
        self.pulses.beat(follow_task(channel))

    def _requested(self, host: str) -> None:
        self.counts.requests[host] += 1

    async def _taken_in(self, channel: str, intake: Intake) -> None:
        self.counts.took_in(channel, intake)
        self.services.kept.forget()
        if intake.tallies:
            await self.wakes.taken_in()
            if self.world.draws_ahead:
                with fenced(None):  # pictures are anybody's
                    self.background.start(self._drawings.run(), "drawing ahead")

    async def _draw_ahead(self) -> None:
        """Draw the most requested pictures ahead, so that a tap is answered at once instead of after a second."""
        try:
            await self.services.pictures.after_intake()
        except DrawingStopped:
            log.info("the usual pictures could not be drawn ahead; they are drawn on request")
        except Exception as error:
            expected = isinstance(error, (DrawingError, StorageError))
            log.warning("the usual pictures were not drawn: %s", error, exc_info=None if expected else error)
            if self.pulses.failed("pictures", str(error)) == TOLD_AFTER:
                await self.alerts.begin("pictures", f"The usual pictures cannot be drawn: {error}")
        else:
            self.pulses.beat("pictures")
            await self.alerts.end("pictures", "The usual pictures are drawn again.")

    async def _alarmed(self, channel: str, sentence: str) -> None:
        log.error("%s", sentence)
        await self.operators.alarm(sentence)


def build(settings: Settings, store: Store, world: World | None = None, holding: Holding | None = None) -> Overnight:
    """Build the application for these settings and this database. Raises ``StartError`` without a token."""
    # python-telegram-bot 22.8 warns of every flood wait unless its coming type for lengths of time is chosen.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    if settings.bot_token is None:
        raise StartError("OVERNIGHT_BOT_TOKEN is not set; @BotFather in Telegram gives a token.")
    # computed now: after an upgrade the files on disk are no longer those that run
    log.debug("this is reader %s", READER.fingerprint)
    world = world or World()
    for fault in world.languages.faults:
        log.warning("%s", fault)
    return Overnight(settings, store, world, holding or holding_of(store))
