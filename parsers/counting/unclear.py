"""Amounts that cannot become a line as they are: those not of weapons, and those that leave their number open."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from parsers.counting.words import THING
from parsers.numbers.amounts import Amount, amount
from parsers.numbers.numerals import FACTOR_WORDS, NUMERAL_WORDS
from parsers.numbers.suffixes import GOES_ON
from parsers.records import Doubt
from parsers.text.phrases import REMEMBERED, Found, where
from parsers.text.tokens import Token
from parsers.vocabulary.numbers import LESS, MORE
from parsers.vocabulary.outcomes import Thing

_MORE_OR_LESS = frozenset((*MORE.split(), *LESS.split()))
_BY = "на"
_REACH = 4


def counted_thing(tokens: Sequence[Token], size: Amount) -> Found[Thing] | None:
    """Return what an amount counts other than weapons, and the token after that; None if it may count weapons.

    «88 %», «у 2 рази», «трьома хвилями», «на 8 локаціях», «на 30 більше, ніж», «на 5 БпЛА менше».
    """
    return _compared(tokens, size) or (THING.match(tokens, size.after) if size.after < len(tokens) else None)


def _compared(tokens: Sequence[Token], size: Amount) -> Found[Thing] | None:
    """Return a match if the amount says by how many something is more or less; None otherwise."""
    if size.first == 0 or tokens[size.first - 1].text != _BY:
        return None
    if size.first > 1 and tokens[size.first - 2].text in _MORE_OR_LESS:
        return Found(Thing.COMPARED, size.after)
    for at in range(size.after, min(size.after + _REACH, len(tokens))):
        if tokens[at].text in _MORE_OR_LESS:
            return Found(Thing.COMPARED, at + 1)
        if tokens[at].kind != "word":
            break
    return None


def unclear(tokens: Sequence[Token], first: int, after: int, taken: Container[int]) -> Iterator[Doubt]:
    """Yield a doubt for each amount of tokens ``[first, after)`` that leaves its number open.

    ``range`` with both bounds for «5–7», ``number_left_over`` for figures that are no count («1,2 БпЛА», «70 (80)»).
    ``taken`` are tokens used by dates and hours; amounts of minutes or per cent raise none.
    """
    past = first
    for at in where(_may_begin, tokens, first, after):
        if at < past or at in taken or _is_plain(tokens, at):
            continue
        size = amount(tokens, at)
        if size is None:
            continue
        past = size.after
        if size.unclear and not any(i in taken for i in range(at, past)):
            thing = counted_thing(tokens, size)
            if thing is None or thing.row is Thing.SITE:
                yield doubt_of(tokens, size)


def _is_plain(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a number is alone, as most are: the quick check before the full one."""
    token = tokens[at]
    whole = token.value is not None or (token.kind == "word" and token.text not in FACTOR_WORDS)
    return whole and (at + 1 == len(tokens) or tokens[at + 1].text not in GOES_ON)


def doubt_of(tokens: Sequence[Token], size: Amount) -> Doubt:
    """Return the doubt about one amount that leaves its number open."""
    if size.bounds:
        return Doubt("range", f"{size.bounds[0]} to {size.bounds[1]}")
    return Doubt("number_left_over", " ".join(token.text for token in tokens[size.first : size.after]))


@lru_cache(maxsize=REMEMBERED)
def _may_begin(word: str) -> bool:
    return word[0].isdigit() or word in NUMERAL_WORDS
