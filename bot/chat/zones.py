"""Time zones as people type them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones


def find_zone(text: str) -> ZoneInfo | None:
    """The zone that is named whole (``europe/warsaw``) or by its city (``Warsaw``), in any case; None where none is."""
    name = _names().get("_".join(text.casefold().split()))
    return ZoneInfo(name) if name else None


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
    return {city: name for city, name in cities.items() if city not in doubled} | {"київ": "Europe/Kyiv"} | whole
