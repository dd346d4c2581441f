"""A cache for the newest answer: most people ask for the same in the same minute of the morning."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime
from functools import partial

from bot.chat.message import Message

log = logging.getLogger(__name__)

Answers = dict[Hashable, asyncio.Future[Message]]


class AnswerCache:
    """Answers by audience, valid for the minute they were made in, or until ``forget``."""

    def __init__(self) -> None:
        # called at every ``forget``: what else is made of the same knowledge is made anew too
        self.on_forget: Callable[[], object] = lambda: None
        self._may_keep = True
        self._minute: datetime | None = None
        self._answers: Answers = {}
        # how many wait for each answer that is being made
        self._making: dict[asyncio.Future[Message], int] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def forget(self) -> None:
        """Drop the cached answers, because something new came in."""
        self._answers = {}
        self.on_forget()

    def trust(self, may_keep: bool) -> None:
        """Keep answers or not: not where nobody would say that something new came in. Those kept are dropped."""
        self._may_keep = may_keep
        self._answers = {}

    async def answer(self, key: Hashable, now: datetime, make: Callable[[], Awaitable[Message]]) -> Message:
        """Return the cached answer, or make one for everyone who waits. Raises what ``make`` raises."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._answers = minute, {}
        answers = self._answers if self._may_keep else {}
        if key not in answers:
            answers[key] = asyncio.ensure_future(make())
            self._making[answers[key]] = 0
            answers[key].add_done_callback(partial(self._made, answers, key))
        making = answers[key]
        if making not in self._making:
            return making.result()
        self._making[making] += 1
        try:
            # Shielded: a caller that stops waiting must not cancel the answer for the others.
            return await asyncio.shield(making)
        finally:
            if making in self._making:
                self._making[making] -= 1

    async def close(self) -> None:
        """Cancel the answers that are still being made."""
        for making in tuple(self._making):
            making.cancel()
        await asyncio.gather(*self._making, return_exceptions=True)

    def _made(self, answers: Answers, key: Hashable, made: asyncio.Future[Message]) -> None:
        """Drop a failed answer; log the failure if nobody waits for it any more."""
        waiting = self._making.pop(made)
        if not made.cancelled() and made.exception() is None:
            return
        answers.pop(key, None)
        if not waiting and not made.cancelled():
            log.error("an answer that nobody waited for any more could not be made", exc_info=made.exception())
