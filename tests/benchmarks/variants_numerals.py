"""Numbers in a text that the variants may write otherwise: figures and words, in both languages."""

from __future__ import annotations

import re
from dataclasses import dataclass


def _forms(words: str) -> list[str]:
    """The words of a row."""
    return words.split()


# Words of 1 to 20 by the case they stand in; «п’ять» is found with any apostrophe.
NUMERALS: dict[str, dict[str, list[str]]] = {
    "uk": {
        "plain": _forms(
            "один два три чотири п’ять шість сім вісім дев’ять десять одинадцять дванадцять "
            "тринадцять чотирнадцять "
            "п’ятнадцять шістнадцять сімнадцять вісімнадцять дев’ятнадцять двадцять"
        ),
        "feminine": _forms("одну дві"),
        "genitive": _forms(
            "одного двох трьох чотирьох п’яти шести семи восьми дев’яти десяти одинадцяти "
            "дванадцяти тринадцяти "
            "чотирнадцяти п’ятнадцяти шістнадцяти сімнадцяти вісімнадцяти дев’ятнадцяти двадцяти"
        ),
        "instrumental": _forms(
            "одним двома трьома чотирма п’ятьма шістьма сімома вісьмома дев’ятьма десятьма "
            "одинадцятьма "
            "дванадцятьма тринадцятьма чотирнадцятьма п’ятнадцятьма шістнадцятьма сімнадцятьма вісімнадцятьма "
            "дев’ятнадцятьма двадцятьма"
        ),
        "where": ["одній"],
    },
    "ru": {
        "plain": _forms(
            "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
            "тринадцать четырнадцать "
            "пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать"
        ),
        "feminine": _forms("одну две"),
        "genitive": _forms(
            "одного двух трех четырех пяти шести семи восьми девяти десяти одиннадцати "
            "двенадцати тринадцати "
            "четырнадцати пятнадцати шестнадцати семнадцати восемнадцати девятнадцати двадцати"
        ),
        "instrumental": _forms(
            "одним двумя тремя четырьмя пятью шестью семью восемью девятью десятью "
            "одиннадцатью двенадцатью "
            "тринадцатью четырнадцатью пятнадцатью шестнадцатью семнадцатью восемнадцатью девятнадцатью двадцатью"
        ),
        "each": ["одному"],
    },
}
_TENS = (
    "двадцят тридцят сорок п’ятдесят шістдесят сімдесят вісімдесят дев’яност сто двадцат тридцат пятьдесят шестьдесят"
)
_APOSTROPHES = "[’'ʼ`]"
_FIGURES = re.compile(r"(?<![\w/.:,№-])\d+(?![\d/:]|[.,]\d|\s?\d{3})(?:-?[а-яії]{1,2}(?![\wії]))?")
_MONTHS = _forms(
    "січн лют берез квіт трав черв лип серп верес жовт листоп груд январ феврал март апрел ма июн июл август сентябр "
    "октябр ноябр декабр год час хв мск мин"
)
_DATED = re.compile(rf"\s*(?:-?(?:го|ї|й)?\s*(?:{'|'.join(_MONTHS)}))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed: its value, where it stands, and the row of its form ("figures" for one in figures).

    ``suffix`` is what hangs on the figures («-ма»); ``fixed`` says that it must not be touched (a date, part of
    a longer number).
    """

    value: int
    start: int
    end: int
    form: str
    suffix: str = ""
    fixed: bool = False


def numerals(text: str, language: str) -> list[Numeral]:
    """Every number of a text, in figures or in words of 1 to 20, from left to right."""
    found = []
    for match in _FIGURES.finditer(text):
        figures = re.match(r"\d+", match[0])
        assert figures
        suffix = match[0][figures.end() :]
        dated = bool(_DATED.match(text, match.start() + figures.end()))
        found.append(Numeral(int(figures[0]), match.start(), match.end(), "figures", suffix, dated))
    words = _WORDS[language]
    for match in _WORD[language].finditer(text):
        form, value = words[re.sub(_APOSTROPHES, "’", match[0].lower())]
        fixed = _is_part(text, match) or bool(_DATED.match(text, match.end()))
        found.append(Numeral(value, match.start(), match.end(), form, "", fixed))
    return sorted(found, key=lambda one: one.start)


def written(value: int, form: str, language: str) -> str | None:
    """A number in the words of a form; None where the form has none for it."""
    forms = NUMERALS[language]
    if form in {"feminine", "where", "each"} and value > len(forms[form]):
        form = {"feminine": "plain", "where": "genitive", "each": "plain"}[form]
    return forms[form][value - 1] if value <= len(forms[form]) else None


def agreement(value: int) -> str:
    """Which form of a noun a number asks for: one, few or many."""
    if value % 10 == 1 and value % 100 != 11:
        return "one"
    return "few" if value % 10 in {2, 3, 4} and value % 100 not in {12, 13, 14} else "many"


def _is_part(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 16) : match.start()].lower().split()
    after = text[match.end() : match.end() + 16].lower().split()
    near = before[-1:] + after[:1]
    return any(word.startswith(tuple(_TENS.split())) or word in {"із", "из", "з"} for word in near)


_WORDS = {
    language: {word: (form, value) for form, row in forms.items() for value, word in reversed([*enumerate(row, 1)])}
    for language, forms in NUMERALS.items()
}
_WORD = {
    language: re.compile(
        r"(?<![\wії’])(?:"
        + "|".join(sorted((w.replace("’", _APOSTROPHES) for w in words), key=len, reverse=True))
        + r")(?![\wії’-])",
        re.IGNORECASE,
    )
    for language, words in _WORDS.items()
}
