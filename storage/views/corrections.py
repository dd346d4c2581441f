"""Which tallies were changed by an edit of their post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from storage.readings.load import Key
from storage.views.readings import TallyView, tallies_shown


@dataclass(frozen=True, slots=True)
class Edited:
    """A tally as an earlier version of its post stated it, and as the current one does."""

    old: TallyView
    new: TallyView


def edited_since(db: Database, channels: Sequence[str], since: datetime) -> tuple[Edited, ...]:
    """The tallies whose current version was first seen since a moment and follows one that was a tally as well."""
    marks = ", ".join("?" * len(channels))
    rows = db.execute(
        f"""SELECT channel, message_id, revision,
            (SELECT MAX(revision) FROM readings AS earlier WHERE earlier.channel = current_readings.channel
                AND earlier.message_id = current_readings.message_id
                AND earlier.revision < current_readings.revision AND earlier.reading = 'tally')
            FROM current_readings JOIN revisions USING (channel, message_id, revision)
            WHERE reading = 'tally' AND revision > 1 AND observed_at >= ? AND channel IN ({marks})
            ORDER BY observed_at""",  # nosec B608: marks
        (int(since.timestamp()), *channels),
    ).fetchall()
    pairs = [
        (Key(channel, message_id, before), Key(channel, message_id, revision))
        for channel, message_id, revision, before in rows
        if before is not None
    ]
    return edited_pairs(db, pairs)


def edited_pairs(db: Database, pairs: Sequence[tuple[Key, Key]]) -> tuple[Edited, ...]:
    """Both versions of each pair, where both are tallies."""
    views = {view.source.key: view for view in tallies_shown(db, [key for pair in pairs for key in pair])}
    return tuple(Edited(views[old], views[new]) for old, new in pairs if old in views and new in views)
