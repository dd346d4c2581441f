"""Recording the outcome of each request, however long the database takes no writes, so that it is not repeated."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, repeat
from typing import Concatenate, ParamSpec, TypeVar

from bot.chat.language import Language
from bot.deliver.attempt import End, Result
from bot.deliver.message_codec import Unpacked
from bot.deliver.topics import leave_topic
from bot.log import LogThrottle
from storage import StorageError, Store, Transaction
from storage.chats import own_chats
from storage.outbox import claims
from storage.outbox.claims import Delivery

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

# Seconds between two tries to record the outcome of a request.
KEEPING_RESTS = (0.2, 0.5, 1.0, 2.0, 5.0)
UNKNOWN = "A message was sent twice without an answer: nobody knows whether it arrived. /health counts these."


@dataclass
class Results:
    """``words_for`` returns the language for a tag; ``alarm`` tells the operators a sentence, once a day.

    ``passed_over`` are the keys of rows that cannot be read or written: they are not tried again in this run.
    """

    store: Store
    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    words_for: Callable[[str | None], Language]
    alarm: Callable[[str], Awaitable[None]]
    throttle: LogThrottle
    waits: Callable[[], None]
    passed_over: set[str] = field(default_factory=set)

    async def keep(self, delivery: Delivery, body: Unpacked, result: Result) -> None:
        """Record the outcome of a request."""
        key, now, epoch = delivery.key, self.now(), delivery.epoch
        match result.end:
            case End.ARRIVED:
                await self._write(key, claims.sent, key, result.message_id, body.shows, now)
            case End.UNREACHED | End.LEFT:
                await self._write(key, claims.put_back, key, now, epoch=epoch)
            case End.WAIT:
                await self._write(key, claims.put_back, key, now + result.wait, epoch=epoch)
            case End.MIGRATED:
                await self._write(key, claims.migrated, key, delivery.chat_id, result.new_chat_id, now, epoch=epoch)
            case End.TOPIC_GONE:
                log.warning("a topic is gone and its digests go to the general one: %s", result.why)
                await self._write(key, leave_topic, delivery, self.words_for, now)
            case End.REFUSED | End.GONE:
                await self._refused(delivery, result)
            case End.UNANSWERED:
                await self._unanswered(delivery, result.why)

    async def _refused(self, delivery: Delivery, result: Result) -> None:
        key, now, epoch = delivery.key, self.now(), delivery.epoch
        if result.end is End.GONE:
            await self._write(key, claims.gone, key, delivery.chat_id, result.why, now, epoch=epoch)
        else:
            await self._write(key, claims.refused, key, result.why, now, epoch=epoch)
            self.throttle.warn(log, "refused", "a delivery was refused: %s", result.why)
            if result.right_lost:
                await self._write(key, own_chats.lose, delivery.chat_id)

    async def _unanswered(self, delivery: Delivery, why: str) -> None:
        """Repeat an edit, which does no harm; send a message once more, after which it stays unknown."""
        self.throttle.warn(log, "unanswered", "no answer from Telegram on whether a message arrived: %s", why)
        key, now, epoch = delivery.key, self.now(), delivery.epoch
        if delivery.edits is not None:
            await self._write(key, claims.try_again, key, now + claims.COPY_AFTER, epoch=epoch)
        elif not await self._write(key, claims.doubt, key, now, epoch=epoch):
            await self.stays_unknown(key)

    async def stays_unknown(self, key: str) -> None:
        """Tell the operators that the second try was not answered either."""
        self.throttle.warn(log, "unknown", "%s was sent twice without an answer; whether it arrived stays unknown", key)
        await self.alarm(UNKNOWN)

    async def _write(
        self, key: str, fn: Callable[Concatenate[Transaction, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Record the outcome of the request of ``key``, retrying while the database takes no writes.

        The request is not repeated; a damaged file is raised, and the delivery is skipped in this run.
        """
        for rest in chain(KEEPING_RESTS, repeat(KEEPING_RESTS[-1])):
            try:
                return await self.store.write(fn, *args, **kwargs)
            except StorageError as error:
                if error.is_broken:
                    self.passed_over.add(key)
                    raise
                self.waits()
                self.throttle.warn(log, "keeping", "the outcome of a message cannot be recorded yet: %s", error)
                await self.sleep(rest)
        raise AssertionError("it is tried without end")
