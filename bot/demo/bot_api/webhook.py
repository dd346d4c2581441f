"""Pushing updates to a webhook, as Telegram does: those of a chat in order, again after a failure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError

from bot.demo.bot_api import limits
from bot.demo.bot_api.chats import Json
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.updates import Updates

LOOPBACK = ("127.0.0.1", "localhost", "::1")
# seconds between two tries of the same update
PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0)
ANSWER_SECONDS = 10.0


def check_address(url: str) -> None:
    """A webhook's address: https on one of Telegram's ports, or anything on loopback, as a local server allows."""
    parts = urlsplit(url)
    if parts.hostname in LOOPBACK and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https" or not parts.hostname:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in limits.WEBHOOK_PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


class Pusher:
    """Delivers updates from the queue to the webhook: those of one chat one after another, up to ``max_connections`` at
    once.

    ``fronts`` maps a public address to the loopback one that serves it (``https://bot.example`` ->
    ``http://127.0.0.1:8080``): the stand-in plays the proxy that terminates TLS.
    """

    def __init__(
        self, updates: Updates, now: Callable[[], datetime], sleep: Callable[[float], Awaitable[None]]
    ) -> None:
        self.updates = updates
        self.fronts: dict[str, str] = {}
        self._now = now
        self._sleep = sleep
        self._client = AsyncHTTPClient(force_instance=True, max_clients=limits.WEBHOOK_CONNECTIONS)
        self._lines: set[int | None] = set()

    def close(self) -> None:
        self._client.close()

    async def run(self) -> None:
        """Push for ever; ended by cancelling."""
        async with asyncio.TaskGroup() as group:
            while True:
                self.updates.arrived.clear()
                for line in self._lines_to_begin():
                    self._lines.add(line)
                    group.create_task(self._push_line(line))
                await self.updates.arrived.wait()

    def _lines_to_begin(self) -> list[int | None]:
        """Return the chats whose updates wait without being pushed, as many as connections are free."""
        if not self.updates.webhook.url:
            return []
        free = self.updates.webhook.max_connections - len(self._lines)
        waiting = dict.fromkeys(line_of(update) for update in self.updates.waiting)
        return [line for line in waiting if line not in self._lines][: max(free, 0)]

    async def _push_line(self, line: int | None) -> None:
        """Push the updates of one chat until none waits; one that fails is pushed again after a pause."""
        failures = 0
        while self.updates.webhook.url and (update := self._first_of(line)):
            if await self._push(update):
                failures = 0
                self.updates.remove(update)
            else:
                await self._sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
        self._lines.discard(line)
        self.updates.arrived.set()

    def _first_of(self, line: int | None) -> Json | None:
        return next((update for update in self.updates.waiting if line_of(update) == line), None)

    async def _push(self, update: Json) -> bool:
        hook = self.updates.webhook
        headers = {"Content-Type": "application/json"}
        if hook.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret_token
        body = json.dumps(update, ensure_ascii=False)
        try:
            await self._client.fetch(
                self._front(hook.url), method="POST", headers=headers, body=body, request_timeout=ANSWER_SECONDS
            )
        except (TimeoutError, HTTPClientError, OSError) as error:
            hook.last_error = (int(self._now().timestamp()), f"Wrong response from the webhook: {error}")
            return False
        return True

    def _front(self, url: str) -> str:
        parts = urlsplit(url)
        front = self.fronts.get(f"{parts.scheme}://{parts.netloc}")
        if front is None:
            return url
        return urlunsplit((*urlsplit(front)[:2], *parts[2:]))


def line_of(update: Json) -> int | None:
    """Return the chat whose updates an update has to keep its place among, or the person; None where it names none."""
    body = next((value for value in update.values() if isinstance(value, dict)), {})
    within = body.get("message")
    for place in (body.get("chat"), within.get("chat") if isinstance(within, dict) else None, body.get("from")):
        if isinstance(place, dict) and isinstance(place.get("id"), int):
            number: int = place["id"]
            return number
    return None
