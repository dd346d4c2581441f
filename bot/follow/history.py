"""Fetching the history from before the bot was installed, while it runs; the operator starts and stops it."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from telegram import Bot
from telegram.error import TelegramError

from bot.chat.context import Fetching
from bot.chat.message import Message
from bot.chat.sending import edit, send
from bot.follow.backfill import Goal, Pace, Walked, backfill
from bot.follow.channel import Tools
from bot.follow.errors import PageError
from bot.tasks import TaskKeeper
from storage.posts.intake import Intake

log = logging.getLogger(__name__)

Word = Callable[[Fetching], Awaitable[Message]]

# After this many pages of a channel the operator is told, and the next channel has its turn.
PAGES_A_TURN = 10


class HistoryFetch:
    """Fetches all channels in turn, back to their first posts; one run at a time.

    Pages go through the shared gate, where polls go first.
    """

    def __init__(self, channels: Sequence[str], tools: Callable[[], Tools | None], pace: Pace, bot: Bot) -> None:
        self._channels = channels
        self._tools = tools
        self._pace = pace
        self._bot = bot
        self._tasks = TaskKeeper()
        self._task: asyncio.Task[None] | None = None
        self._told: _Told | None = None

    @property
    def state(self) -> Fetching:
        """Return whether it is running."""
        return Fetching(self._task is not None and not self._task.done(), self._pace.pause)

    def begin(self, chat_id: int, word: Word) -> bool:
        """Start fetching, with progress in one message to the chat; False where it already runs or nothing is read."""
        tools = self._tools()
        if tools is None or self.state.goes_on:
            return False
        self._told = _Told(self._bot, chat_id, word)
        # Posts this old are not urgent: cached answers live for a minute at most.
        quiet = replace(tools, on_intake=_nobody_to_tell)
        self._task = self._tasks.start(self._fetch(quiet, self._told), "fetching the history")
        return True

    async def stop(self) -> None:
        """Stop and say so; every page that was read stays stored."""
        if await self.close() and self._told:
            await self._told.write(self.state)

    async def close(self) -> bool:
        """Stop without a message; return whether there was anything to stop."""
        if self._task is None or self._task.done():
            return False
        self._task.cancel()
        await asyncio.wait({self._task})
        return True

    async def _fetch(self, tools: Tools, told: _Told) -> None:
        state, waiting = Fetching(True, self._pace.pause), deque(self._channels)
        while waiting:
            await told.write(state)
            channel = waiting.popleft()
            try:
                walked, _ = await backfill(channel, tools, Goal(pages=PAGES_A_TURN), self._pace, _not_shown)
            except Exception as error:
                state = replace(state, errors=(*state.errors, _sentence(channel, error)))
                continue
            if walked.pages == PAGES_A_TURN:
                waiting.append(channel)
            else:
                state = replace(state, exhausted=(*state.exhausted, channel))
            await self._pace.sleep(self._pace.pause)
        await told.write(replace(state, goes_on=False))


class _Told:
    """The message that shows the progress."""

    def __init__(self, bot: Bot, chat_id: int, word: Word) -> None:
        self._bot = bot
        self._chat_id = chat_id
        self._word = word
        self._message_id: int | None = None

    async def write(self, state: Fetching) -> None:
        """Send or edit the message. A failure does not stop the fetching."""
        message = await self._word(state)
        try:
            if self._message_id is None:
                self._message_id = (await send(self._bot, self._chat_id, None, message)).message_id
            else:
                await edit(self._bot, self._chat_id, self._message_id, message)
        except TelegramError as error:
            log.warning("the progress of fetching the history could not be sent: %s", error)


def _sentence(channel: str, error: Exception) -> str:
    if isinstance(error, PageError):
        return str(error)
    log.error("fetching the history of @%s failed", channel, exc_info=error)
    return f"@{channel}: {type(error).__name__}; the log says more."


async def _nobody_to_tell(channel: str, taken: Intake) -> None:
    """Do nothing: nobody waits for what is found in old posts."""


def _not_shown(walked: Walked) -> None:
    """Do nothing: the progress is told after every turn."""
