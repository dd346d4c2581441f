"""Axes in round numbers, and dates under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, pairwise

from babel.dates import format_date

from bot.chat.charts.sheets import Tick
from bot.chat.language import Language

STEPS = (1, 2, 5)
# At most so many lines across a panel, that of zero among them.
LINES = 4
# Room over the highest bar for the words that name it.
HEADROOM = 1.12
# Up to this many dates a week is marked, up to the next every half month, above that every month.
BY_WEEK = 45
BY_HALF_MONTH = 120


def axis(words: Language, highest: float, lines: int = LINES) -> tuple[float, list[Tick]]:
    """Where an axis ends that holds ``highest``, and at most so many round numbers on it, zero among them."""
    step = next(size for size in _steps() if highest * HEADROOM < size * lines)
    top = max(highest * HEADROOM, step)
    return top, [(number, words.number(number)) for number in range(0, int(top) + 1, step)]


def _steps() -> Iterator[int]:
    """1, 2, 5, 10, 20 … without end: a post may print any number."""
    return (step * 10**power for power in count() for step in STEPS)


def dates_under(words: Language, days: Sequence[date]) -> list[Tick]:
    """The dates to write under the columns of ``days``, which are in a row."""
    if len(days) <= BY_WEEK:
        return [(column, words.short_day(day)) for column, day in enumerate(days) if (len(days) - 1 - column) % 7 == 0]
    if len(days) <= BY_HALF_MONTH:
        return [(column, words.short_day(day)) for column, day in enumerate(days) if day.day in {1, 16}]
    return [(column, month_letters(words, day)) for column, day in enumerate(days) if day.day == 1]


def weeks_under(words: Language, days: Sequence[date]) -> list[Tick]:
    """The months to write under weeks that end on ``days``: every second one, under the week of its first day."""
    ticks: list[Tick] = []
    for column, (before, day) in enumerate(pairwise(days), start=1):
        if before.month != day.month and day.month % 2:
            year = f"\n{day.year}" if day.month == 1 or not ticks else ""
            ticks.append((column, month_letters(words, day) + year))
    return ticks


def month_letters(words: Language, day: date) -> str:
    """Format ``Sep``, «вер.»: a month on its own."""
    return format_date(day, "LLL", locale=words.locale)


def month_name(words: Language, day: date, *, short: bool) -> str:
    """Format ``September`` or, short, ``Sep``; a January has its year: ``Jan 2026``."""
    if day.month == 1:
        return f"{month_letters(words, day)} {day.year}"
    return month_letters(words, day) if short else format_date(day, "LLLL", locale=words.locale)


def weekday_letters(words: Language) -> list[str]:
    """The shortest names of Monday to Sunday."""
    names = words.locale.days["stand-alone"]["narrow"]
    return [str(names[number]) for number in range(7)]


def runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    """Columns as runs of neighbours, first and last: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    if not columns:
        return []
    ends = [(one, other) for one, other in pairwise(columns) if other - one > 1]
    firsts = [columns[0], *(other for _, other in ends)]
    lasts = [*(one for one, _ in ends), columns[-1]]
    return list(zip(firsts, lasts, strict=True))
