"""Time zones as people type them: a place, an offset, or the letters of a time."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.chat.formats import city_of
from bot.locales import ENGLISH
from bot.zones import fixed_zone, kept_zone
from parsers import ask

# What people call a time by; the zones of these letters in the database of zones are others, or are none.
LETTERS = {
    "Europe/Moscow": ("msk", "мск"),
    "Europe/Lisbon": ("wet", "west"),
    "CET": ("cet", "cest", "mez", "mesz"),
    "EET": ("eet", "eest"),
    "Europe/London": ("bst",),
    "America/New_York": ("et", "est", "edt"),
    "America/Los_Angeles": ("pt", "pst", "pdt"),
    "UTC": ("utc", "gmt", "z", "uct", "zulu", "universal", "greenwich", "ютс", "гмт"),
}
OF_LETTERS = {letters: zone for zone, all_of in LETTERS.items() for letters in all_of}
# Where hours are counted from, in hours east of Greenwich.
FROM = {"": 0, "utc": 0, "gmt": 0, "ютс": 0, "гмт": 0, "msk": 3, "мск": 3}
# ``GMT+3``, ``utc 2``, ``+05:30``, ``UTC-3.5``: east is plus, and without a sign after letters.
OFFSET = re.compile(
    r"(?P<origin>utc|gmt|ютс|гмт|msk|мск|)\s*(?P<sign>[+\-−–]|)\s*"
    r"(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d)|[.,](?P<half>[05]))?(?:\s*(?:h|год|ч)\.?)?"
)
# Names in the database of zones that are no places; ``Etc/GMT+3`` even is three hours *west*.
NO_PLACES = ("etc/", "posix/", "right/", "systemv/")
# PST8PDT: a rule, not a place.
RULE = re.compile(r"[a-z]+\d[a-z]+")
NO_PLACE = frozenset({"localtime", "factory", "posixrules", "met", "mst", "hst"})
# People write cities in Russian too, which is no language of ours.
ALSO = ("ru",)
# Babel has no names for the zone of Kyiv.
KYIV = dict.fromkeys(
    ("київ", "киев", "києвом", "києву", "києві", "київським", "киеву", "киеве", "киевскому"), "Europe/Kyiv"
)
# Regions of Ukraine whose clocks are others.
OTHER_CLOCKS = ("UA-40", "UA-43")


def find_zone(text: str, languages: tuple[str, ...]) -> ZoneInfo | None:
    """Find a zone by what people type: ``Warsaw``, «Варшава», ``europe/warsaw``, ``GMT+3``, ``+5:30``, ``MSK``.

    The offset of ``GMT+3`` is three hours east of Greenwich. None if there is none, or where it names no place.
    """
    typed = " ".join(text.casefold().split())
    if (offset := _offset(typed)) is not None:
        return fixed_zone(offset)
    name = OF_LETTERS.get(typed) or _names((*languages, *ALSO)).get(typed.replace(" ", "_")) or _in_ukraine(typed)
    return kept_zone(name) if name else None


def _in_ukraine(typed: str) -> str | None:
    """Return Kyiv's zone for a city or a region of Ukraine, none of which gives a zone its name."""
    code = ask.region(typed, mends=False)
    return "Europe/Kyiv" if code and code.startswith("UA-") and code not in OTHER_CLOCKS else None


def _offset(typed: str) -> timedelta | None:
    found = OFFSET.fullmatch(typed)
    if not found or not (found["origin"] or found["sign"]):
        return None
    minutes = 30 if found["half"] == "5" else int(found["minutes"] or 0)
    told = timedelta(hours=int(found["hours"]), minutes=minutes)
    return timedelta(hours=FROM[found["origin"]]) + (told if found["sign"] in ("", "+") else -told)


@cache
def _names(languages: tuple[str, ...]) -> dict[str, str]:
    """Index zones by lower-case name; a city means the zone named after it if there is only one."""
    zones = [name for name in sorted(available_timezones()) if _is_place(name)]
    whole = {name.casefold(): name for name in zones}
    cities: dict[str, str] = {}
    doubled: set[str] = set()
    for name in zones:
        if "/" in name:
            city = name.rpartition("/")[2].casefold()
            doubled |= {city} & cities.keys()
            cities[city] = name
    single = {city: name for city, name in cities.items() if city not in doubled}
    return _translated(zones, languages) | single | KYIV | whole


def _is_place(name: str) -> bool:
    lower = name.casefold()
    return not lower.startswith(NO_PLACES) and lower not in NO_PLACE and not RULE.fullmatch(lower)


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
