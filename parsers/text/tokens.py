"""Splits a post's text into folded tokens that point back into it.

Each token keeps ``(start, end)`` in code points of the text as posted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.records import Words
from parsers.text.folding import DASH, QUOTE, fold, one_script
from parsers.vocabulary.numbers import DASHED_HEADS, FACTORS, MULTIPLIERS, NUMERALS

KEYCAP = "\u20e3"  # «1️⃣» is a bullet; «#збито2026» and addresses are not words
MOST_FIGURES = 9  # a longer number counts nothing
MOST_IN_GROUPS = 4  # «1 016» is a number; «107 108», «85.120» may be two
# Case endings that hang on figures: 8-ма, 181-м, 16-ю, 20-ї, 81-го (catalogue of spellings, 2023-2026).
SUFFIXES = "ма ми му м ти та х ох ух ех ю ою го ого ї й я а те ом ем ое е ый ий ые их ым"

# Figures alone, the fastest; thousands («1 016», «1.016», «1'016»); no whole numbers («1,2», «1О»); the rest.
_FIGURES = r"""
        (?=\d)(?: \d++(?![ \u2004-\u200a.,’]\d|[оo½¼¾])
      | [1-9]\d{0,2}(?:[ \u2004-\u200a]\d{3}(?!\d|[.:,]\d))+
      | [1-9]\d{0,2}(?:[.,’]\d{3})++(?![.,]?\d)
      | \d++(?:[.,]\d++)+
      | \d+[оo½¼¾]\d*+(?![^\W_])
      | \d+ )
"""
# Most words have only these letters: the plain class comes first because it is the fastest.
_PLAIN = "a-zа-яіїєґ"
_TOKEN = re.compile(
    rf"""
      (?P<tag>(?=[\#htw\d])(?:\#\w*\d\w*|(?:https?://|t\.me/|www\.)\S+|\d[ ]?\u20e3))  # no counts
    | (?P<plain>[{_PLAIN}]{{2,}}+(?![^\W_])(?:[’-][^\W_]+)*+)
    | (?P<code>\d{{1,2}}[a-np-zа-нп-я]\d{{2}}[^\W_]*|(?:[a-z]{{1,3}}|[хс])\d[^\W_]*)  # 3М22, 9М723, S8000, Х101
    | (?P<short>[^\W\d_]\.[^\W\d_](?![^\W_]))                         # т.ч, т.г, н.п
    | (?P<word>[^\W\d_]+(?:[’-][^\W_]+)*)
    | (?P<dotted>\d{{1,2}}[.:]\d\d(?:[.:]\d{{2,4}})?(?!\d))               # 18:00, 18.00, 24.03.23
    | (?P<number>{_FIGURES})(?:-?(?P<suffix>{"|".join(SUFFIXES.split())})(?![^\W_]))?
    | (?P<line>\n)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
# Not the hyphen of an ending: «п’ять-7-ма».
_HYPHEN = re.compile(rf"-(?!(?<=\d-)(?:{'|'.join(SUFFIXES.split())})(?![^\W_]))")
_GROUPS = re.compile("[ \u2004-\u200a.,’]")
# «Пол-сотни» stays one word.
_NUMERALS = {form for row in (*NUMERALS, *FACTORS[1:], *MULTIPLIERS) for side in row[1:] for form in str(side).split()}
_HEADS = tuple(DASHED_HEADS.split())
_NUMBERS = frozenset({"number", "suffix"})
_UNFINISHED = frozenset({",", "/", QUOTE, "("})
WORDLIKE = frozenset({"plain", "word", "code", "short"})


class Token(NamedTuple):
    """One word, number or mark of a post.

    ``kind`` is one of "word", "number", "dotted" (a clock time or a date in figures), "mark", "line";
    ``text`` is folded to lower case and one script; ``value`` is the number of a number token.
    """

    kind: str
    text: str
    start: int
    end: int
    value: int | None = None
    capital: bool = False

    @property
    def words(self) -> Words:
        return (self.start, self.end)


class _Folded(NamedTuple):
    """A text as posted and as folded, and the place of each folded character (None if all are the same)."""

    text: str
    folded: str
    places: list[int] | None


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text, without spaces, each with its place in the text as given."""
    whole = _Folded(text, *fold(text))
    result: list[Token] = []
    at, last = 0, len(whole.folded)
    while at < last:
        at = _scan(whole, at, last, result)
    return _without_soft_breaks(result)


def _scan(whole: _Folded, first: int, last: int, result: list[Token]) -> int:
    """Add the tokens of a stretch of the folded text, and return where to continue."""
    text, folded, places = whole
    made = tuple.__new__  # a post has hundreds: the constructor of tuple is the fastest
    for match in _TOKEN.finditer(folded, first, last):
        kind, piece = match.lastgroup, match[0]
        start, end = match.span()
        if places:
            start, end = places[start], _past_marks(text, places[end - 1] + 1)
        if kind in WORDLIKE:
            parts = _hyphened(piece) if "-" in piece else None
            if parts:
                return _scan_apart(whole, match.start(), parts, result)
            result.append(made(Token, ("word", one_script(piece), start, end, None, text[start].isupper())))
        elif kind in _NUMBERS:
            value = int(piece) if len(piece) < MOST_FIGURES and piece.isdecimal() else _value(match["number"])
            result.append(made(Token, ("number", piece, start, end, value, False)))
        else:
            if kind == "tag":
                kind, piece = "mark", "•" if piece[-1] == KEYCAP else piece
            result.append(made(Token, (kind or "mark", piece, start, end, None, False)))
    return last


def _scan_apart(whole: _Folded, at: int, parts: Sequence[str], result: list[Token]) -> int:
    """Add the parts and dashes of a hyphened word, and return where to continue.

    That is at a last part in figures, since more may follow («п’ять-1 016»).
    """
    for index, part in enumerate(parts):
        if index:
            start = whole.places[at] if whole.places else at
            result.append(Token("mark", DASH, start, start + 1))
            at += 1
        if index + 1 == len(parts) and part[0].isdecimal():
            break
        at = _scan(whole, at, at + len(part), result)
    return at


def _value(figures: str) -> int | None:
    """Return the whole number that figures state, with or without separated thousands; None if they state none."""
    if figures.isdecimal():
        return int(figures) if len(figures) <= MOST_FIGURES else None
    groups = _GROUPS.split(figures)
    whole = all(group.isdecimal() for group in groups) and all(len(group) == 3 for group in groups[1:])
    told = "".join(groups)
    return int(told) if whole and len(told) <= MOST_IN_GROUPS and told[0] != "0" else None


@lru_cache(maxsize=4096)
def _hyphened(word: str) -> tuple[str, ...] | None:
    """Return the parts of a word that only a hyphen joins: «п’ять-сім», «БпЛА–85»; None for any other."""
    parts = _HYPHEN.split(word)
    head = one_script(parts[0])
    if not (head in _NUMERALS or head.startswith(_HEADS)):
        return None
    told = all(part[0].isdecimal() or one_script(part) in _NUMERALS for part in parts[1:])
    return tuple(parts) if told else None


def _past_marks(text: str, end: int) -> int:
    """Return the place after the combining marks of the letter before ``end``: «й» posted in two parts."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _without_soft_breaks(tokens: list[Token]) -> list[Token]:
    """Return the tokens without line breaks in mid-sentence, where a line was broken in two (catalogue, 2026)."""
    soft = {at for at, token in enumerate(tokens) if token.kind == "line" and _breaks_a_sentence(tokens, at)}
    return [token for at, token in enumerate(tokens) if at not in soft] if soft else tokens


def _breaks_a_sentence(tokens: list[Token], at: int) -> bool:
    """Return whether a line ends unfinished and the next one begins in lower case, or with a number after a word."""
    if at == 0 or at + 1 == len(tokens):
        return False
    before, later = tokens[at - 1], tokens[at + 1]
    if before.kind not in {"word", "number"} and before.text not in _UNFINISHED:
        return False
    if later.kind == "number":
        return before.kind == "word" and not before.capital
    return later.kind == "word" and not later.capital


def flat(tokens: Sequence[Token]) -> str:
    """Return the folded words and marks of a text separated by one space, for checks that need no tokens."""
    return " ".join([token.text for token in tokens])
