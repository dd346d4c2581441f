"""Words one slip of the finger away from a known one: «пноад 90» for «понад 90», «окколо 11:30», «14 вресня».

Such a word changes what the number beside it says, so it is told; what was meant is not guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from parsers.numbers import is_numeral
from parsers.phrases import REMEMBERED, where
from parsers.records import Doubt
from parsers.tables.numbers import HEDGES
from parsers.tables.windows import MONTH_NAMES
from parsers.text import Token

# Shorter words are too often one letter away from another.
_SHORTEST = 5
_MOST_DAYS = 31


def one_slip_from(known: Iterable[str]) -> Callable[[str], bool]:
    """Whether a word is none of the known ones, and one letter more, less, other, or swapped makes it one."""
    every = frozenset(known)
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for one in every:
        if len(one) >= _SHORTEST:
            for length in range(len(one) - 1, len(one) + 2):
                by_length[length].append(one)

    @lru_cache(maxsize=REMEMBERED)
    def test(word: str) -> bool:
        return word not in every and any(_one_slip(word, one) for one in by_length.get(len(word), ()))

    return test


def _one_slip(word: str, known: str) -> bool:
    same = next((i for i, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), min(len(word), len(known)))
    left, right = word[same:], known[same:]
    swapped = left[1::-1] == right[:2] and left[2:] == right[2:]
    return swapped or right[1:] in {left, left[1:]} or left[1:] == right


_HEDGE = one_slip_from(word for _, *sides in HEDGES for side in sides for word in side.replace(";", " ").split())
_MONTH = one_slip_from(MONTH_NAMES)


def misspelt(found: Sequence[Token]) -> tuple[Doubt, ...]:
    """A doubt for each word that is nearly a hedge before a number, or nearly a month behind a day."""
    return tuple(Doubt("misspelt", words) for words in _nearly(found))


@lru_cache(maxsize=REMEMBERED)
def _is_a_number(word: str) -> bool:
    return word[0].isdigit() or is_numeral(word)


def _nearly(found: Sequence[Token]) -> Iterator[str]:
    for at in where(_is_a_number, found, 0, len(found)):
        token = found[at]
        if at and _HEDGE(found[at - 1].text):
            yield f"{found[at - 1].text} {token.text}"
        is_day = token.value <= _MOST_DAYS if token.value is not None else token.kind == "word"
        if is_day and at + 1 < len(found) and _MONTH(found[at + 1].text):
            yield f"{token.text} {found[at + 1].text}"
