"""What another reader read before: kept where its figures differ, so that it can be told what was known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from parsers.records import Reading, Scope, Tally, Unreadable
from storage.engines.engine import Database
from storage.readings.load import Key, StoredReading
from storage.readings.packed import pack_reading
from storage.views.shown_figures import figures_of
from storage.views.shown_figures import packed as packed_figures


@dataclass(frozen=True, slots=True)
class Moment:
    """When versions are read again, and the fingerprint of each one's words."""

    words: Mapping[Key, str]
    now: datetime


def keep(db: Database, at: Moment, before: StoredReading | None, after: Reading) -> None:
    """Keep a reading that a new one replaces, if its figures are others."""
    if before is None or stated(before.reading) == stated(after):
        return
    ends_on = before.nights.ends_on
    db.execute(
        """INSERT INTO past_readings (channel, message_id, sha256, until, reader_version, reader, ends_on, packed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
        (
            before.key.channel,
            before.key.message_id,
            at.words[before.key],
            int(at.now.timestamp()),
            before.reader_version,
            before.reader,
            ends_on.isoformat() if ends_on else None,
            pack_reading(before.reading),
        ),
    )


def stated(reading: Reading) -> tuple[str, Scope | None]:
    """Return what a reading states, to compare two of one text: its figures and period, and of which scope they are."""
    if isinstance(reading, Tally):
        return packed_figures(figures_of(reading)), reading.scope
    return ("unreadable" if isinstance(reading, Unreadable) else "not_a_report"), None
