"""``regions.csv``: the places that the report of a night names, and how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.publish.data.columns import PublishedTable, SideItem, TableColumn
from bot.publish.data.markers import empty, no_number
from bot.publish.data.terms import CLAIMANTS, DOWNED_OVER, HEDGES, ORIGIN, REGION, RELATIONS, TARGET
from bot.publish.site import Site
from parsers.records import Hedge, Tally
from storage.views.record import NightRecord

UNCOUNTED = "reports give no numbers for such places"


@dataclass(frozen=True, slots=True)
class RegionItem(SideItem):
    """A place in a list of the night's report."""

    relation: str
    position: int
    region: str
    number: int | None
    hedge: str | None = None


def _items(record: NightRecord, site: Site) -> Iterator[RegionItem]:
    for side in record.sides:
        for relation, position, region, number in _places(side.night.tally) if side.night else ():
            hedge = (Hedge.NOT_STATED if number is None else Hedge.EXACT) if relation == REGION else None
            yield RegionItem(record, side, site, relation, position, region, number, hedge and hedge.value)


def _places(tally: Tally) -> Iterator[tuple[str, int, str, int | None]]:
    for relation, named in ((TARGET, tally.targets), (DOWNED_OVER, tally.downed_over)):
        yield from ((relation, position, place, None) for position, place in enumerate(named, start=1))
    for position, row in enumerate(tally.regions or (), start=1):
        yield REGION, position, row.region, row.number
    yield from ((ORIGIN, position, place, None) for position, place in enumerate(tally.origins, start=1))


COLUMNS: tuple[TableColumn[RegionItem], ...] = (
    TableColumn(
        "night", "date", "The date on which the night ends, by the claimant's calendar.",
        lambda item: item.record.day.isoformat(),
    ),
    TableColumn("claimant", "string", "Who says so.", lambda item: item.side.claimant.value, values=CLAIMANTS),
    TableColumn(
        "region", "string",
        "ISO 3166-2 (UA-63, RU-BEL); seas, launch places and what has no code as slugs (black-sea, millerovo).",
        lambda item: item.region,
    ),
    TableColumn("relation", "string", "How the report names it.", lambda item: item.relation, values=RELATIONS),
    TableColumn(
        "number", "integer", "How many were shot down over it.", lambda item: item.number,
        unit="drones", missing=no_number("hedge", UNCOUNTED),
    ),
    TableColumn(
        "hedge", "string", "Whether the region is listed with a number.", lambda item: item.hedge,
        missing=empty(UNCOUNTED), values=HEDGES,
    ),
    TableColumn("position", "integer", "Its place in that list of the report, from 1.", lambda item: item.position),
    TableColumn(
        "settled", "boolean", "False until 48 hours after the night: the figures are provisional.",
        lambda item: item.record.settled,
    ),
)  # fmt: skip

REGIONS = PublishedTable(
    path="v1/regions.csv",
    title="Places named",
    description="One row for each place that the report of a night names. A place that no row has was not named.",
    columns=COLUMNS,
    primary_key=("night", "claimant", "relation", "position"),
    items=_items,
)
