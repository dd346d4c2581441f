"""The dates, ranges and times that people name as the argument of a command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from parsers.ask.lexicon import Sense
from parsers.ask.mending import heard_clearly
from parsers.ask.moments import DateRange, NoSuchDayError
from parsers.ask.ranges import time_at
from parsers.ask.sentence import Phrasing, Time
from parsers.ask.single_times import single

__all__ = ["DateRange", "NoSuchDayError", "day", "pair", "span", "times"]


def day(text: str, today: date) -> date | None:
    """Return the date of the one night that a text names, or None if it names none, or several times.

    Without a year it is the last such date up to today; a weekday is the last one. Raises ``NoSuchDayError``.
    """
    found = times(text, today)
    return found[0].dates.last if len(found) == 1 and found[0].is_day else None


def span(text: str, today: date) -> DateRange | None:
    """Return the range that a text names: a month ("2026-05", «травень»), a year, the last week; a night is one of one.

    A month without a year is the last such month that has begun. What ends after today is cut at today.
    Raises ``NoSuchDayError``.
    """
    found = times(text, today)
    if len(found) == 1:
        return found[0].dates
    if len(found) == 2 and found[1].dates.first == found[0].dates.last + timedelta(days=1):
        return DateRange(found[0].dates.first, found[1].dates.last)
    return None


def pair(text: str, today: date) -> tuple[DateRange, DateRange] | None:
    """Return the two ranges that a text names, or None if it does not name two. Raises ``NoSuchDayError``."""
    for reader in (time_at, single):
        found = times(text, today, reader)
        if len(found) == 2:
            return found[0].dates, found[1].dates
    return None


def times(text: str, today: date, reader: Callable[[Phrasing, int], Time | None] = time_at) -> list[Time]:
    """Return the times of a text that names nothing else but weapons; none if a word is strange."""
    found = heard_clearly(text, today, reader)
    return found.times if found and not found.places and not found.says(Sense.ALERT) else []
