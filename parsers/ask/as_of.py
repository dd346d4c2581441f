"""The moment as of which something is asked: ``2025-09-07 as of 2025-09-07 09:00``, «вчора станом на 9:00»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from parsers.ask.clock import clock
from parsers.ask.dates import day

_AS_OF = re.compile(
    r"(?:^|\s)(?:as\s+of|as\s+known\s+(?:on|at)|станом\s+на|по\s+состоянию\s+на)(?:\s+|$)", re.IGNORECASE
)
# The hour stands last, behind a date: "7 September at 09:00", "2025-09-07T09:00", «7 вересня о 9:00».
_HOUR = re.compile(r"(?:^|[\s,T])(?P<clock>(?:(?:at|о|об|в)\s+)?\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?)$", re.IGNORECASE)
_ZULU = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class AsOf:
    """What is asked (``text``, without the moment), and as of when.

    ``moment`` has its zone where it was written with one; else ``day`` and ``at`` are of the reader's clock: without a
    day it is that of what is asked, without an hour it is the end of the day. All None: it is no moment.
    """

    text: str
    moment: datetime | None = None
    day: date | None = None
    at: time | None = None


def as_of(text: str, today: date) -> AsOf | None:
    """Return what a text asks as of a moment; None where it names none. Raises ``NoSuchDayError``."""
    found = _AS_OF.search(text)
    return as_of_moment(text[found.end() :], today, text[: found.start()]) if found else None


def as_of_moment(told: str, today: date, text: str = "") -> AsOf:
    """Return the moment that ``told`` names. Raises ``NoSuchDayError``."""
    told = told.strip().rstrip(".?")
    if _ZULU.fullmatch(told):
        return AsOf(text.strip(), moment=_moment(told))
    hour = _HOUR.search(told)
    minutes = clock(hour["clock"]) if hour else None
    if hour and minutes is not None:
        told = told[: hour.start()].strip(" ,")
        named = day(told, today) if told else None
        if told and named is None:
            return AsOf(text.strip())
        return AsOf(text.strip(), day=named, at=time(*divmod(minutes, 60)))
    return AsOf(text.strip(), day=day(told, today) if told else None)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
