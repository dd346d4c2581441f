"""Time zones by their stored names: this machine may know fewer than the one on which they were chosen."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

# At most this much of an unknown name is shown; the longest real one has 32 letters.
NAME_SHOWN = 60


@lru_cache(maxsize=1024)
def known_zone(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name; None for any text that names none here. Raises nothing."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown; no name at all, or no zone's file; a folder, too long a name
        return None


def zone_or(name: str | None, house: ZoneInfo) -> tuple[ZoneInfo, bool]:
    """Return the chat's zone and True; the house's where it chose none (True) or one unknown here (False)."""
    if name is None:
        return house, True
    zone = known_zone(name)
    return (zone, True) if zone else (house, False)
