"""How soon a post is stored while everything else is going on."""

from __future__ import annotations

from statistics import mean

from tests.bot.follow.detection import delays
from tests.bot.follow.world import World


def test_at_a_poll_of_30_seconds_a_post_is_stored_within_40_while_gaps_are_walked(world: World) -> None:
    found = delays(world, hours=1, seed=1)
    assert len(found) > 60
    assert mean(found) <= 18
    assert max(found) <= 40
