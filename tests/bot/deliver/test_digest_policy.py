"""What to do about a digest that is owed."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.deliver.digest_policy import DigestStep, step
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
