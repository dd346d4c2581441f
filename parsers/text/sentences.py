"""Splits a post into its headline and its sentences, and ties bullets to their heading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.text.phrases import where
from parsers.text.tokens import Token

BULLETS = frozenset("-•*▫◽")
ENDS = frozenset(".!?;")
_BRACKETS = frozenset("()")
_CUTS = ENDS | _BRACKETS | {":", "\n"}
# A full stop after these ends no sentence: «Брянської, Курської обл., рф», «в т.ч. реактивними».
SHORTENED = frozenset(
    {
        "обл",
        "рф",
        "т.ч",
        "т.г",
        "м",
        "р",
        "г",
        "тис",
        "млн",
        "ін",
        "т.д",
        "н.п",
        "ст",
        "рр",
        "гг",
        "ед",
        "шт",
        "респ",
        "янв",
        "фев",
        "апр",
        "авг",
        "сен",
        "сент",
        "окт",
        "ноя",
        "нояб",
        "дек",
    }
)
NOT_HEADLINE = 2


class Sentence(NamedTuple):
    """Tokens ``[first, after)``; ``bullet`` says that it is in a list, ``heads`` that a list follows it.

    A number that only marks a line of a list («2. Х-59 – 4») is left out of it.
    """

    first: int
    after: int
    bullet: bool
    heads: bool


def headline_end(text: str, tokens: Sequence[Token]) -> int:
    """Return how many tokens the headline takes: the words in capitals that a post begins with; 0 if there is none.

    «ЦІЛь» with one small letter (@kpszsu 78956) is in capitals all the same.
    """
    last = 0
    for at, token in enumerate(tokens):
        if token.kind == "word":
            letters = [letter for letter in text[token.start : token.end] if letter.isalpha()]
            capitals = sum(letter.isupper() for letter in letters)
            if capitals * 2 <= len(letters):
                break
            if len(letters) > 1:
                last = at + 1
        elif token.kind == "number":
            last = at + 1
    words = sum(tokens[at].kind == "word" for at in range(last))
    return last if words >= NOT_HEADLINE else 0


def first_sentence_end(tokens: Sequence[Token]) -> int:
    """Return the token after the post's first sentence with real words: its title or its lead."""
    return next((cut.after for cut in sentences(tokens) if _says_something(tokens, cut)), len(tokens))


def _says_something(tokens: Sequence[Token], cut: Sentence) -> bool:
    return sum(tokens[at].kind == "word" for at in range(cut.first, cut.after)) >= NOT_HEADLINE


def sentences(tokens: Sequence[Token], start: int = 0) -> list[Sentence]:
    """Return the sentences from token ``start`` on."""
    cut: list[Sentence] = []
    for begin, end in _pieces(tokens, start):
        first, after = begin, end
        while first < after and (tokens[first].kind == "line" or _is_ornament(tokens[first])):
            first += 1
        while after > first and tokens[after - 1].kind == "line":
            after -= 1
        if first < after:
            marked = is_list_mark(tokens, first)
            bullet = tokens[first].text in BULLETS or marked or _is_bare_bullet(tokens, first, cut)
            first += 2 if marked else 0
            cut.append(Sentence(first, after, bullet, tokens[after - 1].text == ":"))
    return cut


def is_list_mark(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a line begins with a mark of a list: «1. Балістичні ракети», «2) Х-59»."""
    begins = at == 0 or tokens[at - 1].kind == "line"
    if not begins or tokens[at].kind != "number" or at + 2 >= len(tokens):
        return False
    return tokens[at + 1].text in {".", ")"} and tokens[at + 2].kind != "line" and len(tokens[at].text) <= 2


def _is_bare_bullet(tokens: Sequence[Token], first: int, before: Sequence[Sentence]) -> bool:
    """Return whether a line of a list has lost its dash.

    It begins with a number or an ornament, in a list begun before.
    """
    in_list = bool(before) and (before[-1].heads or before[-1].bullet)
    if not in_list or first == 0:
        return False
    if tokens[first].kind == "number":
        return tokens[first - 1].kind == "line"
    goes_on = before[-1].heads or _is_ornament(tokens[before[-1].first - 1])
    return goes_on and _is_ornament(tokens[first - 1])


def _pieces(tokens: Sequence[Token], start: int) -> Iterator[tuple[int, int]]:
    first, deep = start, 0
    last = len(tokens) - 1
    for at in where(_CUTS.__contains__, tokens, start, last):
        text = tokens[at].text
        if text in _BRACKETS:
            deep = max(0, deep + 1 if text == "(" else deep - 1)
        elif text == "\n" or _ends(tokens, at, deep):
            deep = 0 if text == "\n" else deep
            yield first, at + 1
            first = at + 1
    if first <= last:
        yield first, last + 1


def _ends(tokens: Sequence[Token], at: int, deep: int) -> bool:
    token, later = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if later is None or token.kind == "line":
        return True
    if token.text == ":":
        return later.kind == "line" or later.text in BULLETS
    if deep or token.text not in ENDS:
        return False
    if token.text == ".":
        if at and is_list_mark(tokens, at - 1):
            return False
        shortened = at > 0 and tokens[at - 1].text in SHORTENED
        counts = later.kind == "number" and later.start > token.end
        begins = later.kind == "line" or later.capital or counts or later.text in BULLETS or _is_ornament(later)
        return begins and not shortened
    return token.text != ";" or later.kind == "line" or later.text in BULLETS


def _is_ornament(token: Token) -> bool:
    return token.kind == "mark" and not token.text.isascii() and token.text not in BULLETS and token.text not in "’№"
