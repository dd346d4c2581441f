"""Typed dates, ranges, places, weapons and times are understood."""

from __future__ import annotations

from datetime import date

import pytest

from parsers import ask
from parsers.ask import DateRange, NoSuchDayError
from parsers.ask.watches import wish
from parsers.vocabulary.questions import ALSO_CALLED

TODAY = date(2026, 10, 7)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-22", date(2026, 9, 22)),
        ("22.09", date(2026, 9, 22)),
        ("22/09/2025", date(2025, 9, 22)),
        ("22.09.25", date(2025, 9, 22)),
        (" 22.09. ", date(2026, 9, 22)),
        ("22 sep", date(2026, 9, 22)),
        ("Sep 22, 2025", date(2025, 9, 22)),
        ("22nd of September", date(2026, 9, 22)),
        ("22 вересня", date(2026, 9, 22)),
        ("22-го вересня 2025", date(2025, 9, 22)),
        ("ніч на 22 вересня", date(2026, 9, 22)),
        ("22 сентября", date(2026, 9, 22)),
        ("22 вересня 2025 року", date(2025, 9, 22)),
        ("22 вересня 2025 р.", date(2025, 9, 22)),
        ("22.09.2025 р.", date(2025, 9, 22)),
        ("в ніч на 22.09", date(2026, 9, 22)),
        ("у ніч на 22 вересня 2025 року", date(2025, 9, 22)),
        ("ніч з 21 на 22 вересня", date(2026, 9, 22)),
        ("у ніч з 21 на 22 вересня 2025 року", date(2025, 9, 22)),
        ("night to 22.09.2025", date(2025, 9, 22)),
        ("сьогодні вночі", date(2026, 10, 7)),
        ("today", date(2026, 10, 7)),
        ("last night", date(2026, 10, 7)),
        ("минулої ночі", date(2026, 10, 7)),
        ("Вчора", date(2026, 10, 6)),
        ("учора", date(2026, 10, 6)),
        ("вчера", date(2026, 10, 6)),
        ("day before yesterday", date(2026, 10, 5)),
        ("позавчора", date(2026, 10, 5)),
        ("3 days ago", date(2026, 10, 4)),
        ("2 дні тому", date(2026, 10, 5)),
        ("5 ночей тому", date(2026, 10, 2)),
        ("monday", date(2026, 10, 5)),
        ("last monday", date(2026, 10, 5)),
        ("у п'ятницю", date(2026, 10, 2)),
        ("середа", date(2026, 10, 7)),
    ],
)
def test_a_typed_date_is_understood(text: str, day: date) -> None:
    assert ask.day(text, TODAY) == day


def test_a_date_without_a_year_is_the_most_recent_one() -> None:
    assert ask.day("07.10", TODAY) == date(2026, 10, 7)
    assert ask.day("08.10", TODAY) == date(2025, 10, 8)
    assert ask.day("29.02", TODAY) == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["31.02", "31.02.2026", "2026-13-01", "30 лютого", "31 june 2026"])
def test_an_impossible_date_is_refused(text: str) -> None:
    with pytest.raises(NoSuchDayError):
        ask.day(text, TODAY)


@pytest.mark.parametrize(
    "text",
    ["", "?", "hello", "22", "0.5", "99", "sep", "22 22 sep", "21 23 sep", "ніч", "Одеса", "🎉" * 256, "1" * 4096],
)
def test_text_without_a_date_gives_none(text: str) -> None:
    assert ask.day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-05", date(2026, 5, 1), date(2026, 5, 31)),
        ("05.2026", date(2026, 5, 1), date(2026, 5, 31)),
        ("травень", date(2026, 5, 1), date(2026, 5, 31)),
        ("у травні", date(2026, 5, 1), date(2026, 5, 31)),
        ("за травень 2025 року", date(2025, 5, 1), date(2025, 5, 31)),
        ("in may 2025", date(2025, 5, 1), date(2025, 5, 31)),
        ("2025 рік", date(2025, 1, 1), date(2025, 12, 31)),
        ("цей місяць", date(2026, 10, 1), date(2026, 10, 7)),
        ("february 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("грудень", date(2025, 12, 1), date(2025, 12, 31)),
        ("october", date(2026, 10, 1), date(2026, 10, 7)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("week", date(2026, 10, 1), date(2026, 10, 7)),
        ("за тиждень", date(2026, 10, 1), date(2026, 10, 7)),
        ("last 90 nights", date(2026, 7, 10), date(2026, 10, 7)),
        ("за останні 30 днів", date(2026, 9, 8), date(2026, 10, 7)),
        ("5 ночей", date(2026, 10, 3), date(2026, 10, 7)),
        ("22.09", date(2026, 9, 22), date(2026, 9, 22)),
    ],
)
def test_a_typed_range_is_understood(text: str, first: date, last: date) -> None:
    assert ask.span(text, TODAY) == DateRange(first, last)


@pytest.mark.parametrize("text", ["108", "500", "90", "0 nights", "99999 nights", "30 drones", "nights", "9 9 nights"])
def test_a_bare_number_is_no_range(text: str) -> None:
    assert ask.span(text, TODAY) is None


def test_two_ranges_in_one_text_are_separated() -> None:
    may, june = DateRange(date(2026, 5, 1), date(2026, 5, 31)), DateRange(date(2026, 6, 1), date(2026, 6, 30))
    for text in (
        "2026-05 2026-06",
        "may 2026 vs june 2026",
        "травень і червень",
        "05.2026 – 06.2026",
        "від травня до червня",
    ):
        assert ask.pair(text, TODAY) == (may, june), text
    assert ask.pair("22 sep 23 sep", TODAY) == (
        DateRange(date(2026, 9, 22), date(2026, 9, 22)),
        DateRange(date(2026, 9, 23), date(2026, 9, 23)),
    )
    for text in ("", "2026-05", "a b"):
        assert ask.pair(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Odesa", "UA-51"),
        ("Одеса", "UA-51"),
        ("в Одесі", "UA-51"),
        ("Одещина", "UA-51"),
        ("Одеській області", "UA-51"),
        ("Одесская область", "UA-51"),
        ("Sumy oblast", "UA-59"),
        ("на Сумщині", "UA-59"),
        ("Kyiv", "UA-30"),
        ("Київ", "UA-30"),
        ("Kyiv region", "UA-32"),
        ("Київщина", "UA-32"),
        ("київська область", "UA-32"),
        ("Крим", "UA-43"),
        ("над Кримом", "UA-43"),
        ("Belgorod", "RU-BEL"),
        ("Бєлгород", "RU-BEL"),
        ("Краснодарський край", "RU-KDA"),
        ("Moscow region", "moscow-region"),
        ("Чорне море", "black-sea"),
        ("Black Sea", "black-sea"),
        ("Dnipro", "UA-12"),
        ("у Дніпрі", "UA-12"),
        ("Кропивницький", "UA-35"),
        ("Луцьк", "UA-07"),
        ("в Ужгороді", "UA-21"),
        ("Кривий Ріг", "kryvyi-rih"),
        ("над Полтавою", "UA-53"),
        ("над Черніговом", "UA-74"),
        ("над Сумами", "UA-59"),
        ("про Одещину", "UA-51"),
        ("з Київщини", "UA-32"),
        ("Odessa", "UA-51"),
        ("Kiev", "UA-30"),
        ("м. Київ", "UA-30"),
        ("Kyiv oblast", "UA-32"),
        ("Kharkov", "UA-63"),
        ("окупований Крим", "UA-43"),
        ("Krasnodar Krai", "RU-KDA"),
    ],
)
def test_a_typed_place_is_understood(text: str, code: str) -> None:
    assert ask.region(text) == code


def test_every_alias_leads_to_a_place_of_the_tables() -> None:
    assert [code for code, _ in ALSO_CALLED if ask.place_code(code) is None] == []


@pytest.mark.parametrize(("text", "code"), [("Kharkv", "UA-63"), ("Белгоорд", "RU-BEL"), ("в Одесссе", "UA-51")])
def test_a_typo_in_a_place_is_mended(text: str, code: str) -> None:
    assert ask.region(text) == code
    assert ask.region(text, mends=False) is None


@pytest.mark.parametrize("text", ["", "hello", "Одеса Київ", "22.09", "область"])
def test_text_without_a_place_gives_none(text: str) -> None:
    assert ask.region(text) is None


@pytest.mark.parametrize(
    ("text", "slug"), [("Shahed", "shahed"), ("шахеди", "shahed"), ("Іскандер-М", "iskander-m"), ("kalibr", "kalibr")]
)
def test_a_typed_weapon_is_understood(text: str, slug: str) -> None:
    assert ask.weapon(text) == slug


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("09:30", 570),
        ("9", 540),
        ("9.05", 545),
        ("00:00", 0),
        ("23:59", 1439),
        ("9 am", 540),
        ("9:30AM", 570),
        ("9 p.m.", 1260),
        ("12 am", 0),
        ("12 pm", 720),
        ("at 7", 420),
        ("о 9 ранку", 540),
        ("в 9 утра", 540),
        ("9 вечора", 1260),
        ("9:00 год.", 540),
        ("9 часов", 540),
    ],
)
def test_a_typed_time_is_understood(text: str, minutes: int) -> None:
    assert ask.clock(text) == minutes


@pytest.mark.parametrize(
    ("text", "minutes", "place"),
    [
        ("9am Warsaw", 540, "Warsaw"), ("9:00 in Warsaw", 540, "Warsaw"), ("9:00, Warsaw", 540, "Warsaw"),
        ("9:00 Kyiv time", 540, "Kyiv"), ("9:00 за Києвом", 540, "Києвом"), ("9 утра по Киеву", 540, "Киеву"),
        ("9:00+3", 540, "+3"), ("9:00 GMT-3", 540, "GMT-3"), ("09:30 New York", 570, "New York"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_time_is_its_place(text: str, minutes: int, place: str) -> None:
    assert ask.clock_and_place(text) == (minutes, place)


@pytest.mark.parametrize(
    "text", ["25:00", "24:00", "9:60", "x", "", "-5", "9:5", "13 pm", "0 am", "9 ambers", "9 Warsaw", "12.10.2026"]
)
def test_text_without_a_time_gives_none(text: str) -> None:
    assert ask.clock(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("500", ("launched", "500")),
        (">= 500", ("launched", "500")),
        ("понад 0500", ("launched", "500")),
        ("launched ≥ 500", ("launched", "500")),
        ("запущено ≥ 500", ("launched", "500")),
        ("500 drones or more", ("launched", "500")),
        ("не менше 500 дронів", ("launched", "500")),
        ("1,000", ("launched", "1000")),
        ("1 000", ("launched", "1000")),
        ("ballistic used", ("ballistic", "")),
        ("region Odesa", ("region", "UA-51")),
        ("Odesa named", ("region", "UA-51")),
        ("Kyiv region", ("region", "UA-32")),
        ("новий рекорд", ("record", "")),
        ("launched", None),
        ("not 5 5", None),
        ("ballistic", ("ballistic", "")),
        ("балістичні ракети", ("ballistic", "")),
        ("рекорд", ("record", "")),
        ("records", ("record", "")),
        ("на Одещині", ("region", "UA-51")),
        ("-5", None),
        ("0", None),
        ("99999999", None),
        ("the sky", None),
        ("Kharkv", None),
        ("", None),
    ],
)
def test_a_typed_watch_is_understood(text: str, meant: tuple[str, str] | None) -> None:
    assert wish(text) == meant
