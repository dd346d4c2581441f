"""A ping to a service that raises an alarm when pings stop: sent only while everything works.

Everything is: pages are read, the database takes writes, the sender sends. A bot that is merely alive sends none.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

# httpx handles proxies, NO_PROXY and certificates.
import httpx

from bot.fleet.role import ReplicaRole
from bot.net.addresses import is_near
from bot.operate.health import SENDER, STORE, AgeLimits, Signs, follow_task, health_of, lease_of
from bot.operate.pulses import Pulses
from bot.operate.signs import ages_kept, keep_once
from storage import StorageError, Store
from storage.channels.cursors import paused_by_operator
from storage.pulses import kept

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Beating:
    """What a ping confirms: the store takes a write, and the pulses of these channels and of the sender are fresh.

    ``role`` is what this one of several replicas does: of what others do counts what they have recorded.
    """

    store: Store
    pulses: Pulses
    channels: Sequence[str]
    patience: AgeLimits
    now: Callable[[], datetime]
    role: Callable[[], ReplicaRole | None] = lambda: None


class Heartbeat:
    """Pings ``url``, which is as good as a password: only its host is ever logged."""

    def __init__(self, url: str, client: httpx.AsyncClient, bot: Beating) -> None:
        self._url = url
        self._host = urlsplit(url).hostname
        self._client = client
        self._bot = bot
        self._told: str | None = None

    async def beat_once(self) -> bool:
        """Ping if everything works; return whether a ping arrived. A fault is logged once until it is over."""
        wrong = await self._wrong() or await self._ping()
        if wrong is None:
            if self._told is not None:
                log.info("the heartbeat goes to %s again", self._host)
        elif wrong != self._told:
            log.warning("%s", wrong)
        self._told = wrong
        return wrong is None

    async def _wrong(self) -> str | None:
        """Return why the bot is not well enough to ping; None where it is."""
        bot, role = self._bot, self._bot.role()
        try:
            await keep_once(bot.store, bot.pulses, bot.now(), role)
            paused = await bot.store.read(paused_by_operator)
            ages = await self._ages(role)
        except StorageError as error:
            return f"no heartbeat: {error}"
        tasks = (SENDER, STORE, *map(follow_task, bot.channels))
        dead = [task for task in tasks if not health_of(Signs(ages, paused=frozenset(paused)), [task], bot.patience).ok]
        return f"no heartbeat: {', '.join(dead)} made no progress" if dead else None

    async def _ages(self, role: ReplicaRole | None) -> dict[str, float]:
        """Return the ages of the tasks here, and those that others have recorded of what they do."""
        here = {one.task: one.age for one in self._bot.pulses.all()}
        if role is None:
            return here
        recorded = ages_kept(await self._bot.store.read(kept))
        return here | {task: age for task, age in recorded.items() if lease_of(task) in role.elsewhere}

    async def _ping(self) -> str | None:
        """Request the address; return a sentence if that failed. The answer's body is not read, and no redirect is
        followed: the address is no other host's business.
        """
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                async with self._client.stream("GET", self._url) as answer:
                    status = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            # only the type: its text may contain the address
            return f"the heartbeat did not arrive at {self._host}: {type(error).__name__}"
        return None if 200 <= status < 300 else f"{self._host} refused the heartbeat: {status}"


@asynccontextmanager
async def open_heartbeat(url: str, bot: Beating, proxy: str | None = None) -> AsyncIterator[Heartbeat]:
    """Yield a heartbeat with a connection of its own. Without ``proxy`` those of the environment are used.

    A service on a nearby address is requested without any.
    """
    near = is_near(urlsplit(url).hostname or "")
    async with httpx.AsyncClient(
        timeout=TIMEOUT_SECONDS, follow_redirects=False, proxy=None if near else proxy, trust_env=not near
    ) as client:
        yield Heartbeat(url, client, bot)
