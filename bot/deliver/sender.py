"""Sending what is owed: nothing is lost, and a message is repeated, silently, only if it may not have arrived."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Bot

from bot.chat.language import Language
from bot.deliver.attempt import End, attempt
from bot.deliver.digest_chart import DigestCharts
from bot.deliver.in_flight import InFlight
from bot.deliver.message_codec import Unpacked, unpacked
from bot.deliver.rate_limiter import TwoLanes
from bot.deliver.reachability import Reachability, ReachReports
from bot.deliver.results import Results
from storage import StorageError, Store
from storage.fleet.fencing import Fence
from storage.outbox import claims, repair, turns
from storage.outbox.claims import Delivery, UnreadableRowError
from storage.outbox.deliveries import DeliveryKind

log = logging.getLogger(__name__)

# Requests on their way at the same time: at 30 a second and 60 ms each two would do, at 250 ms eight.
PLACES = 8
IDLE_SECONDS = 30.0
# A digest that waited this long in the outbox says that it is late.
LATE = timedelta(minutes=30)
SAID_LATE = (DeliveryKind.DIGEST, DeliveryKind.SILENCE)

PARKED = "A stored message cannot be read and was set aside; /health counts it, the log names it."


@dataclass(frozen=True, slots=True)
class Begun:
    """A delivery recorded as begun, with its message."""

    delivery: Delivery
    body: Unpacked


@dataclass
class Sender:
    """The sender. ``wake`` is set when something new is owed; ``words_for`` returns the language for a tag.

    ``alarm`` tells the operators a sentence, once a day; ``beat`` and ``waits`` are its signs of life.
    """

    store: Store
    bot: Bot
    limiter: TwoLanes
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    wake: asyncio.Event
    words_for: Callable[[str | None], Language]
    alarm: Callable[[str], Awaitable[None]]
    told: ReachReports
    charts: DigestCharts
    beat: Callable[[], object] = lambda: None
    waits: Callable[[], None] = lambda: None
    outcomes: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.results = Results(
            self.store, self.now, self.sleep, self.words_for, self.alarm, self.told.throttle, self.waits
        )  # fmt: skip
        self.reach = Reachability(self.bot, self.sleep, self.now, self.told, self.waits)
        self._places = asyncio.Semaphore(PLACES)
        self._on_their_way = InFlight(self._places.release)
        self._mended = False
        self._claiming: asyncio.Future[Delivery | None] | None = None
        self._marked: Delivery | None = None
        self._lead = 0.0
        self._fence: Fence | None = None

    async def run(self, fence: Fence | None = None) -> None:
        """Send until cancelled; first settle what a crash left open. Raises what the database raises.

        Nothing is begun once the lease of ``fence`` is another's. If it is cancelled because of that, what is on its
        way goes on, so that its outcome is known: it ends with ``close``.
        """
        self._fence = fence
        for key in await self.store.write(repair.mark_interrupted, self.now(), self._on_their_way.keys(), fence):
            await self.results.stays_unknown(key)
        try:
            while True:
                if not await self._send_next():
                    self.beat()
                    await self._rest()
        except asyncio.CancelledError:
            await self._put_back()
            if self.limiter.may_send():
                await self.close()
            raise

    async def send_due(self) -> int:
        """Send everything that is due and wait for it; return how many requests were made."""
        made = 0
        while await self._send_next():
            made += 1
        while self._on_their_way:  # a chat's next message waits for the one before it
            await self._on_their_way.wait(for_all=False)
            while await self._send_next():
                made += 1
        return made

    async def _send_next(self) -> bool:
        """Begin the next delivery; return False where none is due."""
        await self._places.acquire()
        try:
            begun = await self._begin()
        except BaseException:
            self._places.release()
            raise
        if begun is None:
            self._places.release()
            return False
        self._marked = None
        self._on_their_way.begin(self._send(begun), begun.delivery)
        return True

    async def _begin(self) -> Begun | None:
        """Wait for a slot, then record the next delivery as begun."""
        while self.reach.one_at_a_time and self._on_their_way:
            await self._on_their_way.wait(for_all=True)
        await self.reach.wait()
        while (halt := self.limiter.halted_for) > 0:
            self.waits()
            await self._rest_for(halt)
        found: list[Begun] = []

        async def ready() -> bool:
            begun = await self._claim()
            found.extend([begun] if begun else [])
            return bool(found)

        return found[0] if await self.limiter.slot(ready, self._lead) else None

    async def _claim(self) -> Begun | None:
        """Claim the next delivery and record it as begun; unreadable ones are set aside and skipped."""
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            try:
                delivery = await self._next_delivery()
                if delivery is None:
                    return None
                begun = self._unpacked(delivery)
            except UnreadableRowError as error:
                await self._set_aside(error)
            except StorageError as error:
                if not error.is_broken or self._mended:
                    raise
                self._mended = True
                log.error("an index of the outbox is damaged and is rebuilt: %s", error)
                await self.store.write(repair.rebuild_indexes)
            else:
                self._lead = 0.8 * self._lead + 0.2 * (loop.time() - began)
                return begun

    async def _next_delivery(self) -> Delivery | None:
        """Claim on a thread; if the sender is cancelled meanwhile the claim is reported, so that it is put back."""
        without = tuple(self.results.passed_over)
        claiming = self.store.write_durably(
            claims.begin, self.now(), copies_first=self.reach.is_clear, without=without, fence=self._fence
        )
        self._claiming = asyncio.ensure_future(claiming)
        self._marked = await asyncio.shield(self._claiming)
        return self._marked

    def _unpacked(self, delivery: Delivery) -> Begun:
        try:
            return Begun(delivery, unpacked(delivery.body))
        except (ValueError, KeyError, TypeError) as error:
            self._marked = None
            raise UnreadableRowError(self.store.location, delivery.key, type(error).__name__) from error

    async def _set_aside(self, error: UnreadableRowError) -> None:
        """Set aside a row that cannot be read; if its page is damaged, only for this run of the program."""
        log.error("%s", error)
        self.results.passed_over.add(error.key)
        with contextlib.suppress(StorageError):
            await self.store.write(claims.park, error.key, error.why, self.now())
        await self.alarm(PARKED)

    async def _send(self, begun: Begun) -> None:
        """Make the request and record its outcome."""
        delivery, body = begun.delivery, begun.body
        late = delivery.kind in SAID_LATE and self.now() - delivery.owed_at > LATE
        text = body.told_late() if late else body.message
        charted = self.charts.attempt(self.bot, delivery, text, body.chart) if body.chart else None
        result = await (charted or attempt(self.bot, delivery, text))
        self.outcomes[result.end.value] += 1
        match result.end:
            case End.UNANSWERED:
                self.reach.doubted()
            case End.UNREACHED:
                self.reach.unreached()
            case End.LEFT:
                pass
            case _:
                self.reach.answered()
                self.beat()
        await self.results.keep(delivery, body, result)
        self.wake.set()

    async def _rest(self) -> None:
        """Wait until something is due or newly owed, half a minute at most."""
        first = await self.store.read(turns.next_at)
        seconds = IDLE_SECONDS if first is None else (first - self.now()).total_seconds()
        await self._rest_for(max(seconds, 0.05))

    async def _rest_for(self, seconds: float) -> None:
        waiting = asyncio.ensure_future(self.wake.wait())
        sleeping = asyncio.ensure_future(self.sleep(min(seconds, IDLE_SECONDS)))
        try:
            await asyncio.wait({waiting, sleeping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting.cancel()
            sleeping.cancel()
            self.wake.clear()

    async def _put_back(self) -> None:
        """Put back what was begun and not sent yet, if it was not begun anew by another."""
        if self._claiming and not self._claiming.done():
            with contextlib.suppress(StorageError):
                self._marked = await self._claiming
        if self._marked:
            with contextlib.suppress(StorageError):
                await self.store.write(claims.put_back, self._marked.key, self.now(), epoch=self._marked.epoch)
            self._marked = None

    async def close(self) -> None:
        """Wait for the requests on their way, so that their outcomes are known, though not for long."""
        await self._on_their_way.close()
