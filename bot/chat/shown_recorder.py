"""Records what a chat was shown, without making the answer wait for a blocked database."""

from __future__ import annotations

import asyncio
import logging

from bot.actions import ShownVersion, StorageError
from bot.chat.context import Request, Services
from bot.chat.message import Message
from bot.log import LogThrottle
from bot.tasks import TaskKeeper

log = logging.getLogger(__name__)

# Seconds an answer waits for recording what it showed, and the rests between retries.
RECORD_SECONDS = 2.0
RECORD_RESTS = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0)


class ShownRecorder:
    """Records for every answer which versions of posts it showed, so that a correction finds the chat."""

    def __init__(self, services: Services, throttle: LogThrottle) -> None:
        self._services = services
        self._throttle = throttle
        self._tasks = TaskKeeper()

    async def record(self, request: Request, message: Message) -> None:
        """Record what a message showed; retry later if the database cannot be written now."""
        if message.shows:
            work = self._record(request, [source.shown for source in message.shows])
            recording = self._tasks.start(work, "recording what a chat was shown")
            await asyncio.wait({recording}, timeout=RECORD_SECONDS)

    async def close(self) -> None:
        """Try no more to record what the database did not take; the log tells of each answer."""
        await self._tasks.close()

    async def _record(self, request: Request, posts: list[ShownVersion]) -> None:
        actions, recorded = self._services.for_question(request).actions, False
        try:
            for rest in RECORD_RESTS:
                try:
                    await actions.record_shown(request.chat_id, request.thread_id, request.told_language, posts)
                except StorageError as error:
                    self._throttle.warn(log, "shown", "what a chat was shown cannot be recorded yet: %s", error)
                    await asyncio.sleep(rest)
                else:
                    recorded = True
                    return
        finally:
            if not recorded:
                log.error("what a chat was shown could not be recorded: a correction will not reach it")
