"""The channels we can read: one row each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from parsers.records import Attacker, Claimant


@dataclass(frozen=True, slots=True)
class Channel:
    """An official channel.

    ``numeric_id`` is the channel's id as its preview page has it in ``data-view`` (without the Bot API's ``-100``
    prefix and without a sign), or None if no page has shown it to us yet: the follower pins the first. ``language`` is
    the language of its posts (ISO 639-1); ``room`` the package under ``parsers`` with the layouts of its reports.
    """

    name: str
    numeric_id: int | None
    claimant: Claimant
    attacker: Attacker
    zone: ZoneInfo
    language: str
    room: str


CHANNELS: dict[str, Channel] = {
    row.name: row
    for row in (
        Channel(
            name="kpszsu",
            numeric_id=1223955273,
            claimant=Claimant.UA_AIR_FORCE,
            attacker=Attacker.RUSSIA,
            zone=ZoneInfo("Europe/Kyiv"),
            language="uk",
            room="air_force",
        ),
        Channel(
            name="mod_russia",
            numeric_id=None,
            claimant=Claimant.RU_MOD,
            attacker=Attacker.UKRAINE,
            zone=ZoneInfo("Europe/Moscow"),
            language="ru",
            room="ministry",
        ),
    )
}

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")


def find(name: str) -> Channel | None:
    """Return the row of a channel by its public name; None if unknown.

    The name may be in any letter case, with or without ``@``.
    """
    wanted = name.strip().removeprefix("@").lower()
    return CHANNELS.get(wanted)
