"""What is to be published, and how: everything a run is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.chat.languages import Languages
from bot.publish.pages.site_pages import Pages
from bot.publish.site import Site
from parsers.channels import CHANNELS
from parsers.records import Reader
from storage.views.night_records import RecordClock
from storage.views.record import ChannelClaims


class PublishError(Exception):
    """The record cannot be published; the message is a sentence that says why."""


def unwritable(folder: Path, error: OSError) -> PublishError:
    """Return what to say where the system refuses something in the folder."""
    where = error.filename2 or error.filename or folder
    return PublishError(f"{where} cannot be written: {error.strerror or error}.")


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What is published where, by which reader, in which languages, and as of which moment.

    Dates are of ``zone``. ``may_drop`` allows nights, or what channels told of them, to vanish from the folder: another
    database than before.
    """

    site: Site
    languages: Languages
    pages: Pages
    reader: Reader
    now: datetime
    zone: ZoneInfo
    may_drop: bool = False

    @property
    def clock(self) -> RecordClock:
        return RecordClock(self.now, self.zone)

    @property
    def channels(self) -> Sequence[ChannelClaims]:
        rows = (CHANNELS[name] for name in self.site.channels)
        return [ChannelClaims(row.name, row.claimant, row.attacker) for row in rows]

    @property
    def zones(self) -> Mapping[str, ZoneInfo]:
        return {name: CHANNELS[name].zone for name in self.site.channels}
