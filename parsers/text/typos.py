"""Words one typo away from a known one: «пноад 90» for «понад 90», «14 вресня», «двадцать пьять».

A word like that changes what the number beside it means, so it is reported; what was meant is not guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from parsers.counting.words import NOUN
from parsers.numbers.amounts import is_numeral
from parsers.numbers.numerals import NUMERAL_WORDS
from parsers.records import Doubt
from parsers.text.phrases import REMEMBERED, where
from parsers.text.tokens import Token
from parsers.vocabulary.numbers import HEDGES, NO_SLIPS, ORDINAL_WORDS
from parsers.vocabulary.windows import MONTH_NAMES

# Shorter words are too often one letter away from another one.
_SHORTEST = 5
_SHORTEST_NUMERAL = 6
_SHORTEST_BEHIND_ANOTHER = 4
_MOST_DAYS = 31
# The words allowed between a numeral and what it counts: «девяносо украинских беспилотных аппаратов».
_REACH = 4


def one_slip_from(known: Iterable[str], shortest: int = _SHORTEST) -> Callable[[str], bool]:
    """Return a test: whether a word is not a known one, but one letter more, less, different or swapped makes it one.

    Known words shorter than ``shortest`` are ignored.
    """
    every = frozenset(known)
    by_length: defaultdict[int, list[str]] = defaultdict(list)
    for one in every:
        if len(one) >= shortest:
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
_NUMERAL = one_slip_from(NUMERAL_WORDS, _SHORTEST_NUMERAL)
_NUMERAL_BEHIND = one_slip_from(NUMERAL_WORDS, _SHORTEST_BEHIND_ANOTHER)
_NO_SLIPS = frozenset(NO_SLIPS.split()) | ORDINAL_WORDS


def misspelt(tokens: Sequence[Token]) -> tuple[Doubt, ...]:
    """Return a doubt for each misspelt hedge before a number, month after a day, or numeral before weapons."""
    return tuple(Doubt("misspelt", words) for words in _nearly(tokens))


@lru_cache(maxsize=REMEMBERED)
def _is_a_number(word: str) -> bool:
    return word[0].isdigit() or is_numeral(word)


@lru_cache(maxsize=REMEMBERED)
def _is_like_a_number(word: str) -> bool:
    return _is_a_number(word) or (word not in _NO_SLIPS and _NUMERAL(word))


def _nearly(tokens: Sequence[Token]) -> Iterator[str]:
    for at in where(_is_like_a_number, tokens, 0, len(tokens)):
        token = tokens[at]
        later = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if not _is_a_number(token.text):
            if any(NOUN.match(tokens, i) for i in range(at + 1, min(at + 1 + _REACH, len(tokens)))):
                yield token.text
            continue
        if at and _HEDGE(tokens[at - 1].text):
            yield f"{tokens[at - 1].text} {token.text}"
        is_day = token.value <= _MOST_DAYS if token.value is not None else token.kind == "word"
        if (is_day and _MONTH(later)) or (token.kind == "word" and _is_cut_short(token.text, later)):
            yield f"{token.text} {later}"


def _is_cut_short(numeral: str, word: str) -> bool:
    """Return whether a word is nearly a numeral right after another one.

    The number would otherwise be read as less than is meant.
    """
    return numeral in NUMERAL_WORDS and word not in _NO_SLIPS and _NUMERAL_BEHIND(word)
