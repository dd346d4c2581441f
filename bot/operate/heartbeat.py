"""A ping to a service that raises the alarm when it no longer comes: sent only while the whole way works.

The way is: pages are read, the database takes what was read, the sender sends. A bot that merely lives is silent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

# httpx knows proxies, NO_PROXY and certificates.
import httpx

from bot.net.addresses import is_near
from bot.operate.health import SENDER, STORE, AgeLimits, Signs, follow_task, health_of
from bot.operate.pulses import Pulses
from bot.operate.signs import keep_once
from storage import StorageError, Store
from storage.channels.cursors import paused_by_operator

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Beating:
    """What a ping tells of: the store takes a write, and the pulses of these channels and of the sender are fresh."""

    store: Store
    pulses: Pulses
    channels: Sequence[str]
    patience: AgeLimits
    now: Callable[[], datetime]


class Heartbeat:
    """Pings ``url``, which is as good as a password: no more than its host is ever logged."""

    def __init__(self, url: str, client: httpx.AsyncClient, bot: Beating) -> None:
        self._url = url
        self._host = urlsplit(url).hostname
        self._client = client
        self._bot = bot
        self._told: str | None = None

    async def beat_once(self) -> bool:
        """Ping, if everything works; whether a ping arrived. What is wrong is logged once, until it is well again."""
        wrong = await self._wrong() or await self._ping()
        if wrong is None:
            if self._told is not None:
                log.info("the heartbeat goes to %s again", self._host)
        elif wrong != self._told:
            log.warning("%s", wrong)
        self._told = wrong
        return wrong is None

    async def _wrong(self) -> str | None:
        """Why the bot is not well enough to ping; None where it is."""
        bot = self._bot
        try:
            await keep_once(bot.store, bot.pulses, bot.now())
            paused = await bot.store.read(paused_by_operator)
        except StorageError as error:
            return f"no heartbeat: {error}"
        ages = {one.task: one.age for one in bot.pulses.all()}
        tasks = (SENDER, STORE, *map(follow_task, bot.channels))
        dead = [task for task in tasks if not health_of(Signs(ages, paused=frozenset(paused)), [task], bot.patience).ok]
        return f"no heartbeat: {', '.join(dead)} did not get on" if dead else None

    async def _ping(self) -> str | None:
        """Ask for the address; a sentence where that failed. Its answer's words are not read, and no redirect followed:
        another host has no business to hear of it.
        """
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                async with self._client.stream("GET", self._url) as answer:
                    status = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            # only the kind: its words may hold the address
            return f"the heartbeat did not arrive at {self._host}: {type(error).__name__}"
        return None if 200 <= status < 300 else f"the heartbeat is refused by {self._host}: {status}"


@asynccontextmanager
async def open_heartbeat(url: str, bot: Beating, proxy: str | None = None) -> AsyncIterator[Heartbeat]:
    """A heartbeat with a connection of its own. Without ``proxy`` those of the environment are used.

    A service that is near is asked without any.
    """
    near = is_near(urlsplit(url).hostname or "")
    async with httpx.AsyncClient(
        timeout=TIMEOUT_SECONDS, follow_redirects=False, proxy=None if near else proxy, trust_env=not near
    ) as client:
        yield Heartbeat(url, client, bot)
