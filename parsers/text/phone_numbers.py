"""Finds telephone numbers, which count nothing: «гаряча лінія 0 800 357 911», «+7 (495) 498-00-00»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from parsers.text.tokens import Token

# A country or trunk prefix, then groups of digits: the national and international notation of ITU-T E.123.
_PHONE = re.compile(r"(?<![\d.,])(?:\+\d{1,3}|0|8)[ \u00a0-]?\(?\d{2,4}\)?(?:[ \u00a0-]?\d{2,4}){2,3}(?![\d.,]\d|\d)")
_FEWEST_DIGITS = 10


def phones(text: str, tokens: Sequence[Token]) -> set[int]:
    """Return the tokens of the telephone numbers of a text."""
    starts = [token.start for token in tokens]
    taken: set[int] = set()
    for hit in _PHONE.finditer(text):
        if sum(map(str.isdigit, hit[0])) >= _FEWEST_DIGITS:
            taken.update(range(bisect_left(starts, hit.start()), bisect_left(starts, hit.end())))
    return taken
