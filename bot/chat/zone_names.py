"""Time zones as people type them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global

from bot.chat.language import ENGLISH, LANGUAGES, city_of, words_of
from bot.zones import known_zone


def find_zone(text: str) -> ZoneInfo | None:
    """The zone that is named whole (``europe/warsaw``) or by its city (``Warsaw``, «Варшава»); None where none is."""
    name = _names().get("_".join(text.casefold().split()))
    return known_zone(name) if name else None


@cache
def _names() -> dict[str, str]:
    """Zones by their names in small letters; a city stands for the zone named after it where only one is."""
    zones = sorted(available_timezones())
    whole = {name.casefold(): name for name in zones}
    cities: dict[str, str] = {}
    doubled: set[str] = set()
    for name in zones:
        if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/")):
            city = name.rpartition("/")[2].casefold()
            doubled |= {city} & cities.keys()
            cities[city] = name
    single = {city: name for city, name in cities.items() if city not in doubled}
    return _translated(zones) | single | {"київ": "Europe/Kyiv"} | whole


def _translated(zones: list[str]) -> dict[str, str]:
    """Zones by the names that their cities have in the other languages; without names that zones had before."""
    before = get_global("zone_aliases")
    return {
        "_".join(city_of(name, words_of(code).locale).casefold().split()): name
        for code in LANGUAGES
        if code != ENGLISH
        for name in zones
        if "/" in name and name not in before
    }
