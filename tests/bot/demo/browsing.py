"""A browser at the demo's page, over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.demo.bot_api import BotApi


class Browser:
    """Someone who looks at the page, and the bot on the other side."""

    def __init__(self, api: BotApi, client: httpx.AsyncClient, address: str) -> None:
        self.api = api
        self.client = client
        self.address = address
        self.ann = next(iter(api.state.chats.values()))

    async def bot(self, method: str, files: Any = None, **values: Any) -> Any:
        """Call a Bot API method as the bot and return its result."""
        url = f"{self.api.base_url}/bot{self.api.token}/{method}"
        if files:
            answer = await self.client.post(url, data={"chat_id": str(self.ann.id)} | values, files=files)
        else:
            answer = await self.client.post(url, json={"chat_id": self.ann.id, "parse_mode": "HTML"} | values)
        return answer.json()["result"]

    async def get(self, path: str, **headers: str) -> httpx.Response:
        async with self.client.stream("GET", self.address + path.lstrip("/"), headers=headers) as answer:
            if answer.headers["Content-Type"].startswith("text/event-stream"):
                return answer
            await answer.aread()
            return answer

    async def post(self, what: str, **texts: Any) -> httpx.Response:
        return await self.client.post(self.address + what, json=texts)

    @asynccontextmanager
    async def events(self) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """What the page is told, one event after another."""
        async with self.client.stream("GET", f"{self.address}events") as answer:
            yield (json.loads(line[6:]) async for line in answer.aiter_lines() if line.startswith("data: "))

    async def messages(self) -> list[dict[str, Any]]:
        """All that a page opened now would show."""
        async with self.events() as events:
            shown: list[dict[str, Any]] = (await anext(events))["messages"]
            return shown

    async def fetched(self) -> dict[str, Any]:
        """The next update, fetched as the bot fetches it."""
        updates: list[dict[str, Any]] = await self.bot("getUpdates", timeout=5)
        (update,) = updates
        return update

    def update(self) -> dict[str, Any]:
        """The newest update the bot has to fetch."""
        return self.api.state.updates.waiting[-1]
