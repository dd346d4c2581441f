"""The tests that are for SQLite alone, because they are about its file."""

from __future__ import annotations

REASONS: dict[str, str] = {}


def reason(test: str) -> str:
    """Why a test, by its name in pytest, is for one engine only; '' where it is for both."""
    return next((why for place, why in REASONS.items() if test.startswith(place)), "")
