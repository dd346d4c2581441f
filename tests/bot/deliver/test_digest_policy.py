"""What to do about a digest that is owed."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.deliver.digest_policy import DigestStep, Wish, is_late, step
from tests.storage.builders import at

AIR_FORCE, MINISTRY = "kpszsu", "mod_russia"


def clock(text: str) -> datetime:
    return at(f"2026-09-22 {text}")


def come(**times: str) -> dict[str, datetime]:
    """When each side was read."""
    return {channel: clock(text) for channel, text in times.items()}


AT_HALF_PAST_NINE = Wish(clock("06:30"), asap=False)
ASAP = Wish(clock("03:00"), asap=True, main=AIR_FORCE, deadline=clock("07:40"))
ASAP_ONE_SIDE = Wish(clock("03:00"), asap=True)


@pytest.mark.parametrize(
    ("now", "first_side", "complete", "expected"),
    [
        ("06:30", "05:31", True, DigestStep.SEND),
        ("06:30", "05:31", False, DigestStep.WAIT),
        ("06:44", "05:31", False, DigestStep.WAIT),
        ("06:45", "05:31", False, DigestStep.SEND),
        ("07:00", "06:50", False, DigestStep.WAIT),
        ("07:05", "06:50", False, DigestStep.SEND),
        ("06:44", None, False, DigestStep.WAIT),
        ("06:45", None, False, DigestStep.NOTE),
        ("12:30", None, False, DigestStep.NOTE),
        ("12:30", "12:20", True, DigestStep.SEND),
        ("12:31", None, False, DigestStep.SKIP),
        ("12:31", "05:31", True, DigestStep.SKIP),
    ],
)
def test_what_to_do_about_a_digest_at_a_chosen_time(
    now: str, first_side: str | None, complete: bool, expected: DigestStep
) -> None:
    seen = come(mod_russia=first_side) if first_side else {}
    assert step(AT_HALF_PAST_NINE, clock(now), seen, complete=complete) is expected


@pytest.mark.parametrize(
    ("now", "seen", "complete", "expected"),
    [
        # the ministry's report alone waits for the Air Force's, until the deadline
        ("04:48", come(mod_russia="04:25"), False, DigestStep.WAIT),
        ("07:39", come(mod_russia="04:25"), False, DigestStep.WAIT),
        ("07:40", come(mod_russia="04:25"), False, DigestStep.SEND),
        ("08:10", come(mod_russia="08:10"), False, DigestStep.SEND),
        # the Air Force's waits for nobody, and with it the ministry's goes
        ("05:31", come(kpszsu="05:31"), False, DigestStep.SEND),
        ("06:35", come(mod_russia="04:25", kpszsu="06:35"), True, DigestStep.SEND),
        ("07:59", {}, False, DigestStep.WAIT),
        ("08:00", {}, False, DigestStep.NOTE),
        ("17:00", come(mod_russia="16:50", kpszsu="16:55"), True, DigestStep.SEND),
        ("17:01", come(mod_russia="16:50", kpszsu="16:55"), True, DigestStep.SKIP),
    ],
)
def test_an_asap_digest_comes_with_the_air_force_and_without_it_at_the_deadline(
    now: str, seen: dict[str, datetime], complete: bool, expected: DigestStep
) -> None:
    assert step(ASAP, clock(now), seen, complete=complete) is expected


@pytest.mark.parametrize("channel", [AIR_FORCE, MINISTRY])
def test_whoever_follows_one_side_gets_an_asap_digest_when_it_comes(channel: str) -> None:
    seen = {channel: clock("04:25")}
    assert step(ASAP_ONE_SIDE, clock("04:24"), {}, complete=False) is DigestStep.WAIT
    assert step(ASAP_ONE_SIDE, clock("04:25"), seen, complete=True) is DigestStep.SEND


@pytest.mark.parametrize(
    ("now", "posted", "complete", "late"),
    [
        ("06:50", ("05:31", "06:10"), True, False),
        ("06:51", ("05:31", "06:10"), True, True),
        ("07:00", ("05:31", "06:40"), True, False),
        ("07:01", ("05:31", "06:40"), True, True),
        ("07:05", ("06:30",), False, False),
        ("07:06", ("06:30",), False, True),
        ("12:00", (), False, False),
    ],
)
def test_a_digest_is_late_twenty_minutes_after_all_it_waited_for(
    now: str, posted: tuple[str, ...], complete: bool, late: bool
) -> None:
    times = {str(number): clock(text) for number, text in enumerate(posted)}
    assert is_late(AT_HALF_PAST_NINE, clock(now), times, complete=complete) is late


@pytest.mark.parametrize(
    ("now", "posted", "late"),
    [
        ("06:55", come(mod_russia="04:25", kpszsu="06:35"), False),
        ("06:56", come(mod_russia="04:25", kpszsu="06:35"), True),
        ("08:00", come(mod_russia="04:25"), False),
        ("08:01", come(mod_russia="04:25"), True),
    ],
)
def test_an_asap_digest_is_late_after_the_air_force_or_its_deadline(
    now: str, posted: dict[str, datetime], late: bool
) -> None:
    assert is_late(ASAP, clock(now), posted, complete=len(posted) == 2) is late
