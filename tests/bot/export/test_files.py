"""Tallies as files: the content of a row, what is left out, and that no cell runs as a formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest

from bot.export import FORMS, About, TooLargeError, write_export
from bot.export.columns import plain
from parsers.records import Count, Doubt, Hedge, Kind, Outcome, RegionCount, Scope, Unreadable, Verdict
from storage import Store
from tests.storage.builders import at, line, night, post, reading, tally

ABOUT = About(("kpszsu", "mod_russia"), date(2026, 9, 1), date(2026, 9, 22), at("2026-09-22 09:00"))
LAUNCHED = Outcome.LAUNCHED


async def written(store: Store, form: str, about: About = ABOUT, limit: int | None = None) -> bytes:
    out = io.BytesIO()
    await write_export(store, about, FORMS[form], out, limit)
    return out.getvalue()


async def rows(store: Store, about: About = ABOUT) -> list[dict[str, str]]:
    with ZipFile(io.BytesIO(await written(store, "csv", about))) as archive:
        assert archive.namelist() == ["lines.csv", "datapackage.json"]
        return list(csv.DictReader(io.StringIO(archive.read("lines.csv").decode(), newline="")))


async def package(store: Store, about: About = ABOUT) -> dict[str, Any]:
    with ZipFile(io.BytesIO(await written(store, "csv", about))) as archive:
        found: dict[str, Any] = json.loads(archive.read("datapackage.json"))
        return found


def one_night(store: Store) -> None:
    store.write_now(
        night, "kpszsu", 79455, "2026-09-22",
        line(LAUNCHED, 212, "shahed", "gerbera", words=(31, 34)),
        line(LAUNCHED, None, "iskander-m", "kn-23", kind=Kind.BALLISTIC_MISSILE),
        line(LAUNCHED, 50, "jet-drone", hedge=Hedge.AT_LEAST, share=True),
        hit_sites=Count(22, Hedge.EXACT, (0, 0)), targets=("UA-12", "UA-53"),
    )  # fmt: skip


async def test_each_row_is_one_line_of_a_tally(store: Store) -> None:
    one_night(store)
    first, withheld, share = await rows(store)
    assert first == {
        "channel": "kpszsu",
        "message_id": "79455",
        "revision": "1",
        "url": "https://t.me/kpszsu/79455",
        "posted": "2026-09-22T05:30:00Z",
        "claimant": "ua_air_force",
        "attacker": "russia",
        "scope": "national",
        "night": "2026-09-22",
        "time_start": "2026-09-21T15:00:00Z",
        "time_end": "2026-09-22T05:00:00Z",
        "line": "1",
        "outcome": "launched",
        "kind": "drone",
        "model": "shahed gerbera",
        "number": "212",
        "hedge": "exact",
        "share": "false",
        "total": "false",
        "origins": "",
        "words_start": "31",
        "words_end": "34",
        "num_hit_location": "22",
        "num_fall_fragment_location": "",
        "targets": "UA-12 UA-53",
        "downed_over": "",
        "regions": "",
        "doubts": "",
        "reader_version": "1",
    }
    assert (withheld["number"], withheld["hedge"], withheld["model"]) == ("", "not_stated", "iskander-m kn-23")
    assert (share["line"], share["number"], share["hedge"], share["share"]) == ("3", "50", "at_least", "true")


async def test_places_and_doubts_are_repeated_on_each_row(store: Store) -> None:
    regions = (RegionCount("RU-BEL", 3, (0, 0)), RegionCount("RU-BRY", None, (0, 0)))
    doubts = (Doubt("headline_differs", "=1+1"), Doubt("number_left_over", "7"))
    store.write_now(
        night, "mod_russia", 67001, "2026-09-22", line(Outcome.DOWNED, 91), regions=regions, doubts=doubts
    )  # fmt: skip
    (row,) = await rows(store)
    assert (row["regions"], row["doubts"]) == ("RU-BEL:3 RU-BRY", "headline_differs number_left_over")


async def test_the_exported_scope_is_the_one_judged_with_the_neighbours(store: Store) -> None:
    store.write_now(post, "kpszsu", 5, "2026-09-20 05:30")
    interim = tally("kpszsu", "2026-09-19 15:00", "2026-09-20 02:00", line(LAUNCHED, 9))
    store.write_now(reading, "kpszsu", 5, interim, ends_on="2026-09-20", judged=Verdict(Scope.INTERIM))
    (row,) = await rows(store)
    assert (row["scope"], row["night"]) == ("interim", "")


async def test_unreadable_reports_are_not_exported(store: Store) -> None:
    one_night(store)
    store.write_now(post, "kpszsu", 79500, "2026-09-22 06:00")
    partial = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(LAUNCHED, 7))
    store.write_now(reading, "kpszsu", 79500, Unreadable("no_window", partial), ends_on="2026-09-22")
    assert {row["message_id"] for row in await rows(store)} == {"79455"}


async def test_only_the_requested_dates_are_exported_in_order(store: Store) -> None:
    for number, day in ((7, "2026-09-23"), (6, "2026-09-22"), (9, "2026-09-01"), (4, "2026-08-31")):
        store.write_now(night, "kpszsu", number, day, line(LAUNCHED, number, "shahed"))
    store.write_now(night, "mod_russia", 8, "2026-09-01", line(Outcome.DOWNED, 8))
    assert [row["number"] for row in await rows(store)] == ["9", "8", "6"]


async def test_a_long_history_is_exported_completely_in_batches(store: Store) -> None:
    def fill(db: Any) -> None:
        for step in range(250):
            day = date.fromordinal(date(2026, 1, 1).toordinal() + step).isoformat()
            night(db, "kpszsu", 1000 + step, day, line(LAUNCHED, step, "shahed"))

    store.write_now(fill)
    about = About(("kpszsu",), date(2026, 1, 1), date(2026, 12, 31), at("2026-09-22 09:00"))
    assert [row["number"] for row in await rows(store, about)] == [str(step) for step in range(250)]


@pytest.mark.parametrize("text", ["=1+1", "+7", "-7", "@SUM(A1)", "\tx", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_execute_is_escaped(text: str) -> None:
    assert plain(text) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [("UA-12", "UA-12"), ("", ""), (0, 0), (None, None), (True, "true")])
def test_harmless_cells_stay_unchanged(value: str | int | None, cell: str | int | None) -> None:
    assert plain(value) == cell


async def test_the_data_package_describes_every_column(store: Store) -> None:
    one_night(store)
    told = await package(store)
    fields = told["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list((await rows(store))[0])
    assert all(field["description"] for field in fields)
    assert told["reference"]["columns"]["destroyed"] == ["downed", "downed_or_suppressed"]
    assert told["created"] == "2026-09-22T09:00:00Z"
    assert "made up" not in told["description"]


async def test_the_json_export_holds_the_readings_of_the_public_contract(store: Store) -> None:
    one_night(store)
    store.write_now(night, "mod_russia", 67001, "2026-09-22", line(Outcome.DOWNED, 91))
    told = json.loads(await written(store, "json"))
    assert (told["first"], told["last"]) == ("2026-09-01", "2026-09-22")
    ours, theirs = told["readings"]
    assert (ours["key"], ours["reading"], ours["night"]) == ("kpszsu/79455", "tally", "2026-09-22")
    assert ours["lines"][1] == {
        "outcome": "launched", "kind": "ballistic_missile", "weapons": ["iskander-m", "kn-23"], "number": None,
        "hedge": "not_stated", "share": False, "total": False, "origins": [], "words": [0, 0],
    }  # fmt: skip
    assert theirs["post"]["url"] == "https://t.me/mod_russia/67001"


async def test_sample_exports_say_their_texts_are_made_up_and_have_no_urls(store: Store) -> None:
    one_night(store)
    about = About(ABOUT.channels, ABOUT.first, ABOUT.last, ABOUT.made_at, real_from=80000)
    assert about.name == "overnight-samples-2026-09-01-2026-09-22"
    assert (await package(store, about))["description"].startswith("These are samples: the texts are made up")
    assert (await rows(store, about))[0]["url"] == ""
    told = json.loads(await written(store, "json", about))
    assert told["description"].startswith("These are samples")
    assert told["readings"][0]["post"]["url"] is None


@pytest.mark.parametrize("form", ["csv", "json"])
async def test_a_file_larger_than_the_limit_is_refused(store: Store, form: str) -> None:
    one_night(store)
    with pytest.raises(TooLargeError):
        await written(store, form, limit=100)


async def test_both_forms_name_the_changes_of_counting_inside_their_range(store: Store) -> None:
    one_night(store)
    whole = About(ABOUT.channels, date(2025, 1, 1), date(2026, 9, 22), ABOUT.made_at)
    changes = ["one_figure", "jet_share", "missiles_withheld"]
    assert [one["slug"] for one in (await package(store, whole))["regimes"]] == changes
    assert [one["slug"] for one in json.loads(await written(store, "json", whole))["regimes"]] == changes
    assert (await package(store))["regimes"] == []
