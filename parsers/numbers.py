"""Reading a number where it stands: in figures, in words, with its hedge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parsers.phrases import Phrases
from parsers.records import Hedge, Words
from parsers.tables.numbers import HEDGES, NUMERALS, ORDINALS, VAGUE
from parsers.text import Token

_CARDINAL = {form: value for value, *forms in NUMERALS for side in forms for form in side.split()}
_ORDINAL = {form: value for value, *forms in ORDINALS for side in forms for form in side.split()}
_HEDGE: Phrases[Hedge] = Phrases(
    (" ".join(f"{word}=" for word in phrase.split()), hedge)
    for hedge, *sides in HEDGES
    for side in sides
    for phrase in side.split(";")
)
_VAGUE = {form for sides in VAGUE for side in sides for form in side.split()}


class Amount(NamedTuple):
    """A number as read: its value (None where only a vague word stands), hedge, words, and the token after it.

    ``first`` is the index of its first token, the hedge's where there is one.
    """

    number: int | None
    hedge: Hedge
    words: Words
    first: int
    after: int


def is_numeral(word: str) -> bool:
    """Whether a word is a numeral or an ordinal, or a part of one."""
    return word in _CARDINAL or word in _ORDINAL


def opens_an_amount(word: str) -> bool:
    """Whether a word may begin an amount: a numeral, a hedge, a vague word."""
    return word in _CARDINAL or word in _VAGUE or _HEDGE.may_begin(word)


def amount(found: Sequence[Token], at: int) -> Amount | None:
    """The amount that begins at token ``at``: «понад 90», «181-м», «двадцать один», «кілька»; None where none does."""
    token = found[at]
    if token.value is not None:
        return Amount(token.value, Hedge.EXACT, (token.start, token.end), at, at + 1)
    hedge, start = Hedge.EXACT, at
    hit = _HEDGE.match(found, at)
    if hit:
        hedge, start = hit.row, hit.after
    if start >= len(found):
        return None
    if found[start].text in _VAGUE:
        return Amount(None, Hedge.NOT_STATED, found[start].words, at, start + 1)
    read = cardinal(found, start)
    if read is None:
        return None
    number, after = read
    return Amount(number, hedge, (found[start].start, found[after - 1].end), at, after)


def cardinal(found: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A whole number in figures or in words at token ``at``, and the token after it."""
    token = found[at]
    if token.kind == "number" and token.value is not None:
        return token.value, at + 1
    return _in_words(found, at, _CARDINAL)


def ordinal(found: Sequence[Token], at: int) -> tuple[int, int] | None:
    """An ordinal in words, as dates have it: «двадцать второго»; None for anything else."""
    tens = _CARDINAL.get(found[at].text, 0)
    if tens in {20, 30} and at + 1 < len(found) and found[at + 1].text in _ORDINAL:
        return tens + _ORDINAL[found[at + 1].text], at + 2
    value = _ORDINAL.get(found[at].text)
    return None if value is None else (value, at + 1)


def _in_words(found: Sequence[Token], at: int, forms: dict[str, int]) -> tuple[int, int] | None:
    """Numerals added up while each is smaller than the last: hundreds, tens, ones; «тисяча» multiplies."""
    total, limit, after = 0, 10_000, at
    while after < len(found) and found[after].kind == "word":
        value = forms.get(found[after].text)
        if value is None or value >= limit:
            break
        total, limit, after = total + value, _next_limit(value), after + 1
    return (total, after) if after > at else None


def _next_limit(value: int) -> int:
    """What may still be added after ``value``: tens after hundreds, ones after tens, nothing after the rest."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0
