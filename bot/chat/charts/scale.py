"""Axes in round numbers, and dates under them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, pairwise

from babel.dates import format_date

from bot.chat.charts.sheets import Tick
from bot.chat.language import Language

STEPS = (1, 2, 5)
TICKS = 5
# Room over the highest bar for the words that name it.
HEADROOM = 1.12
# Up to this many dates a week is marked, up to the next every half month, above that every second month.
BY_WEEK = 45
BY_HALF_MONTH = 120


def axis(words: Language, highest: float) -> tuple[float, list[Tick]]:
    """Where an axis ends that holds ``highest``, and at most five round numbers on it above zero."""
    step = next(size for size in _steps() if highest <= size * TICKS)
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
    months = [(column, day) for column, day in enumerate(days) if day.day == 1 and day.month % 2]
    years = {days[0].year} if not months else {months[0][1].year}
    ticks: list[Tick] = []
    for column, day in months:
        year = f"\n{day.year}" if day.month == 1 or (day.year in years and not ticks) else ""
        ticks.append((column, month_letters(words, day) + year))
    return ticks


def month_letters(words: Language, day: date) -> str:
    """Format ``Sep``, «вер.»: a month on its own."""
    return format_date(day, "LLL", locale=words.locale)


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
