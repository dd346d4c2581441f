"""Ukrainian and Russian typed in Latin letters: "skilky shahediv vchora" is «скільки шахедів вчора».

Nobody keeps to one table, and the soft sign is left out, so every word is looked for under each spelling that its
letters allow; a text is read so only where all its words are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from parsers.ask.lexicon import Sense
from parsers.ask.tables import lexicon
from parsers.vocabulary.questions_letters import RUSSIAN, UKRAINIAN

_MOST_WORDS = 12
_MOST_LETTERS = 16
_MOST_SPELLINGS = 400
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)*")
_LONGEST = 4
# Names are written so in English as well; the other English words show that the text is English.
_NAMES = (Sense.PLACE, Sense.WEAPON, Sense.KIND, Sense.COMMAND)
_SHORT = 2


def in_cyrillic(text: str) -> Iterator[str]:
    """Yield a text in Latin letters as the Ukrainian and the Russian one that it may be; names in Latin stay.

    Nothing is yielded where a word of it is English, or in no table in any spelling.
    """
    low = text.lower()
    words = _WORD.findall(low)
    if not words or len(words) > _MOST_WORDS or re.search(r"[^\W\d_a-z]", low):
        return
    for letters in (UKRAINIAN, RUSSIAN):
        table = _table(letters)
        spelled = {word: _known(word, table) for word in set(words)}
        if all(spelled.values()) and any(word != meant for word, meant in spelled.items()):
            pieces = zip(_WORD.split(low), [*words, ""], strict=True)
            yield "".join(f"{between}{spelled.get(word) or ''}" for between, word in pieces)


def _known(word: str, table: dict[str, tuple[str, ...]]) -> str | None:
    """Return the first spelling of a word that is in the tables, or a name itself; None for an English word."""
    senses = found.senses if (found := lexicon().at([word], 0)) else {}
    if any(sense in senses for sense in _NAMES):
        return word
    if senses and len(word) > _SHORT:
        return None
    if len(word) <= _MOST_LETTERS:
        for number, one in enumerate(_spellings(word, table)):
            if number == _MOST_SPELLINGS:
                break
            if lexicon().knows(one):
                return one
    return None


def _spellings(word: str, table: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield what the letters of a word may stand for, the likeliest first."""
    if not word:
        yield ""
        return
    for length in range(min(_LONGEST, len(word)), 0, -1):
        for letters in table.get(word[:length], ()):
            for rest in _spellings(word[length:], table):
                yield letters + rest


@cache
def _table(letters: str) -> dict[str, tuple[str, ...]]:
    rows = (row.partition(":") for row in letters.split(";"))
    return {latin.strip(): tuple(spellings.split()) for latin, _, spellings in rows}
