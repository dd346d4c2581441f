"""A few runs of the state machine; ``make trust`` makes a thousand."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.bot.follow.machine import Following

TestFollowing = Following.TestCase
TestFollowing.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
