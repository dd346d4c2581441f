"""``lines.csv``: a row for each line of every tally, the columns of the export between its date and ``settled``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.export.about import About
from bot.export.columns import COLUMNS as EXPORTED
from bot.export.columns import Column
from bot.publish.data.columns import Cell, PublishedTable, SideItem, TableColumn
from bot.publish.data.markers import WITHHELD, empty
from bot.publish.site import Site
from storage.views.readings import TallyView
from storage.views.record import NightRecord


@dataclass(frozen=True, slots=True)
class LineItem(SideItem):
    """A line of a tally; ``about`` is what the export's columns take addresses from."""

    view: TallyView
    place: int
    about: About


def _items(record: NightRecord, site: Site) -> Iterator[LineItem]:
    made_at = datetime.combine(record.day, time(), UTC)
    about = About(site.channels, record.day, record.day, made_at, site.made_up_below)
    for side in record.sides:
        found = [*([side.night] if side.night else []), *side.windows, *side.others]
        tallies = [one for one in found if isinstance(one, TallyView)]
        for view in sorted(tallies, key=lambda one: one.source.key):
            for place in range(len(view.tally.lines)):
                yield LineItem(record, side, site, view, place, about)


def _cell(column: Column) -> Callable[[LineItem], Cell]:
    cell = column.cell
    return lambda item: cell(item.view, item.place, item.about)


def _column(column: Column) -> TableColumn[LineItem]:
    missing = empty(WITHHELD) if column.name == "number" else ()
    return TableColumn(column.name, column.type, column.meaning, _cell(column), missing=missing)


COLUMNS: tuple[TableColumn[LineItem], ...] = (
    TableColumn(
        "ends_on", "date", "The date on which the window ends, by the claimant's calendar.",
        lambda item: item.record.day.isoformat(),
    ),
    *(_column(column) for column in EXPORTED),
    TableColumn(
        "settled", "boolean", "False until 48 hours after the night of the date: the figures are provisional.",
        lambda item: item.record.settled,
    ),
)  # fmt: skip

LINES = PublishedTable(
    path="v1/lines.csv",
    title="Lines",
    description=(
        "One row for each line of a tally, of every scope: how many of which weapons met which outcome, and where in "
        "the post the number stands. Shares and totals repeat other lines, and only national tallies belong in sums."
    ),
    columns=COLUMNS,
    primary_key=("ends_on", "channel", "message_id", "line"),
    items=_items,
)
