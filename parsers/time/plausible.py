"""Which times can be true. A post, or a clock, that tells another one is wrong, and nothing is reckoned from it."""

from __future__ import annotations

from datetime import UTC, datetime

# Telegram began in August 2013. The end is far away, and near enough to count nights up to it.
EARLIEST = datetime(2013, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
# The years a post may name in words: there is no day before the first of the calendar and none after the last one.
YEARS = range(2, 9999)


def is_possible(moment: datetime) -> bool:
    """Whether a channel can have posted, or a clock that goes right can stand, at this moment (with its zone)."""
    return EARLIEST <= moment < LATEST
