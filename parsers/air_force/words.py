"""The words that the Air Force's reading looks for, so that the account knows which have a role."""

from __future__ import annotations

from parsers.account import plain_words
from parsers.counting.words import what_opens
from parsers.moments import may_tell_time
from parsers.places import ORIGINS, TARGETS


def _is_looked_for(word: str) -> bool:
    """Whether a weapon, a number, an hour or a place may begin with a word."""
    return what_opens(word) is not None or may_tell_time(word) or ORIGINS.may_begin(word) or TARGETS.may_begin(word)


IS_PLAIN = plain_words("uk", _is_looked_for)
