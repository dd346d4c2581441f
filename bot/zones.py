"""Time zones by their stored names: this machine may know fewer than the one on which they were chosen."""

from __future__ import annotations

import re
import struct
from datetime import timedelta
from functools import lru_cache
from io import BytesIO
from zoneinfo import ZoneInfo

# At most this much of an unknown name is shown; the longest real one has 32 letters.
NAME_SHOWN = 60
# Names of before that are kept, and shown, as those of today.
RENAMED = dict.fromkeys(("Europe/Kiev", "Europe/Uzhgorod", "Europe/Zaporozhye"), "Europe/Kyiv")
# A zone that is an offset alone, as it is stored: ``UTC+05:30``. There is none further east or west.
FIXED = re.compile(r"UTC([+-])(\d\d):([0-5]\d)")
MOST_WEST, MOST_EAST = timedelta(hours=-12), timedelta(hours=14)


@lru_cache(maxsize=1024)
def known_zone(name: str) -> ZoneInfo | None:
    """Return the zone of an IANA name; None for any text that names none here. Raises nothing."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown; no name at all, or no zone's file; a folder, too long a name
        return None


@lru_cache(maxsize=1024)
def kept_zone(name: str) -> ZoneInfo | None:
    """Return the zone of a stored name, an IANA name or a fixed offset; None for any other text. Raises nothing."""
    if fixed := FIXED.fullmatch(name):
        sign = -1 if fixed[1] == "-" else 1
        return fixed_zone(sign * timedelta(hours=int(fixed[2]), minutes=int(fixed[3])))
    return known_zone(RENAMED.get(name, name)) or known_zone(name)


@lru_cache(maxsize=128)
def fixed_zone(offset: timedelta) -> ZoneInfo | None:
    """Return the zone that is so far east of UTC all year, named as it is stored; None for an offset no place has."""
    if not MOST_WEST <= offset <= MOST_EAST:
        return None
    if not offset:
        return ZoneInfo("UTC")
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    name = f"UTC{'-' if offset < timedelta() else '+'}{hours:02}:{minutes:02}"
    # the least file of a zone (RFC 8536): one type of local time and no change, since all else takes zones by their key
    letters = b"UTC\0"
    head = struct.pack(">4sc15x6l", b"TZif", b"\0", 0, 0, 0, 0, 1, len(letters))
    kind = struct.pack(">lbB", int(offset.total_seconds()), 0, 0)
    return ZoneInfo.from_file(BytesIO(head + kind + letters), key=name)


def zone_or(name: str | None, house: ZoneInfo) -> tuple[ZoneInfo, bool]:
    """Return the chat's zone and True; the house's where it chose none (True) or one unknown here (False)."""
    if name is None:
        return house, True
    zone = kept_zone(name)
    return (zone, True) if zone else (house, False)
