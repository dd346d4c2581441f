"""Questions as people type them are understood: each line of the tables, in English, Ukrainian and Russian.

What is not understood is answered with buttons; what is understood as something else would be a wrong answer.
"""

from __future__ import annotations

from datetime import date

import pytest

from parsers.ask import understood
from tests.parsers.ask import not_asked, typed_english, typed_later, typed_russian, typed_ukrainian
from tests.parsers.ask.reading_tables import in_order, meaning_of, rows

TODAY = date(2026, 10, 7)  # a Wednesday
LATER = date(2026, 11, 29)  # a Sunday
TABLES = (typed_english.QUESTIONS, typed_ukrainian.QUESTIONS, typed_russian.QUESTIONS)
# Understood by a person, and answered with buttons by the bot.
OFFERED_BUTTONS = ("кілька днів тому", "winter 2025", "Київ та Одеса вчора", "first night of the war")


@pytest.mark.parametrize(("text", "meaning"), [row for table in TABLES for row in rows(table)])
def test_a_typed_question_means_what_it_should(text: str, meaning: str) -> None:
    assert meaning_of(text, TODAY) == in_order(meaning)


@pytest.mark.parametrize(("text", "meaning"), [*rows(typed_later.QUESTIONS)])
def test_a_question_of_another_day_means_what_it_should(text: str, meaning: str) -> None:
    assert meaning_of(text, LATER) == in_order(meaning)


@pytest.mark.parametrize("text", [*not_asked.lines(not_asked.SMALL_TALK), *not_asked.lines(not_asked.NUMBERS)])
def test_what_asks_nothing_is_not_understood(text: str) -> None:
    assert understood(text, TODAY) is None


@pytest.mark.parametrize("text", OFFERED_BUTTONS)
def test_a_known_gap_is_not_understood_wrongly(text: str) -> None:
    assert understood(text, TODAY) is None


def test_there_are_enough_questions_in_each_language() -> None:
    assert min(len([*rows(table)]) for table in TABLES) >= 180
