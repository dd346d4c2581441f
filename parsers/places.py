"""Places found in a walk over tokens: the rows of ``tables.places`` as phrases, for either language.

Which groups to look in is the format's choice: «Курськ» is a launch place in one sentence and a region in another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.text.phrases import Phrases
from parsers.vocabulary.places import (
    CITIES,
    ENDINGS_RUSSIAN,
    ENDINGS_UKRAINIAN,
    LAUNCH_PLACES,
    RUSSIA,
    SEAS,
    UKRAINE,
    Place,
)

ADJECTIVE = "~"


def spelled(place: Place, *languages: str) -> Iterator[str]:
    """Every phrase of a place as ``Phrases`` takes them, in the languages named ("uk", "ru")."""
    for language in languages:
        words, endings = (
            (place.in_ukrainian, ENDINGS_UKRAINIAN) if language == "uk" else (place.in_russian, ENDINGS_RUSSIAN)
        )
        for phrase in filter(None, map(str.strip, words.split(";"))):
            if phrase.endswith(ADJECTIVE):
                yield from (f"{phrase.removesuffix(ADJECTIVE)}{ending}=" for ending in endings)
            else:
                yield phrase


def phrases(places: Iterable[Place], *languages: str) -> Phrases[Place]:
    """The phrases of some places in the languages named, ready to be matched against tokens."""
    return Phrases((phrase, place) for place in places for phrase in spelled(place, *languages))


# Ukrainian posts: where an attack went, and where it came from.
TARGETS = phrases((*UKRAINE, *CITIES), "uk")
ORIGINS = phrases(LAUNCH_PLACES, "uk")
# Russian posts: the regions and seas of the ministry's lists.
REGIONS = phrases((*RUSSIA, *UKRAINE, *SEAS), "ru")
