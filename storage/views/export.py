"""Every tally of a range of dates, in portions, so that a long history blocks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from storage.engines.engine import Database
from storage.readings.load import Key
from storage.views.readings import TallyView, tallies_shown

PORTION = 100


class ExportPosition(NamedTuple):
    """The position of a tally in an export: the claimant's date on which its window ends, then its post."""

    ends_on: str
    channel: str
    message_id: int


def export_edges(db: Database, channels: Sequence[str]) -> tuple[date, date] | None:
    """Return the first and last date on which a tally of these channels ends; None where there is none."""
    first, last = db.execute(
        f"""SELECT MIN(ends_on), MAX(ends_on) FROM current_readings
            WHERE reading = 'tally' AND channel IN ({_marks(channels)})""",  # nosec B608: marks
        list(channels),
    ).fetchone()
    return (date.fromisoformat(first), date.fromisoformat(last)) if first else None


def export_portion(
    db: Database, channels: Sequence[str], first: date, last: date, after: ExportPosition | None
) -> list[TallyView]:
    """Return the next tallies of all scopes ending from first to last, ordered by ``ExportPosition``, after ``after``.

    Reports that could not be read completely are not tallies and not exported.
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
    """Return the position of a tally."""
    assert view.ends_on, "asked for by its date"
    return ExportPosition(view.ends_on.isoformat(), view.source.channel, view.source.message_id)


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
