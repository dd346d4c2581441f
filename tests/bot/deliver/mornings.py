"""A morning of both sides, and the clock set to an hour of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.demo.bot_api import BotApi
from parsers.records import Outcome
from storage import Store
from tests.bot.talking import Talk, talking
from tests.storage.builders import at, line, night

DAY = "2026-09-22"
EVENING = at("2026-09-21 18:00")


def air_force(store: Store, launched: int = 212, message_id: int = 79455) -> None:
    store.write_now(night, "kpszsu", message_id, DAY, line(Outcome.LAUNCHED, launched, "shahed"), posted="05:31")


def ministry(store: Store, posted: str = "04:48") -> None:
    store.write_now(night, "mod_russia", 67001, DAY, line(Outcome.DOWNED, 91), posted=posted)


@asynccontextmanager
async def subscribed(bot_api: BotApi, store: Store) -> AsyncIterator[Talk]:
    """A chat that has chosen 09:30 in the evening, for a morning that both sides have told of."""
    async with talking(bot_api, store, EVENING) as talk:
        await talk.ask("/subscribe 09:30")
        air_force(store)
        ministry(store)
        yield talk


async def at_the_clock(talk: Talk, text: str) -> None:
    """Set the clock to this time, decide what is due and send it."""
    talk.moment.now = at(f"{DAY} {text}")
    await talk.deliver()
