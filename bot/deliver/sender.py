"""Sends what is owed, one at a time: never lost, and twice only where Telegram's answer was lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chat.sending import edit, send
from bot.deliver.bodies import unpacked
from bot.deliver.limiter import BULK, wait_of
from bot.deliver.topics import has_lost_topic, leave_topic
from storage import Store, chats, deliveries
from storage.deliveries import Delivery

log = logging.getLogger(__name__)

AFTER_FAILURE = timedelta(seconds=10)
IDLE_SECONDS = 30.0
# Causes after which nothing can have reached Telegram.
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
# What a proxy says when it does not know what became of a request.
GATEWAY = ("bad gateway", "gateway timeout")
GONE = ("chat not found", "user is deactivated", "peer_id_invalid")


@dataclass
class Sender:
    """The one that sends. ``wake`` is set when something new is owed; ``language`` is that of chats that told none."""

    store: Store
    bot: Bot
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    wake: asyncio.Event
    language: str

    async def run(self) -> None:
        """Send until cancelled; first what a crash left open."""
        while doubtful := await self.store.write(deliveries.claim_doubtful):
            await self.deliver(doubtful)
        while True:
            await self.send_due()
            await self._rest()

    async def send_due(self) -> int:
        """Send everything that is due; how many deliveries were tried."""
        tried = 0
        while delivery := await self.store.write(deliveries.claim, self.now()):
            await self.deliver(delivery)
            tried += 1
        return tried

    async def _rest(self) -> None:
        self.wake.clear()
        first = await self.store.read(deliveries.pending_from)
        seconds = IDLE_SECONDS if first is None else (first - self.now()).total_seconds()
        waiting = asyncio.ensure_future(self.wake.wait())
        sleeping = asyncio.ensure_future(self.sleep(min(max(seconds, 0.05), IDLE_SECONDS)))
        await asyncio.wait({waiting, sleeping}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        sleeping.cancel()

    async def deliver(self, delivery: Delivery) -> None:
        """Send one delivery and keep what became of it."""
        message, shows = unpacked(delivery.body)
        try:
            if delivery.edits is None:
                last = await send(
                    self.bot, delivery.chat_id, delivery.thread_id, message, silent=delivery.silent, lane=BULK
                )  # fmt: skip
                sent_as: int | None = last.message_id
            elif delivery.message_id is not None:
                await edit(self.bot, delivery.chat_id, delivery.message_id, message, lane=BULK)
                sent_as = delivery.message_id
            else:
                sent_as = None
        except TelegramError as error:
            await self._failed(delivery, error)
            return
        await self.store.write(deliveries.sent, delivery.key, sent_as, shows, self.now())

    async def _failed(self, delivery: Delivery, error: TelegramError) -> None:
        """What a failure means for a delivery; a flood wait and a network that was down cost it no try."""
        key, now = delivery.key, self.now()
        match error:
            case RetryAfter():
                await self.store.write(deliveries.put_back, key, now + wait_of(error))
            case ChatMigrated(new_chat_id=new):
                await self.store.write(chats.migrate_chat, delivery.chat_id, new)
                await self.store.write(deliveries.put_back, key, now)
            case Forbidden():
                await self._gone(delivery, error)
            case BadRequest() if any(reason in error.message.lower() for reason in GONE):
                await self._gone(delivery, error)
            case BadRequest() if has_lost_topic(delivery, error):
                log.warning("a topic is gone and its digests go to the general one: %s", error)
                await self.store.write(leave_topic, delivery, self.language, now)
            case BadRequest():
                log.error("a delivery was refused: %s", error)
                await self.store.write(deliveries.refused, key, error.message, now)
            case NetworkError() if _is_ambiguous(error):
                await self.store.write(deliveries.doubt, key, now + AFTER_FAILURE, now)
            case _:
                log.warning("a delivery could not be sent yet: %s", error)
                await self.store.write(deliveries.put_back, key, now + AFTER_FAILURE)

    async def _gone(self, delivery: Delivery, error: TelegramError) -> None:
        await self.store.write(deliveries.refused, delivery.key, error.message, self.now())
        await self.store.write(chats.block, delivery.chat_id)


def _is_ambiguous(error: NetworkError) -> bool:
    """Whether the message may have arrived all the same."""
    cause = error.__cause__
    if isinstance(cause, httpx.HTTPError):
        return not isinstance(cause, NOT_SENT)
    return any(words in error.message.lower() for words in GATEWAY)
