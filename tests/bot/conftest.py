"""Fixtures for the tests of the bot: the running stand-ins."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo.bot_api import BotApi


@pytest.fixture
async def bot_api() -> AsyncIterator[BotApi]:
    """The strict Bot API stand-in, listening on loopback, with nobody in it yet."""
    async with BotApi() as running:
        yield running
