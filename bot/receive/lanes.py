"""How many updates are handled at the same time: presses, questions and the rest each by themselves.

While Telegram wants to hear nothing from us answers wait, each holding its place. Presses have places of their own.
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
    """Hands every update to its handlers in its turn."""

    def __init__(self) -> None:
        super().__init__(2**20)  # the lanes keep the number small
        self._presses = asyncio.Semaphore(PLACES)
        self._others = asyncio.Semaphore(PLACES)

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for a place, then handle."""
        async with self._presses if isinstance(update, Update) and update.callback_query else self._others:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to make ready."""

    async def shutdown(self) -> None:
        """Nothing to give back."""
