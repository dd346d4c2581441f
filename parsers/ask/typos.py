"""Mends one typo of a question: «Kharkv» is Kharkiv, where one known word stands out.

A word is mended if it is in no table, long enough, and nearer to the words of one thing than to those of any other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from parsers.ask.lexicon import Entry, Sense
from parsers.ask.tables import lexicon
from parsers.vocabulary.questions_words import ENDINGS_OF_NAMES, NO_TYPOS

_MENDED = (Sense.PLACE, Sense.WEAPON, Sense.KIND, Sense.COMMAND, Sense.MONTH, Sense.WEEKDAY, Sense.OFFSET)
_NAMES = (Sense.PLACE, Sense.WEAPON)
_SHORTEST = 5
# The shortest words that are mended: of names, of the rest, and where a letter is another one («харчів» is no Харків).
_SHORTEST_OTHER = 6
_SHORTEST_CHANGED = 7
# From so many letters on two slips are mended.
_LONG = 10
_LETTERS = 32
_ENDINGS = frozenset(("", *ENDINGS_OF_NAMES.split()))
# What is common to many names tells nothing of one: «бергенський» is no «бердянський».
_COMMON = re.compile("(?:ськ|ск|щин|чин|ovsk|sk|grad|град)[а-яґєіїa-z]{0,3}$")
_NOT_MENDED = frozenset(NO_TYPOS.split())


class _Known(NamedTuple):
    """A word of a table, or its beginning; its letters as bits, to pass quickly over what is far."""

    text: str
    letters: int
    is_whole: bool
    meaning: tuple[Sense, Any]
    # How long it has to be to be meant by a misspelt word.
    shortest: int


def mended(word: str, shortest: int = _SHORTEST, senses: tuple[Sense, ...] = _MENDED) -> str | None:
    """Return the word that a misspelt one was meant for, or None if none, or more than one, stands out."""
    if not shortest <= len(word) <= _LETTERS or word in _NOT_MENDED or not word.isalpha():
        return None
    near: dict[tuple[Sense, Any], tuple[int, int, str]] = {}
    for known, part, ending in _candidates(word, senses):
        slips = distance(part, known.text, _most(part, known))
        if 0 < slips <= _most(part, known) and (shortest < _SHORTEST or _is_slip(part, known, slips)):
            mend = (slips, -len(known.text), known.text + ending)
            near[known.meaning] = min(mend, near.get(known.meaning, mend))
    if not near:
        return None
    (best, *_), *others = sorted(near.values())
    return min(near.values())[2] if all(slips > best for slips, *_ in others) else None


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters are missing, added, different or swapped; ``most`` + 1 if more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, mark in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != mark))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == mark:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _most(part: str, known: _Known) -> int:
    return 2 if min(_told(part), _told(known.text)) >= _LONG and known.meaning[0] is not Sense.COMMAND else 1


def _told(word: str) -> int:
    """Return how many letters of a word tell it from others."""
    return len(_COMMON.sub("", word))


def _is_slip(part: str, known: _Known, slips: int) -> bool:
    """Return whether a difference is a slip of the fingers: another letter in a short word makes another word."""
    # «Завтрак» and «травняк» are longer words, not misspelt ones.
    is_longer = part.startswith(known.text) and part[-1] != part[-2]
    if part[0] != known.text[0] or len(known.text) < known.shortest or is_longer:
        return False
    changed = slips == 1 and len(part) == len(known.text) and sorted(part) != sorted(known.text)
    if changed:
        return _told(part) >= _SHORTEST_CHANGED and known.meaning[0] is not Sense.COMMAND
    return _told(part) >= _SHORTEST - 1


def _candidates(word: str, senses: tuple[Sense, ...]) -> Iterator[tuple[_Known, str, str]]:
    """Yield known words whose letters are nearly those of a word, or of its beginning before an ending."""
    for cut in range(_SHORTEST - 1, len(word) + 1):
        part, ending = word[:cut], word[cut:]
        if ending not in _ENDINGS:
            continue
        letters, most = _bits(part), 2 if len(part) >= _LONG else 1
        for length in range(len(part) - most, len(part) + most + 1):
            for known in _by_length().get(length, ()):
                is_near = (letters ^ known.letters).bit_count() <= 2 * most
                if is_near and (not known.is_whole or not ending) and known.meaning[0] in senses:
                    yield known, part, ending


@cache
def _by_length() -> dict[int, tuple[_Known, ...]]:
    found: defaultdict[int, dict[tuple[str, bool], _Known]] = defaultdict(dict)
    for entry in lexicon().entries:
        word = entry.stems[0].rstrip("=")
        if len(entry.stems) == 1 and entry.sense in _MENDED and len(word) >= _SHORTEST and not _is_doubtful(word):
            key = (word, entry.stems[0].endswith("="))
            known = _Known(word, _bits(word), key[1], (entry.sense, entry.value), _shortest(entry))
            found[len(word)].setdefault(key, known)
    return {length: tuple(known.values()) for length, known in found.items()}


def _shortest(entry: Entry) -> int:
    """Return how long a word has to be: longer where few people mean it, so that «мозок» is no Моздок."""
    if entry.sense is Sense.COMMAND or (entry.sense is Sense.PLACE and entry.value.islower()):
        return _SHORTEST_CHANGED
    return _SHORTEST if entry.sense in (*_NAMES, Sense.OFFSET) else _SHORTEST_OTHER


def _is_doubtful(word: str) -> bool:
    meanings = lexicon().at([word], 0)
    return meanings is not None and Sense.DOUBTFUL in meanings.senses


def _bits(word: str) -> int:
    return sum({1 << ord(letter) % 64 for letter in word})
