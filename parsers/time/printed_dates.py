"""Dates as printed, «14 вересня», «17-го», «27–28 ноября», and the day that each of them means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from parsers.numbers.amounts import cardinal, ordinal
from parsers.text.phrases import Phrases
from parsers.text.tokens import Token
from parsers.time.plausible import YEARS
from parsers.vocabulary.windows import MONTHS

MONTH = Phrases((stem, month) for month, *sides in MONTHS for side in sides for stem in side.split())
_BEHIND_A_DATE = frozenset({"по", "до", "на", "-", ",", ".", ")", "числа"})
_BETWEEN_DATES = frozenset({"на", "по", "до", "-", "/", "и", "і", "й", "та"})
_HALF_A_YEAR = 184


class Day(NamedTuple):
    """A date as printed; year and month may be missing."""

    year: int | None
    month: int | None
    day: int


def read_date(tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
    """Return the date that begins at token ``at`` and the token after it; None if there is none.

    «14 вересня», «21 листопада 2024 року», «17-го», «двадцать второго октября», «20 на 21 сентября».
    """
    read = ordinal(tokens, at) or cardinal(tokens, at)
    if read is None or not 1 <= read[0] <= 31:
        return None
    day, after = read
    after = _past_comma(tokens, after)
    month = MONTH.match(tokens, after) if after < len(tokens) else None
    if month:
        year, end = _year(tokens, month.after)
        return Day(year, month.row, day), end
    if tokens[at].kind == "number" and tokens[at].text.endswith("го") and _ends_a_date(tokens, at + 1):
        return Day(None, None, day), at + 1
    if _is_first_of_two_dates(tokens, at):
        return Day(None, None, day), at + 1
    return None


def _past_comma(tokens: Sequence[Token], after: int) -> int:
    """Return the token after a stray comma between day and month: «У ніч на 01, березня» (catalogue, 2026)."""
    stray = after + 1 < len(tokens) and tokens[after].text == "," and MONTH.match(tokens, after + 1)
    return after + 1 if stray else after


def _ends_a_date(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a date ends here: «17-го по 04 годину» is a day, «збиття 21-го ударного БпЛА» a count."""
    return at >= len(tokens) or tokens[at].text in _BEHIND_A_DATE


def _is_first_of_two_dates(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a day is the first of two: «В ночь с 20 на 21 сентября», «27–28 ноября», «27/28 листопада»."""
    return (
        at + 3 < len(tokens)
        and tokens[at + 1].text in _BETWEEN_DATES
        and tokens[at + 2].kind == "number"
        and MONTH.match(tokens, at + 3) is not None
    )


def _year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    token = tokens[at] if at < len(tokens) else None
    if token and token.kind == "number" and token.value and 2000 <= token.value <= 2100:
        return token.value, at + 1
    return None, at


def is_date(day: int, month: int) -> bool:
    """Return whether a month may have such a day."""
    return 1 <= day <= 31 and 1 <= month <= 12


def whole_year(year: int) -> int:
    """Return a year of two figures in this century as four."""
    return year + 2000 if year < 100 else year


def nearest(day: Day, posted: date | None) -> date | None:
    """Return the date meant: in its printed year, or else in the year that brings it nearest to the day of posting.

    «29 лютого» in a year that has none does not mean the next leap year.
    """
    if day.month is None:
        return None
    years = [day.year] if day.year else [posted.year - 1, posted.year, posted.year + 1] if posted else []
    dates = [made for year in years if (made := _make(year, day.month, day.day))]
    if not dates or not posted:
        return dates[0] if dates else None
    made = min(dates, key=lambda made: abs((made - posted).days))
    return made if day.year or abs((made - posted).days) <= _HALF_A_YEAR else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
