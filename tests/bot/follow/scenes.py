"""Shared scenes of the tests of following: both channels followed, a pass, the stored rows."""

from __future__ import annotations

from bot.follow.one_pass import PassReport, follow_once
from storage.posts.posts import revisions
from tests.bot.follow.world import World

TALLY = "TALLY 2026-09-01 launched 80 downed 60"


def once(world: World) -> dict[str, PassReport]:
    reports: dict[str, PassReport] = world.run(follow_once(("kpszsu", "mod_russia"), world.tools(), 0.0, _no_time))
    return reports


async def _no_time(seconds: float) -> None:
    return None


def stored(world: World, channel: str) -> list[int]:
    return [row[0] for row in world.query("SELECT message_id FROM posts WHERE channel = ? ORDER BY 1", channel)]


def texts(world: World, channel: str, message_id: int) -> list[str | None]:
    return [revision.text for revision in world.store.read_now(revisions, channel, message_id)]


def begun(world: World) -> World:
    """Both channels followed, each with a tally among a few posts."""
    for channel in ("kpszsu", "mod_russia"):
        world.publish(channel, TALLY)
        for _ in range(5):
            world.publish(channel)
    world.start()
    world.advance(10)
    return world
