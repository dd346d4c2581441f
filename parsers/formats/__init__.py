"""The layouts of reports, one file each, two verbs each: ``recognises`` and ``read``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from parsers.channels import Channel
from parsers.formats import (
    air_force_region,
    air_force_report,
    air_force_unknown,
    air_force_update,
    ministry_attempt,
    ministry_briefing,
    ministry_digest,
    ministry_night,
    ministry_unknown,
    ministry_update,
)
from parsers.records import Post, Reading
from parsers.text import Token


class Format(Protocol):
    """What each module of this folder offers."""

    NAME: str

    def recognises(self, post: Post, found: Sequence[Token]) -> bool: ...

    def read(self, post: Post, channel: Channel, found: Sequence[Token]) -> Reading: ...


FORMATS: dict[str, Format] = {
    module.NAME: cast(Format, module)
    for module in (
        air_force_region,
        air_force_report,
        air_force_unknown,
        air_force_update,
        ministry_attempt,
        ministry_briefing,
        ministry_digest,
        ministry_night,
        ministry_unknown,
        ministry_update,
    )
}
