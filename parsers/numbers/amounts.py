"""Reads a number in its place: in figures, in words, with its hedge, or with a second number beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from parsers.numbers.numerals import NOUN_WORDS, NUMERAL_WORDS, numeral
from parsers.numbers.suffixes import GOES_ON, VAGUE_WORDS, Amount, Spoken, vague
from parsers.records import Hedge
from parsers.text.phrases import REMEMBERED, Phrases
from parsers.text.tokens import Token
from parsers.vocabulary.numbers import ABOUT_EVERY, ABOUT_LEADS, EACH, GENITIVE_HEDGES, HEDGES, ORDINAL_WORDS, ORDINALS

__all__ = ["Amount", "amount", "cardinal", "is_numeral", "opens_an_amount", "ordinal"]

_ORDINAL = {form: value for value, *forms in ORDINALS for side in forms for form in side.split()}
_HEDGE: Phrases[Hedge] = Phrases(
    (" ".join(f"{word}=" for word in phrase.split()), hedge)
    for hedge, *sides in HEDGES
    for side in sides
    for phrase in side.split(";")
)
_EACH = frozenset(EACH.split())
_GENITIVE = frozenset(GENITIVE_HEDGES.split())
_ABOUT_LEADS = frozenset(ABOUT_LEADS.split())
_OBLIQUE = ("ом", "ою", "ею", "ой", "ей")
_OF = frozenset({"з", "із", "из", "с"})


def is_numeral(word: str) -> bool:
    """Return whether a word is a numeral or an ordinal, or part of one."""
    return word in NUMERAL_WORDS or word in _ORDINAL


@lru_cache(maxsize=REMEMBERED)
def opens_an_amount(word: str) -> bool:
    """Return whether a word may begin an amount: a numeral, a hedge, a vague word, «кожен»."""
    return word in NUMERAL_WORDS or word in VAGUE_WORDS or word in _EACH or _HEDGE.may_begin(word)


def amount(tokens: Sequence[Token], at: int) -> Amount | None:
    """Return the amount that begins at token ``at``, or None: «понад 90», «181-м», «дві сотні», «5–7», «кілька».

    An ordinal is not one («40-й», «двадцять перша»), nor is the first day of «1–2 грудня».
    """
    token = tokens[at]
    if token.value is not None and at > 1 and tokens[at - 1].text == "/" and _is_a_model(tokens[at - 2].text):
        return None
    if token.value is not None and token.text[-1] <= "9":
        if at + 1 == len(tokens) or tokens[at + 1].text not in GOES_ON:
            return Amount(token.value, Hedge.EXACT, (token.start, token.end), at, at + 1)
    elif token.kind == "word" and not opens_an_amount(token.text):
        return None
    return _hedged(tokens, at)


def _is_a_model(word: str) -> bool:
    """Return whether a word makes a number after a slash a model: «Х-59/69» names two missiles, 69 counts nothing."""
    return "-" in word and word[-1].isdigit() and not word[0].isdigit()


def cardinal(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return a whole number in figures or in words at token ``at``, and the token after it; None for anything else."""
    token = tokens[at]
    if token.kind == "number" and token.value is not None:
        return token.value, at + 1
    said = numeral(tokens, at) if token.text in NUMERAL_WORDS else None
    return (said.value, said.after) if said and said.value is not None else None


def ordinal(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return an ordinal in words as dates have it («двадцать второго»), and the token after it; None otherwise."""
    said = numeral(tokens, at) if tokens[at].text in NUMERAL_WORDS else None
    if said and said.value in {20, 30} and said.after < len(tokens) and tokens[said.after].text in _ORDINAL:
        return said.value + _ORDINAL[tokens[said.after].text], said.after + 1
    value = _ORDINAL.get(tokens[at].text)
    return None if value is None else (value, at + 1)


def _hedged(tokens: Sequence[Token], at: int) -> Amount | None:
    """Return the amount at token ``at`` with its hedge and suffix, or None."""
    hit = _HEDGE.match(tokens, at)
    hedge, start = (hit.row, hit.after) if hit else (Hedge.EXACT, at)
    if start >= len(tokens):
        return None
    text = tokens[start].text
    if text in _EACH:
        return _share(tokens, at, start)
    if text in VAGUE_WORDS:
        return vague(tokens, at, start, start + 1)
    said = numeral(tokens, start, genitive=bool(hit) and tokens[start - 1].text in _GENITIVE)
    if said is None:
        return None
    if said.vague:
        return vague(tokens, at, start, said.after)
    if not hit and at and _is_about(tokens[at - 1].text, text):
        hedge = Hedge.ABOUT
    return Spoken(tokens, at, start, hedge).amount(said)


def _is_about(before: str, numeral: str) -> bool:
    """Return whether a preposition makes a numeral vague: «з десяток», «під сотню», «зо п’ять», not «з сотнею»."""
    if before == ABOUT_EVERY:
        return True
    return before in _ABOUT_LEADS and numeral in NOUN_WORDS and not numeral.endswith(_OBLIQUE)


def _share(tokens: Sequence[Token], at: int, start: int) -> Amount | None:
    """Return the amount of a share that is not a number: «кожен третій», «каждые два из трех»; None otherwise."""
    after = _past_number(tokens, start + 1)
    if after is None:
        return None
    if after < len(tokens) and tokens[after].text in _OF:
        after = _past_number(tokens, after + 1) or after
    return Amount(None, Hedge.NOT_STATED, (tokens[start].start, tokens[after - 1].end), at, after)


def _past_number(tokens: Sequence[Token], at: int) -> int | None:
    if at < len(tokens) and tokens[at].text in ORDINAL_WORDS:
        return at + 1
    said = numeral(tokens, at) if at < len(tokens) else None
    return said.after if said else None
