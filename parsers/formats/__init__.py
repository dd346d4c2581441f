"""The layouts of reports, one file each, two verbs each: ``recognises`` and ``read``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from parsers.air_force.layouts import drift, region, report, update
from parsers.channels import Channel
from parsers.ministry.layouts import attempt, briefing, digest, drift, night, update
from parsers.records import Post, Reading
from parsers.text.tokens import Token


class Format(Protocol):
    """What each module of this folder offers."""

    NAME: str

    def recognises(self, post: Post, found: Sequence[Token]) -> bool: ...

    def read(self, post: Post, channel: Channel, found: Sequence[Token]) -> Reading: ...


FORMATS: dict[str, Format] = {
    module.NAME: cast(Format, module)
    for module in (
        region,
        report,
        drift,
        update,
        attempt,
        briefing,
        digest,
        night,
        drift,
        update,
    )
}
