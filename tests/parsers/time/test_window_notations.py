"""Generated windows in every notation of posts: each is read as written, doubted, or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import read
from parsers.channels import CHANNELS
from parsers.records import NotAReport, Post, Tally, Unreadable

AIR_FORCE = "противник атакував 101 ударним БпЛА. За попередніми даними, {}збито/подавлено 85 ворожих БпЛА."
MINISTRY = " дежурными средствами ПВО уничтожены 33 украинских беспилотных летательных аппарата."
MONTHS = {
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
OF_A_WEEKDAY = {
    "uk": "понеділка вівторка середи четверга п’ятниці суботи неділі",
    "ru": "понедельника вторника среды четверга пятницы субботы воскресенья",
}
ONTO_A_WEEKDAY = {
    "uk": "понеділок вівторок середу четвер п’ятницю суботу неділю",
    "ru": "понедельник вторник среду четверг пятницу субботу воскресенье",
}
PARTS = {"uk": "ночі ранку дня вечора", "ru": "ночи утра дня вечера"}
ORDINALS = (
    "первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого одиннадцатого двенадцатого "
    "тринадцатого четырнадцатого пятнадцатого шестнадцатого семнадцатого восемнадцатого девятнадцатого двадцатого "
    "двадцать-первого двадцать-второго двадцать-третьего двадцать-четвертого двадцать-пятого двадцать-шестого "
    "двадцать-седьмого двадцать-восьмого двадцать-девятого тридцатого тридцать-первого"
)


class Written:
    """A moment in the spellings of posts."""

    def __init__(self, moment: datetime, language: str) -> None:
        self.at = moment
        self.day = f"{moment.day} {MONTHS[language].split()[moment.month - 1]}"
        self.year = f"{self.day} {moment.year} року"
        self.figures = f"{moment:%d.%m}"
        self.dots, self.colon = f"{moment.hour}.{moment:%M}", f"{moment:%H:%M}"
        self.of = OF_A_WEEKDAY[language].split()[moment.weekday()]
        self.onto = ONTO_A_WEEKDAY[language].split()[moment.weekday()]
        ordinal = ORDINALS.split()[moment.day - 1].replace("-", " ")
        self.ordinal = f"{ordinal} {MONTHS[language].split()[moment.month - 1]}"
        self.said = self._of_twelve(PARTS[language].split())

    def _of_twelve(self, parts: list[str]) -> str:
        """«8 вечора», «11.30 ранку»: midnight and noon have no such name here."""
        hour = self.at.hour
        part = parts[0 if hour < 4 else 1 if hour < 12 else 2 if hour < 16 else 3]
        figures = str(hour % 12) if self.at.minute == 0 else f"{hour % 12}.{self.at:%M}"
        return f"{figures} {part}" if hour % 12 else self.colon


Shape = Callable[[Written, Written], str]


def next_day(start: Written, end: Written, text: str) -> str:
    """The text where the window ends on the next day: no night of two weekdays ends on the day it begins."""
    return text if end.at.date() - start.at.date() == timedelta(days=1) else ""


def same_day(start: Written, end: Written, text: str) -> str:
    return text if end.at.date() == start.at.date() else ""


# What a shape cannot tell of is empty.
UKRAINIAN: dict[str, Shape] = {
    "night, start in brackets": lambda s, e: f"У ніч на {e.day} (з {s.colon} {s.day}) " + as_of(e),
    "night, start in brackets, year": lambda s, e: f"У ніч на {e.year} (із {s.dots} {s.day}) " + as_of(e),
    "night, figures": lambda s, e: f"У ніч на {e.figures} (з {s.dots} {s.figures}) " + as_of(e),
    "night, both in brackets": lambda s, e: f"У ніч на {e.day} ({s.colon} {s.day} – {e.colon} {e.day}) " + plain(),
    "night of weekdays": lambda s, e: next_day(s, e, f"У ніч з {s.of} на {e.onto} (з {s.colon} {s.day}) " + as_of(e)),
    "night of weekdays and figures": lambda s, e: next_day(
        s, e, f"У ніч з {s.of} на {e.onto} ({s.colon} {s.figures} – {e.colon} {e.figures}) " + plain()
    ),
    "day in brackets": lambda s, e: same_day(s, e, f"Протягом дня {s.day} (із {s.dots} до {e.dots}) " + plain()),
    "two dates": lambda s, e: f"Із {s.dots} {s.day} по {e.dots} {e.year} " + plain(),
    "two dates in figures": lambda s, e: f"(із {s.dots} {s.figures} по {e.dots} {e.figures}) " + plain(),
    "date first": lambda s, e: f"{s.day} з {s.dots} по {e.dots} " + plain(),
    "date last": lambda s, e: f"З {s.dots} по {e.dots} {e.day} " + plain(),
    "weekdays": lambda s, e: f"З {s.colon} {s.of} до {e.colon} {e.of} " + plain(),
    "no date": lambda s, e: f"З {s.colon} до {e.colon} " + plain(),
    "hours of twelve": lambda s, e: f"З {s.said} {s.day} до {e.said} {e.day} " + plain(),
    "narrative": lambda s, e: f"Чергова атака розпочалась {s.day} о {s.dots} і тривала до {e.dots} {e.day}, " + plain(),
    "start alone": lambda s, e: f"З {s.colon} {s.day} " + as_of(e),
    "present": lambda s, e: f"Протягом поточної доби із {s.dots} {s.day} {s.at.year} року " + as_of(e),
}
RUSSIAN: dict[str, Shape] = {
    "two dates": lambda s, e: f"С {s.dots} мск {s.day} до {e.dots} мск {e.day}",
    "two dates of this year": lambda s, e: f"В период с {s.colon} мск {s.day} т.г. по {e.colon} мск {e.day} т.г.",
    "two dates in figures": lambda s, e: f"(с {s.dots} мск {s.figures} до {e.dots} мск {e.figures})",
    "no date": lambda s, e: f"В период с {s.dots} мск до {e.dots} мск",
    "date first": lambda s, e: f"{s.day} с {s.dots} до {e.dots} мск",
    "date in words": lambda s, e: f"{s.ordinal} текущего года в период с {s.dots} до {e.dots}",
    "date last": lambda s, e: f"С {s.dots} до {e.dots} мск {e.day}",
    "weekdays": lambda s, e: f"С {s.dots} мск {s.of} до {e.dots} мск {e.of}",
    "hours of twelve": lambda s, e: f"С {s.said} {s.day} до {e.said} {e.day}",
    "hours of twelve, no date": lambda s, e: f"С {s.said} до {e.said}",
    "two windows": lambda s, e: next_day(
        s, e, f"С {s.dots} мск {s.day} до полуночи уничтожены 7 БПЛА, с полуночи до {e.dots} мск {e.day}"
    ),
    "dash": lambda s, e: f"{s.day} {s.dots} – {e.day} {e.dots} мск",
}


def plain() -> str:
    return AIR_FORCE.format("")


def as_of(end: Written) -> str:
    return AIR_FORCE.format(f"станом на {end.colon}, ")


def windows() -> st.SearchStrategy[tuple[datetime, datetime, datetime]]:
    """When a window begins and ends, and when its post came."""
    begins = st.datetimes(datetime(2025, 12, 1), datetime(2028, 3, 5))  # noqa: DTZ001 - on the claimant's clock
    lasts, later = st.integers(1, 24 * 12), st.integers(0, 14 * 60)
    return st.builds(_window, begins, lasts, later)


def _window(begins: datetime, fives: int, later: int) -> tuple[datetime, datetime, datetime]:
    start = begins.replace(minute=begins.minute // 5 * 5, second=0, microsecond=0)
    end = start + timedelta(minutes=5 * fives)
    return start, end, end + timedelta(minutes=later)


def told(channel: str, text: str, posted: datetime) -> Any:
    """The window read where there is one and nothing is doubted; None where it is doubted or refused."""
    zone = CHANNELS[channel].zone
    got = read(Post(channel, None, posted.replace(tzinfo=zone), text, None))
    assert not isinstance(got, NotAReport), text
    if isinstance(got, Unreadable) or got.doubts or got.window is None:
        return None
    assert isinstance(got, Tally)
    edges = (got.window.start, got.window.end)
    return tuple(one.astimezone(zone).replace(tzinfo=None) if isinstance(one, datetime) else one for one in edges)


@pytest.mark.parametrize("shape", UKRAINIAN, ids=str)
@given(windows())
def test_an_air_force_window_is_read_as_written_or_doubted_or_refused(
    shape: str, window: tuple[datetime, datetime, datetime]
) -> None:
    start, end, posted = window
    text = UKRAINIAN[shape](Written(start, "uk"), Written(end, "uk"))
    assert not text or told("kpszsu", f"⚡️ {text}", posted) in {None, (start, end)}


@pytest.mark.parametrize("shape", RUSSIAN, ids=str)
@given(windows())
def test_a_ministry_window_is_read_as_written_or_doubted_or_refused(
    shape: str, window: tuple[datetime, datetime, datetime]
) -> None:
    start, end, posted = window
    text = RUSSIAN[shape](Written(start, "ru"), Written(end, "ru"))
    assert not text or told("mod_russia", f"⚡️ {text}{MINISTRY}", posted) in {None, (start, end)}


@pytest.mark.parametrize(
    ("channel", "language", "shapes"), [("kpszsu", "uk", UKRAINIAN), ("mod_russia", "ru", RUSSIAN)], ids=["uk", "ru"]
)
def test_the_usual_window_is_read_in_every_notation(channel: str, language: str, shapes: dict[str, Shape]) -> None:
    start, end = datetime(2026, 11, 27, 20), datetime(2026, 11, 28, 8)  # noqa: DTZ001 - on the claimant's clock
    counts = "" if language == "uk" else MINISTRY
    for name, shape in shapes.items():
        text = shape(Written(start, language), Written(end, language))
        assert not text or told(channel, f"⚡️ {text}{counts}", end + timedelta(minutes=20)) == (start, end), name
