"""How fast we send: answers before deliveries, and silence while Telegram asks for it, in one chat or in all.

Telegram does not say whether a wait is meant for one chat or for the whole bot. It is taken for the chat's own where we
have just used up what is published for one chat: a message a second, in a group or a channel twenty a minute. Any other
is kept by all. Taken wrongly, the next chat that is refused, which has used up nothing, halts all after one request.

python-telegram-bot's own limiter has no lanes (an answer waited 29 to 50 s behind a broadcast) and ends a halt when
any other request ends (its issue 5338).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

# Telegram allows about 30 messages a second to all chats together when they are not answers. To answers it states no
# such limit: they go at once and take their share from the deliveries, until a halt of all says otherwise.
MESSAGES_A_SECOND = 29.5
# So long after a halt of all answers keep to the same pace.
CAREFUL_SECONDS = 60.0
# What one chat takes; an id below 0 is that of a group or a channel.
CHAT_SECONDS = 1.0
GROUP_SECONDS = 60.0
GROUP_MESSAGES = 20
# An answer is tried again after a halt as often as this; a delivery goes back to where it is owed.
TRIES = 3
LONGEST_WAIT = 60.0
BULK = "bulk"
COUNTED = ("send", "edit", "copy", "forward")

Json = bool | dict[str, Any] | list[dict[str, Any]]


def wait_of(error: RetryAfter) -> timedelta:
    """How long Telegram wants us to wait, in either type the library gives it in (see ``bot.app.build``)."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


class TwoLanes(BaseRateLimiter[str]):
    """Paces what is sent. ``clock`` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._free_at = 0.0
        self._halted_until = 0.0
        self._careful_until = 0.0
        self._answers = 0
        self._recent: deque[tuple[float, int]] = deque()
        self._parked: dict[int, float] = {}

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    async def process_request(  # noqa: PLR0917 - the base class names them
        self,
        callback: Callable[..., Coroutine[Any, Any, Json]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Json:
        """Send when it is the request's turn. A halt is kept by all; an answer waits it out where it is short.

        A delivery to a chat that is parked goes back at once (``RetryAfter``), so that the others need not wait.
        """
        if not endpoint.startswith(COUNTED):
            return await callback(*args, **kwargs)
        bulk, chat = rate_limit_args == BULK, data.get("chat_id")
        for left in reversed(range(1 if bulk else TRIES)):
            await self._unparked(chat, bulk)
            await self._turn(bulk)
            began = self._clock()
            try:
                answer = await callback(*args, **kwargs)
            except RetryAfter as error:
                seconds = self._refused(chat, wait_of(error).total_seconds())
                if not left or seconds > LONGEST_WAIT:
                    raise
            else:
                self._count(chat, began)
                return answer
        raise AssertionError("the last try either returns or raises")

    @property
    def halted_for(self) -> float:
        """Seconds until Telegram wants to hear from us again; 0 where it does."""
        return max(self._halted_until - self._clock(), 0.0)

    def _refused(self, chat: int | None, seconds: float) -> float:
        """Keep a wait: of the chat alone where it is its own, else of all. The longer of two holds."""
        now = self._clock()
        if chat is not None and self._is_full(chat, now):
            self._parked = {one: until for one, until in self._parked.items() if until > now}
            self._parked[chat] = max(self._parked.get(chat, 0.0), now + seconds)
        else:
            self._halted_until = max(self._halted_until, now + seconds)
            self._careful_until = self._halted_until + CAREFUL_SECONDS
        return seconds

    def _is_full(self, chat: int, now: float) -> bool:
        """Whether we sent a chat what is published for one."""
        times = [moment for moment, one in self._recent if one == chat and now - moment < GROUP_SECONDS]
        return any(now - moment < CHAT_SECONDS for moment in times) or (chat < 0 and len(times) >= GROUP_MESSAGES)

    def _count(self, chat: int | None, moment: float) -> None:
        """Note what was sent, for a minute."""
        if chat is not None:
            self._recent.append((moment, chat))
        while self._recent and moment - self._recent[0][0] >= GROUP_SECONDS:
            self._recent.popleft()

    async def _unparked(self, chat: int | None, bulk: bool) -> None:
        """Wait until a chat that is parked may be written to; raises ``RetryAfter`` for a delivery."""
        while chat is not None and (rest := self._parked.get(chat, 0.0) - self._clock()) > 0:
            if bulk:
                raise RetryAfter(timedelta(seconds=rest))
            await self._sleep(rest)

    async def _turn(self, bulk: bool) -> None:
        """Wait for a slot. Deliveries leave it to answers as long as any waits."""
        self._answers += not bulk
        try:
            while (rest := self._rest(bulk)) > 0:
                await self._sleep(rest)
            self._free_at = max(self._free_at, self._clock()) + 1 / MESSAGES_A_SECOND
        finally:
            self._answers -= not bulk

    def _rest(self, bulk: bool) -> float:
        now = self._clock()
        paced = bulk or now < self._careful_until
        rest = max(self._free_at if paced else 0.0, self._halted_until) - now
        return max(rest, 1 / MESSAGES_A_SECOND) if bulk and self._answers else rest
