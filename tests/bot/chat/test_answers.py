"""Every question that is understood has an answer, by a key that Telegram's limits hold."""

from __future__ import annotations

from datetime import date

import pytest

from bot.chat.handlers.answers import ANSWERS, key_of, span_key
from bot.chat.keyboards import ANSWER_LINK, answer_link, data, linked
from bot.chat.routing.commands import COMMANDS
from bot.chat.routing.inline import chosen_id
from parsers.ask import DateRange, NoSuchDayError, Question, understood
from tests.parsers.ask import typed_english, typed_russian, typed_ukrainian
from tests.parsers.ask.reading_tables import rows

TODAY = date(2026, 10, 7)
TABLES = (typed_english.QUESTIONS, typed_ukrainian.QUESTIONS, typed_russian.QUESTIONS)
# core.telegram.org/bots/api: the id of an inline result and callback data in bytes, what follows ?start=.
LIMIT = 64


def asked(text: str) -> Question | None:
    try:
        return understood(text, TODAY)
    except NoSuchDayError:
        return None


@pytest.mark.parametrize("table", TABLES, ids=["english", "ukrainian", "russian"])
def test_every_understood_question_has_an_answer(table: str) -> None:
    without = []
    for text, _ in rows(table):
        question = asked(text)
        if question is None or question.is_alert or question.command in COMMANDS:
            continue
        verb = key_of(question, TODAY).partition(":")[0]
        without += [text] if verb not in ANSWERS else []
    assert without == []


@pytest.mark.parametrize("table", TABLES, ids=["english", "ukrainian", "russian"])
def test_every_key_fits_where_it_is_kept(table: str) -> None:
    keys = {key_of(question, TODAY) for text, _ in rows(table) if (question := asked(text))} - {""}
    assert len(keys) > 50
    assert [key for key in keys if len(chosen_id(key, "uk", "1f40fc92").encode()) > LIMIT] == []
    assert [key for key in keys if len(data("in", "uk", *key.split(":")).encode()) > LIMIT] == []
    payloads = {key: answer_link("bot", key).partition("?start=")[2] for key in keys}
    assert [key for key, payload in payloads.items() if len(payload) > LIMIT or linked(payload) != key] == []


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (Question(day=date(2026, 10, 6)), "night:2026-10-06"),
        (Question(day=date(2026, 10, 6), weapon="shahed"), "night:2026-10-06"),
        (Question(places=("UA-51",)), "region:UA-51"),
        (Question(places=("UA-30", "UA-32"), day=date(2026, 10, 6)), "region:UA-30:2026-10-06:2026-10-06"),
        (Question(weapon="kh-101"), "weapon:kh-101"),
        (Question(weapon="kh-101", kind="cruise"), "weapon:kh-101"),
        (
            Question(weapon="kinzhal", span=DateRange(date(2026, 9, 1), date(2026, 9, 30))),
            "weapon:kinzhal:2026-09-01:2026-09-30",
        ),
        (Question(kind="cruise", span=DateRange(date(2026, 9, 1), date(2026, 9, 30))), "month:2026-09"),
        (Question(kind="ballistic"), "weapon:ballistic"),
        (Question(post=("kpszsu", 83516)), "post:kpszsu:83516"),
        (Question(kind="drones"), ""),
        (Question(is_alert=True), ""),
    ],
)
def test_a_question_asks_for_one_answer(question: Question, key: str) -> None:
    assert key_of(question, TODAY) == key


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        (date(2026, 9, 1), date(2026, 9, 30), "month:2026-09"),
        (date(2026, 10, 1), TODAY, "month:2026-10"),
        (date(2025, 10, 1), date(2025, 10, 15), "span:2025-10-01:2025-10-15"),
        (date(2026, 10, 1), date(2026, 10, 6), "span:2026-10-01:2026-10-06"),
    ],
)
def test_a_part_of_a_month_is_not_the_month(first: date, last: date, key: str) -> None:
    assert span_key(DateRange(first, last), TODAY) == key


@pytest.mark.parametrize("payload", ["", "help", "n_2026-09-22", "a"])
def test_other_deep_links_ask_for_no_answer(payload: str) -> None:
    assert linked(payload) == ""
    assert not payload.startswith(ANSWER_LINK)
