"""What the tests of the demo share: a browser at its page."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from bot.demo.bot_api import BotApi, channel_origin
from bot.demo.web import WebChat, serving
from tests.bot.demo.browsing import Browser


@pytest.fixture
async def browser(bot_api: BotApi) -> AsyncIterator[Browser]:
    ann = bot_api.private("Ann", "uk")
    channel = bot_api.channel("Air Force", "kpszsu")
    posts = {"kpszsu/79455": ("words of the post", channel_origin(channel, 79455, 1_790_000_000))}
    chat = WebChat(bot_api, ann, posts.get, patience=0.05)
    async with (
        serving(chat, tick=3600) as address,
        httpx.AsyncClient(verify=False, timeout=5) as client,
    ):
        yield Browser(bot_api, client, address)
