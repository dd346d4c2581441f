"""Measure how long posts take to be stored, with gaps to fill, edits to find and posts at random moments."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from storage.posts.posts import revisions
from tests.bot.follow.world import NUMERIC_IDS, World


def delays(world: World, hours: float, seed: int) -> list[float]:
    """Seconds from the publication of each post to its place in the database, at a poll of 30 seconds.

    Answers take 2 s each. Both channels have a gap of some thousand posts, so that there is always one to walk.
    """
    chance = random.Random(seed)
    world.poll, world.latency = 30.0, 2.0
    for channel in NUMERIC_IDS:
        world.publish(channel, "TALLY 2026-09-01 launched 10 downed 1")
    world.start()
    world.advance(5)
    for channel in NUMERIC_IDS:
        for number in range(int(700 * hours)):
            world.publish(channel, f"while we were away {number}")
    waiting: dict[tuple[str, int], datetime] = {}
    found: list[float] = []
    end = world.now() + timedelta(hours=hours)
    while world.now() < end:
        for channel in NUMERIC_IDS:
            if chance.random() < 0.02:
                waiting[channel, world.publish(channel)] = world.now()
        world.advance(1)
        for key in [key for key in waiting if world.store.read_now(revisions, *key)]:
            found.append((world.now() - waiting.pop(key)).total_seconds())
    return found
