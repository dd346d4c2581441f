"""Ukrainian as it is written: numbers with their nouns, months in their cases. Every sentence was typed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from bot.chat.languages import words_of
from bot.chat.messages.amounts import amount, bounded
from bot.chat.messages.days import known_lines, range_name, runs_text
from bot.chat.messages.records import record_name
from bot.chat.messages.region import ROLES
from parsers.records import Hedge, Kind, Outcome
from storage.readings.load import Key
from storage.views.figures import MISSILES, Figure, Part, figure
from storage.views.records import Countable, Record
from storage.views.region import RegionRole

UK = words_of("uk")
SEPTEMBER = [date(2026, 9, day) for day in range(1, 31)]

KNOWN = ("{known} of {n} night known", "{known} of {n} nights known")
WHOLE = ("{n} night, known", "all {n} nights known")
SINCE = ("{known} of {n} night since {day} known", "{known} of {n} nights since {day} known")
WITHHELD = ("used, number not given on {n} night", "used, number not given on {n} nights")
NOT_GIVEN = (
    "number not given, or not all of it, on {n} night: it may have been larger",
    "number not given, or not all of it, on {n} nights: one of them may have been larger",
)
DOWN_WITHHELD = ("{what}: number not given on {n} night", "{what}: number not given on {n} nights")
IN_NIGHTS = ("{amount} in {n} night", "{amount} in {n} nights")
OTHERS = ("{n} report for another period, not added", "{n} reports for other periods, not added")
UNKNOWN = ("{n} night missing", "{n} nights missing")
LAST = ("in the last {n} day:", "in the last {n} days:")
PLACES = ("{amount} place", "{amount} places")
AGO = ("{n} day ago", "{n} days ago")
HOURS = ("{n} hour ago", "{n} hours ago")
KEPT = ("{n} night stored", "{n} nights stored")
CHATS = ("This goes to {n} chat:", "This goes to {n} chats:")
RANK = ("{place} most of {n} night since {day}", "{place} most of {n} nights since {day}")
NAMED = ("named on {named} of {n} day with a report", "named on {named} of {n} days with a report")


@pytest.mark.parametrize(
    ("forms", "number", "values", "said"),
    [
        (KNOWN, 1, {"known": 0}, "відомо 0 із 1 ночі"),
        (KNOWN, 2, {"known": 1}, "відомо 1 із 2 ночей"),
        (KNOWN, 7, {"known": 6}, "відомо 6 із 7 ночей"),
        (KNOWN, 11, {"known": 5}, "відомо 5 із 11 ночей"),
        (KNOWN, 21, {"known": 20}, "відомо 20 із 21 ночі"),
        (KNOWN, 31, {"known": 29}, "відомо 29 із 31 ночі"),
        (KNOWN, 101, {"known": 99}, "відомо 99 із 101 ночі"),
        (WHOLE, 1, {}, "без пропусків: 1 ніч"),
        (WHOLE, 2, {}, "без пропусків: 2 ночі"),
        (WHOLE, 5, {}, "без пропусків: 5 ночей"),
        (WHOLE, 11, {}, "без пропусків: 11 ночей"),
        (WHOLE, 21, {}, "без пропусків: 21 ніч"),
        (WHOLE, 101, {}, "без пропусків: 101 ніч"),
        (SINCE, 14, {"known": 12, "day": "9 вер. 2026"}, "відомо 12 із 14 ночей від 9 вер. 2026"),
        (SINCE, 1091, {"known": 54, "day": "14 трав. 2025"}, "відомо 54 із 1\u00a0091 ночі від 14 трав. 2025"),
        (WITHHELD, 1, {}, "застосовано, кількість не названо: 1 ніч"),
        (WITHHELD, 3, {}, "застосовано, кількість не названо: 3 ночі"),
        (WITHHELD, 5, {}, "застосовано, кількість не названо: 5 ночей"),
        (WITHHELD, 12, {}, "застосовано, кількість не названо: 12 ночей"),
        (WITHHELD, 22, {}, "застосовано, кількість не названо: 22 ночі"),
        (NOT_GIVEN, 1, {}, "кількість не названо або названо не всю: 1 ніч, і вона могла бути більшою"),
        (NOT_GIVEN, 11, {}, "кількість не названо або названо не всю: 11 ночей, і одна з них могла бути більшою"),
        (DOWN_WITHHELD, 4, {"what": "збито"}, "збито, кількість не названо: 4 ночі"),
        (IN_NIGHTS, 1, {"amount": "40"}, "40 за 1 ніч"),
        (IN_NIGHTS, 3, {"amount": "76"}, "76 за 3 ночі"),
        (IN_NIGHTS, 13, {"amount": "201"}, "201 за 13 ночей"),
        (IN_NIGHTS, 21, {"amount": "щонайменше 412"}, "щонайменше 412 за 21 ніч"),
        (OTHERS, 1, {}, "1 звіт за інший період, не додано"),
        (OTHERS, 2, {}, "2 звіти за інші періоди, не додано"),
        (OTHERS, 5, {}, "5 звітів за інші періоди, не додано"),
        (OTHERS, 11, {}, "11 звітів за інші періоди, не додано"),
        (UNKNOWN, 1, {}, "бракує 1 ночі"),
        (UNKNOWN, 2, {}, "бракує 2 ночей"),
        (UNKNOWN, 83, {}, "бракує 83 ночей"),
        (UNKNOWN, 111, {}, "бракує 111 ночей"),
        (LAST, 1, {}, "за останній 1 день:"),
        (LAST, 22, {}, "за останні 22 дні:"),
        (LAST, 30, {}, "за останні 30 днів:"),
        (NAMED, 1, {"named": 1}, "названо у 1 з 1 дня зі звітом"),
        (NAMED, 12, {"named": 2}, "названо у 2 із 12 днів зі звітом"),
        (NAMED, 21, {"named": 5}, "названо у 5 з 21 дня зі звітом"),
        (PLACES, 1, {"amount": "1"}, "1 місці"),
        (PLACES, 2, {"amount": "2"}, "2 місцях"),
        (PLACES, 5, {"amount": "5"}, "5 місцях"),
        (PLACES, 11, {"amount": "11"}, "11 місцях"),
        (PLACES, 21, {"amount": "21"}, "21 місці"),
        (AGO, 1, {}, "1 день тому"),
        (AGO, 2, {}, "2 дні тому"),
        (AGO, 5, {}, "5 днів тому"),
        (AGO, 11, {}, "11 днів тому"),
        (AGO, 21, {}, "21 день тому"),
        (AGO, 101, {}, "101 день тому"),
        (HOURS, 21, {}, "21 годину тому"),
        (HOURS, 22, {}, "22 години тому"),
        (HOURS, 5, {}, "5 годин тому"),
        (KEPT, 1, {}, "збережено 1 ніч"),
        (KEPT, 54, {}, "збережено 54 ночі"),
        (KEPT, 11, {}, "збережено 11 ночей"),
        (CHATS, 1, {}, "Це отримає 1 чат:"),
        (CHATS, 2, {}, "Це отримають 2 чати:"),
        (CHATS, 5, {}, "Це отримають 5 чатів:"),
        (
            RANK,
            8,
            {"place": "1-ша", "day": "15 вересня 2026"},
            "1-ша за кількістю з 8 ночей від 15 вересня 2026",
        ),
        (
            RANK,
            21,
            {"place": "4-та", "day": "2 вересня 2026"},
            "4-та за кількістю з 21 ночі від 2 вересня 2026",
        ),
    ],
)
def test_nights_days_and_reports_are_counted(
    forms: tuple[str, str], number: int, values: dict[str, object], said: str
) -> None:
    one, many = forms
    assert UK.count(one, many, number, **values) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ((2026, 5, 1), (2026, 5, 31), "травень 2026"),
        ((2026, 9, 16), (2026, 9, 22), "16–22 вересня 2026 р."),
        ((2025, 12, 29), (2026, 1, 4), "29 грудня 2025 р. – 4 січня 2026 р."),
        ((2026, 2, 28), (2026, 2, 28), "28 лютого 2026 р."),
    ],
)
def test_a_range_of_nights_is_worded(first: tuple[int, int, int], last: tuple[int, int, int], said: str) -> None:
    assert range_name(UK, date(*first), date(*last)) == said


def test_missing_nights_are_worded() -> None:
    assert [*known_lines(UK, 27, SEPTEMBER[1:3] + SEPTEMBER[9:10])] == [
        "відомо 27 із 30 ночей",
        "бракує: 2–3 вер., 10 вер.",
    ]
    assert runs_text(UK, [date(2025, 12, 31), date(2026, 1, 2)]) == "31 груд. 2025, 2 січ. 2026"


def summed(*parts: tuple[int | None, Hedge]) -> Figure:
    found = figure(Part(Key("kpszsu", at, 1), (0, 1), number, hedge) for at, (number, hedge) in enumerate(parts))
    assert found
    return found


EXACT, AT_LEAST, AT_MOST, ABOUT = Hedge.EXACT, Hedge.AT_LEAST, Hedge.AT_MOST, Hedge.ABOUT


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([(400, EXACT), (12, AT_LEAST)], "запущено щонайменше 412"),
        ([(400, EXACT), (None, Hedge.NOT_STATED)], "запущено щонайменше 400"),
        ([(430, EXACT), (17, AT_MOST)], "запущено від 430 до 447"),
        ([(17, AT_MOST)], "запущено щонайбільше 17"),
        ([(50, ABOUT), (100, EXACT)], "запущено приблизно 150"),
        ([(50, AT_LEAST), (17, AT_MOST)], "запущено щонайменше 50"),
        ([(None, Hedge.NOT_STATED)], "застосовано, кількість не названо"),
    ],
)
def test_a_sum_is_worded_with_the_bounds_of_its_parts(parts: list[tuple[int | None, Hedge]], said: str) -> None:
    assert amount(UK, summed(*parts), Outcome.LAUNCHED) == said


def test_bounds_are_worded_in_english() -> None:
    english = words_of("en")
    assert bounded(english, summed((430, EXACT), (17, AT_MOST))) == "430 to 447"
    assert bounded(english, summed((400, EXACT), (12, AT_LEAST))) == "at least 412"


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (Countable((Outcome.LAUNCHED,), (Kind.DRONE,)), "Дрони: запущено"),
        (Countable((Outcome.DOWNED_OR_SUPPRESSED,), (Kind.DRONE,)), "Дрони: збито/подавлено"),
        (Countable((Outcome.LOST,), (Kind.DRONE,)), "Дрони: локаційно втрачено"),
        (Countable((Outcome.LAUNCHED,), MISSILES), "Ракети: запущено"),
    ],
)
def test_records_are_worded(counted: Countable, said: str) -> None:
    assert record_name(UK, Record(counted, (), ())) == said


def test_a_region_is_worded_by_what_happened_there() -> None:
    assert {role: UK.say(text) for role, text in ROLES.items()} == {
        RegionRole.TARGET: "названо серед атакованих",
        RegionRole.DOWNED_OVER: "тут збито дрони",
        RegionRole.ORIGIN: "звідси летіли дрони",
        RegionRole.REGION: "тут збито дрони",
    }
