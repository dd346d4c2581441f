"""The rate limiter: answers before deliveries, and waits when Telegram asks for them, in one chat or in all.

Telegram does not say whether a wait is meant for one chat or for the whole bot. It is taken as the chat's own, until
another chat is refused too before anything was accepted: then nothing is sent to any chat. After a refusal that a
chat's own published limit does not explain, deliveries go one at a time until one is answered, so that at most one
more request is made while none should be.

python-telegram-bot's own limiter has no lanes (an answer waited 29 to 50 s behind a broadcast) and ends a halt when
any other request ends (its issue 5338).
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.receive.requests import wait_of

# Telegram allows about 30 messages a second to all chats together when they are not answers. It states no such limit
# for answers: during a broadcast they take the next slot, and go at once where many wait, until a halt of all chats
# shows otherwise.
MESSAGES_A_SECOND = 29.5
SLOT_SECONDS = 1 / MESSAGES_A_SECOND
# A slot taken this late does not move the next ones: still no second has more than thirty.
LATE_SECONDS = 0.015
# Between two deliveries answers take at most so many slots; more of them go without one. A replica that answered more
# often than thirty times a second sent no digest meanwhile (30 November 2026).
SLOTS_OF_ANSWERS = 3
# Deliveries make room for the answers that went before them for no longer than this.
ROOM_SECONDS = 3.0
# For this long after a halt of all chats, answers keep the same pace.
CAREFUL_SECONDS = 60.0
# The limits of one chat; an id below 0 is that of a group or a channel.
CHAT_SECONDS = 1.0
GROUP_SECONDS = 60.0
GROUP_MESSAGES = 20
# An answer is retried after a halt at most this often; a delivery goes back to the outbox.
TRIES = 3
LONGEST_WAIT = 60.0
# A delivery; one that got its slot from ``slot``; and an alarm, which is sent during any halt.
BULK = "bulk"
SLOTTED = "slotted"
URGENT = "urgent"
COUNTED = ("send", "edit", "copy", "forward")
# The chat id that stands for all chats when ``on_wait`` is told of a halt.
ALL_CHATS = 0

Json = bool | dict[str, Any] | list[dict[str, Any]]


class NotSendingError(TelegramError):
    """Another replica may be sending by now: the request of a delivery was not made."""


class TwoLanes(BaseRateLimiter[str]):
    """Paces all requests to Telegram. ``clock`` is monotonic, in seconds.

    ``on_wait`` is called for every wait that Telegram asks for: the chat (``ALL_CHATS`` for all) and the seconds.
    ``may_send`` is asked just before each request of a delivery whether it is still ours to make.
    """

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._clock = clock
        self._sleep = sleep
        self.on_wait: Callable[[int, float], None] = lambda chat, seconds: None
        self.may_send: Callable[[], bool] = lambda: True
        self._free_at = 0.0
        self._halted_until = 0.0
        self._careful_until = 0.0
        self._answers = 0
        self._slots_of_answers = 0
        self._bulk = 0
        self._in_turn = asyncio.Lock()
        self._recent: deque[tuple[float, int]] = deque()
        self._parked: dict[int, float] = {}
        self._refused_chat: int | None = None
        self._refused_at = 0.0

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to release."""

    async def slot(self, ready: Callable[[], Awaitable[bool]] | None = None, lead: float = 0.0) -> bool:
        """Wait for the next slot of a delivery, one at a time; ``ready`` is called ``lead`` seconds before it.

        Returns what ``ready`` returns; if that is false, the slot is free for the next one.
        """
        async with self._in_turn:
            self._slots_of_answers = 0
            await self._until_free(lead)
            if ready and not await ready():
                return False
            await self._until_free(0.0)
            self._free_at = max(self._free_at, self._clock() - LATE_SECONDS) + SLOT_SECONDS
            return True

    async def process_request(  # noqa: PLR0917 - the base class names them
        self,
        callback: Callable[..., Coroutine[Any, Any, Json]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Json:
        """Send when it is the request's turn. All respect a halt; an answer waits for its end if that is soon.

        A delivery to a chat that has to wait is returned at once (``RetryAfter``), so that others need not wait.
        """
        if not endpoint.startswith(COUNTED) or rate_limit_args == URGENT:
            return await callback(*args, **kwargs)
        chat = given if isinstance(given := data.get("chat_id"), int) else None
        if rate_limit_args == BULK:
            await self.slot()
        if rate_limit_args == SLOTTED and not self.may_send():
            raise NotSendingError("another replica may be sending by now")
        if rate_limit_args in (BULK, SLOTTED):
            return await self._deliver(callback, args, kwargs, chat)
        for left in reversed(range(TRIES)):
            await self._may_answer(chat)
            try:
                return await self._request(callback, args, kwargs, chat)
            except RetryAfter as error:
                if not left or wait_of(error).total_seconds() > LONGEST_WAIT:
                    raise
        raise AssertionError("the last try either returns or raises")

    @property
    def halted_for(self) -> float:
        """Return the seconds until Telegram accepts requests again; 0 where it does now."""
        return max(self._halted_until - self._clock(), 0.0)

    def parked_for(self, chat: int) -> float:
        """Return the seconds until a chat accepts messages again; 0 where it does now."""
        return max(self._parked.get(chat, 0.0) - self._clock(), 0.0)

    def restore(self, chat: int, seconds: float) -> None:
        """Restore a wait that was asked for before a restart."""
        until = self._clock() + seconds
        if chat == ALL_CHATS:
            self._halt(until)
        else:
            self._parked[chat] = max(self._parked.get(chat, 0.0), until)

    async def _deliver(self, callback: Any, args: Any, kwargs: Any, chat: int | None) -> Json:
        self._bulk += 1
        try:
            rest = max(self.halted_for, self.parked_for(chat) if chat is not None else 0.0)
            if rest > 0:
                raise RetryAfter(timedelta(seconds=rest))
            return await self._request(callback, args, kwargs, chat)
        finally:
            self._bulk -= 1

    async def _request(self, callback: Any, args: Any, kwargs: Any, chat: int | None) -> Json:
        began = self._clock()
        try:
            answer: Json = await callback(*args, **kwargs)
        except RetryAfter as error:
            self._refused(chat, wait_of(error).total_seconds(), began)
            raise
        self._accepted(chat, began)
        return answer

    def _refused(self, chat: int | None, seconds: float, began: float) -> None:
        """Start a wait: for the chat, or for all where another chat was refused and nothing was accepted since."""
        now = self._clock()
        until = now + seconds
        explained = chat is not None and self._is_full(chat, began)
        if chat is None or (self._refused_chat not in (None, chat) and not explained):
            self._halt(max(until, self._parked.get(self._refused_chat or 0, 0.0)))
            self.on_wait(ALL_CHATS, self.halted_for)
            return
        self._parked = {one: end for one, end in self._parked.items() if end > now}
        self._parked[chat] = max(self._parked.get(chat, 0.0), until)
        self.on_wait(chat, self.parked_for(chat))
        if not explained:
            self._refused_chat, self._refused_at = chat, now

    def _halt(self, until: float) -> None:
        self._halted_until = max(self._halted_until, until)
        self._careful_until = self._halted_until + CAREFUL_SECONDS
        self._refused_chat = None

    def _accepted(self, chat: int | None, began: float) -> None:
        """Record what was sent, for a minute; a request accepted after a refusal shows that the wait was one chat's."""
        if self._refused_chat is not None and began >= self._refused_at:
            self._refused_chat = None
        if chat is not None:
            self._recent.append((began, chat))
        while self._recent and began - self._recent[0][0] >= GROUP_SECONDS:
            self._recent.popleft()

    def _is_full(self, chat: int, now: float) -> bool:
        """Return whether we sent a chat as much as its published limit allows."""
        times = [moment for moment, one in self._recent if one == chat and now - moment < GROUP_SECONDS]
        return any(now - moment < CHAT_SECONDS for moment in times) or (chat < 0 and len(times) >= GROUP_MESSAGES)

    async def _may_answer(self, chat: int | None) -> None:
        """Wait until an answer may be sent; raises ``RetryAfter`` where that is long."""
        while chat is not None and (rest := self.parked_for(chat)) > 0:
            await self._wait_out(rest)
        self._answers += 1
        try:
            while (rest := self.halted_for) > 0:
                await self._wait_out(rest)
            now = self._clock()
            careful, rest = now < self._careful_until, self._free_at - now
            if self._is_delivery_next and not careful:
                return
            self._slots_of_answers += 1
            # during a broadcast the next slot comes soon; where many answers wait they need no slot
            if rest > 0 and (careful or (self._bulk and rest <= SLOT_SECONDS)):
                self._free_at += SLOT_SECONDS
                await self._sleep(rest)
            else:
                after = max(self._free_at, now) + SLOT_SECONDS
                self._free_at = max(self._free_at, min(after, now + ROOM_SECONDS))
        finally:
            self._answers -= 1

    async def _wait_out(self, seconds: float) -> None:
        if seconds > LONGEST_WAIT:
            raise RetryAfter(timedelta(seconds=seconds))
        await self._sleep(seconds)

    async def _until_free(self, lead: float) -> None:
        """Wait until ``lead`` seconds before the slot; deliveries leave slots to answers while any waits."""
        while (rest := self._rest() - lead) > 0:
            await self._sleep(rest)

    def _rest(self) -> float:
        rest = max(self._free_at, self._halted_until) - self._clock()
        if self._refused_chat is not None and self._bulk:
            return max(rest, SLOT_SECONDS)
        return max(rest, SLOT_SECONDS) if self._answers and not self._is_delivery_next else rest

    @property
    def _is_delivery_next(self) -> bool:
        """Return whether a delivery waits that answers may not delay any more."""
        return self._in_turn.locked() and self._slots_of_answers >= SLOTS_OF_ANSWERS
