"""Telephone numbers count nothing, and no count is taken for one."""

from __future__ import annotations

import pytest

from parsers.text.phone_numbers import phones
from parsers.text.tokens import tokens


def told(text: str) -> list[str]:
    found = tokens(text)
    return [found[at].text for at in sorted(phones(text, found)) if found[at].kind in {"number", "dotted"}]


@pytest.mark.parametrize(
    "text",
    [
        "Гаряча лінія: 0 800 357 911",
        "Звоните +7 (495) 498-00-00",
        "тел. 8 800 200 34 11",
        "0800505085 – контакт-центр",
        "+380 44 364 76 00",
    ],
)
def test_every_part_of_a_telephone_number_is_recognised(text: str) -> None:
    digits = "".join(letter for letter in text if letter.isdigit())
    assert "".join("".join(filter(str.isdigit, piece)) for piece in told(text)) == digits


@pytest.mark.parametrize(
    "text",
    [
        "збито 8 ракет, 120 дронів та 30 імітаторів",
        "С 8 00 до 20 00 сбиты 45",
        "0 влучань, 12 локацій",
        "12 500 снарядов и 1 016 дронов",
        "8 30 12 45",
    ],
)
def test_counts_and_times_are_no_telephone_numbers(text: str) -> None:
    assert told(text) == []
