"""Any text is a question or none: nothing but ``NoSuchDayError`` is raised, whatever is typed, on whatever day."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import ask
from parsers.ask import DateRange, NoSuchDayError, Question, understood
from parsers.vocabulary.questions_words import TOGETHER
from tests.parsers.ask import typed_english, typed_later, typed_russian, typed_ukrainian
from tests.parsers.ask.reading_tables import rows

TABLES = (typed_english, typed_ukrainian, typed_russian, typed_later)
PIECES = sorted({piece for table in TABLES for text, _ in rows(table.QUESTIONS) for piece in text.split()})
DAYS = st.dates(min_value=date(2022, 2, 24), max_value=date(2040, 12, 31))
REPEATED = [
    "1-",
    "1/",
    "12.10 ",
    "з 1 до ",
    "5 жовтня - ",
    "may ",
    "last ",
    "t.me/a",
    "tg://resolve?",
    "/",
    "🎉",
    "a" * 9,
]


def asked(text: str, today: date) -> Question | None:
    """Ask in every way; return the question, proved to be one that can be answered."""
    with suppress(NoSuchDayError):
        ask.day(text, today), ask.span(text, today), ask.pair(text, today)
    ask.region(text), ask.weapon(text), ask.clock(text)
    try:
        question = understood(text, today)
    except NoSuchDayError:
        return None
    if question:
        assert not (question.day and question.span)
        assert question.span or not question.versus
        for dates in filter(None, (question.span, question.versus)):
            assert dates.first <= dates.last
            assert dates.last <= today or dates.first > today
        assert all(ask.place_code(code) for code in question.places)
    return question


@given(st.text(max_size=120), DAYS)
def test_any_text_is_a_question_or_none(text: str, today: date) -> None:
    asked(text, today)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=9), DAYS)
def test_any_words_of_questions_are_a_question_or_none(words: list[str], today: date) -> None:
    asked(" ".join(words), today)


@settings(max_examples=200)
@given(st.text("0123456789-./: –окт", max_size=30), DAYS)
def test_any_figures_are_a_question_or_none(text: str, today: date) -> None:
    asked(text, today)


@pytest.mark.parametrize("today", [date(1, 1, 1), date(2, 3, 4), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "text", ["yesterday", "a year ago", "last week", "зима", "9999 тижнів тому", "31.12", "weekend"]
)
def test_the_ends_of_the_calendar_raise_nothing(text: str, today: date) -> None:
    with suppress(NoSuchDayError):
        understood(text, today)


@pytest.mark.parametrize("piece", REPEATED)
def test_a_long_text_takes_no_longer_than_its_length(piece: str) -> None:
    """Work that grew with the square of the length would take 4,096 characters far past this."""
    text = (piece * 4096)[:4096]
    asked(text[:400], date(2026, 10, 7))
    begin = time.process_time()
    for _ in range(5):
        asked(text, date(2026, 10, 7))
    assert (time.process_time() - begin) / 5 < 0.1


@pytest.mark.parametrize("piece", REPEATED)
def test_the_longest_question_is_understood_at_once(piece: str) -> None:
    text = (piece * 400)[:400]
    begin = time.process_time()
    asked(text, date(2026, 10, 7))
    assert time.process_time() - begin < 0.5


def test_every_place_meant_as_one_is_a_place() -> None:
    assert [code for group in TOGETHER for code in group if ask.place_code(code) is None] == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("август и сентябрь", DateRange(date(2026, 8, 1), date(2026, 9, 30))),
        ("з травня до червня", DateRange(date(2026, 5, 1), date(2026, 6, 30))),
    ],
)
def test_two_months_in_a_row_are_one_range_where_a_range_is_asked(text: str, dates: DateRange) -> None:
    assert ask.span(text, date(2026, 10, 7)) == dates
