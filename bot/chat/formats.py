"""Numbers, dates, times and cities by CLDR, each written once.

The record is published as thousands of pages that say the same numbers and dates again and again, and applying CLDR's
patterns takes longer than all else on a page.
"""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal

KEPT = 4096


@lru_cache(maxsize=KEPT)
def decimal(value: float, code: str) -> str:
    """Format a whole number in a language."""
    return format_decimal(value, format="#,##0", locale=Locale.parse(code))


@lru_cache(maxsize=KEPT)
def day_by(value: date, pattern: str, code: str) -> str:
    """Format a date by a pattern of CLDR or the name of one (``long``)."""
    return format_date(value, pattern, locale=Locale.parse(code))


@lru_cache(maxsize=KEPT)
def clock(hour: int, minute: int, code: str) -> str:
    """Format ``09:12``."""
    return format_time(time(hour, minute), "HH:mm", locale=Locale.parse(code))


@lru_cache(maxsize=KEPT)
def city_of(name: str, locale: Locale) -> str:
    """Return the city of a zone in a language; for a zone newer than Babel's tables, from the zone's name."""
    try:
        return str(get_timezone_location(name, locale=locale, return_city=True))
    except LookupError:
        return name.rpartition("/")[2].replace("_", " ")
