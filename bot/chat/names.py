"""Names of weapons and places in a reader's language.

English and Ukrainian stand in the rows of the tables. Any other language gives them in its catalogue, under the English
name and the msgctxt of the kind; what it does not name keeps its English name.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from bot.chat.language import HOUSE_LANGUAGES, Language
from parsers.channels import CHANNELS
from parsers.vocabulary.places import CITIES, LAUNCH_PLACES, RUSSIA, SEAS, UKRAINE, Place
from parsers.vocabulary.weapons import WEAPONS, Weapon

# The msgctxt of each kind of name.
WEAPON, REGION, SEA, CITY, LAUNCH_PLACE = "weapon", "region", "sea", "city", "launch place"
POST_ADDRESS = "https://t.me/{channel}/{message_id}"


@cache
def _weapons() -> dict[str, Weapon]:
    return {row.slug: row for row in WEAPONS}


@cache
def _places() -> dict[str, tuple[str, Place]]:
    """By code, with the kind; a slug that is a city and a launch place («zaporizhzhia») is here the city."""
    kinds = ((LAUNCH_PLACE, LAUNCH_PLACES), (SEA, SEAS), (CITY, CITIES), (REGION, RUSSIA), (REGION, UKRAINE))
    return {row.code: (kind, row) for kind, rows in kinds for row in rows}


@cache
def _launch_places() -> dict[str, Place]:
    return {row.code: row for row in LAUNCH_PLACES}


def weapon_name(words: Language, slug: str) -> str:
    """The name of a weapon; its slug where no row has it (a reading of a newer reader)."""
    row = _weapons().get(slug)
    return _named(words, WEAPON, row) if row else slug


def place_name(words: Language, code: str) -> str:
    """The name of a region, a sea or a city; its code where no row has it."""
    found = _places().get(code)
    return _named(words, *found) if found else code


def launch_name(words: Language, slug: str) -> str:
    """The name of a place weapons are launched from."""
    row = _launch_places().get(slug)
    return _named(words, LAUNCH_PLACE, row) if row else slug


def place_names(words: Language, codes: Iterable[str]) -> list[str]:
    """Names for a list, where «область» behind every second one would only be in the way."""
    return [place_name(words, code).removesuffix(" область") for code in codes]


def _named(words: Language, kind: str, row: Weapon | Place) -> str:
    return str(getattr(row, words.code)) if words.code in HOUSE_LANGUAGES else words.named(kind, row.en)


def post_address(channel: str, message_id: int) -> str:
    """Where a post is read; only of channels we know, so that no address is made of foreign words."""
    return POST_ADDRESS.format(channel=CHANNELS[channel].name, message_id=message_id)


def channel_address(channel: str) -> str:
    """Where a channel is read."""
    return f"https://t.me/{CHANNELS[channel].name}"
