"""A text with its one strange word mended, or read as it was meant on another keyboard or in other letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from parsers.ask.heard import Utterance, heard
from parsers.ask.keyboards import other_keyboards
from parsers.ask.moments import NoSuchDayError
from parsers.ask.ranges import time_at
from parsers.ask.sentence import Phrasing, Time
from parsers.ask.transliteration import in_cyrillic
from parsers.ask.typos import mended

_SHORTEST_ON_ANOTHER_KEYBOARD = 5
_Reader = Callable[[Phrasing, int], Time | None]


@dataclass(frozen=True)
class MendedWord:
    """A word as it was typed, and the one it was taken for (folded: in lower case)."""

    typed: str
    meant: str


def heard_clearly(text: str, today: date, reader: _Reader = time_at) -> Utterance | None:
    """Return what a text names if every word is known, perhaps after a typo was mended; None if it is not clear.

    Raises ``NoSuchDayError``.
    """
    found = heard(text, today, reader)
    if found is None or found.is_clear:
        return found
    again = mended_utterance(found, today, reader)
    return again[0] if again else None


def mended_utterance(found: Utterance, today: date, reader: _Reader = time_at) -> tuple[Utterance, MendedWord] | None:
    """Return what a text names once its one strange word is mended, and that word; None if it is not clear then.

    Raises ``NoSuchDayError``.
    """
    strange = found.unknown[0] if len(found.unknown) == 1 and found.unknown[0].shape == "word" else None
    meant = mended(strange.text) if strange else None
    if not strange or not meant:
        return None
    typed = found.text[strange.start : strange.end]
    again = heard(f"{found.text[: strange.start]}{meant}{found.text[strange.end :]}", today, reader)
    return (again, MendedWord(typed, meant)) if again and again.is_clear else None


def in_latin_letters(found: Utterance, today: date) -> tuple[Utterance, MendedWord] | None:
    """Return what a text names that is Ukrainian or Russian in Latin letters; None if it is not clear so."""
    for other in in_cyrillic(found.text):
        try:
            meant = heard(other, today)
        except NoSuchDayError:
            continue
        if meant and meant.is_clear:
            return meant, MendedWord(found.text, other)
    return None


def on_another_keyboard(found: Utterance, today: date) -> tuple[Utterance, MendedWord] | None:
    """Return what a text of strange words names on the first keyboard on which it is clear."""
    if len(found.text) < _SHORTEST_ON_ANOTHER_KEYBOARD or any(word.senses for word in found.words):
        return None
    for other in other_keyboards(found.text):
        try:
            meant = heard(other, today)
        except NoSuchDayError:
            continue
        if meant and meant.is_clear:
            return meant, MendedWord(found.text, other)
    return None
