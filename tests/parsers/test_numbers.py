"""Amounts where they stand: figures, words in every case, hedges, and words that tell no number."""

from __future__ import annotations

import pytest

from parsers.numbers import amount
from parsers.records import Hedge
from parsers.text import tokens


@pytest.mark.parametrize(
    ("text", "number", "hedge"),
    [
        ("181-м ударним", 181, Hedge.EXACT),
        ("двома ракетами", 2, Hedge.EXACT),
        ("однією ракетою", 1, Hedge.EXACT),
        ("обидва", 2, Hedge.EXACT),
        ("тридцять п'ять", 35, Hedge.EXACT),
        ("тридцятьма п’ятьма", 35, Hedge.EXACT),
        ("сто двадцять один", 121, Hedge.EXACT),
        ("двісті сорока вісьмома", 248, Hedge.EXACT),
        ("шістсот", 600, Hedge.EXACT),
        ("понад 90", 90, Hedge.AT_LEAST),
        ("щонайменше сім", 7, Hedge.AT_LEAST),
        ("не менше 90", 90, Hedge.AT_LEAST),
        ("більше десяти", 10, Hedge.AT_LEAST),
        ("близько 140", 140, Hedge.ABOUT),
        ("майже тисячу", 1000, Hedge.ABOUT),
        ("до 12", 12, Hedge.AT_MOST),
        ("до 10-ти", 10, Hedge.AT_MOST),
        ("кілька", None, Hedge.NOT_STATED),
        ("декілька ворожих", None, Hedge.NOT_STATED),
        ("десятки", None, Hedge.NOT_STATED),
        ("більшість", None, Hedge.NOT_STATED),
    ],
)
def test_an_amount_is_read_with_its_hedge(text: str, number: int | None, hedge: Hedge) -> None:
    got = amount(tokens(text), 0)
    assert got is not None
    assert (got.number, got.hedge) == (number, hedge)


@pytest.mark.parametrize("text", ["С-300", "Х-59/69", "3М22", "S8000", "понад", "до Києва", "18:00"])
def test_what_holds_figures_may_be_no_amount(text: str) -> None:
    assert amount(tokens(text), 0) is None


def test_two_numbers_side_by_side_are_not_added() -> None:
    got = amount(tokens("двадцять тридцять"), 0)
    assert got is not None
    assert (got.number, got.after) == (20, 1)
