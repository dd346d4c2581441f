"""Time zones by the names that were stored: this machine may know fewer than the one on which they were chosen."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

# So much of an unknown name is shown; the longest real one has 32 letters.
NAME_SHOWN = 60


@lru_cache(maxsize=1024)
def known_zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name; None for every text that names none here. Raises nothing."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown; no name at all, or no zone's file; a folder, too long a name
        return None


def zone_or(name: str | None, house: ZoneInfo) -> tuple[ZoneInfo, bool]:
    """The zone a chat chose and True; the house's where it chose none (True) or one unknown to this machine (False)."""
    if name is None:
        return house, True
    zone = known_zone(name)
    return (zone, True) if zone else (house, False)
