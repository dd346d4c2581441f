"""Replicas of the real application on one database, against one stand-in; the seconds of leases pass at will."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.app import Overnight, build
from bot.demo.bot_api import BotApi
from bot.fleet.keeper import LeaseKeeper
from bot.run import running
from bot.settings import load_settings
from bot.world import World
from storage import Store
from tests.bot.fleet.seconds import Seconds
from tests.bot.talking import NOBODY, Moment, house_languages, until


@dataclass
class Replica:
    """A running replica."""

    bot: Overnight
    keeper: LeaseKeeper
    moment: Moment

    @property
    def holds(self) -> set[str]:
        return set(self.keeper.role().holds)


async def shortly(_seconds: float) -> None:
    """Keepers look often: the seconds of leases pass by themselves in no test."""
    await asyncio.sleep(0.005)


@asynccontextmanager
async def replica(
    api: BotApi, store: Store, name: str, seconds: Seconds, moment: Moment, **settings: Any
) -> AsyncIterator[Replica]:
    """Run a replica on the database of ``store``, with connections of its own, until the block ends."""
    with store.beside() as own:
        keeper = LeaseKeeper(own, name, seconds, shortly, lambda db: round(seconds() * 1000))
        ours = {
            "database": store.location,
            "bot_token": api.token,
            "bot_api_url": api.base_url,
            "preview_hosts": NOBODY,
        } | settings
        world = World(
            now=moment,
            clock=time.monotonic,
            tick_seconds=3600,
            draws_ahead=False,
            lists_commands=False,
            languages=house_languages(),
        )
        bot = build(load_settings(env_file=None, **ours), own, world, keeper)
        async with running(bot, follows=False):
            await until(lambda: keeper.silent_for < 1 and keeper.role().free == ())
            yield Replica(bot, keeper, moment)


async def freeze(one: Replica) -> None:
    """Let a replica renew its leases no more, and not notice: its event loop stands still as far as they go."""
    one.keeper._wanted.clear()
    before = one.keeper._begun
    await until(lambda: one.keeper._tried > before)  # a renewal that had begun has ended
