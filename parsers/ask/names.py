"""The places and weapons that people name."""

from __future__ import annotations

from functools import cache

from parsers.ask.words import cleaned, only, phrases, tokens
from parsers.places import spelled
from parsers.text.phrases import Phrases
from parsers.vocabulary.places import CITIES, LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE, Place
from parsers.vocabulary.questions import ALSO_CALLED, PREPOSITIONS, REGION_WORDS
from parsers.vocabulary.weapons import WEAPONS, Weapon


def region(text: str) -> str | None:
    """Return the code (ISO 3166-2, or a slug) of the region, sea or city that the whole text names; None otherwise.

    A city that gives a region its name ("Odesa", «Одеса»), or is the capital of one («Дніпро»), means the region: that
    is what reports name.
    """
    words = [token for token in tokens(cleaned(text)) if token.text not in PREPOSITIONS]
    bare = words[:-1] if len(words) > 1 and only(_regions(), words[-1:]) else words
    for named in (words, bare):
        code = only(_also_called(), named) or _english_places().get(" ".join(token.text for token in named))
        place = only(_places(), named)
        if code or place:
            return code or (place and _region_of(place))
    return None


def place_code(text: str) -> str | None:
    """Return the text if it is the code of a place (``UA-51``); None otherwise."""
    codes = {row.code for row in (*UKRAINE, *RUSSIA, *SEAS, *CITIES, *LAUNCH_PLACES)}
    return text if text in codes else None


def weapon(text: str) -> str | None:
    """Return the slug of the weapon that the whole text names; None otherwise."""
    return only(_weapons(), tokens(cleaned(text)))


@cache
def _weapons() -> Phrases[str]:
    return phrases((row.slug, f"{row.stems}; {_folded(row)}=") for row in WEAPONS)


def _folded(row: Weapon) -> str:
    return row.en.casefold()


@cache
def _regions() -> Phrases[bool]:
    return phrases([(True, REGION_WORDS)])


@cache
def _also_called() -> Phrases[str]:
    return phrases(ALSO_CALLED)


@cache
def _places() -> Phrases[Place]:
    """Return every place by its words in posts; if a region and a city both match, the region wins."""
    rows: tuple[Place, ...] = (*UKRAINE, *RUSSIA, *SEAS, *CITIES, *LAUNCH_PLACES)
    return Phrases((phrase, row) for row in rows for phrase in (*spelled(row, "uk", "ru"), f"{row.uk.casefold()}="))


@cache
def _english_places() -> dict[str, str]:
    """Return codes by English names: regions before cities, whole names before bare ones ("Kyiv" is the city)."""
    rows = (*UKRAINE, *RUSSIA, *SEAS, *CITIES, *LAUNCH_PLACES)
    whole = [(" ".join(token.text for token in tokens(row.en.casefold())), row.code) for row in rows]
    named: dict[str, str] = {}
    for name, code in (*whole, *((_base(row), row.code) for row in rows)):
        named.setdefault(name, code)
    return named


def _region_of(place: Place) -> str:
    """Return the region named after a city or a launch place, or the place's own code."""
    own = place in UKRAINE or place in RUSSIA
    return place.code if own else _english_places().get(_base(place), place.code)


def _base(row: Place) -> str:
    return row.en.casefold().removesuffix(" region").removesuffix(" (city)")
