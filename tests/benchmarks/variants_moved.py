"""Variants moved in time: every date of the post by the same days, or one clock time, in the text and in the label."""

from __future__ import annotations

import copy
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from parsers.channels import CHANNELS
from tests.benchmarks.variants_cases import Case

MONTHS = {
    "kpszsu": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "mod_russia": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
_MONTH_OF = {channel: {month: number for number, month in enumerate(row.split(), 1)} for channel, row in MONTHS.items()}
_DATE = {
    channel: re.compile(rf"(?<!\d)(\d{{1,2}}) ({'|'.join(months)})(?: (20\d\d))?", re.IGNORECASE)
    for channel, months in _MONTH_OF.items()
}
_OTHER_DATE = re.compile(
    r"\d-(?:го|ї|й|е)\b|\d\.\d\d\.\d|(?<!\d)\d{1,2}\.0?\d(?!\d)|неділ|понед|второго|20\d\d", re.IGNORECASE
)
_FIRST, _LAST = date(2022, 9, 15), date(2026, 11, 1)
_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})([.:])(\d\d)(?![\d.:])")


def another_date(case: Case, dice: Random) -> Case | None:
    """The post of another day: its dates, its time of publication and its window moved by the same number of days."""
    if case.posted is None or case.label is None or "window" not in case.label:
        return None
    pattern, zone = _DATE[case.channel], CHANNELS[case.channel].zone
    if _OTHER_DATE.search(_CLOCK.sub("", pattern.sub("", case.text))):
        return None
    posted = case.posted.astimezone(zone)
    days = dice.randrange((_FIRST - posted.date()).days, (_LAST - posted.date()).days)
    moved = (posted.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=zone)
    text = pattern.sub(lambda match: _moved_date(match, case.channel, posted.date(), days), case.text)
    label = copy.deepcopy(case.label)
    for edge in ("start", "end"):
        if label["window"] and label["window"].get(edge):
            label["window"][edge] = _moved_edge(label["window"][edge], days)
    return replace(case, text=text, posted=moved, label=label)


def _moved_date(match: re.Match[str], channel: str, posted: date, days: int) -> str:
    day, month, year = match.groups()
    number = _MONTH_OF[channel][month.lower()]
    told = date(int(year) if year else posted.year, number, int(day))
    if not year and told > posted + timedelta(days=40):
        told = told.replace(year=told.year - 1)
    new = told + timedelta(days=days)
    printed = f"{new.day:02}" if day.startswith("0") else f"{new.day}"
    return f"{printed} {MONTHS[channel].split()[new.month - 1]}" + (f" {new.year}" if year else "")


def _moved_edge(edge: str, days: int) -> str:
    if "T" not in edge:
        return (date.fromisoformat(edge) + timedelta(days=days)).isoformat()
    return (datetime.fromisoformat(edge) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def another_time(case: Case, dice: Random) -> Case | None:
    """One edge of the window, or its one moment, some minutes earlier."""
    window = (case.label or {}).get("window") or {}
    edges = [edge for edge in ("start", "end") if "T" in (window.get(edge) or "")]
    found = [*_CLOCK.finditer(case.text)]
    choice = [
        (match, told)
        for match in found
        for told in {window[edge] for edge in edges}
        if told.endswith(f"T{int(match[1]):02}:{match[3]}") and _stands_once(match, found)
    ]
    if not choice:
        return None
    match, told = dice.choice(choice)
    earlier = datetime.fromisoformat(told) - timedelta(minutes=dice.randrange(1, 60))
    label = copy.deepcopy(case.label or {})
    for edge in edges:
        if window[edge] == told:
            label["window"][edge] = earlier.strftime("%Y-%m-%dT%H:%M")
    same_day = earlier.date() == datetime.fromisoformat(told).date()
    start, end = (label["window"].get(edge) or "" for edge in ("start", "end"))
    if not same_day or (end and start > end) or (start == end and window.get("start") != window.get("end")):
        return None
    hour = f"{earlier.hour:02}" if len(match[1]) == 2 else f"{earlier.hour}"
    text = f"{case.text[: match.start()]}{hour}{match[2]}{earlier:%M}{case.text[match.end() :]}"
    return replace(case, text=text, label=label)


def _stands_once(match: re.Match[str], found: list[re.Match[str]]) -> bool:
    return sum((int(one[1]), one[3]) == (int(match[1]), match[3]) for one in found) == 1


MOVED = {"another date": another_date, "another time": another_time}
