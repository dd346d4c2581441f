"""Finds sentences of a report about something other than its own attack: another night, a month, our own strikes."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from parsers.numbers.amounts import amount
from parsers.text.phrases import Phrases, any_of, fits
from parsers.text.tokens import Token
from parsers.vocabulary.other_accounts import LONG, OTHERS, OVER, SUMMING_UP, Other

_OTHERS: Phrases[Other] = Phrases((phrase, other) for other, phrases in OTHERS for phrase in phrases.split(";"))
_BREAKS = frozenset(",;-:")
_SUMMING_UP = any_of(SUMMING_UP)


class AccountTurn(NamedTuple):
    """Where a sentence turns to another account: at which token, as a whole or not, and whether that is certain."""

    other: Other
    at: int
    whole: bool
    sure: bool


def turn(
    tokens: Sequence[Token], span: tuple[int, int], numbers: Sequence[int], *, later: bool, apart: Container[int] = ()
) -> AccountTurn | None:
    """Return where a sentence of tokens ``span`` turns to another account, or None if it does not.

    ``numbers`` are the first tokens of its numbers, ``later`` says that the post counted something before it, ``apart``
    are tokens known to belong to another account. The first count of a post is its own, whatever word comes before it;
    «більше, ніж учора» only divides a sentence. Counts before the word, or a word such as «раніше», make the turn
    uncertain.
    """
    said = _other_account(tokens, *span, apart)
    if said is None:
        return None
    other, at = said
    before = [number for number in numbers if number < at]
    if not numbers or not (later or before):
        return None
    compared = other is Other.COMPARED
    broken = any(tokens[i].text in _BREAKS for i in range(before[-1], at)) if before else False
    return AccountTurn(
        other, at, later and not compared and not broken, compared or (other is not Other.PERHAPS and not before)
    )


def _other_account(tokens: Sequence[Token], first: int, after: int, apart: Container[int]) -> tuple[Other, int] | None:
    """Return whose account tokens turn to, and where; of several, the most certain: «минулої ночі, за листопад»."""
    hits = [(hit.row, at) for at, hit in _OTHERS.search(tokens, first, after) if hit.row is not Other.OWN]
    hits += [(Other.TIME, at) for at in _spans(tokens, first, after)]
    hits = [(other, at) for other, at in hits if at not in apart and not _dates_an_hour(tokens, at)]
    return min(hits, key=lambda one: (one[0] is Other.PERHAPS, one[1]), default=None)


def _dates_an_hour(tokens: Sequence[Token], at: int) -> bool:
    """Return whether the word only dates an hour of the post's own window: «(із 18:00 попередньої доби)»."""
    return at > 0 and tokens[at - 1].kind == "dotted"


def _spans(tokens: Sequence[Token], first: int, after: int) -> Iterator[int]:
    """Yield where a span of days or longer is given by its number.

    «За три ночи», «протягом 14 днів», «за 2 месяца».
    """
    for at in range(first, after):
        size = amount(tokens, at + 1) if tokens[at].text in OVER and at + 1 < after else None
        if size and size.after < after and any(fits(unit, tokens[size.after].text) for unit in LONG):
            yield at


def sums_up(tokens: Sequence[Token], first: int, after: int) -> set[int] | None:
    """Return the tokens with which a sentence says that it repeats earlier numbers; None if it does not."""
    said = {i for at, hit in _SUMMING_UP.search(tokens, first, after) for i in range(at, hit.after)}
    return said or None


def bracketed(tokens: Sequence[Token], first: int, after: int) -> set[int]:
    """Return the tokens of brackets that belong to another account: «98 БПЛА (ранее сообщалось о 92)»."""
    inside: set[int] = set()
    for start, end in brackets(tokens, first, after):
        if _other_account(tokens, start + 1, end, ()):
            inside.update(range(start, end))
    return inside


def brackets(tokens: Sequence[Token], first: int, after: int) -> Iterator[tuple[int, int]]:
    """Yield the token range of each bracket without its closing mark; to the end if it is never closed."""
    opened: int | None = None
    for at in range(first, after + 1):
        text = tokens[at].text if at < after else ")"
        if text == "(" and opened is None:
            opened = at
        elif text == ")" and opened is not None:
            yield opened, at
            opened = None
