"""What to do about a digest that is owed."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.deliver.digest_policy import DigestStep, is_late, step
from tests.storage.builders import at

OWED = at("2026-09-22 06:30")


def clock(text: str) -> datetime:
    return at(f"2026-09-22 {text}")


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
    seen = clock(first_side) if first_side else None
    assert step(OWED, clock(now), asap=False, first_side_at=seen, complete=complete) is expected


@pytest.mark.parametrize(
    ("now", "first_side", "complete", "expected"),
    [
        ("04:48", "04:48", False, DigestStep.WAIT),
        ("05:03", "04:48", False, DigestStep.SEND),
        ("05:00", "04:48", True, DigestStep.SEND),
        ("07:59", None, False, DigestStep.WAIT),
        ("08:00", None, False, DigestStep.NOTE),
        ("17:00", "16:55", True, DigestStep.SEND),
        ("17:01", "16:55", True, DigestStep.SKIP),
    ],
)
def test_what_to_do_about_an_asap_digest(
    now: str, first_side: str | None, complete: bool, expected: DigestStep
) -> None:
    seen = clock(first_side) if first_side else None
    assert step(clock("03:00"), clock(now), asap=True, first_side_at=seen, complete=complete) is expected


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
    assert is_late(OWED, clock(now), [clock(one) for one in posted], complete=complete) is late
