"""Every tally of a range of dates, in portions, so that no one else waits for a long history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlite_utils import Database

from storage.readings.load import Key
from storage.views.readings import TallyView, tallies_shown

PORTION = 100


class ExportPosition(NamedTuple):
    """Where a tally stands in an export: by the claimant's date on which its window ends, then by its post."""

    ends_on: str
    channel: str
    message_id: int


def export_edges(db: Database, channels: Sequence[str]) -> tuple[date, date] | None:
    """The first and the last date on which a tally of these channels ends; None where there is none."""
    first, last = db.execute(
        f"""SELECT MIN(ends_on), MAX(ends_on) FROM current_readings
            WHERE reading = 'tally' AND channel IN ({_marks(channels)})""",  # nosec B608: marks
        list(channels),
    ).fetchone()
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else None


def export_portion(
    db: Database, channels: Sequence[str], first: date, last: date, after: ExportPosition | None
) -> list[TallyView]:
    """The next tallies of all scopes that end from first to last, in the order of ``ExportPosition``, beyond ``after``.

    What could not be read whole is no tally and is in no export.
    """
    beyond = after or ExportPosition(first.isoformat(), "", -1)
    rows = db.execute(
        f"""SELECT channel, message_id, revision FROM current_readings
            WHERE reading = 'tally' AND channel IN ({_marks(channels)}) AND ends_on BETWEEN ? AND ?
                AND (ends_on, channel, message_id) > (?, ?, ?)
            ORDER BY ends_on, channel, message_id LIMIT ?""",  # nosec B608: marks
        (*channels, beyond.ends_on, last.isoformat(), *beyond, PORTION),
    ).fetchall()
    return tallies_shown(db, [Key(*row) for row in rows])


def place_of(view: TallyView) -> ExportPosition:
    """Where a tally of a portion stands."""
    assert view.ends_on, "asked for by its date"
    return ExportPosition(view.ends_on.isoformat(), view.source.channel, view.source.message_id)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
