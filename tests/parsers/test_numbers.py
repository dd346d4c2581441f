"""Amounts where they stand: figures, words in every case, hedges, and words that tell no number."""

from __future__ import annotations

import pytest

from parsers.numbers.amounts import amount, cardinal
from parsers.records import Hedge
from parsers.text.tokens import tokens


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
        ("більше, ніж 30", 30, Hedge.AT_LEAST),
        ("100 або більше", 100, Hedge.AT_LEAST),
        ("100+ БпЛА", 100, Hedge.AT_LEAST),
        ("30 или меньше", 30, Hedge.AT_MOST),
        ("~30", 30, Hedge.ABOUT),
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


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("сотня", 100),
        ("сотнею", 100),
        ("дві сотні", 200),
        ("двома сотнями", 200),
        ("п'ять сотень", 500),
        ("півтори сотні", 150),
        ("пів сотні", 50),
        ("півсотні", 50),
        ("полсотни", 50),
        ("пол-сотни", 50),
        ("дві з половиною сотні", 250),
        ("две с половиной тысячи", 2500),
        ("сотня двадцять п'ять", 125),
        ("десяток", 10),
        ("два десятки", 20),
        ("тремя десятками", 30),
        ("півтора десятка", 15),
        ("полтора десятка", 15),
        ("дюжина", 12),
        ("дві дюжини", 24),
        ("пара ракет", 2),
        ("тисяча", 1000),
        ("тисяча двісті", 1200),
        ("тысяча двести", 1200),
        ("дві тисячі", 2000),
        ("одну тисячу шістнадцять", 1016),
        ("две тысячи триста пять", 2305),
        ("дві тисячі п'ять сотень", 2500),
        ("тисячі двохсот сорока", 1240),
        ("полторы тысячи", 1500),
        ("півтори тисячі", 1500),
        ("полтысячи", 500),
        ("1,2 тысячи", 1200),
        ("1,5 тис. БпЛА", 1500),
        ("1.25 тысячи", 1250),
        ("1.016 тысячи", 1016),
        ("2 тис.", 2000),
        ("2 тысячи 305", 2305),
        ("полторы тыс.", 1500),
        ("двоє", 2),
        ("троє", 3),
        ("четверо", 4),
        ("п'ятеро", 5),
        ("семеро", 7),
        ("десятеро", 10),
        ("пятерых", 5),
        ("оба", 2),
        ("обидві", 2),
        ("двадцать-один", 21),
        ("двадцяти одного", 21),
        ("сто двадцять п'ять", 125),
        ("ДВІ СОТНІ", 200),
        ("двi сотнi", 200),
        ("девятьсот", 900),
        ("5ма", 5),
        ("5 -ма ракетами", 5),
        ("5- ма ракетами", 5),
        ("21-го ударного", 21),
        ("70 (семьдесят)", 70),
        ("сімдесят (70)", 70),
        ("5 (п'ять)", 5),
        ("двадцять перших", 20),
        ("десять перших", 10),
        ("85 – збито", 85),
        ("85 – та 6 ракет", 85),
        ("85 і більше 20 ракет", 85),
        ("5 (82 із них)", 5),
        ("85. 12 ракет", 85),
    ],
)
def test_a_number_is_read_from_figures_nouns_and_words(text: str, number: int) -> None:
    got = amount(tokens(text), 0)
    assert got is not None
    assert (got.number, got.hedge, got.unclear) == (number, Hedge.EXACT, False)


@pytest.mark.parametrize(
    "text",
    [
        "сотні дронів",
        "сотни",
        "майже сотні",
        "десятки",
        "тисячі БпЛА",
        "сотні тисяч",
        "кілька сотень",
        "пара десятков",
        "сотню-другу",
        "дві третини",
        "три четверти",
        "кожен третій",
        "каждый второй",
        "кожні два з трьох",
        "один або кілька",
    ],
)
def test_a_vague_word_gives_no_number(text: str) -> None:
    got = amount(tokens(text), 0)
    assert got is not None
    assert (got.number, got.hedge, got.unclear) == (None, Hedge.NOT_STATED, False)


@pytest.mark.parametrize(
    ("text", "number"), [("близько сотні", 100), ("более тысячи", 1000), ("до десятка", 10), ("не менше дюжини", 12)]
)
def test_a_hedge_with_the_genitive_distinguishes_one_from_several(text: str, number: int) -> None:
    got = amount(tokens(text), 0)
    assert got is not None
    assert got.number == number


@pytest.mark.parametrize("text", ["з десяток", "під сотню", "зо дві"])
def test_approximate_numbers_have_the_about_hedge(text: str) -> None:
    got = amount(tokens(text), 1)
    assert got is not None
    assert (got.number is not None, got.hedge) == (True, Hedge.ABOUT)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("5–7 БпЛА", (5, 7)),
        ("5-7", (5, 7)),
        ("5 – 7 ракет", (5, 7)),
        ("30...35", (30, 35)),
        ("від 5 до 7", (5, 7)),
        ("пять-семь", (5, 7)),
        ("п'ять–сім", (5, 7)),
        ("п’ять — сім", (5, 7)),
        ("5-сім", (5, 7)),
        ("сім-8", (7, 8)),
        ("сто-двести", (100, 200)),
        ("двадцать-двадцать пять", (20, 25)),
        ("5 або 6", (5, 6)),
        ("6 чи 5", (5, 6)),
        ("5 или 6", (5, 6)),
        ("два-три десятка", (20, 30)),
        ("5–7 тысяч", (5000, 7000)),
        ("800 – дві тисячі", (800, 2000)),
        ("понад 30–35", (30, 35)),
        ("1 016–1 020", (1016, 1020)),
        ("8-ма – 10-ма", (8, 10)),
    ],
)
def test_a_range_gives_bounds_and_no_number(text: str, bounds: tuple[int, int]) -> None:
    got = amount(tokens(text), 0)
    assert got is not None
    assert (got.number, got.hedge, got.bounds) == (None, Hedge.NOT_STATED, bounds)


@pytest.mark.parametrize("text", ["от 5 до 7", "между 5 и 7", "між 5 та 7"])
def test_a_range_is_read_after_a_word_that_is_no_hedge(text: str) -> None:
    got = amount(tokens(text), 1)
    assert got is not None
    assert got.bounds == (5, 7)


@pytest.mark.parametrize(
    "text",
    [
        "1,2 БпЛА",
        "3,5",
        "0.5",
        "18.000",
        "85.120",
        "107 108",
        "1О8",
        "1½",
        "5-7-10",
        "35–30",
        "85 - 5",
        "70 (80)",
        "п'ять (шість)",
        "двадцять тридцять",
        "сотні дві",
        "полтора БПЛА",
        "дві з половиною ракети",
        "двадцать-две тысячи",
        "2 млн",
        "2 тис. 305",
        "123456789012",
    ],
)
def test_an_unreadable_number_is_not_read_as_a_smaller_one(text: str) -> None:
    got = amount(tokens(text), 0)
    assert got is not None
    assert (got.number, got.hedge, got.bounds, got.unread) == (None, Hedge.NOT_STATED, None, True)


@pytest.mark.parametrize(
    "text",
    [
        "С-300",
        "Х-59/69",
        "KN-23",
        "Shahed-131/136",
        "3М22",
        "9М723",
        "S8000",
        "понад",
        "до Києва",
        "18:00",
        "22:00-23:00",
        "18.00–08:00",
        "1–2 грудня",
        "- 5 ракет",
        "БпЛА – 5",
        "другий",
        "третя хвиля",
        "40-й",
        "40 -й",
        "25-го",
        "двадцять перша хвиля",
        "сто двадцять п'ятий",
        "двадцать второго октября",
        "пів на шосту",
    ],
)
def test_words_that_contain_a_number_are_not_always_an_amount(text: str) -> None:
    assert amount(tokens(text), 0) is None


def test_a_date_after_a_number_is_not_added_to_it() -> None:
    got = amount(tokens("понад дві тисячі 14 грудня"), 0)
    assert got is not None
    assert (got.number, got.after) == (2000, 3)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("двадцять один", (21, 2)),
        ("дві сотні", (200, 2)),
        ("20", (20, 1)),
        ("двадцять тридцять", (20, 1)),
        ("сотні", None),
        ("1,2", None),
    ],
)
def test_a_cardinal_ends_before_the_next_number(text: str, read: tuple[int, int] | None) -> None:
    assert cardinal(tokens(text), 0) == read
