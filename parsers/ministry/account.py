"""Finds the words of a ministry's counting sentence that have no role."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from parsers.account import left_over, plain_words
from parsers.counting import NOUN, SHARE, THING, WEAPON
from parsers.ministry.small_words import CREWED, DUTY, MARKS, PARTS, STANDING, UNCOUNTED
from parsers.negation import harmless
from parsers.numbers.amounts import opens_an_amount
from parsers.places import REGIONS
from parsers.text.phrases import Phrases, any_of, one_of
from parsers.text.tokens import Token
from parsers.time.atoms import knows_of_time
from parsers.vocabulary.ministry import NO_NAMES, NO_REGIONS, NOT_THE_REGION, REGION_NOUNS

# «Уничтожены в воздухе» is where they were stopped; «ещё 12 в воздухе» says that they were not.
_STOPPED_IN_THE_AIR = any_of(
    "уничтожен в воздухе; перехвачен в воздухе; сбит в воздухе; подавлен в воздухе; "
    "в воздухе уничтож; в воздухе перехва; в воздухе сбит; в воздухе были уничтож; в воздухе над"
)
_NEAR_REGIONS = tuple(stem.removesuffix("=") for stem in chain(NO_NAMES, NO_REGIONS, NOT_THE_REGION, REGION_NOUNS))
_ROLES = one_of((
    _STOPPED_IN_THE_AIR,
    REGIONS,
    STANDING,
    MARKS,
    PARTS,
    UNCOUNTED,
    CREWED,
    DUTY,
    NOUN,
    WEAPON,
    SHARE,
    THING,
))  # fmt: skip


_LOOKED_FOR: tuple[Phrases[Any], ...] = (WEAPON, NOUN, SHARE, REGIONS, STANDING)


def _is_looked_for(word: str) -> bool:
    """Return whether the walk looks for a word; a verb of fate has a role only where the reading uses it."""
    if opens_an_amount(word) or knows_of_time(word) or word.startswith(_NEAR_REGIONS):
        return True
    return any(phrases.knows(word) for phrases in _LOOKED_FOR)


IS_PLAIN = plain_words("ru", _is_looked_for)


def words_left(tokens: Sequence[Token], first: int, after: int, covered: set[int]) -> list[int]:
    """Return the words of ``[first, after)`` that have no role.

    ``covered`` are those of hours, denials and other accounts.
    """
    roles = _ROLES.covers(tokens, first, after)
    return list(left_over(tokens, first, after, covered | roles | harmless(tokens, first, after), IS_PLAIN))
