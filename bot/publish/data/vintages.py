"""``vintages.csv``: what stood for each night at any time.

The rows with ``known_from <= T`` and ``T < known_to``, or without a ``known_to``, are what was known at T.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from bot.publish.data.columns import Cell, PublishedTable, SideItem, TableColumn, edge_cell, time_cell
from bot.publish.data.markers import empty, no_number
from bot.publish.data.terms import ATTACKERS, CLAIMANTS, HEDGES, KNOWN_FROM, OUTCOMES, REGION, WHYS
from bot.publish.site import Site
from parsers.records import Hedge, Kind, Tally
from storage.views.record import NightRecord, Vintage
from storage.views.shown_figures import DEBRIS_SITES, HIT_SITES

PLACE = "place"
NO_FIGURES = "no figures stood, as line is 0: the report could no longer be read, or no longer told the night"
SITES = {
    HIT_SITES: "places hit",
    DEBRIS_SITES: "places where debris fell",
    REGION: "shot down over the region in the column of that name, a part of all that were shot down",
}


class Counted(NamedTuple):
    """A number as its row has it; ``share`` and ``total`` are None for places, ``region`` for what is of no region."""

    outcome: str
    kind: str
    number: int | None
    hedge: str
    weapons: str | None = None
    share: bool | None = None
    total: bool | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class VintageItem(SideItem):
    """One number of a vintage; ``line`` is 0, and ``counted`` None, where no figures stood."""

    vintage: Vintage
    number: int
    line: int = 0
    counted: Counted | None = None


def _items(record: NightRecord, site: Site) -> Iterator[VintageItem]:
    for side in record.sides:
        for number, vintage in enumerate(side.vintages, start=1):
            found = [*_counted(vintage.tally)] if vintage.tally else []
            for line, counted in enumerate(found, start=1):
                yield VintageItem(record, side, site, vintage, number, line, counted)
            if not found:
                yield VintageItem(record, side, site, vintage, number)


def _counted(tally: Tally) -> Iterator[Counted]:
    for one in tally.lines:
        weapons = " ".join(one.weapons)
        yield Counted(one.outcome.value, one.kind.value, one.number, one.hedge.value, weapons, one.share, one.total)
    for name, sites in ((HIT_SITES, tally.hit_sites), (DEBRIS_SITES, tally.debris_sites)):
        if sites:
            yield Counted(name, PLACE, sites.number, sites.hedge.value)
    for row in tally.regions or ():
        if row.number is not None:
            drones, exact = Kind.DRONE.value, Hedge.EXACT.value
            yield Counted(REGION, drones, row.number, exact, share=True, total=False, region=row.region)


def _cell(field: str, item: VintageItem) -> Cell:
    cell: Cell = getattr(item.counted, field) if item.counted else None
    return cell


def _edge(item: VintageItem, edge: str) -> Cell:
    return edge_cell(item.vintage.tally.window, edge) if item.vintage.tally else None


COLUMNS: tuple[TableColumn[VintageItem], ...] = (
    TableColumn(
        "night", "date", "The date on which the night ends, by the claimant's calendar.",
        lambda item: item.record.day.isoformat(),
    ),
    TableColumn("claimant", "string", "Who says so.", lambda item: item.side.claimant.value, values=CLAIMANTS),
    TableColumn("attacker", "string", "Whose weapons.", lambda item: item.side.attacker.value, values=ATTACKERS),
    TableColumn(
        "line", "integer", "The line's place in its report, from 1; 0 where no figures stood.", lambda item: item.line
    ),
    TableColumn(
        "outcome", "string", "What became of the weapons, or which places were counted.", partial(_cell, "outcome"),
        values=OUTCOMES | SITES,
    ),
    TableColumn("kind", "string", f"The family of the weapon; {PLACE} for places.", partial(_cell, "kind")),
    TableColumn(
        "weapons", "string", "Every type named for this one number, with a space between.", partial(_cell, "weapons")
    ),
    TableColumn(
        "number", "integer", "The number stated.", partial(_cell, "number"), missing=no_number("hedge", NO_FIGURES)
    ),
    TableColumn(
        "hedge", "string", "How firmly it is stated.", partial(_cell, "hedge"), missing=empty(NO_FIGURES), values=HEDGES
    ),
    TableColumn("known_from", "datetime", "Since when it stood, UTC.", lambda item: time_cell(item.vintage.known_from)),
    TableColumn(
        "known_to", "datetime", "Until when it stood, UTC; empty where it stands.",
        lambda item: time_cell(item.vintage.known_to),
    ),
    TableColumn(
        "revision", "integer", "Which version of the post's text, from 1.", lambda item: item.vintage.key.revision
    ),
    TableColumn(
        "sha256", "string", "SHA-256 of that version's text, spaces normalised.", lambda item: item.vintage.sha256
    ),
    TableColumn(
        "reader_version", "integer", "Which version of the reader read it.", lambda item: item.vintage.reader_version
    ),
    TableColumn(
        "why", "string", "Why it stood from then on.", lambda item: item.vintage.why.value, values=WHYS
    ),
    TableColumn(
        "vintage", "integer", "Which vintage of the night it is, from 1, oldest first.", lambda item: item.number
    ),
    TableColumn(
        "known_from_is", "string", "Which time known_from is.",
        lambda item: item.vintage.known_from_is.value, values=KNOWN_FROM,
    ),
    TableColumn("message_id", "integer", "The post's number in its channel.", lambda item: item.vintage.key.message_id),
    TableColumn("share", "boolean", "Part of another line: not to be added.", partial(_cell, "share")),
    TableColumn("total", "boolean", "A sum over other lines: not to be added.", partial(_cell, "total")),
    TableColumn(
        "window_start", "string", "Where the period of the report begins, UTC; a bare date where it gives no hour.",
        lambda item: _edge(item, "start"),
    ),
    TableColumn("window_end", "string", "Where it ends, likewise.", lambda item: _edge(item, "end")),
    TableColumn(
        "settled", "boolean", "False until 48 hours after the night: the figures are provisional.",
        lambda item: item.record.settled,
    ),
    TableColumn("region", "string", "Which region it is of, where the outcome is region.", partial(_cell, "region")),
)  # fmt: skip

VINTAGES = PublishedTable(
    path="v1/vintages.csv",
    title="Vintages",
    description=(
        "What stood for each night, and from when until when: every figure of every vintage, with the version of the "
        "post and the reader it came from. What was known at a moment T are the rows whose known_from is T or before "
        "and whose known_to is after T or empty. Superseded rows stay; only what becomes known of the past later "
        "(another version, a host's record) tells them otherwise."
    ),
    columns=COLUMNS,
    primary_key=("night", "claimant", "vintage", "line"),
    items=_items,
)
