"""A thousand runs of the state machine of up to 50 steps. Run by ``make trust``."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from tests.bot.follow.machine import Following

TestFollowing = Following.TestCase
TestFollowing.settings = settings(
    max_examples=1000, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


def test_the_numbers_of_runs_and_requests_are_printed() -> None:
    """Stands after the machine in this file, so that its figures are printed once it is done."""
    print(f"\n{Following.runs} runs of the state machine, {Following.requests} requests")
