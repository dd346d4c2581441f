"""A time of day as people type it, and what they write behind it."""

from __future__ import annotations

import re

# 9, 09:30, 9.30, "at 9", «о 9 ранку», "9:30 pm", «21:00 год.»
_CLOCK = re.compile(
    r"(?:(?:at|о|об|в|на|в|@)\s+)?(?P<hours>\d{1,2})(?:[:.](?P<minutes>\d{2}))?"
    r"(?:\s*(?P<half>a\.?m\b\.?|p\.?m\b\.?|ранку|утра|вечора|вечера|дня))?"
    r"(?:\s*(?:год(?:ин[иіу]?)?|час(?:ов|а)?|o’clock)\b\.?)?"
    r"(?=$|[\s,;(+−–-])"
)
# Between a time and a place: "in Warsaw", «за Києвом», «по Киеву», "Kyiv time".
_JOINING = re.compile(
    r"^[\s,;(]*(?:(?:in|by|за|по|в|у|of)\s+)?|[\s,;).]*(?:\s(?:time|часом|часу|времени|время))?[\s.)]*$"
)
MORNING = ("a", "ранку", "утра")


def clock(text: str) -> int | None:
    """Return ``09:30``, ``9.30``, ``9 am``, «о 9 ранку» as minutes after midnight, or None if it is no time of day."""
    told = clock_and_place(text)
    return told[0] if told and not told[1] else None


def clock_and_place(text: str) -> tuple[int, str] | None:
    """Return the minutes after midnight and the words behind them, which name a place: ``9am in Warsaw``.

    None if the text does not begin with a time of day.
    """
    folded = text.strip().replace("'", "’")
    written = _CLOCK.match(folded.casefold())
    if not written:
        return None
    minutes = _minutes(int(written["hours"]), int(written["minutes"] or 0), written["half"] or "")
    return None if minutes is None else (minutes, _JOINING.sub("", folded[written.end() :]))


def _minutes(hours: int, minutes: int, half: str) -> int | None:
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (0 if half.startswith(MORNING) else 12)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None
