"""How fast we send: answers before deliveries, and silence while Telegram asks for it.

python-telegram-bot's own limiter has no lanes (an answer waited 29 to 50 s behind a broadcast) and ends a halt when
any other request ends (its issue 5338).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

# Telegram allows about 30 messages a second to all chats together.
MESSAGES_A_SECOND = 29.5
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
        self._answers = 0

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
        """Send when it is the request's turn. A halt is kept by all; an answer waits it out where it is short."""
        if not endpoint.startswith(COUNTED):
            return await callback(*args, **kwargs)
        bulk = rate_limit_args == BULK
        for left in reversed(range(1 if bulk else TRIES)):
            await self._turn(bulk)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                seconds = self._halt(error)
                if not left or seconds > LONGEST_WAIT:
                    raise
        raise AssertionError("the last try either returns or raises")

    @property
    def halted_for(self) -> float:
        """Seconds until Telegram wants to hear from us again; 0 where it does."""
        return max(self._halted_until - self._clock(), 0.0)

    def _halt(self, error: RetryAfter) -> float:
        seconds = wait_of(error).total_seconds()
        self._halted_until = max(self._halted_until, self._clock() + seconds)
        return seconds

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
        rest = max(self._free_at, self._halted_until) - self._clock()
        return max(rest, 1 / MESSAGES_A_SECOND) if bulk and self._answers else rest
