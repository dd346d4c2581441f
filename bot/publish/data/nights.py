"""``nights.csv``: a row for each night and claimant since the first night known; nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.publish.data.columns import (
    Cell,
    PublishedTable,
    SideItem,
    TableColumn,
    doubts_cell,
    edge_cell,
    time_cell,
)
from bot.publish.data.figures import FIGURES, MISSILES_LAUNCHED, StatedFigures, figures_of_tally
from bot.publish.data.markers import NOT_MENTIONED, STATUSES, empty, no_number
from bot.publish.data.terms import ATTACKERS, CLAIMANTS, HEDGES, KNOWN_FROM
from bot.publish.site import Site
from storage.views.readings import Report, Source, TallyView
from storage.views.record import NightRecord, NightStatus, RecordSide
from storage.views.regimes import REGIMES


@dataclass(frozen=True, slots=True)
class FiguresItem(SideItem):
    """A row with figures: of a tally, or of a night without one, which has none."""

    view: TallyView | None
    stated: StatedFigures | None


def figure_columns(unknown: str = NOT_MENTIONED) -> Iterator[TableColumn[Any]]:
    """Yield each figure's number and hedge, and whether the missiles launched may be more.

    ``unknown`` is what it means where both are empty.
    """
    for one in FIGURES:
        name, hedge = one.name, f"{one.name}_hedge"
        missing = no_number(hedge, unknown)
        yield TableColumn(name, "integer", one.meaning, partial(_number, name), one.unit, missing)
        meaning = f"How firmly {name} is stated, or that its number is withheld."
        yield TableColumn(hedge, "string", meaning, partial(_hedge, name), missing=empty(unknown), values=HEDGES)
        if name == MISSILES_LAUNCHED:
            meaning = "Whether there may have been more: a type is named without its number, or a number is a floor."
            floor = partial(_is_floor, name)
            yield TableColumn(f"{name}_is_floor", "boolean", meaning, floor, missing=empty(unknown))


def _number(name: str, item: FiguresItem) -> Cell:
    one = item.stated[name] if item.stated else None
    return one.number if one else None


def _hedge(name: str, item: FiguresItem) -> Cell:
    one = item.stated[name] if item.stated else None
    return one.hedge.value if one else None


def _is_floor(name: str, item: FiguresItem) -> Cell:
    one = item.stated[name] if item.stated else None
    return one.is_floor if one else None


def told_by(side: RecordSide) -> Report | None:
    """Return the report that tells the night, or the newest one that would but could not be read or is held back."""
    if side.night or side.status is not NightStatus.UNREADABLE:
        return side.night
    refused = [one for one in side.others if not isinstance(one, TallyView)]
    return max(refused, key=lambda one: (one.source.posted_at, one.source.message_id), default=None)


def regimes_of(record: NightRecord, side: RecordSide) -> list[str]:
    """Return the changes of counting that are in force on a night of a channel."""
    return [one.change.value for one in REGIMES if one.channel == side.channel and one.since <= record.day]


def _items(record: NightRecord, site: Site) -> Iterator[FiguresItem]:
    for side in record.sides:
        night = side.night
        stated = figures_of_tally(night.source.key, night.tally) if night else None
        yield FiguresItem(record, side, site, night, stated)


def _source(item: FiguresItem) -> Source | None:
    report = told_by(item.side)
    return report.source if report else None


def _url(item: FiguresItem) -> Cell:
    source = _source(item)
    return item.site.post_url(source) if source else None


def _of_source(field: str, item: FiguresItem) -> Cell:
    source = _source(item)
    cell: Cell = getattr(source, field) if source else None
    return cell


def _reader(item: FiguresItem) -> Cell:
    report = told_by(item.side)
    return report.reader_version if report else None


COLUMNS: tuple[TableColumn[FiguresItem], ...] = (
    TableColumn(
        "night", "date", "The date on which the night ends, by the claimant's calendar.",
        lambda item: item.record.day.isoformat(),
    ),
    TableColumn("claimant", "string", "Who says so.", lambda item: item.side.claimant.value, values=CLAIMANTS),
    TableColumn("attacker", "string", "Whose weapons.", lambda item: item.side.attacker.value, values=ATTACKERS),
    TableColumn(
        "status", "string", "What is known of the night: there are figures where it is tally, and nowhere else.",
        lambda item: item.side.status.value,
        values={status.value: label for status, label in STATUSES.items()},
    ),
    *figure_columns(f"{NOT_MENTIONED}, or there is no tally of the night, as status says"),
    TableColumn(
        "window_start", "string", "Where the period of the report begins, UTC; a bare date where it gives no hour.",
        lambda item: edge_cell(item.view.tally.window, "start") if item.view else None,
    ),
    TableColumn(
        "window_end", "string", "Where it ends, likewise.",
        lambda item: edge_cell(item.view.tally.window, "end") if item.view else None,
    ),
    TableColumn("url", "string", "Where the post can be read; empty where it is made up.", _url),
    TableColumn("message_id", "integer", "The post's number in its channel.", partial(_of_source, "message_id")),
    TableColumn("revision", "integer", "Which version of the post's text, from 1.", partial(_of_source, "revision")),
    TableColumn(
        "known_from", "datetime", "Since when what the row says stands, UTC.",
        lambda item: time_cell(item.side.standing.known_from) if item.side.standing else None,
    ),
    TableColumn(
        "settled", "boolean", "False until 48 hours after the night: the figures are provisional.",
        lambda item: item.record.settled,
    ),
    TableColumn(
        "doubts", "string", "What in the report does not agree, as codes with a space between.",
        lambda item: doubts_cell(item.view.doubts) if item.view else None,
    ),
    TableColumn("reader_version", "integer", "Which version of the reader read it.", _reader),
    TableColumn("channel", "string", "The channel's public name on Telegram.", lambda item: item.side.channel),
    TableColumn(
        "known_from_is", "string", "Which time known_from is.",
        lambda item: item.side.standing.known_from_is.value if item.side.standing else None, values=KNOWN_FROM,
    ),
    TableColumn(
        "gone_since", "datetime", "Since when the channel's page leaves the post out, UTC; empty where it shows it.",
        lambda item: time_cell(item.side.gone_since),
    ),
    TableColumn(
        "regimes", "string",
        "Which changes of the claimant's counting are in force, as slugs with a space between (see meta.json): figures "
        "do not compare over the first night of one.",
        lambda item: " ".join(regimes_of(item.record, item.side)),
    ),
)  # fmt: skip

NIGHTS = PublishedTable(
    path="v1/nights.csv",
    title="Nights",
    description=(
        "One row for each claimant of every night since the first one known, whether there is a report or not. Nights "
        "alone undercount: reports of the day stand in windows.csv. The claims of two sides are never to be added."
    ),
    columns=COLUMNS,
    primary_key=("night", "claimant"),
    items=_items,
)
