"""Dates and ranges of the calendar, counted from the reader's today."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple


class NoSuchDayError(ValueError):
    """Something written like a date that does not exist, such as 31.02."""


class DateRange(NamedTuple):
    """A range of dates, both ends included."""

    first: date
    last: date


# Nobody asks for more nights than a century has, and the calendar, which begins in the year 1, would run out.
MOST_NIGHTS = 36_525
_FIRST_YEAR = 1900
_LAST_YEAR = 2199


def is_counted_from(today: date) -> bool:
    """Return whether a day is far enough from the ends of the calendar that weeks and years can be counted from it."""
    return _FIRST_YEAR <= today.year <= _LAST_YEAR


def whole_date(year: int, month: int, number: int) -> date:
    """Return a date. Raises ``NoSuchDayError``."""
    try:
        return date(year, month, number)
    except ValueError as error:
        raise NoSuchDayError(f"{number:02}.{month:02}.{year}") from error


def last_such_date(number: int, month: int, today: date) -> date:
    """Return the last date with a day and a month up to today; 29.02 means the last leap year's.

    Raises ``NoSuchDayError``.
    """
    if not 1 <= month <= 12 or not 1 <= number <= calendar.monthrange(2024, month)[1]:
        raise NoSuchDayError(f"{number:02}.{month:02}")
    years = range(today.year, max(today.year - 9, 0), -1)
    possible = (date(one, month, number) for one in years if number <= calendar.monthrange(one, month)[1])
    return next((found for found in possible if found <= today), today)


def easter(year: int) -> date:
    """Return the Orthodox Easter of a year from 1900 to 2099, by Meeus's rule for the Julian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, number = divmod(moon + weekday + 114, 31)
    return date(year, month, number + 1) + timedelta(days=13)


def last_with_number(number: int, today: date) -> date:
    """Return the last date up to today with a number from 1 to 31: in this month, or in one before it that has it."""
    found = today
    while found.day != number:
        found -= timedelta(days=1)
    return found


def whole_month(year: int, month: int) -> DateRange:
    """Return the dates of a month. Raises ``NoSuchDayError``."""
    if not 1 <= month <= 12 or not year:
        raise NoSuchDayError(f"{year}-{month:02}")
    return DateRange(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def months(year: int, month: int, number: int = 1) -> DateRange:
    """Return the dates of some months from one on; a month below 1 or above 12 is one of another year."""
    begin, end = year * 12 + month - 1, year * 12 + month + number - 2
    return DateRange(whole_month(begin // 12, begin % 12 + 1).first, whole_month(end // 12, end % 12 + 1).last)


def months_before(today: date, number: int) -> date | None:
    """Return the same day some months ago, or the last one of that month; None before the calendar."""
    index = today.year * 12 + today.month - 1 - number
    if index < _FIRST_YEAR * 12:
        return None
    last = calendar.monthrange(index // 12, index % 12 + 1)[1]
    return date(index // 12, index % 12 + 1, min(today.day, last))


def days_before(today: date, number: int) -> date | None:
    return today - timedelta(days=number) if abs(number) <= MOST_NIGHTS and number < today.toordinal() else None


def nights_to(today: date, number: int) -> DateRange | None:
    """Return so many nights up to today; None for none, or for more than anybody asks."""
    first = days_before(today, number - 1) if number > 0 else None
    return DateRange(first, today) if first else None


def calendar_unit(unit: str, back: int, today: date) -> DateRange | None:
    """Return the whole week, month, quarter, half, year or weekend that is so many before this one."""
    if unit in {"week", "weekend"}:
        monday = today - timedelta(days=today.weekday())
        if unit == "week":
            return DateRange(monday - timedelta(days=7 * back), monday - timedelta(days=7 * back - 6))
        # Before Saturday this week's weekend has not begun.
        weeks = back if back > 0 or today.weekday() >= 5 else back + 1
        return DateRange(monday - timedelta(days=7 * weeks - 5), monday - timedelta(days=7 * weeks - 6))
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit)
    if length is None:
        return None
    begin = (today.month - 1) // length * length + 1
    return months(today.year, begin - back * length, length)


def last_months(month: int, number: int, today: date, year: int | None = None) -> DateRange:
    """Return the months from one on, of a year, or else the last time they have begun."""
    return months(year if year is not None else today.year - (month > today.month), month, number)


def cut(found: DateRange, today: date) -> DateRange:
    """Return a range cut at today, unless it begins later."""
    return found if found.first > today else DateRange(found.first, min(found.last, today))
