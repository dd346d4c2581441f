"""Updates waiting for the bot, and the two ways in which it fetches them."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field

from bot.demo.bot_api import limits
from bot.demo.bot_api.chats import Json
from bot.demo.bot_api.refusals import conflict

# What a bot gets only when it asks for it (Bot API, getUpdates).
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to."""

    url: str = ""
    secret_token: str | None = None
    max_connections: int = 40
    last_error: tuple[int, str] | None = None


@dataclass(slots=True, eq=False)
class Updates:
    """The queue: an update leaves it when a later offset confirms it, or when the webhook took it."""

    waiting: deque[Json] = field(default_factory=deque)
    allowed: list[str] | None = None
    webhook: Webhook = field(default_factory=Webhook)
    last_id: int = 0
    poller: asyncio.Future[None] | None = None
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, kind: str, body: Json) -> Json | None:
        """Queue one update; None when the bot did not ask for this kind."""
        if kind not in self.allowed if self.allowed else kind in ON_REQUEST:
            return None
        self.last_id += 1
        update = {"update_id": self.last_id, kind: body}
        self.waiting.append(update)
        self.wake()
        return update

    def put_raw(self, update: Json) -> int:
        """Queue an update as it is, whatever it contains; return its id."""
        self.last_id += 1
        self.waiting.append({"update_id": self.last_id} | update)
        self.wake()
        return self.last_id

    def remove(self, update: Json) -> None:
        """Take out an update that the webhook took, unless it was dropped meanwhile."""
        with contextlib.suppress(ValueError):
            self.waiting.remove(update)

    def wake(self) -> None:
        self.arrived.set()
        if self.poller and not self.poller.done():
            self.poller.set_result(None)

    def confirm(self, offset: int) -> None:
        """Forget all updates before ``offset``; a negative one leaves the last ones only."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
            return
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()

    async def fetch(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Long poll. Raises Refused (409) while a webhook is set, or when another poll takes over."""
        if self.webhook.url:
            raise conflict(HOOKED)
        if self.poller and not self.poller.done():
            self.poller.set_exception(conflict(TERMINATED))
        self.confirm(offset)
        if not self.waiting and seconds > 0:
            await self._wait(seconds)
        count = limit if 1 <= limit <= limits.UPDATES else limits.UPDATES
        return [self.waiting[index] for index in range(min(count, len(self.waiting)))]

    async def _wait(self, seconds: float) -> None:
        mine = self.poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await mine
        except TimeoutError:
            return
        finally:
            if self.poller is mine:
                self.poller = None
