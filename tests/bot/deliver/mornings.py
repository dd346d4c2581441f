"""A morning of both sides, and the clock set to an hour of it."""

from __future__ import annotations

from parsers.records import Outcome
from storage import Store
from tests.bot.talking import Talk
from tests.storage.builders import at, line, night

DAY = "2026-09-22"
EVENING = at("2026-09-21 18:00")


def air_force(store: Store, launched: int = 212, message_id: int = 79455) -> None:
    store.write_now(night, "kpszsu", message_id, DAY, line(Outcome.LAUNCHED, launched, "shahed"), posted="05:31")


def ministry(store: Store, posted: str = "04:48") -> None:
    store.write_now(night, "mod_russia", 67001, DAY, line(Outcome.DOWNED, 91), posted=posted)


async def at_the_clock(talk: Talk, text: str) -> None:
    """Set the clock to this time, decide what is due and send it."""
    talk.moment.now = at(f"{DAY} {text}")
    await talk.deliver()
