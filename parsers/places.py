"""The rows of ``vocabulary.places`` as phrases to match against tokens, for either language.

The format chooses which groups to search: «Курськ» is a launch place in one sentence and a region in another.
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
    """Yield every phrase of a place in the form ``Phrases`` takes, in the given languages ("uk", "ru")."""
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
    """Return the phrases of some places in the given languages, ready to match against tokens."""
    return Phrases((phrase, place) for place in places for phrase in spelled(place, *languages))


# Ukrainian posts: where an attack went, and where it came from.
TARGETS = phrases((*UKRAINE, *CITIES), "uk")
ORIGINS = phrases(LAUNCH_PLACES, "uk")
# Russian posts: the regions and seas of the ministry's lists.
REGIONS = phrases((*RUSSIA, *UKRAINE, *SEAS), "ru")
