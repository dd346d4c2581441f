"""Limits on how many updates are handled at the same time: presses, questions and the rest separately.

While Telegram makes us wait, answers wait too and keep their places. Presses have places of their own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# Each holds the database for well under a millisecond.
PLACES = 64


class UpdateLanes(BaseUpdateProcessor):
    """Passes every update to its handlers when there is a place."""

    def __init__(self) -> None:
        super().__init__(2**20)  # the lanes limit the number
        self._presses = asyncio.Semaphore(PLACES)
        self._others = asyncio.Semaphore(PLACES)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for a place, then handle the update."""
        async with self._presses if isinstance(update, Update) and update.callback_query else self._others:
            await coroutine

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to release."""
