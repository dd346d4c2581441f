"""Finds the rows of a table in a walk over tokens.

A phrase is a row's stems separated by spaces: ``чорн мор`` matches «Чорного моря». A stem is the beginning of a word;
``=`` at its end requires the whole word («орел=»). Quotes and dashes between two words of a phrase do not matter, so
``приморсько ахтарськ`` matches «Приморсько - Ахтарськ».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from parsers.text.tokens import Token

T = TypeVar("T")

_SKIPPED = frozenset('"-')
_INDEXED = 2
_MEANS_SOMETHING = 4
# How many different words a table caches: more than the channels use in a year.
REMEMBERED = 4096
_TEXT = attrgetter("text")


class Found(NamedTuple, Generic[T]):
    """A row, and the index of the first token after its words."""

    row: T
    after: int


# A phrase after its first stem: the stems that must follow, and its row.
_Rest = tuple[list[str], T]
# The matches of a word: the phrases that continue after it, the longest first, and the row of one that ends there.
_Beginning = tuple[tuple[_Rest[T], ...], list[T]]


class Phrases(Generic[T]):
    """The phrases of one table; the longest match wins, so no row hides a longer one."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self.rows = tuple(rows)
        by_start: defaultdict[str, list[tuple[list[str], T]]] = defaultdict(list)
        for phrase, row in self.rows:
            stems = phrase.split()
            by_start[stems[0].rstrip("=")[:_INDEXED]].append((stems, row))
        for candidates in by_start.values():
            candidates.sort(key=lambda one: (-len(one[0]), -sum(map(len, one[0]))))
        self._by_start = dict(by_start)
        # Posts use few words, again and again: look up once what each may begin.
        self._beginning = lru_cache(maxsize=REMEMBERED)(self._look_up)
        self._going_on = lru_cache(maxsize=REMEMBERED)(self._look_further)

    def may_begin(self, word: str) -> bool:
        """Return whether some phrase begins with this word."""
        return self._beginning(word) is not None

    def knows(self, word: str) -> bool:
        """Return whether a phrase is about this word: by a stem longer than a preposition, or as a whole word.

        ``may_begin`` does not answer that: «з них» may begin with any word in «з».
        """
        near = [*self._by_start.get(word[:_INDEXED], ()), *self._by_start.get(word[:1], ())]
        told = (stems[0] for stems, _ in near if stems[0].endswith("=") or len(stems[0]) >= _MEANS_SOMETHING)
        return any(fits(stem, word) for stem in told)

    def match(self, tokens: Sequence[Token], at: int) -> Found[T] | None:
        """Return the row whose phrase begins at token ``at``, or None."""
        word = tokens[at].text
        beginning = self._beginning(word)
        if beginning is None:
            return None
        longer, alone = beginning
        if longer:
            following = tokens[at + 1].text if at + 1 < len(tokens) else ""
            if following in _SKIPPED:
                following = _following(tokens, at + 2)
            for rest, row in self._going_on(word, following):
                after = _after(rest, tokens, at + 1)
                if after:
                    return Found(row, after)
        return Found(alone[0], at + 1) if alone else None

    def search(self, tokens: Sequence[Token], start: int = 0, end: int | None = None) -> Iterator[tuple[int, Found[T]]]:
        """Yield the matches in ``tokens[start:end]`` from left to right, with their first tokens; none overlap."""
        after, end = start, len(tokens) if end is None else end
        for at in where(self._beginning, tokens, start, end):
            hit = self.match(tokens, at) if at >= after else None
            if hit and hit.after <= end:
                yield at, hit
                after = hit.after

    def covers(self, tokens: Sequence[Token], start: int, end: int) -> set[int]:
        """Return the tokens of ``tokens[start:end]`` inside any match; here matches may overlap."""
        hits = ((at, self.match(tokens, at)) for at in where(self._beginning, tokens, start, end))
        return {i for at, hit in hits if hit and hit.after <= end for i in range(at, hit.after)}

    def _look_up(self, word: str) -> _Beginning[T] | None:
        """Return the phrases whose first stem fits a word; None where there are none."""
        near = [*self._by_start.get(word[:_INDEXED], ()), *self._by_start.get(word[:1], ())]
        fitting = [(stems, row) for stems, row in near if fits(stems[0], word)]
        longer = tuple((stems[1:], row) for stems, row in fitting if len(stems) > 1)
        alone = [row for stems, row in fitting if len(stems) == 1]
        return (longer, alone[:1]) if fitting else None

    def _look_further(self, word: str, following: str) -> tuple[_Rest[T], ...]:
        """Return the phrases that begin with a word and whose second stem fits the following one."""
        longer, _ = self._beginning(word) or ((), [])
        return tuple((rest, row) for rest, row in longer if fits(rest[0], following))


def where(test: Callable[[str], object], tokens: Sequence[Token], start: int, end: int) -> Iterator[int]:
    """Yield the indexes in ``[start, end)`` of the tokens whose text passes a test."""
    return compress(range(start, end), map(test, map(_TEXT, tokens[start:end])))


def _following(tokens: Sequence[Token], at: int) -> str:
    """Return the word at ``at``, skipping quotes and dashes; empty at the end."""
    while at < len(tokens) and tokens[at].text in _SKIPPED:
        at += 1
    return tokens[at].text if at < len(tokens) else ""


def _after(stems: list[str], tokens: Sequence[Token], at: int) -> int | None:
    """Return the index after the last of the stems that must follow from ``at`` on, or None if they do not."""
    last = len(tokens)
    for stem in stems:
        while at < last and tokens[at].text in _SKIPPED:
            at += 1
        if at >= last or not fits(stem, tokens[at].text):
            return None
        at += 1
    return at


def fits(stem: str, word: str) -> bool:
    """Return whether a folded word begins with the stem, or equals it if the stem ends in ``=``."""
    return word == stem[:-1] if stem.endswith("=") else word.startswith(stem)


def one_of(tables: Iterable[Phrases[Any]]) -> Phrases[None]:
    """Return the phrases of several tables, to ask only whether a word is in any of them."""
    return Phrases((phrase, None) for table in tables for phrase, _ in table.rows)


def any_of(phrases: str) -> Phrases[None]:
    """Return the phrases of a ``;``-separated list without rows: only whether they match is of interest."""
    return Phrases((phrase, None) for phrase in phrases.split(";"))
