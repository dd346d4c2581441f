"""The grammar of numerals: «двадцять один», «дві сотні», «півтора десятка», «тисяча двісті», «2,5 тис.».

``parsers.numbers.amounts`` reads what surrounds a numeral (a hedge, a second number, a bracket).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from parsers.text.phrases import any_of
from parsers.text.tokens import MOST_IN_GROUPS, Token
from parsers.vocabulary.numbers import AND_A_HALF, FACTORS, HALVES, MULTIPLIERS, NUMERALS, ORDINAL_SUFFIXES

_PLAIN = {form: value for value, *forms in NUMERALS for side in forms for form in side.split()}
_HALVES = {
    # «Пол-сотни», «пів-десятка»
    **{
        f"{half}-{form}": value // 2
        for half in " ".join(FACTORS[0][1:]).split()
        for value, *forms in MULTIPLIERS
        for form in " ".join(forms).split()
    },
    **{form: value for value, *forms in HALVES for side in forms for form in side.split()},
}
_FACTORS = {form: Fraction(halves, 2) for halves, *forms in FACTORS for side in forms for form in side.split()}
_AND_A_HALF = any_of("; ".join(f"{first}= {second}=" for first, second in map(str.split, AND_A_HALF.split(";"))))
_ORDINAL_SUFFIXES = tuple(ORDINAL_SUFFIXES.split())
_THOUSAND = 1000
_HALF = Fraction(1, 2)


class _Says(Enum):
    """What a multiplying noun means without a number before it."""

    ONE = "one"  # сотня, сотню
    EITHER = "either"  # сотні: of one, or several
    SEVERAL = "several"  # сотень, десятки


class _Noun(NamedTuple):
    value: int
    says: _Says


_NOUNS = {
    form: _Noun(value, says)
    for value, *columns in MULTIPLIERS
    for says, forms in zip(_Says, columns, strict=True)
    for form in forms.split()
}
NUMERAL_WORDS = frozenset((*_PLAIN, *_HALVES, *_FACTORS, *_NOUNS))
NOUN_WORDS = frozenset(_NOUNS)
FACTOR_WORDS = frozenset(_FACTORS)


class Numeral(NamedTuple):
    """A numeral and the token after it.

    ``value`` is None if it cannot be read («полтора БПЛА»), or if the words give no number (``vague``: «сотні»).
    ``times`` is the multiplier of its noun: 10 in «три десятки».
    """

    value: int | None
    after: int
    vague: bool = False
    times: int = 1


class _Lead(NamedTuple):
    """What may come before a multiplier: «дві», «1,5», «півтори»; ``value`` is None if the figures count nothing.

    ``hyphened`` says that a hyphen joined ones to tens: «двадцать-два», but «двадцать-две тысячи» may be two numbers.
    """

    value: int | Fraction | None
    after: int
    hyphened: bool = False


def numeral(tokens: Sequence[Token], at: int, *, genitive: bool = False) -> Numeral | None:
    """Return the numeral that begins at token ``at``, or None; an ordinal («40-й») is not one.

    ``genitive`` says that a word before it requires that case, so that «сотні» is one hundred («близько сотні»).
    """
    text = tokens[at].text
    if text in _HALVES:
        return Numeral(_HALVES[text], at + 1)
    lead = _lead(tokens, at)
    if lead is None:
        noun = _NOUNS.get(text)
        return _alone(tokens, at, noun, genitive) if noun else None
    if tokens[at].kind == "dotted" and _noun_at(tokens, lead.after) is None:
        return None
    half = _AND_A_HALF.match(tokens, lead.after) if lead.after < len(tokens) and lead.value is not None else None
    if half:
        lead = _Lead((lead.value or 0) + _HALF, half.after)
    noun = _noun_at(tokens, lead.after)
    if noun:
        return _multiplied(tokens, lead, noun)
    return Numeral(_whole(lead.value), lead.after)


def _noun_at(tokens: Sequence[Token], at: int) -> _Noun | None:
    return _NOUNS.get(tokens[at].text) if at < len(tokens) else None


def _whole(value: int | Fraction | None) -> int | None:
    return None if value is None or value.denominator != 1 else int(value)


def _lead(tokens: Sequence[Token], at: int) -> _Lead | None:
    token = tokens[at]
    if token.kind == "word":
        factor = _FACTORS.get(token.text)
        if factor:
            return _Lead(factor, at + 1) if _noun_at(tokens, at + 1) or factor > 1 else None
        return _sum(tokens, at)
    if token.kind not in {"number", "dotted"} or is_ordinal(token):
        return None
    pointed = _is_pointed(token.text) and _noun_at(tokens, at + 1)
    return _Lead(_pointed(token.text) if pointed else token.value, at + 1)


def is_ordinal(token: Token) -> bool:
    """Return whether figures are an ordinal: «40-й», «3-я».

    «21-го» is not: it is a case of «двадцять один» as well. Nor is «8-ма».
    """
    if token.value is None or token.text[-1] <= "9":
        return False
    return token.text.endswith(_ORDINAL_SUFFIXES) and (token.value % 10 != 1 or token.value % 100 == 11)


def _is_pointed(figures: str) -> bool:
    return "." in figures or "," in figures


def _pointed(figures: str) -> Fraction | None:
    """Return the value of a number with a decimal point («1,2», «1.016»); None for anything else."""
    whole, _, part = figures.replace(",", ".").partition(".")
    if not (whole.isdecimal() and part.isdecimal() and len(whole) + len(part) <= MOST_IN_GROUPS + 1):
        return None
    return Fraction(f"{int(whole)}.{part}")


def _sum(tokens: Sequence[Token], at: int) -> _Lead | None:
    """Return the sum of numerals while each is smaller than the last allows: hundreds, tens, ones; or None."""
    total, limit, after, hyphened = 0, _THOUSAND, at, False
    while after < len(tokens):
        value = _PLAIN.get(tokens[after].text)
        if value is None or value >= limit:
            break
        total, limit, after = total + value, _next_limit(value), after + 1
        if 20 <= value < 100 and _is_hyphened(tokens, after):
            after, hyphened = after + 1, True
    return _Lead(total, after, hyphened) if after > at else None


def _is_hyphened(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a hyphen joins ones to the tens before it: «двадцать-один»."""
    if at + 1 >= len(tokens) or tokens[at].text != "-" or _PLAIN.get(tokens[at + 1].text, 10) >= 10:
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _next_limit(value: int) -> int:
    """Return the limit for the next numeral: tens after hundreds, ones after tens, nothing after the rest."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0


def _alone(tokens: Sequence[Token], at: int, noun: _Noun, genitive: bool) -> Numeral:
    """Return a multiplier without a number before it: «сотня», «тисяча двісті», «близько сотні», «десятки»."""
    after = _past_stop(tokens, at + 1)
    if _noun_at(tokens, after):
        while _noun_at(tokens, after):
            after += 1
        return Numeral(None, after, vague=True)  # «сотні тисяч», «пара десятков»
    rest = None if noun.says is _Says.SEVERAL else _rest(tokens, after, noun.value)
    if noun.says is _Says.ONE or (noun.says is _Says.EITHER and genitive):
        return _with_rest(noun.value, after, rest)
    if rest is None:
        return Numeral(None, after, vague=True)
    if rest.value is None or rest.value < 10:
        return Numeral(None, rest.after)  # «сотні дві» is about two hundred
    return _with_rest(noun.value, after, rest)


def _multiplied(tokens: Sequence[Token], lead: _Lead, noun: _Noun) -> Numeral:
    """Return a number with its multiplier and what is added to it: «дві сотні», «дві тисячі триста п’ять»."""
    after = _past_stop(tokens, lead.after + 1)
    most = noun.value if noun.value >= 100 else 100
    told = lead.value is not None and 0 < lead.value < most and not lead.hyphened
    value = _whole(lead.value * noun.value) if lead.value is not None and told else None
    if _noun_at(tokens, after) or noun.value > _THOUSAND:
        return Numeral(None, after + (_noun_at(tokens, after) is not None))
    rest = _rest(tokens, after, noun.value) if _whole(lead.value) else None
    if value is None or rest:
        return _with_rest(value, after, rest)
    return Numeral(value, after, times=noun.value)


def _past_stop(tokens: Sequence[Token], at: int) -> int:
    """Return the token after the full stop of «тис.»."""
    short = tokens[at - 1].text in {"тис", "тыс", "млн"}
    return (
        at + 1
        if short and at < len(tokens) and tokens[at].text == "." and tokens[at].start == tokens[at - 1].end
        else at
    )


def _rest(tokens: Sequence[Token], at: int, multiplied: int) -> Numeral | None:
    """Return what is added after «тисяча», «сотня»: «двісті п’ять», «дві сотні», «305»."""
    if at >= len(tokens) or multiplied not in {100, _THOUSAND}:
        return None
    token = tokens[at]
    if token.kind == "number":
        # Fewer figures may be a date: «понад 2 тисячі 14 грудня»; «тис.» may end the sentence.
        if multiplied != _THOUSAND or not 100 <= (token.value or 0) < _THOUSAND:
            return None
        return Numeral(None if tokens[at - 1].text == "." else token.value, at + 1)
    said = numeral(tokens, at) if token.text in NUMERAL_WORDS else None
    if said is None or said.vague or said.value is None or said.value >= multiplied:
        return None
    return said


def _with_rest(value: int | None, after: int, rest: Numeral | None) -> Numeral:
    if rest is None:
        return Numeral(value, after)
    return Numeral(None if value is None or rest.value is None else value + rest.value, rest.after)
