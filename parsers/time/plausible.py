"""Which times can be true. A post or a clock with any other is wrong, and nothing is computed from it."""

from __future__ import annotations

from datetime import UTC, datetime

# Telegram began in August 2013. The end is far away, but near enough to count nights up to it.
EARLIEST = datetime(2013, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
# The years a post may name: the calendar has no day before its first or after its last one.
YEARS = range(2, 9999)


def is_possible(moment: datetime) -> bool:
    """Return whether a channel can have posted, or a correct clock can be, at this moment (with its zone)."""
    return EARLIEST <= moment < LATEST
