"""The small words of the ministry's posts, ready to be matched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from parsers.ministry.events import Mark
from parsers.phrases import Phrases
from parsers.records import Outcome
from parsers.tables.ministry import (
    AGENTS,
    AIRCRAFT,
    ALL,
    ATTEMPTS,
    NO_OUTCOME,
    NOT_COUNTED,
    ON_DUTY,
    PARTIAL,
    SORTS,
    STANDS,
    TOTALS,
    Sort,
    Stands,
)
from parsers.tables.outcomes import CUES

T = TypeVar("T")
_OUTCOMES = {Outcome.LAUNCHED, Outcome.DOWNED, Outcome.SUPPRESSED, Outcome.DOWNED_OR_SUPPRESSED, Outcome.NEUTRALISED}


def _row(row: T, words: str) -> Iterator[tuple[str, T]]:
    return ((phrase, row) for phrase in map(str.strip, words.split(";")) if phrase)


CUE: Phrases[Outcome | None] = Phrases(
    [
        *(pair for outcome, _, words in CUES if outcome in _OUTCOMES for pair in _row(outcome, words)),
        *_row(Outcome.LAUNCHED, ATTEMPTS),
        *_row(None, NO_OUTCOME),
    ]
)
MARKS: Phrases[Mark] = Phrases([*_row(Mark.TOTAL, TOTALS), *_row(Mark.ALL, ALL), *_row(Mark.AGENT, AGENTS)])
STANDING: Phrases[Stands] = Phrases(pair for row, words in STANDS for pair in _row(row, words))
PARTS: Phrases[bool] = Phrases(_row(True, PARTIAL))
UNCOUNTED: Phrases[bool] = Phrases(_row(True, NOT_COUNTED))
CREWED: Phrases[bool] = Phrases(_row(True, AIRCRAFT))
DUTY: Phrases[bool] = Phrases(_row(True, ON_DUTY))
SORT: Phrases[Sort] = Phrases(pair for row, words in SORTS for pair in _row(row, words))
