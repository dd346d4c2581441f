"""``windows.csv``: every national tally with its period, of nights and of days, and whether it overlaps another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.publish.data.columns import Cell, PublishedTable, TableColumn, doubts_cell, edge_cell
from bot.publish.data.figures import figures_of_tally
from bot.publish.data.markers import empty
from bot.publish.data.nights import FiguresItem, figure_columns
from bot.publish.data.terms import ATTACKERS, CLAIMANTS, PRECISIONS
from bot.publish.site import Site
from storage.views.readings import TallyView
from storage.views.record import NightRecord, RecordSide


@dataclass(frozen=True, slots=True)
class WindowItem(FiguresItem):
    """A national tally, with the message ids of the others that may count the same weapons."""

    told: TallyView
    overlapped: tuple[int, ...]


def _items(record: NightRecord, site: Site) -> Iterator[WindowItem]:
    for side in record.sides:
        found = [*([side.night] if side.night else []), *side.windows]
        for view in sorted(found, key=lambda one: one.source.key):
            stated = figures_of_tally(view.source.key, view.tally)
            yield WindowItem(record, side, site, view, stated, view, _overlapped(side, view))


def _overlapped(side: RecordSide, view: TallyView) -> tuple[int, ...]:
    key = view.source.key
    others = [other for pair in side.overlapping if key in pair for other in pair if other != key]
    return tuple(sorted(other.message_id for other in others))


def _overlaps(item: WindowItem) -> Cell:
    """Return whether it overlaps another; None where that cannot be told."""
    if not item.overlapped and item.told.source.key in item.side.unclear:
        return None
    return bool(item.overlapped)


def _in_sums(item: WindowItem) -> bool:
    return item.told is item.side.night or _overlaps(item) is False


COLUMNS: tuple[TableColumn[WindowItem], ...] = (
    TableColumn(
        "ends_on", "date", "The date on which the period ends, by the claimant's calendar.",
        lambda item: item.record.day.isoformat(),
    ),
    TableColumn("claimant", "string", "Who says so.", lambda item: item.side.claimant.value, values=CLAIMANTS),
    TableColumn("attacker", "string", "Whose weapons.", lambda item: item.side.attacker.value, values=ATTACKERS),
    TableColumn("message_id", "integer", "The post's number in its channel.", lambda item: item.told.source.message_id),
    TableColumn(
        "night", "date",
        "The night it tells, as in nights.csv; empty for another period and for a further report of a night.",
        lambda item: item.record.day.isoformat() if item.told is item.side.night else None,
    ),
    TableColumn(
        "window_start", "string", "Where the period begins, UTC; a bare date where the report gives no hour.",
        lambda item: edge_cell(item.told.tally.window, "start"),
    ),
    TableColumn(
        "window_end", "string", "Where it ends, likewise.", lambda item: edge_cell(item.told.tally.window, "end")
    ),
    TableColumn(
        "window_precision", "string", "Whether the edges are hours or dates.",
        lambda item: item.told.tally.window.precision.value if item.told.tally.window else None, values=PRECISIONS,
    ),
    TableColumn(
        "overlaps", "boolean",
        "Whether its period shares time with another row's of the same claimant, or both tell one night: the same "
        "weapons may be in both, so do not add them.",
        _overlaps, missing=empty("unknown: it, or another row of these dates, has no hours"),
    ),
    TableColumn(
        "overlaps_with", "string", "The message ids of those rows, of this date or another, with a space between.",
        lambda item: " ".join(map(str, item.overlapped)),
    ),
    TableColumn(
        "in_sums", "boolean",
        "Whether it belongs in a sum: it tells a night, or is known to share no time with another row. What the other "
        "rows have is missing in the sum, which is then at least so much.",
        _in_sums,
    ),
    *figure_columns(),
    TableColumn(
        "url", "string", "Where the post can be read; empty where it is made up.",
        lambda item: item.site.post_url(item.told.source),
    ),
    TableColumn(
        "revision", "integer", "Which version of the post's text, from 1.", lambda item: item.told.source.revision
    ),
    TableColumn(
        "settled", "boolean", "False until 48 hours after the night of the date: the figures are provisional.",
        lambda item: item.record.settled,
    ),
    TableColumn(
        "doubts", "string", "What in the report does not agree, as codes with a space between.",
        lambda item: doubts_cell(item.told.doubts),
    ),
    TableColumn(
        "reader_version", "integer", "Which version of the reader read it.", lambda item: item.told.reader_version
    ),
    TableColumn("channel", "string", "The channel's public name on Telegram.", lambda item: item.side.channel),
)  # fmt: skip

WINDOWS = PublishedTable(
    path="v1/windows.csv",
    title="National tallies with their periods",
    description=(
        "Every national tally, of a night or of a day, with its period. Whoever sums a month needs these rows and not "
        "nights.csv alone, and adds none that overlap: those whose in_sums is true."
    ),
    columns=COLUMNS,
    primary_key=("ends_on", "claimant", "message_id"),
    items=_items,
)
