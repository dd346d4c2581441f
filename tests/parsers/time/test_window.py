"""Windows from what a text tells of time, on the claimant's clock and given in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from parsers.text.tokens import tokens
from parsers.time.edges import told
from parsers.time.window import Framed, frame

KYIV = ZoneInfo("Europe/Kyiv")


def framed(text: str, posted: datetime | None) -> Framed:
    found = tokens(text)
    return frame(found, told(found), KYIV, posted)


def window(text: str, posted: datetime | None) -> tuple[object, object]:
    got = framed(text, posted).window
    assert got is not None
    return got.start, got.end


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


NIGHT = "У ніч на 14 вересня (з 18:00 13 вересня) атакував. Станом на 08:00 збито"


def test_hours_are_in_the_time_zone_of_the_claimant() -> None:
    assert window(NIGHT, at(2026, 9, 14, 5)) == (at(2026, 9, 13, 15), at(2026, 9, 14, 5))


def test_the_night_when_summer_time_begins_is_an_hour_shorter() -> None:
    text = "У ніч на 29 березня (з 18:00 28 березня). Станом на 08:00"
    assert window(text, at(2026, 3, 29, 6)) == (at(2026, 3, 28, 16), at(2026, 3, 29, 5))


def test_the_night_when_summer_time_ends_is_an_hour_longer() -> None:
    text = "У ніч на 25 жовтня (з 18:00 24 жовтня). Станом на 08:00"
    assert window(text, at(2026, 10, 25, 7)) == (at(2026, 10, 24, 15), at(2026, 10, 25, 6))


@pytest.mark.parametrize("end", ["24.00", "24:00"])
def test_hour_24_is_the_next_midnight(end: str) -> None:
    assert window(f"29 вересня з 23.00 по {end} атакували", at(2022, 9, 30, 6)) == (
        at(2022, 9, 29, 20),
        at(2022, 9, 29, 21),
    )


def test_a_window_without_a_year_may_cross_the_new_year() -> None:
    text = "У ніч на 1 січня (з 18:00 31 грудня). Станом на 08:00"
    assert window(text, at(2026, 1, 1, 7)) == (at(2025, 12, 31, 16), at(2026, 1, 1, 6))


def test_a_december_window_posted_in_january_is_of_last_year() -> None:
    assert window("У ніч на 31 грудня атакував", at(2026, 1, 1, 7)) == (date(2025, 12, 30), date(2025, 12, 31))


def test_a_window_without_a_year_has_no_date_when_the_posting_time_is_unknown() -> None:
    assert framed(NIGHT, None).reason == "no_date"


def test_a_window_with_a_year_needs_no_posting_time() -> None:
    text = "У ніч на 28 березня 2025 року (із 18.00 27 березня). Станом на 09.00"
    assert window(text, None) == (at(2025, 3, 27, 16), at(2025, 3, 28, 7))


@pytest.mark.parametrize(
    ("text", "posted", "start"),
    [
        ("У ніч на 7 січня 2023 року", at(2024, 1, 7, 7), date(2024, 1, 6)),
        ("У ніч на 3 серпня (із 19.00 2 червня). Станом на 08.30", at(2025, 8, 3, 7), at(2025, 8, 2, 16)),
        ("У ніч на 14 листопада (із 21.00 15 листопада). Станом на 09.00", at(2024, 11, 14, 8), at(2024, 11, 13, 19)),
        ("з 09.00 по 18.00 24 квітня", at(2026, 3, 24, 17), at(2026, 3, 24, 7)),
    ],
    ids=["year", "month of the start", "day of the start", "month of the day"],
)
def test_a_typo_in_a_date_is_repaired_with_a_doubt(text: str, posted: datetime, start: object) -> None:
    got = framed(text, posted)
    assert got.window is not None
    assert got.window.start == start
    assert [doubt.code for doubt in got.doubts] == ["date_mended"]


def test_a_date_of_last_year_is_not_repaired_in_september() -> None:
    got = framed("У ніч на 7 вересня 2025 року", at(2026, 9, 7, 9))
    assert got.window is not None
    assert got.window.end == date(2025, 9, 7)
    assert [doubt.code for doubt in got.doubts] == ["long_before_post"]


def test_dates_far_apart_are_not_repaired() -> None:
    got = framed("Із 18.00 9 жовтня по 10.00 12 жовтня 2026 року", at(2026, 10, 12, 8))
    assert got.window is not None
    assert got.window.start == at(2026, 10, 9, 15)
    assert [doubt.code for doubt in got.doubts] == ["long_window"]


def test_the_words_of_a_window_include_its_dates() -> None:
    text = f"⚡️ ЗБИТО 5 БПЛА\n{NIGHT}"
    got = framed(text, at(2026, 9, 14, 5)).window
    assert got is not None
    assert text[slice(*got.words)].startswith("ніч на 14 вересня (з 18:00 13 вересня")


@pytest.mark.parametrize(
    "text", ["За минулий тиждень збито 900", "протягом тижня", "за серпень збито", "Рік тому, у ніч на 7 вересня"]
)
def test_weeks_months_and_looks_back_are_no_window(text: str) -> None:
    assert framed(text, at(2026, 9, 7, 9)).reason == "not_a_window"
