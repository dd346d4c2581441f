"""Telling the operators something: through the outbox, or directly where that fails."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime

from telegram import Bot
from telegram.error import TelegramError

from bot.chat.sending import may_have_arrived, send
from bot.deliver.notices import about, alarm, alarm_message
from bot.deliver.rate_limiter import URGENT
from storage import StorageError, Store
from storage.outbox import told_once

log = logging.getLogger(__name__)

# A direct message may take this long; after that it goes through the outbox.
DIRECT_SECONDS = 10.0


class NotTellingError(Exception):
    """Another replica tells the operators directly."""


class Operators:
    """The operators named in the settings. ``owed`` is called when something was put into the outbox.

    ``may_tell`` is asked whether it is this program that tells them directly: of several replicas only one does.
    """

    def __init__(
        self,
        bot: Bot,
        store: Store,
        ids: Sequence[int],
        now: Callable[[], datetime],
        owed: Callable[[], None],
        *,
        may_tell: Callable[[], bool] = lambda: True,
    ) -> None:
        self._bot = bot
        self._store = store
        self._ids = tuple(ids)
        self._now = now
        self._owed = owed
        self._may_tell = may_tell
        self._told: set[tuple[str, date]] = set()

    async def alarm(self, sentence: str) -> None:
        """Tell them a sentence once a day, directly if the database takes no writes. Raises nothing."""
        try:
            await self.tell_by_outbox(sentence)
        except StorageError as error:
            log.critical("%s", error)
            await self._tell_unkept(sentence)

    async def tell_by_outbox(self, sentence: str) -> None:
        """Tell them through the outbox. Raises ``StorageError``."""
        if await alarm(self._store, self._ids, sentence, self._now()):
            self._owed()

    async def tell_directly(self, sentence: str) -> None:
        """Tell them directly, whatever state the outbox is in. Raises where Telegram refuses or cannot be reached, and
        ``NotTellingError`` where another replica does it.

        A message that may have arrived counts as told: a second alarm would not be a silent copy.
        """
        if not self._may_tell():
            raise NotTellingError(sentence)
        key = about(sentence, self._now())
        if not await self._is_new(key):
            return
        for operator in self._ids:
            try:
                async with asyncio.timeout(DIRECT_SECONDS):
                    await send(self._bot, operator, None, alarm_message(sentence), lane=URGENT)
            except TimeoutError:
                log.warning("no answer from Telegram on whether an operator was told: %s", sentence)
            except TelegramError as error:
                if not may_have_arrived(error):
                    raise
                log.warning("no answer from Telegram on whether an operator was told (%s): %s", error, sentence)
        with contextlib.suppress(StorageError):  # they were told even so
            await self._store.write(told_once.mark_told, key, self._now())

    async def _is_new(self, key: str) -> bool:
        """Return whether they were not told today, by an earlier run or the outbox, as far as the database knows."""
        try:
            return bool(await self._store.read(told_once.untold, [key]))
        except StorageError:
            return True

    async def _tell_unkept(self, sentence: str) -> None:
        """Send a sentence directly, once a day while the bot runs. An operator who cannot be reached is logged."""
        today = self._now().date()
        if (sentence, today) in self._told or not self._may_tell():
            return
        self._told = {(old, day) for old, day in self._told if day == today} | {(sentence, today)}
        for operator in self._ids:
            try:
                await send(self._bot, operator, None, alarm_message(sentence), lane=URGENT)
            except TelegramError as error:
                log.critical("operator %s could not be told (%s): %s", operator, error, sentence)
