"""Every word of a question, and what it may mean: the tables of ``parsers.vocabulary`` as one lookup.

A word has several meanings («лютого» is a month and a weapon): the grammar takes the one it needs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from parsers.ask.shapes import letters_and_figures
from parsers.vocabulary.questions_words import ENDINGS

ENDING_WORDS = frozenset(("", *ENDINGS.split()))
_INDEXED = 2
_REMEMBERED = 4096


class Sense(StrEnum):
    """What a word may be in the grammar."""

    OFFSET = "offset"  # days before today
    WEEKDAY = "weekday"
    MONTH = "month"
    UNIT = "unit"  # (name, nights)
    WHOLE = "whole"  # (unit, how many back)
    WHICH = "which"  # how many back
    ENDING_TODAY = "ending today"
    AGO = "ago"
    NUMBER = "number"
    TENS = "tens"
    ORDINAL = "ordinal"
    SEASON = "season"
    HOLIDAY = "holiday"
    EASTER = "easter"
    QUARTER = "quarter letter"
    HALF = "half"
    HALF_LETTER = "half letter"
    PART = "part"
    OF_YEAR = "of year"
    OF_DAY = "of day"
    SINCE = "since"
    FROM_THEN = "from then"
    OF_THEN = "of then"
    BETWEEN = "between"
    TO = "to"
    ON_TO = "on to"
    ELSEWHERE = "elsewhere"
    BEYOND = "beyond"
    AND = "and"
    VERSUS = "versus"
    BEFORE_A_TIME = "before a time"
    NIGHT = "night"
    NOW = "now"
    DATE = "date"  # (year or None, month, day), written in figures
    SLASHED = "slashed"  # two figures around a slash
    YEAR_AND_MONTH = "year and month"
    PLACE = "place"
    WEAPON = "weapon"
    KIND = "kind"
    COMMAND = "command"
    ALERT = "alert"
    FLYING = "flying"
    WILL = "will"
    ASKS = "asks"
    TOPIC = "topic"
    HAPPENED = "happened"
    SMALL = "small"
    DOUBTFUL = "doubtful"  # means something else as well
    ALONE = "alone"  # doubtful, but not where it is the whole text


class Entry(NamedTuple):
    """One phrase of the tables: its stems (whole words end in ``=``), its sense, and what it stands for."""

    stems: tuple[str, ...]
    sense: Sense
    value: Any


class Meanings(NamedTuple):
    """What a phrase may mean, and the index of the first token after it."""

    senses: dict[Sense, Any]
    after: int


def whole(phrases: str, sense: Sense, value: Any = True, between: str | None = ";") -> Iterator[Entry]:
    """Yield the entries of phrases of whole words, where ``*`` stands for any ending."""
    for phrase in phrases.split(between):
        words = [word for part in phrase.split() for word in _split(part)]
        if words:
            stems = (word.removesuffix("*") if word.endswith("*") else f"{word.removesuffix('=')}=" for word in words)
            yield Entry(tuple(stems), sense, value)


def stems(phrases: Iterable[str], sense: Sense, value: Any) -> Iterator[Entry]:
    """Yield the entries of phrases as the tables of posts have them: beginnings of words, ``=`` after whole ones."""
    for phrase in phrases:
        words = [word for part in phrase.split() for word in _split(part)]
        if words:
            yield Entry(tuple(words), sense, value)


def _split(word: str) -> list[str]:
    """Return a word cut at its dashes, and between letters and figures, with its mark at the end of the last part."""
    mark = word[-1] if word[-1:] in {"=", "*"} and len(word) > 1 else ""
    parts = letters_and_figures(word.removesuffix(mark) if mark else word) or [word]
    *first, last = parts
    return [*(f"{part}=" for part in first), last + mark if mark else f"{last}=" if last.isdecimal() else last]


class Lexicon:
    """All entries; of the phrases that begin at a word, those with the most words count."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_start: defaultdict[str, list[Entry]] = defaultdict(list)
        self.entries = tuple(one for entry in entries for one in _spellings(entry))
        for entry in self.entries:
            by_start[entry.stems[0].rstrip("=")[:_INDEXED]].append(entry)
        self._by_start = dict(by_start)
        self._beginning = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def knows(self, word: str) -> bool:
        """Return whether a word has a meaning by itself."""
        return any(len(entry.stems) == 1 for entry in self._beginning(word))

    def at(self, words: Sequence[str], at: int) -> Meanings | None:
        """Return what the longest phrase from a word on may mean, or None if no phrase begins there."""
        longest, senses = 0, dict[Sense, Any]()
        for entry in self._beginning(words[at]):
            after = _after(entry.stems, words, at)
            if after > longest:
                longest, senses = after, {}
            if after and after == longest:
                senses.setdefault(entry.sense, entry.value)
        return Meanings(senses, longest) if longest else None

    def _look_up(self, word: str) -> tuple[Entry, ...]:
        """Return the entries whose first stem fits a word: whole words first, then the longest stems."""
        near = [*self._by_start.get(word[:_INDEXED], ()), *self._by_start.get(word[:1], ())] if len(word) > 1 else []
        near = near or self._by_start.get(word, [])
        return tuple(sorted((one for one in near if fits(one.stems[0], word)), key=_exactness, reverse=True))


def _spellings(entry: Entry) -> Iterator[Entry]:
    """Yield an entry, and once more without its apostrophes, as many people type: «словянськ»."""
    yield entry
    if any("’" in stem for stem in entry.stems):
        yield entry._replace(stems=tuple(stem.replace("’", "") for stem in entry.stems))


def _exactness(entry: Entry) -> tuple[bool, int]:
    return entry.stems[0].endswith("="), len(entry.stems[0])


def _after(stems: tuple[str, ...], words: Sequence[str], at: int) -> int:
    """Return the index after the last stem, or 0 if they do not all fit; a dash between two of them does not matter."""
    for number, stem in enumerate(stems):
        if number and at < len(words) and words[at] == "-":
            at += 1
        if at >= len(words) or not fits(stem, words[at]):
            return 0
        at += 1
    return at


def fits(stem: str, word: str) -> bool:
    """Return whether a word is a form of a stem: the stem and the ending of a case; after ``=`` nothing at all."""
    if stem.endswith("="):
        return word == stem[:-1]
    return word.startswith(stem) and word[len(stem) :] in ENDING_WORDS
