"""The account of a ministry's counting sentence: which words have a role, and which are left over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from parsers.account import left_over, plain_words
from parsers.counting import NOUN, SHARE, THING, WEAPON
from parsers.ministry.words import CREWED, DUTY, MARKS, PARTS, STANDING, UNCOUNTED, begins_with
from parsers.moments import may_tell_time
from parsers.negation import harmless
from parsers.phrases import Phrases
from parsers.places import REGIONS
from parsers.tables.ministry import NO_NAMES, NO_REGIONS, NOT_THE_REGION, REGION_NOUNS
from parsers.text import Token

_NEAR_REGIONS = tuple(stem.removesuffix("=") for stem in chain(NO_NAMES, NO_REGIONS, NOT_THE_REGION, REGION_NOUNS))
_ROLES: tuple[Phrases[object], ...] = (
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
)  # type: ignore[assignment]


def _is_looked_for(word: str) -> bool:
    """Whether the walk looks for something that begins with a word; a verb of fate has a role only where it is heard."""
    begins = begins_with(word)
    looked_for = begins is not None and (begins.joins or begins.counted or begins.share or begins.place)
    return looked_for or may_tell_time(word) or word.startswith(_NEAR_REGIONS)


IS_PLAIN = plain_words("ru", _is_looked_for)


def words_left(found: Sequence[Token], first: int, after: int, covered: set[int]) -> list[int]:
    """The words of tokens ``[first, after)`` that have no role; ``covered`` are those of hours, denials, other accounts."""
    roles = {i for phrases in _ROLES for at, hit in phrases.search(found, first, after) for i in range(at, hit.after)}
    return list(left_over(found, first, after, covered | roles | harmless(found, first, after), IS_PLAIN))
