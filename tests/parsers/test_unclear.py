"""Amounts that count no weapon, and the doubts of those that leave their number open."""

from __future__ import annotations

import pytest

from parsers.counting import counted_thing, unclear
from parsers.numbers.amounts import amount
from parsers.records import Doubt
from parsers.text.tokens import tokens
from parsers.time.edges import told
from parsers.vocabulary.outcomes import Thing


def doubts(text: str) -> list[Doubt]:
    """The doubts of a text's amounts."""
    found = tokens(text)
    return list(unclear(found, 0, len(found), told(found).taken))


@pytest.mark.parametrize(
    ("text", "at", "thing", "behind"),
    [
        ("88 % цілей", 0, Thing.PER_CENT, "цілей"),
        ("88% цілей", 0, Thing.PER_CENT, "цілей"),
        ("72 відсотки цілей", 0, Thing.PER_CENT, "цілей"),
        ("80–85 % цілей", 0, Thing.PER_CENT, "цілей"),
        ("у 2 рази менше", 1, Thing.TIMES, "менше"),
        ("в 3 раза больше", 1, Thing.TIMES, "больше"),
        ("трьома хвилями по Києву", 0, Thing.WAVES, "по"),
        ("в две волны по Києву", 1, Thing.WAVES, "по"),
        ("двома групами по Києву", 0, Thing.GROUPS, "по"),
        ("на 30 більше , ніж", 1, Thing.COMPARED, ","),
        ("на 30 БпЛА менше за", 1, Thing.COMPARED, "за"),
        ("на понад 30 больше чем", 1, Thing.COMPARED, "чем"),
        ("більше на 30 за", 2, Thing.COMPARED, "за"),
        ("на 8 локаціях.", 1, Thing.SITE, "."),
        ("12 людей поранено", 0, Thing.OTHER, "поранено"),
    ],
)
def test_an_amount_of_something_else_is_recognised_by_its_noun(text: str, at: int, thing: Thing, behind: str) -> None:
    found = tokens(text)
    size = amount(found, at)
    assert size is not None
    counted = counted_thing(found, size)
    assert counted is not None
    assert (counted.row, found[counted.after].text) == (thing, behind)


@pytest.mark.parametrize("text", ["на 30 БпЛА, більше ніж", "30 більше", "на 30 ударних ворожих бортових БпЛА більше"])
def test_a_number_before_a_weapon_counts_it(text: str) -> None:
    found = tokens(text)
    size = amount(found, text.startswith("на "))
    assert size is not None
    assert counted_thing(found, size) is None


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("збито 30–35 БпЛА", "range", "30 to 35"),
        ("збито від 5 до 7 БпЛА", "range", "5 to 7"),
        ("влучання на 5–7 локаціях", "range", "5 to 7"),
        ("збито 1,2 БпЛА", "number_left_over", "1,2"),
        ("збито 70 (80) БпЛА", "number_left_over", "70 ( 80 )"),
        ("збито 123456789012 БпЛА", "number_left_over", "123456789012"),
    ],
)
def test_an_open_number_raises_a_doubt(text: str, code: str, detail: str) -> None:
    assert doubts(text) == [Doubt(code, detail)]


def test_each_open_number_has_its_own_doubt() -> None:
    assert [doubt.detail for doubt in doubts("від 90 до 100 БпЛА, збито 85–90, влучання на 5 або 6 локаціях")] == [
        "90 to 100",
        "85 to 90",
        "5 to 6",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "збито 85 БпЛА",
        "сотні дронів, дві третини збито",
        "кожен третій – реактивний",
        "80–85 %",
        "протягом 5–7 хвилин",
        "з 20 до 23 години",
        "1–2 грудня",
        "22:00-23:00",
        "18.00–08:00",
        "Shahed-131/136, С-300, Х-59/69, KN-23",
        "на 3,5 км",
        "21.00 мск 6.05",
    ],
)
def test_numbers_that_count_no_weapon_raise_no_doubt(text: str) -> None:
    assert doubts(text) == []
