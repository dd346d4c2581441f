"""The newest answer, kept: most people ask the same in the same minute of the morning."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime

from bot.chat.message import Message


class AnswerCache:
    """Answers by who they are worded for. They hold for the minute they were made in, or until ``forget``."""

    def __init__(self) -> None:
        self._minute: datetime | None = None
        self._answers: dict[Hashable, asyncio.Future[Message]] = {}

    def __len__(self) -> int:
        return len(self._answers)

    def forget(self) -> None:
        """Something came in: whoever asks from now on is answered anew."""
        self._answers = {}

    async def answer(self, key: Hashable, now: datetime, make: Callable[[], Awaitable[Message]]) -> Message:
        """The answer that is kept, or a new one, made once for all who wait. Raises what ``make`` raises."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._answers = minute, {}
        answers = self._answers
        if key not in answers:
            answers[key] = asyncio.ensure_future(make())
        try:
            # Shielded: one who stops waiting must not take the answer from the others.
            return await asyncio.shield(answers[key])
        except Exception:
            answers.pop(key, None)
            raise
