"""Every number up to 9,999, however it is spelt, is read as that number; two of which one is meant are read as none.

The words are put together here from forms typed by hand from the grammars of both languages, not from our tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from parsers.numbers.amounts import Amount, amount
from parsers.records import Hedge
from parsers.text.tokens import tokens

MOST = 9_999
BEHIND = " ударних БпЛА"


@dataclass(frozen=True)
class Case:
    """One case of one language: the words of 1 to 19, of the tens from 20, of the hundreds, and how thousands are told.

    ``ones`` are those that count thousands; ``thousands`` the noun behind one, two to four, and five or more.
    """

    small: str
    tens: str
    hundreds: str
    ones: list[str]
    thousands: tuple[str, str, str]

    def below(self, number: int, small: list[str]) -> list[str]:
        """A number from 1 to 999 in words."""
        words = []
        if number >= 100:
            words.append(self.hundreds.split()[number // 100 - 1])
        rest = number % 100
        if rest >= 20:
            words.append(self.tens.split()[rest // 10 - 2])
            rest %= 10
        if rest:
            words.append(small[rest - 1])
        return words

    def words(self, number: int) -> str:
        """A number from 1 to 9,999 in words."""
        many, rest = divmod(number, 1000)
        small, words = self.small.split(), []
        if many:
            noun = self.thousands[0 if many == 1 else 1 if many < 5 else 2]
            words += [*self.below(many, [*self.ones, *small[len(self.ones) :]]), noun]
        return " ".join([*words, *(self.below(rest, small) if rest else [])])


CASES = {
    "uk nominative": Case(
        "один два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять тринадцять чотирнадцять "
        "п'ятнадцять шістнадцять сімнадцять вісімнадцять дев'ятнадцять",
        "двадцять тридцять сорок п'ятдесят шістдесят сімдесят вісімдесят дев'яносто",
        "сто двісті триста чотириста п'ятсот шістсот сімсот вісімсот дев'ятсот",
        ["одна", "дві"],
        ("тисяча", "тисячі", "тисяч"),
    ),
    "uk instrumental": Case(
        "одним двома трьома чотирма п'ятьма шістьма сімома вісьмома дев'ятьма десятьма одинадцятьма дванадцятьма "
        "тринадцятьма чотирнадцятьма п'ятнадцятьма шістнадцятьма сімнадцятьма вісімнадцятьма дев'ятнадцятьма",
        "двадцятьма тридцятьма сорока п'ятдесятьма шістдесятьма сімдесятьма вісімдесятьма дев'яноста",
        "ста двомастами трьомастами чотирмастами п'ятьмастами шістьмастами сьомастами вісьмастами дев'ятьмастами",
        ["однією"],
        ("тисячею", "тисячами", "тисячами"),
    ),
    "uk genitive": Case(
        "одного двох трьох чотирьох п'яти шести семи восьми дев'яти десяти одинадцяти дванадцяти тринадцяти "
        "чотирнадцяти п'ятнадцяти шістнадцяти сімнадцяти вісімнадцяти дев'ятнадцяти",
        "двадцяти тридцяти сорока п'ятдесяти шістдесяти сімдесяти вісімдесяти дев'яноста",
        "ста двохсот трьохсот чотирьохсот п'ятисот шестисот семисот восьмисот дев'ятисот",
        ["однієї"],
        ("тисячі", "тисяч", "тисяч"),
    ),
    "ru nominative": Case(
        "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать "
        "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
        "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
        "сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
        ["одна", "две"],
        ("тысяча", "тысячи", "тысяч"),
    ),
    "ru instrumental": Case(
        "одним двумя тремя четырьмя пятью шестью семью восемью девятью десятью одиннадцатью двенадцатью "
        "тринадцатью четырнадцатью пятнадцатью шестнадцатью семнадцатью восемнадцатью девятнадцатью",
        "двадцатью тридцатью сорока пятьюдесятью шестьюдесятью семьюдесятью восемьюдесятью девяноста",
        "ста двумястами тремястами четырьмястами пятьюстами шестьюстами семьюстами восемьюстами девятьюстами",
        ["одной"],
        ("тысячей", "тысячами", "тысячами"),
    ),
    "ru genitive": Case(
        "одного двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати тринадцати "
        "четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати",
        "двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста",
        "ста двухсот трёхсот четырёхсот пятисот шестисот семисот восьмисот девятисот",
        ["одной"],
        ("тысячи", "тысяч", "тысяч"),
    ),
}


def grouped(mark: str) -> Callable[[int], str]:
    """Figures with a mark before the last three."""
    return lambda number: f"{number:,}".replace(",", mark)


SPELLINGS: dict[str, Callable[[int], str]] = {
    **{name: case.words for name, case in CASES.items()},
    "figures": str,
    "dot": grouped("."),
    "comma": grouped(","),
    "space": grouped(" "),
    "no-break space": grouped("\u00a0"),
    "narrow no-break space": grouped("\u202f"),
    "thin space": grouped("\u2009"),
    "apostrophe": grouped("'"),
    "curly apostrophe": grouped("’"),
    "ending": lambda number: f"{number}-ма",
    "ending without a hyphen": lambda number: f"{number}ти",
    "ending apart": lambda number: f"{number} -ма",
    "capitals": lambda number: CASES["uk nominative"].words(number).upper(),
    "told twice": lambda number: f"{number} ({CASES['ru nominative'].words(number)})",
    "told twice, words first": lambda number: f"{CASES['uk nominative'].words(number)} ({number})",
}
numbers = st.integers(1, MOST)
spelt = st.sampled_from(sorted(set(SPELLINGS) - {"told twice", "told twice, words first", "ending apart"}))


def read(text: str) -> Amount:
    """The amount that a text begins with, its words proved to be those of the text."""
    got = amount(tokens(text), 0)
    assert got is not None, text
    start, end = got.words
    assert 0 <= start < end <= len(text)
    return got


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_number_is_read_however_it_is_spelt(name: str) -> None:
    spell = SPELLINGS[name]
    wrong = [number for number in range(1, MOST + 1) if read(spell(number) + BEHIND)[:2] != (number, Hedge.EXACT)]
    assert wrong == []


@given(numbers, spelt)
def test_an_amount_covers_all_words_of_its_number(number: int, name: str) -> None:
    text = SPELLINGS[name](number)
    found = tokens(text + BEHIND)
    got = amount(found, 0)
    assert got is not None
    assert found[got.after].text == "ударних"
    assert got.words == (0, len(text))


@given(
    numbers,
    numbers,
    spelt,
    spelt,
    st.sampled_from(["{}-{}", "{}–{}", "{} – {}", "{} - {}", "{}—{}", "{}…{}", "{} або {}", "{} чи {}", "{} или {}"]),
)
def test_two_alternative_numbers_are_read_as_unknown(
    one: int, other: int, spelt_one: str, spelt_other: str, between: str
) -> None:
    text = between.format(SPELLINGS[spelt_one](one), SPELLINGS[spelt_other](other))
    got = amount(tokens(text + BEHIND), 0)
    assert got is not None
    if between in {"{}-{}", "{}–{}", "{}—{}"} and one % 100 >= 20 and one % 10 == 0 and other < 10:
        assert got.number in {None, one + other}, text  # «двадцать-один» is twenty-one
    else:
        assert (got.number, got.hedge) == (None, Hedge.NOT_STATED), text


@given(st.integers(10, MOST), st.integers(1, MOST), spelt, spelt, st.sampled_from(["{}–{}", "від {} до {}", "{} – {}"]))
def test_a_range_keeps_both_bounds(low: int, more: int, spelt_low: str, spelt_high: str, between: str) -> None:
    high = low + more
    assume(high <= MOST)
    # «Сімдесят-одна тисяча» may be 70 to 1,000 as well as 71,000: it has no bounds.
    assume(between != "{}–{}" or high < 1000 or low % 100 < 20 or low % 10)
    got = amount(tokens(between.format(SPELLINGS[spelt_low](low), SPELLINGS[spelt_high](high)) + BEHIND), 0)
    assert got is not None
    assert (got.number, got.hedge, got.bounds) == (None, Hedge.NOT_STATED, (low, high))


@given(numbers, numbers, spelt)
def test_a_number_contradicted_in_brackets_is_read_as_unknown(one: int, other: int, name: str) -> None:
    assume(one != other)
    got = read(f"{one} ({SPELLINGS[name](other)}) ударних БпЛА")
    assert (got.number, got.unread) == (None, True)


@given(st.integers(0, 999), st.integers(0, 99), st.sampled_from(".,"))
def test_a_decimal_number_is_no_count(whole: int, part: int, point: str) -> None:
    text = f"{whole}{point}{part}"
    got = amount(tokens(text + BEHIND), 0)
    assert got is None or (got.number, got.unread) == (None, True)
