"""Names of weapons and places in a reader's language.

English and Ukrainian names are in the rows of the tables. Any other language gives them in its catalogue, under the
English name and the msgctxt of the kind; what it does not name keeps its English name.
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
    """Index places by code, with the kind; a slug of both a city and a launch place («zaporizhzhia») is the city."""
    kinds = ((LAUNCH_PLACE, LAUNCH_PLACES), (SEA, SEAS), (CITY, CITIES), (REGION, RUSSIA), (REGION, UKRAINE))
    return {row.code: (kind, row) for kind, rows in kinds for row in rows}


@cache
def _launch_places() -> dict[str, Place]:
    return {row.code: row for row in LAUNCH_PLACES}


def weapon_name(words: Language, slug: str) -> str:
    """Return the name of a weapon; its slug if no row has it (a reading by a newer parser)."""
    row = _weapons().get(slug)
    return _named(words, WEAPON, row) if row else slug


def place_name(words: Language, code: str) -> str:
    """Return the name of a region, a sea or a city; its code if no row has it."""
    found = _places().get(code)
    return _named(words, *found) if found else code


def launch_name(words: Language, slug: str) -> str:
    """Return the name of a launch place."""
    row = _launch_places().get(slug)
    return _named(words, LAUNCH_PLACE, row) if row else slug


def place_names(words: Language, codes: Iterable[str]) -> list[str]:
    """Return names for a list, without «область» after every other one."""
    return [place_name(words, code).removesuffix(" область") for code in codes]


def _named(words: Language, kind: str, row: Weapon | Place) -> str:
    return str(getattr(row, words.code)) if words.code in HOUSE_LANGUAGES else words.named(kind, row.en)


def post_address(channel: str, message_id: int) -> str:
    """Return the address of a post; only for channels we know, so that no address is built from untrusted text."""
    return POST_ADDRESS.format(channel=CHANNELS[channel].name, message_id=message_id)


def channel_address(channel: str) -> str:
    """Return the address of a channel."""
    return f"https://t.me/{CHANNELS[channel].name}"
