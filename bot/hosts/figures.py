"""Comparing how two hosts read the same text, by the table of tallies that a record has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.export.about import About
from bot.export.columns import COLUMNS, rows_of
from parsers.records import HostHead, HostRevision
from parsers.sources.desktop_messages import ExportError
from storage.readings.load import Key
from storage.views.readings import HeldView, Report, TallyView

# What a post says, without what its neighbours make of it and where its words stand.
COMPARED = (
    "time_start", "time_end", "outcome", "kind", "model", "number", "hedge", "share", "total", "num_hit_location",
    "num_fall_fragment_location",
)  # fmt: skip
PLACES = tuple(next(n for n, column in enumerate(COLUMNS) if column.name == name) for name in COMPARED)

Row = tuple[str, ...]
Figures = Counter[Row]


def their_figures(table: Iterable[Mapping[str, Any]]) -> dict[Key, Figures]:
    """Return the figures of the tallies of a record's table, by the versions they stand in."""
    found: defaultdict[Key, Figures] = defaultdict(Counter)
    for row in table:
        key, figures = _row(row)
        found[key][figures] += 1
    return dict(found)


def _row(row: Mapping[str, Any]) -> tuple[Key, Row]:
    try:
        key = Key(row["channel"], int(row["message_id"]), int(row["revision"]))
        return key, tuple(row[name] or "" for name in COMPARED)
    except (KeyError, ValueError, TypeError) as error:
        raise ExportError("The record's table has a row that overnight does not write; it is damaged.") from error


def differing(
    revisions: Sequence[HostRevision],
    theirs: Mapping[Key, Figures],
    ours: Mapping[tuple[int, str], Report],
    head: HostHead,
) -> int:
    """Return how many of these versions, each a tally of theirs, we read with other figures or not at all.

    What is held back here is not compared: its numbers are shown to nobody.
    """
    about = About(tuple(head.channels), head.first.date(), head.until.date(), head.made_at)
    found = 0
    for one in revisions:
        figures = theirs.get(Key(one.channel, one.message_id, one.revision))
        report = ours.get((one.message_id, one.sha256))
        if figures is not None and not isinstance(report, HeldView):
            found += figures != _our_figures(report, about)
    return found


def _our_figures(report: Report | None, about: About) -> Figures | None:
    if not isinstance(report, TallyView):
        return None
    rows = rows_of(report, about)
    return Counter(tuple("" if row[place] is None else str(row[place]) for place in PLACES) for row in rows)
