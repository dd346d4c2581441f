"""The channels we know how to read: one row each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from parsers.records import Attacker, Claimant


@dataclass(frozen=True, slots=True)
class Channel:
    """An official channel.

    ``numeric_id`` is the channel's id as its preview page carries it in ``data-view`` (without the Bot API's
    ``-100`` prefix and without a sign), or None where no page has shown it to us yet: the follower pins the first.
    ``language`` is the language its posts are written in (ISO 639-1); ``room`` the package under ``parsers`` that holds
    the layouts of its reports.
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
    """The row of a channel by its public name, in any letter case and with or without ``@``; None when unknown."""
    wanted = name.strip().removeprefix("@").lower()
    return CHANNELS.get(wanted)
