"""Joins sentences that a ministry's post breaks over several lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.ministry.small_words import STANDING
from parsers.places import REGIONS
from parsers.text.sentences import SHORTENED
from parsers.text.tokens import Token


def joined(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without the line breaks inside sentences.

    A line continues below with a lower-case letter, after a comma or a dash, and with a name: «над территорией /
    Брянской».
    """
    solid = [at for at, token in enumerate(tokens) if token.kind != "line"]
    going_on = {at for at, then in pairwise(solid) if then > at + 1 and _goes_on(tokens, at, then)}
    kept: list[Token] = []
    inside = False
    for at, token in enumerate(tokens):
        if token.kind != "line":
            inside = at in going_on
            kept.append(token)
        elif not inside:
            kept.append(token)
    return kept


def _goes_on(tokens: Sequence[Token], first: int, then: int) -> bool:
    """Return whether the sentence that token ``first`` ends a line of continues with ``then``."""
    if _ends_a_sentence(tokens, first):
        return False
    before, later = tokens[first], tokens[then]
    if before.kind == "number" and first and tokens[first - 1].text == "-" and later.capital:
        return False  # «Орловская обл. – 18 / Тульская обл. – 15»
    if (later.kind == "word" and not later.capital) or later.text == "-":
        return True
    unfinished = before.kind != "mark" or before.text in {",", "-"}
    return unfinished and later.kind != "mark" and (not later.capital or _leads(tokens, first, then))


def _ends_a_sentence(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text in {".", "!", "?"} and not (at and tokens[at - 1].text in SHORTENED)


def _leads(tokens: Sequence[Token], first: int, then: int) -> bool:
    return REGIONS.match(tokens, then) is not None or STANDING.match(tokens, first) is not None
