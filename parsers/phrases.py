"""Finding the rows of a table in a walk over tokens.

A phrase is a row's stems with spaces between them: ``чорн мор`` is found in «Чорного моря». A stem is the beginning of
a word; ``=`` at its end asks for the whole word («орел=»). Quotes and dashes between two words of a phrase do not
matter, so ``приморсько ахтарськ`` is found in «Приморсько - Ахтарськ».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from parsers.text import Token

T = TypeVar("T")

_SKIPPED = frozenset('"-')
_INDEXED = 2


class Found(NamedTuple, Generic[T]):
    """A row, and the index of the first token after its words."""

    row: T
    after: int


class Phrases(Generic[T]):
    """The phrases of one table; the longest that fits wins, so no row hides a longer one."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._by_start: defaultdict[str, list[tuple[list[str], T]]] = defaultdict(list)
        for phrase, row in rows:
            stems = phrase.split()
            self._by_start[stems[0].rstrip("=")[:_INDEXED]].append((stems, row))
        for candidates in self._by_start.values():
            candidates.sort(key=lambda one: (-len(one[0]), -sum(map(len, one[0]))))

    def match(self, found: Sequence[Token], at: int) -> Found[T] | None:
        """The row whose phrase begins at token ``at``, or None."""
        token = found[at]
        if token.kind == "line":
            return None
        for length in (_INDEXED, 1):
            for stems, row in self._by_start.get(token.text[:length], ()):
                after = _after(stems, found, at)
                if after is not None:
                    return Found(row, after)
            if len(token.text) < _INDEXED:
                break
        return None

    def search(self, found: Sequence[Token], start: int = 0, end: int | None = None) -> Iterable[tuple[int, Found[T]]]:
        """Every row found from left to right in ``found[start:end]``, with where it begins; they do not overlap."""
        at, end = start, len(found) if end is None else end
        while at < end:
            hit = self.match(found, at)
            if hit and hit.after <= end:
                yield at, hit
                at = hit.after
            else:
                at += 1


def _after(stems: list[str], found: Sequence[Token], at: int) -> int | None:
    """The index after the last word of a phrase that begins at ``at``, or None where it does not stand there."""
    last = len(found)
    for number, stem in enumerate(stems):
        while number and at < last and found[at].text in _SKIPPED:
            at += 1
        if at >= last or not fits(stem, found[at].text):
            return None
        at += 1
    return at


def fits(stem: str, word: str) -> bool:
    """Whether a folded word begins with the stem, or is it, where the stem ends in ``=``."""
    return word == stem[:-1] if stem.endswith("=") else word.startswith(stem)
