"""What a person typed: a date, a range, a place, a weapon, a time; in English, Ukrainian and Russian, any case form.

Nothing here knows the clock or a zone: ``today`` is the reader's date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple, TypeVar

from parsers.phrases import Phrases
from parsers.places import spelled
from parsers.tables.places import CITIES, LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE, Place
from parsers.tables.questions import DAYS_AGO, FILLERS, LAST, MONTHS, PREPOSITIONS, REGION_WORDS, SPANS, WEEKDAYS
from parsers.tables.weapons import WEAPONS, Weapon
from parsers.text import Token

T = TypeVar("T")

# The first full-scale attack; no channel counts nights before it.
WAR_BEGAN = date(2022, 2, 24)

_WORD = re.compile(r"[^\W\d_]+(?:[’-][^\W_]+)*|\d+|[^\w\s]")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?")
_ISO_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})|(\d{1,2})[-./](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
# «22-го», «22nd»
_ORDINAL = re.compile(r"(?<=\d)-?(?:го|е|є|ге|ше|те|ме|st|nd|rd|th)\b")


class NoSuchDayError(ValueError):
    """A date that is written like one and is none, such as 31.02."""


class Span(NamedTuple):
    """A range of dates, both in it."""

    first: date
    last: date


def day(text: str, today: date) -> date | None:
    """The date a person means, or None where the text is no date.

    Without a year it is the last such date up to today; a weekday is the last one. Raises ``NoSuchDayError``.
    """
    cleaned = _cleaned(text)
    if written := _ISO.fullmatch(cleaned):
        return _date(*map(int, written.groups()))
    if written := _DOTTED.fullmatch(cleaned):
        number, month, year = written.groups()
        return _dated(int(number), int(month), _year(year), today)
    return _named_day(cleaned, today)


def span(text: str, today: date) -> Span | None:
    """The range a person means: a month ("2026-05", "травень"), a year, the last week; a date is a range of one.

    A month without a year is the last such month that has begun. What ends after today is cut at today.
    Raises ``NoSuchDayError``.
    """
    cleaned = _cleaned(text)
    whole = _month(cleaned, today) or _whole_year(cleaned) or _last(cleaned, today)
    if whole:
        return Span(whole.first, min(whole.last, today))
    found = day(text, today)
    return Span(found, found) if found else None


def clock(text: str) -> int | None:
    """``09:30``, ``9.30``, ``9`` as minutes after midnight; None where it is no time of a day."""
    written = _CLOCK.fullmatch(text.strip())
    if not written:
        return None
    hours, minutes = int(written[1]), int(written[2] or 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


def region(text: str) -> str | None:
    """The code of the region, sea or city that is named and nothing else (ISO 3166-2, or a slug); None otherwise.

    The name of a city after which a region is called ("Odesa", «Одеса») is taken for the region: that is what reports
    name.
    """
    found = [token for token in _tokens(_cleaned(text)) if token.text not in PREPOSITIONS]
    bare = found[:-1] if len(found) > 1 and _only(_regions(), found[-1:]) else found
    for tokens in (found, bare):
        english = _english_places().get(" ".join(token.text for token in tokens))
        place = _only(_places(), tokens)
        if english or place:
            return english or (place and _region_of(place))
    return None


def weapon(text: str) -> str | None:
    """The slug of the weapon that is named and nothing else; None otherwise."""
    return _only(_weapons(), _tokens(_cleaned(text)))


def _cleaned(text: str) -> str:
    folded = text.casefold().replace("ё", "е")
    folded = re.sub("['‘ʼ`´]", "’", folded).strip(' \t\n.,!?«»"')
    return _ORDINAL.sub("", re.sub("[‐‑‒–—−]", "-", folded))


def _tokens(cleaned: str) -> list[Token]:
    return [Token("word", match[0], *match.span()) for match in _WORD.finditer(cleaned)]


def _date(year: int, month: int, number: int) -> date:
    try:
        return date(year, month, number)
    except ValueError as error:
        raise NoSuchDayError(f"{number:02}.{month:02}.{year}") from error


def _year(written: str | None) -> int | None:
    return None if written is None else int(written) + (2000 if len(written) == 2 else 0)


def _dated(number: int, month: int, year: int | None, today: date) -> date:
    """A day and a month, of the given year or of the last in which it was; 29.02 waits for its leap year."""
    if year is not None:
        return _date(year, month, number)
    if not 1 <= month <= 12 or not 1 <= number <= calendar.monthrange(2024, month)[1]:
        raise NoSuchDayError(f"{number:02}.{month:02}")
    years = range(today.year, today.year - 9, -1)
    possible = (date(one, month, number) for one in years if number <= calendar.monthrange(one, month)[1])
    return next(found for found in possible if found <= today)


def _named_day(cleaned: str, today: date) -> date | None:
    """«вчора», "last monday", "22 sep 2026", «22 вересня»."""
    every = _tokens(cleaned)
    found = [token for token in every if token.text not in FILLERS and token.text not in ",."]
    for tokens in (every, found):
        ago = _only(_days_ago(), tokens)
        if ago is not None:
            return today - timedelta(days=ago)
    words = [token for token in found if not token.text.isdecimal()]
    numbers = [int(token.text) for token in found if token.text.isdecimal()]
    months = [month for token in words if (month := _only(_months(), [token])) is not None]
    weekdays = [one for token in words if (one := _only(_weekdays(), [token])) is not None]
    if len(months) == 1 and len(words) == 1 + len(weekdays) and len(numbers) in {1, 2}:
        return _day_of_month(numbers, months[0], today)
    if len(weekdays) == 1 and not numbers and all(word.text in LAST for word in words[:-1]):
        return today - timedelta(days=(today.weekday() - weekdays[0]) % 7)
    return None


def _day_of_month(numbers: list[int], month: int, today: date) -> date | None:
    """A day and perhaps a year around the name of a month, in any order."""
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if number <= 31]
    if len(days) != 1 or len(years) > 1 or any(year < 1000 for year in years):
        return None
    return _dated(days[0], month, years[0] if years else None, today)


def _month(cleaned: str, today: date) -> Span | None:
    if written := _ISO_MONTH.fullmatch(cleaned):
        year, month, month_first, year_last = written.groups()
        return _whole_month(int(year or year_last), int(month or month_first))
    words = cleaned.split()
    named = _only(_months(), _tokens(words[0])) if words else None
    if named is None or len(words) > 2 or (len(words) == 2 and not re.fullmatch(r"\d{4}", words[1])):
        return None
    if len(words) == 2:
        return _whole_month(int(words[1]), named)
    return _whole_month(today.year - (named > today.month), named)


def _whole_month(year: int, month: int) -> Span:
    first = _date(year, month, 1)
    return Span(first, date(year, month, calendar.monthrange(year, month)[1]))


def _whole_year(cleaned: str) -> Span | None:
    if not re.fullmatch(r"20\d\d", cleaned):
        return None
    return Span(date(int(cleaned), 1, 1), date(int(cleaned), 12, 31))


def _last(cleaned: str, today: date) -> Span | None:
    """ "week", «за місяць», "90": the last so many dates."""
    found = [token for token in _tokens(cleaned) if token.text not in FILLERS | LAST]
    if len(found) == 1 and found[0].text.isdecimal() and 32 <= int(found[0].text) <= 1999:
        return Span(today - timedelta(days=int(found[0].text) - 1), today)
    length = _only(_spans(), found)
    return None if length is None else Span(today - timedelta(days=length - 1), today)


def _only(rows: Phrases[T], found: list[Token]) -> T | None:
    """The row whose phrase is the whole of the text."""
    hit = rows.match(found, 0) if found else None
    return hit.row if hit and hit.after == len(found) else None


def _phrases(rows: Iterable[tuple[T, str]]) -> Phrases[T]:
    return Phrases((phrase.strip(), row) for row, phrases in rows for phrase in phrases.split(";"))


@cache
def _days_ago() -> Phrases[int]:
    return _phrases(DAYS_AGO)


@cache
def _months() -> Phrases[int]:
    return _phrases(MONTHS)


@cache
def _weekdays() -> Phrases[int]:
    return _phrases(WEEKDAYS)


@cache
def _spans() -> Phrases[int]:
    return _phrases(SPANS)


@cache
def _weapons() -> Phrases[str]:
    return _phrases((row.slug, f"{row.stems}; {_folded(row)}=") for row in WEAPONS)


def _folded(row: Weapon) -> str:
    return row.en.casefold()


@cache
def _regions() -> Phrases[bool]:
    return _phrases([(True, REGION_WORDS)])


@cache
def _places() -> Phrases[Place]:
    """Every place by its words in posts; where a region's and a city's fit alike, the region's row comes first."""
    rows: tuple[Place, ...] = (*UKRAINE, *RUSSIA, *SEAS, *CITIES, *LAUNCH_PLACES)
    return Phrases((phrase, row) for row in rows for phrase in (*spelled(row, "uk", "ru"), f"{row.uk.casefold()}="))


@cache
def _english_places() -> dict[str, str]:
    """Codes by English names, the regions' before the cities'; whole names before bare ones ("Kyiv" is the city)."""
    rows = (*UKRAINE, *RUSSIA, *SEAS, *CITIES, *LAUNCH_PLACES)
    whole = [(" ".join(token.text for token in _tokens(row.en.casefold())), row.code) for row in rows]
    named: dict[str, str] = {}
    for name, code in (*whole, *((_base(row), row.code) for row in rows)):
        named.setdefault(name, code)
    return named


def _region_of(place: Place) -> str:
    """The region called after a city or a launch place, or the place's own code."""
    own = place in UKRAINE or place in RUSSIA
    return place.code if own else _english_places().get(_base(place), place.code)


def _base(row: Place) -> str:
    return row.en.casefold().removesuffix(" region").removesuffix(" (city)")
