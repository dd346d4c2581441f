"""The dates, ranges and times that people name."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from parsers.ask.words import cleaned, only, phrases, tokens
from parsers.text.phrases import Phrases
from parsers.vocabulary.questions import (
    AGO,
    BETWEEN,
    DAYS_AGO,
    FILLERS,
    LAST,
    MONTHS,
    NIGHT_WORDS,
    SPANS,
    WEEKDAYS,
    YEAR_WORDS,
)

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?")
_ISO_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})|(\d{1,2})[-./](\d{4})")
# Naming two ranges takes fewer words.
_MOST_WORDS = 16
# Nobody counts nights back in more digits, and the calendar, which begins in the year 1, would run out.
_MOST_DIGITS = 4
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")


class NoSuchDayError(ValueError):
    """Something written like a date that does not exist, such as 31.02."""


class DateRange(NamedTuple):
    """A range of dates, both ends included."""

    first: date
    last: date


def day(text: str, today: date) -> date | None:
    """Return the date a person means, or None if the text is not a date.

    Without a year it is the last such date up to today; a weekday is the last one. Raises ``NoSuchDayError``.
    """
    folded = cleaned(text)
    bare = _bare(folded)
    if written := _ISO.fullmatch(bare):
        return _date(*map(int, written.groups()))
    if written := _DOTTED.fullmatch(bare):
        number, month, year = written.groups()
        return _dated(int(number), int(month), _year(year), today)
    return _named_day(folded, today)


def span(text: str, today: date) -> DateRange | None:
    """Return the range a person means: a month ("2026-05", "травень"), a year, the last week; a date is a range of one.

    A month without a year is the last such month that has begun. What ends after today is cut at today.
    Raises ``NoSuchDayError``.
    """
    folded = cleaned(text)
    bare = _bare(folded)
    whole = _month(bare, today) or _whole_year(bare) or _last(folded, today)
    if whole:
        return DateRange(whole.first, min(whole.last, today))
    named = day(text, today)
    return DateRange(named, named) if named else None


def pair(text: str, today: date) -> tuple[DateRange, DateRange] | None:
    """Return two ranges from one text, or None if it does not hold two; try every split, the middle first.

    Raises ``NoSuchDayError``.
    """
    parts = [part for part in cleaned(text).split() if part not in BETWEEN]
    if len(parts) > _MOST_WORDS:
        return None
    for cut in sorted(range(1, len(parts)), key=lambda cut: abs(2 * cut - len(parts))):
        first, second = (span(" ".join(half), today) for half in (parts[:cut], parts[cut:]))
        if first and second:
            return first, second
    return None


def clock(text: str) -> int | None:
    """Return ``09:30``, ``9.30``, ``9`` as minutes after midnight, or None if it is not a time of day."""
    written = _CLOCK.fullmatch(text.strip())
    if not written:
        return None
    hours, minutes = int(written[1]), int(written[2] or 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def _bare(text: str) -> str:
    """Return the text without words that do not say which time is meant: «в ніч на 22.09.2025 р.»."""
    return " ".join(word for word in text.split() if word.strip(".,") not in FILLERS | YEAR_WORDS)


def _date(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError as error:
        raise NoSuchDayError(f"{number:02}.{month:02}.{year}") from error


def _year(written: str | None) -> int | None:
    return None if written is None else int(written) + (2000 if len(written) == 2 else 0)


def _dated(number: int, month: int, year: int | None, today: date) -> date:
    """Return the date of a day and a month, in the given year or else the last in which it occurred.

    29.02 means the last leap year.
    """
    if year is not None:
        return _date(year, month, number)
    if not 1 <= month <= 12 or not 1 <= number <= calendar.monthrange(2024, month)[1]:
        raise NoSuchDayError(f"{number:02}.{month:02}")
    years = range(today.year, today.year - 9, -1)
    possible = (date(one, month, number) for one in years if number <= calendar.monthrange(one, month)[1])
    return next(found for found in possible if found <= today)


def _named_day(text: str, today: date) -> date | None:
    """Return the date of «вчора», "last monday", "22 sep 2026", «22 вересня»; None for anything else."""
    every = tokens(text)
    telling = [token for token in every if token.text not in FILLERS | YEAR_WORDS and token.text not in ",."]
    for some in (every, telling):
        ago = only(_days_ago(), some)
        if ago is not None:
            return today - timedelta(days=ago)
    if every and every[-1].text in AGO and (ago := _counted([token.text for token in every[:-1]])) is not None:
        return today - timedelta(days=ago)
    words = [token for token in telling if not token.text.isdecimal()]
    numbers = [int(token.text) for token in telling if token.text.isdecimal()]
    months = [month for token in words if (month := only(_months(), [token])) is not None]
    weekdays = [one for token in words if (one := only(_weekdays(), [token])) is not None]
    if len(months) == 1 and len(words) == 1 + len(weekdays) and len(numbers) in {1, 2, 3}:
        return _day_of_month(numbers, months[0], today)
    if len(weekdays) == 1 and not numbers and all(word.text in LAST for word in words[:-1]):
        return today - timedelta(days=(today.weekday() - weekdays[0]) % 7)
    return None


def _day_of_month(numbers: list[int], month: int, today: date) -> date | None:
    """Return the date from a day and perhaps a year around the name of a month, in any order.

    Of «21 на 22» it is the day on which the night ends.
    """
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    if len(days) == 2 and days[1] == days[0] + 1:
        del days[0]
    if len(days) != 1 or len(years) > 1 or any(year < 1000 for year in years):
        return None
    return _dated(days[0], month, years[0] if years else None, today)


def _month(text: str, today: date) -> DateRange | None:
    if written := _ISO_MONTH.fullmatch(text):
        year, month, month_first, year_last = written.groups()
        return _whole_month(int(year or year_last), int(month or month_first))
    words = text.split()
    named = only(_months(), tokens(words[0])) if words else None
    if named is None or len(words) > 2 or (len(words) == 2 and not re.fullmatch(r"\d{4}", words[1])):
        return None
    if len(words) == 2:
        return _whole_month(int(words[1]), named)
    return _whole_month(today.year - (named > today.month), named)


def _whole_month(year: int, month: int) -> DateRange:
    if not 1 <= month <= 12 or not year:
        raise NoSuchDayError(f"{year}-{month:02}")
    first = date(year, month, 1)
    return DateRange(first, date(year, month, calendar.monthrange(year, month)[1]))


def _whole_year(text: str) -> DateRange | None:
    if not re.fullmatch(r"20\d\d", text):
        return None
    return DateRange(date(int(text), 1, 1), date(int(text), 12, 31))


def _last(text: str, today: date) -> DateRange | None:
    """Return the range of «за місяць», "last week", "last 90 nights", ending today; None for anything else."""
    every = tokens(text)
    counted = _counted([token.text for token in every if token.text not in FILLERS - NIGHT_WORDS | LAST])
    length = counted or only(_spans(), [token for token in every if token.text not in FILLERS | LAST])
    return None if length is None else DateRange(today - timedelta(days=length - 1), today)


def _counted(words: list[str]) -> int | None:
    """Return the number of «90 ночей»; None for anything else. A bare number could mean anything."""
    if len(words) != 2 or not words[0].isdecimal() or words[1] not in NIGHT_WORDS:
        return None
    return int(words[0]) if len(words[0]) <= _MOST_DIGITS and int(words[0]) else None


@cache
def _days_ago() -> Phrases[int]:
    return phrases(DAYS_AGO)


@cache
def _months() -> Phrases[int]:
    return phrases(MONTHS)


@cache
def _weekdays() -> Phrases[int]:
    return phrases(WEEKDAYS)


@cache
def _spans() -> Phrases[int]:
    return phrases(SPANS)
