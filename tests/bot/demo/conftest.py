"""What the tests of the demo share: a browser at its page, and a way to ask the stand-in."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.demo.bot_api import BotApi, channel_origin
from bot.demo.web import WebChat, serving
from tests.bot.demo.asking import Answer, Ask
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


@pytest.fixture
async def ask(bot_api: BotApi) -> AsyncIterator[Ask]:
    """Ask for a method with the given arguments; the answer's JSON."""
    async with httpx.AsyncClient(timeout=10, verify=False) as client:

        async def post(method: str, token: str = bot_api.token, files: Any = None, **values: Any) -> Answer:
            texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
            answer = await client.post(f"{bot_api.base_url}/bot{token}/{method}", data=texts, files=files)
            body: Answer = answer.json()
            assert answer.status_code == body.get("error_code", 200)
            return body

        yield post
