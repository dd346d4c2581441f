"""Check rows of windows as posts may word them against their readings.

A row is when the post came, its lead (``…`` stands for what it counts), the window and the doubts. Times are the
claimant's: ``27 20:00`` is of November 2026, ``3.5.2025 7:00`` of any other month; a day alone is a date without hours.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from parsers import read
from parsers.channels import CHANNELS
from parsers.records import NotAReport, Post, Tally, Unreadable


def when(told: str) -> datetime | date | None:
    """``27 20:00`` or ``3.5.2025 7:00`` as a local time, ``27`` as a date; ``?`` is not told."""
    if told.strip() == "?":
        return None
    day, _, clock = told.strip().partition(" ")
    numbers = [int(part) for part in day.split(".")]
    made = date(*reversed(numbers)) if len(numbers) == 3 else date(2026, 11, numbers[0])
    return datetime.combine(made, time.fromisoformat(clock.zfill(5))) if clock else made


def window_of(channel: str, posted: str, text: str) -> tuple[object, list[str]]:
    """The window read, on the claimant's clock, and the doubts; of a refusal its reason."""
    zone = CHANNELS[channel].zone
    came = when(posted)
    assert isinstance(came, datetime)
    got = read(Post(channel, None, came.replace(tzinfo=zone), text, None))
    assert not isinstance(got, NotAReport)
    if isinstance(got, Unreadable):
        return None, [got.reason]
    assert isinstance(got, Tally)
    codes = [doubt.code for doubt in got.doubts]
    if got.window is None:
        return None, codes
    edges = (got.window.start, got.window.end)
    return tuple(
        one.astimezone(zone).replace(tzinfo=None) if isinstance(one, datetime) else one for one in edges
    ), codes


def check(channel: str, row: tuple[Any, ...], counts: str) -> None:
    posted, lead, window, doubts = row
    got, codes = window_of(channel, posted, f"⚡️ {lead.replace('…', counts)}")
    assert got == (window and tuple(map(when, window.split("–"))))
    wanted = set(doubts.split())
    assert wanted - {"*"} <= set(codes)
    assert "*" in wanted or set(codes) == wanted
