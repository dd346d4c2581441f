"""Time zones as people type them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.chat.language import city_of
from bot.locales import ENGLISH
from bot.zones import known_zone


def find_zone(text: str, languages: tuple[str, ...]) -> ZoneInfo | None:
    """Find a zone by its full name (``europe/warsaw``) or its city in one of the languages (``Warsaw``, «Варшава»).

    None if there is none.
    """
    name = _names(languages).get("_".join(text.casefold().split()))
    return known_zone(name) if name else None


@cache
def _names(languages: tuple[str, ...]) -> dict[str, str]:
    """Index zones by lower-case name; a city means the zone named after it if there is only one."""
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
    return _translated(zones, languages) | single | {"київ": "Europe/Kyiv"} | whole


def _translated(zones: list[str], languages: tuple[str, ...]) -> dict[str, str]:
    """Index zones by their cities' names in the other languages, without former names of zones.

    If two languages give two cities the same name, the earlier language wins.
    """
    before = get_global("zone_aliases")
    return {
        "_".join(city_of(name, Locale.parse(code)).casefold().split()): name
        for code in reversed(languages)
        if code != ENGLISH
        for name in zones
        if "/" in name and name not in before
    }
