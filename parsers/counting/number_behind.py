"""Counts with their number after a dash: «балістичних ракет Іскандер-М – 4»."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.counting.brackets import next_of, within
from parsers.counting.chains import FLYING, JOINS
from parsers.counting.elided_nouns import ends_at
from parsers.counting.group import CountGroup, Verbs
from parsers.counting.nouns import Nouns
from parsers.numbers.amounts import amount

_DASHES = frozenset({"-", "|", ":"})
_BEFORE_A_DASH = JOINS | {'"', "типу", "типа", "типів", "різних", "видів", "усіх", "всіх", "інших"}
_BEHIND_A_COUNT = frozenset({"шт", "од", "одиниць", "одиниця", "одиниці", "одиницю", "та", "і"})


def number_behind(made: CountGroup, nouns: Nouns, verbs: Verbs, closing: Sequence[int]) -> bool:
    """Give a count the number after its dash, if no other weapon follows it; return whether it got one.

    ``closing`` are the tokens of closing brackets.
    """
    tokens, taken, end = nouns.tokens, nouns.taken, nouns.end
    at = _past_types(made, nouns)
    if at < end and tokens[at].text == "(":
        close = next_of(closing, at)
        if close is None or close >= end or any(within(tokens, taken, at + 1, close)):
            return False
        at = close + 1
    if at + 1 >= end or tokens[at].text not in _DASHES or at + 1 in taken or at in verbs.starts:
        return False
    size = amount(tokens, at + 1)
    if size is None or size.number is None or size.after - 1 in taken or size.after > end:
        return False
    if not (ends_at(tokens, size.after, end) or tokens[size.after].text in _BEHIND_A_COUNT):
        return False
    made.amount, made.after = size, size.after
    return True


def _past_types(made: CountGroup, nouns: Nouns) -> int:
    """Return the token after all types joined to a count: «БпЛА типу Shahed, Гербера та «Пародія» – 167»."""
    tokens, end = nouns.tokens, nouns.end
    at = made.after
    while at < end and tokens[at].text in _BEFORE_A_DASH:
        more = nouns.group_at(at + 1) if at + 1 < end else None
        if more is None or more.kind not in FLYING or made.kind not in FLYING:
            at += 1
            continue
        made.weapons += [weapon for weapon in more.weapons if weapon not in made.weapons]
        at = made.after = more.after
    return at
