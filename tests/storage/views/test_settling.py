"""Until when the figures of a night are provisional."""

from __future__ import annotations

from datetime import date

from storage.views.settling import settles_at
from tests.storage.builders import at


def test_a_night_is_settled_48_hours_after_its_morning() -> None:
    assert settles_at(date(2025, 5, 20)) == at("2025-05-22 06:00")
    assert settles_at(date(2026, 2, 27)) == at("2026-03-01 06:00")
