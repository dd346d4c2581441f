"""The words that the reading of the Air Force looks for, so that the check for words without a role knows them."""

from __future__ import annotations

from typing import Any

from parsers.account import plain_words
from parsers.counting.words import ADJECTIVE, COMMAND, NOUN, SHARE, WEAPON
from parsers.numbers.amounts import opens_an_amount
from parsers.places import ORIGINS, TARGETS
from parsers.text.phrases import Phrases
from parsers.time.atoms import knows_of_time

_LOOKED_FOR: tuple[Phrases[Any], ...] = (WEAPON, NOUN, ADJECTIVE, SHARE, COMMAND, ORIGINS, TARGETS)


def _is_looked_for(word: str) -> bool:
    """Return whether a word belongs to a weapon, a number, a time or a place."""
    if opens_an_amount(word) or knows_of_time(word):
        return True
    return any(phrases.knows(word) for phrases in _LOOKED_FOR)


IS_PLAIN = plain_words("uk", _is_looked_for)
