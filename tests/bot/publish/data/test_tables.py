"""The tables of the open record: what stands in a cell, and what tells why a number is not there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.export.columns import COLUMNS as EXPORTED
from bot.publish.data.columns import PublishedTable, csv_text
from bot.publish.data.lines import LINES
from bot.publish.data.nights import NIGHTS
from bot.publish.data.regions import REGIONS
from bot.publish.data.tables import TABLES
from bot.publish.data.vintages import VINTAGES
from bot.publish.data.windows import WINDOWS
from bot.publish.site import Site
from parsers.records import Hedge, Kind, Line, Outcome, RegionCount
from storage.readings.load import Key
from storage.views.record import NightRecord
from tests.bot.publish import records
from tests.storage.builders import at, line, tally

SITE = Site(None, ("kpszsu", "mod_russia"), ("en", "uk"), 3)
FIGURES = [
    "drones_launched",
    "drones_downed",
    "drones_suppressed",
    "drones_downed_or_suppressed",
    "drones_lost",
    "missiles_launched",
    "missiles_downed_or_suppressed",
    "hit_sites",
    "debris_sites",
]


def read(table: PublishedTable, nights: Iterable[NightRecord], site: Site = SITE) -> list[dict[str, str]]:
    """Return a table as whoever reads the file gets it."""
    text = csv_text([table.header, *(row for night in nights for row in table.rows(night, site))])
    return list(csv.DictReader(io.StringIO(text)))


def stated(row: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return the figures of a row that are not empty."""
    return {name: (row[name], row[f"{name}_hedge"]) for name in FIGURES if row[name] or row[f"{name}_hedge"]}


def night_of(*lines: Line) -> NightRecord:
    """A night of the Air Force's with these lines."""
    what = tally(records.AIR_FORCE, "2026-09-20 15:00", "2026-09-21 05:00", *lines)
    view = records.told(records.source(records.AIR_FORCE, 79268, "2026-09-21 05:30"), "2026-09-21", what)
    return records.record("2026-09-21", records.side(records.AIR_FORCE, view))


def test_the_night_of_20_may_2025_has_108_launched_35_downed_58_lost_and_russias_eight() -> None:
    ukraine, russia = read(NIGHTS, [records.seed_night()])
    assert stated(ukraine) == {
        "drones_launched": ("108", "exact"), "drones_downed": ("35", "exact"), "drones_lost": ("58", "exact")
    }  # fmt: skip
    expected = {
        "night": "2025-05-20", "claimant": "ua_air_force", "attacker": "russia", "status": "tally",
        "window_start": "2025-05-19T16:00:00Z", "window_end": "2025-05-20T06:00:00Z",
        "url": "https://t.me/kpszsu/34690", "message_id": "34690", "revision": "1",
        "known_from": "2025-05-20T06:35:00Z", "known_from_is": "published", "settled": "true", "doubts": "",
        "reader_version": "3", "channel": "kpszsu", "gone_since": "", "regimes": "", "missiles_launched_is_floor": "",
    }  # fmt: skip
    assert {name: ukraine[name] for name in expected} == expected
    assert (russia["claimant"], russia["attacker"]) == ("ru_mod", "ukraine")
    assert stated(russia) == {"drones_downed": ("8", "exact")}


def test_a_sum_with_a_withheld_part_is_a_floor() -> None:
    ukraine, russia = read(NIGHTS, [records.withheld_night()])
    assert stated(ukraine) == {
        "drones_launched": ("150", "at_least"), "drones_downed_or_suppressed": ("130", "exact"),
        "missiles_launched": ("2", "at_least"), "missiles_downed_or_suppressed": ("2", "exact"),
        "hit_sites": ("17", "exact"), "debris_sites": ("4", "exact"),
    }  # fmt: skip
    assert ukraine["missiles_launched_is_floor"] == "true"
    assert (ukraine["settled"], ukraine["doubts"]) == ("false", "headline_differs")
    assert ukraine["regimes"] == "one_figure jet_share missiles_withheld"
    assert (russia["status"], russia["drones_downed"], russia["regimes"]) == ("not_yet", "", "")


@pytest.mark.parametrize(
    ("missiles", "expected"),
    [
        ([], ("", "", "")),
        ([line(Outcome.LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE)], ("", "not_stated", "true")),
        ([line(Outcome.LAUNCHED, 0, kind=Kind.MISSILE)], ("0", "exact", "false")),
        ([line(Outcome.LAUNCHED, 5, kind=Kind.MISSILE, hedge=Hedge.ABOUT)], ("5", "about", "false")),
        ([line(Outcome.LAUNCHED, 5, kind=Kind.MISSILE, hedge=Hedge.AT_LEAST)], ("5", "at_least", "true")),
    ],
)
def test_withheld_is_neither_unmentioned_nor_zero(missiles: list[Line], expected: tuple[str, str, str]) -> None:
    (row,) = read(NIGHTS, [night_of(line(Outcome.LAUNCHED, 172), *missiles)])
    assert (row["drones_launched"], row["drones_launched_hedge"]) == ("172", "exact")
    name = "missiles_launched"
    assert (row[name], row[f"{name}_hedge"], row[f"{name}_is_floor"]) == expected


@pytest.mark.parametrize(
    ("night", "status", "url"),
    [
        (records.gap_night(), "gap", ""),
        (records.not_yet_night(), "not_yet", ""),
        (records.held_night(), "unreadable", "https://t.me/kpszsu/70001"),
        (records.unreadable_night(), "unreadable", "https://t.me/kpszsu/62500"),
    ],
)
def test_a_night_without_a_tally_has_a_status_and_no_figures(night: NightRecord, status: str, url: str) -> None:
    ukraine = read(NIGHTS, [night])[0]
    assert (ukraine["status"], ukraine["url"], ukraine["missiles_launched_is_floor"]) == (status, url, "")
    assert stated(ukraine) == {}


def test_windows_have_day_reports_too_and_say_which_overlap() -> None:
    night, day = read(WINDOWS, [records.withheld_night()])
    assert (night["night"], night["overlaps"], night["overlaps_with"]) == ("2026-09-22", "true", "79512")
    assert (day["ends_on"], day["night"], day["overlaps_with"]) == ("2026-09-22", "", "79455")
    assert (night["in_sums"], day["in_sums"]) == ("true", "false")
    assert (day["window_start"], day["window_end"], day["window_precision"]) == (
        "2026-09-22T04:00:00Z", "2026-09-22T15:00:00Z", "minute"
    )  # fmt: skip
    assert stated(day) == {"drones_downed_or_suppressed": ("12", "exact")}
    ukraine, russia = records.withheld_night().sides
    other = replace(ukraine, overlapping=((ukraine.windows[0].source.key, Key("kpszsu", 79520, 1)),))
    rows = read(WINDOWS, [replace(records.withheld_night(), sides=(other, russia))])
    assert [(row["overlaps_with"], row["in_sums"]) for row in rows] == [("", "true"), ("79520", "false")]
    seed = read(WINDOWS, [records.seed_night()])
    assert [(row["claimant"], row["overlaps"], row["overlaps_with"]) for row in seed] == [
        ("ua_air_force", "false", ""), ("ru_mod", "false", "")
    ]  # fmt: skip
    assert read(WINDOWS, [records.gap_night(), records.held_night()]) == []


def test_a_report_of_which_it_is_unknown_whether_it_overlaps_is_in_no_sum_but_for_a_night() -> None:
    view = records.plain_night("2026-09-21", 79268)
    side = records.side(records.AIR_FORCE, view)
    for unclear, overlaps, in_sums in (({view.source.key}, "", "false"), ({Key("kpszsu", 1, 1)}, "false", "true")):
        night = replace(side, unclear=frozenset(unclear))
        (row,) = read(WINDOWS, [records.record("2026-09-21", night)])
        assert (row["overlaps"], row["overlaps_with"], row["in_sums"]) == (overlaps, "", "true")
        (row,) = read(WINDOWS, [records.record("2026-09-21", replace(night, night=None, windows=(view,)))])
        assert (row["night"], row["in_sums"]) == ("", in_sums)


def test_regions_are_told_with_how_they_are_named() -> None:
    rows = [[*row.values()][1:6] for row in read(REGIONS, [records.seed_night()])]
    assert rows == [
        ["ua_air_force", "UA-59", "target", "", ""],
        ["ua_air_force", "UA-63", "target", "", ""],
        ["ua_air_force", "UA-74", "target", "", ""],
        ["ua_air_force", "UA-12", "target", "", ""],
        ["ua_air_force", "kursk", "origin", "", ""],
        ["ua_air_force", "oryol", "origin", "", ""],
        ["ru_mod", "RU-BEL", "region", "3", "exact"],
        ["ru_mod", "RU-BRY", "region", "5", "exact"],
    ]


def test_a_region_without_a_number_is_withheld() -> None:
    regions = (RegionCount("RU-BEL", None, (0, 0)),)
    what = tally(records.MINISTRY, "2026-09-20 15:00", "2026-09-21 05:00", line(Outcome.DOWNED, 9), regions=regions)
    view = records.told(records.source(records.MINISTRY, 66000, "2026-09-21 05:30"), "2026-09-21", what)
    (row,) = read(REGIONS, [records.record("2026-09-21", records.side(records.MINISTRY, view))])
    assert (row["region"], row["number"], row["hedge"]) == ("RU-BEL", "", "not_stated")


def test_lines_have_the_columns_of_the_export_and_every_scope() -> None:
    assert LINES.header == ["ends_on", *(column.name for column in EXPORTED), "settled"]
    rows = read(LINES, [records.withheld_night()])
    assert [(row["message_id"], row["line"], row["number"], row["share"]) for row in rows] == [
        ("79455", "1", "", "false"), ("79455", "2", "2", "false"), ("79455", "3", "150", "false"),
        ("79455", "4", "46", "true"), ("79455", "5", "130", "false"), ("79455", "6", "2", "false"),
        ("79512", "1", "12", "false"),
    ]  # fmt: skip
    assert {row["settled"] for row in rows} == {"false"}


def test_a_made_up_post_has_no_address() -> None:
    site = replace(SITE, made_up_below=40000)
    ukraine, russia = read(NIGHTS, [records.seed_night()], site)
    assert (ukraine["url"], russia["url"]) == ("", "https://t.me/mod_russia/52801")
    assert [row["url"] for row in read(LINES, [records.seed_night()], site)[:3]] == ["", "", ""]


def as_of(moment: str) -> list[dict[str, str]]:
    """Return the rows of all nights that stood at a moment, by the rule that the file gives."""
    then = at(moment)

    def time(text: str) -> datetime:
        return datetime.fromisoformat(text) if text else datetime.max.replace(tzinfo=then.tzinfo)

    rows = read(VINTAGES, records.every_night())
    return [row for row in rows if time(row["known_from"]) <= then < time(row["known_to"])]


@pytest.mark.parametrize(
    ("night", "moment", "drones", "why"),
    [
        ("2025-05-20", "2025-05-20 06:34", [], None),
        ("2025-05-20", "2025-05-20 06:35", ["108"], "first"),
        ("2025-09-07", "2025-09-07 07:57", ["805"], "first"),
        ("2025-09-07", "2025-09-07 07:58", ["810"], "edited"),
        ("2025-09-07", "2026-10-01 00:00", ["810"], "edited"),
        ("2026-02-27", "2026-03-03 08:59", ["115"], "first"),
        ("2026-02-27", "2026-03-03 09:00", ["115"], "withdrawn"),
        ("2026-05-02", "2026-06-01 11:59", ["98"], "first"),
        ("2026-05-02", "2026-06-01 12:00", ["89"], "reread"),
        ("2026-04-10", "2026-04-10 08:09", ["120"], "first"),
        ("2026-04-10", "2026-04-10 08:10", ["130"], "late_report"),
        ("2026-03-15", "2026-03-15 06:17", ["100"], "first"),
        ("2026-03-15", "2026-03-15 06:18", [""], "edited"),
    ],
)
def test_vintages_rebuild_what_was_known_at_any_time(
    night: str, moment: str, drones: list[str], why: str | None
) -> None:
    found = [row for row in as_of(moment) if row["night"] == night and row["claimant"] == "ua_air_force"]
    launched = [row for row in found if row["outcome"] in {"launched", ""} and row["kind"] in {"drone", ""}]
    assert [row["number"] for row in launched] == drones
    assert {row["why"] for row in found} == ({why} if why else set())


def test_the_last_vintage_of_every_night_is_what_its_row_says() -> None:
    now = as_of("2026-10-08 12:00")
    for row in read(NIGHTS, records.every_night()):
        stands = [one for one in now if (one["night"], one["claimant"]) == (row["night"], row["claimant"])]
        added = [one for one in stands if one["outcome"] == "launched" and one["kind"] == "drone"]
        numbers = [int(one["number"]) for one in added if one["share"] == "false"]
        assert not numbers or str(sum(numbers)) == row["drones_launched"]
        assert {one["known_from"] for one in stands} <= {row["known_from"]}
        assert bool(stands) == bool(row["known_from"])


def test_vintages_have_the_places_and_the_withheld_too() -> None:
    rows = read(VINTAGES, [records.withheld_night()])
    assert [(row["line"], row["outcome"], row["kind"], row["number"], row["hedge"]) for row in rows] == [
        ("1", "launched", "ballistic_missile", "", "not_stated"),
        ("2", "launched", "cruise_missile", "2", "exact"),
        ("3", "launched", "drone", "150", "at_least"),
        ("4", "launched", "drone", "46", "exact"),
        ("5", "downed_or_suppressed", "drone", "130", "exact"),
        ("6", "downed_or_suppressed", "cruise_missile", "2", "exact"),
        ("7", "hit_sites", "place", "17", "exact"),
        ("8", "debris_sites", "place", "4", "exact"),
    ]
    assert {row["region"] for row in rows} == {""}


def test_vintages_have_the_numbers_of_regions_as_parts_of_all() -> None:
    rows = [one for one in read(VINTAGES, [records.seed_night()]) if one["claimant"] == "ru_mod"]
    assert [(row["line"], row["outcome"], row["kind"], row["region"], row["number"], row["share"]) for row in rows] == [
        ("1", "downed", "drone", "", "8", "false"),
        ("2", "region", "drone", "RU-BEL", "3", "true"),
        ("3", "region", "drone", "RU-BRY", "5", "true"),
    ]


def test_a_vintage_without_any_number_has_a_row_too() -> None:
    night = records.seed_night()
    ukraine = night.sides[0]
    (vintage,) = ukraine.vintages
    assert vintage.tally
    silent = replace(vintage, tally=replace(vintage.tally, lines=()))
    (row,) = read(VINTAGES, [replace(night, sides=(replace(ukraine, vintages=(silent,)),))])
    assert (row["line"], row["number"], row["hedge"], row["known_from"]) == ("0", "", "", "2025-05-20T06:35:00Z")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_begin_with_their_date_and_stand_on_one_line(table: PublishedTable) -> None:
    """So that those of one night can be replaced in the file without reading the others."""
    for night in records.every_night():
        rows = table.rows(night, SITE)
        assert {row[0] for row in rows} <= {night.day.isoformat()}
        assert csv_text(rows).count("\n") == len(rows)


def test_cells_that_a_spreadsheet_would_run_are_guarded() -> None:
    assert csv_text([["night", 'a,"b"', None, 5]]) == 'night,"a,""b""",,5\n'
    odd = night_of(line(Outcome.LAUNCHED, 1, "=1+1"))
    assert read(LINES, [odd])[0]["model"] == "'=1+1"
