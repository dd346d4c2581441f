"""The small words of the ministry's posts, as phrases ready to match."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from parsers.counting import NOUN, SHARE, WEAPON
from parsers.ministry.events import Mark
from parsers.negation import Fated
from parsers.numbers.amounts import opens_an_amount
from parsers.places import REGIONS
from parsers.records import Outcome
from parsers.text.phrases import REMEMBERED, Phrases, fits
from parsers.vocabulary.ministry import (
    AGENTS,
    AIRCRAFT,
    ALL,
    ATTEMPTS,
    NO_OUTCOME,
    NO_REGIONS,
    NOT_COUNTED,
    ON_DUTY,
    PARTIAL,
    RESPECTIVELY,
    SORTS,
    STANDS,
    TOTALS,
    WHERE,
    PlaceRole,
    Sort,
)
from parsers.vocabulary.outcomes import CUES, Fate

T = TypeVar("T")
EACH = "по"
_JOINS = frozenset({"и", "а"})
_OUTCOMES: set[Fated] = {
    Outcome.LAUNCHED,
    Outcome.DOWNED,
    Outcome.SUPPRESSED,
    Outcome.DOWNED_OR_SUPPRESSED,
    Outcome.NEUTRALISED,
    Fate.REACHED,
    Fate.OTHERWISE,
    Fate.UNKNOWN,
    Fate.EXCEPTED,
    Fate.PLAIN,
}


def _row(row: T, words: str) -> Iterator[tuple[str, T]]:
    return ((phrase, row) for phrase in map(str.strip, words.split(";")) if phrase)


CUE: Phrases[Fated] = Phrases(
    [
        *(pair for outcome, _, words in CUES if outcome in _OUTCOMES for pair in _row(outcome, words)),
        *(pair for outcome, _, words in CUES if outcome is Outcome.MISSED for pair in _row(Fate.OTHERWISE, words)),
        *_row(Fate.OTHERWISE, "на подлете=; на подходе="),
        *_row(Outcome.LAUNCHED, ATTEMPTS),
        *_row(None, NO_OUTCOME),
    ]
)
MARKS: Phrases[Mark] = Phrases(
    [
        *_row(Mark.TOTAL, TOTALS),
        *_row(Mark.ALL, ALL),
        *_row(Mark.AGENT, AGENTS),
        *_row(Mark.WHERE, WHERE),
        *_row(Mark.RESPECTIVELY, RESPECTIVELY),
    ]
)
STANDING: Phrases[PlaceRole] = Phrases(pair for row, words in STANDS for pair in _row(row, words))
PARTS: Phrases[bool] = Phrases(_row(True, PARTIAL))
UNCOUNTED: Phrases[bool] = Phrases(_row(True, NOT_COUNTED))
CREWED: Phrases[bool] = Phrases(_row(True, AIRCRAFT))
DUTY: Phrases[bool] = Phrases(_row(True, ON_DUTY))
SORT: Phrases[Sort] = Phrases(pair for row, words in SORTS for pair in _row(row, words))


class Begins(NamedTuple):
    """What a word may begin; all False for most words."""

    joins: bool
    counted: bool
    share: bool
    verb: bool
    place: bool


@lru_cache(maxsize=REMEMBERED)
def begins_with(word: str) -> Begins | None:
    """Return what the walk must look for at a word; None if it can skip it."""
    begins = Begins(
        joins=word in _JOINS,
        counted=word == EACH
        or word[0].isdigit()
        or opens_an_amount(word)
        or NOUN.may_begin(word)
        or WEAPON.may_begin(word),
        share=SHARE.may_begin(word),
        verb=CUE.may_begin(word) or MARKS.may_begin(word),
        place=REGIONS.may_begin(word) or STANDING.may_begin(word) or any(fits(stem, word) for stem in NO_REGIONS),
    )
    return begins if any(begins) else None
