"""The first night that is published stays so whatever becomes of its report: nothing vanishes, nothing stops."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from bot.publish.request import PublishError
from parsers.records import Decision, Sighting
from storage import Store
from storage.posts.intake import take_in
from storage.readings import reprocess
from storage.readings.judging import decide
from storage.readings.load import Key
from tests.bot.publish.publishing import contents, published
from tests.storage.as_of.histories import CHANNEL, READERS, report
from tests.storage.builders import at

POSTED = at("2026-09-07 05:31")
DAY = timedelta(days=1)


@pytest.fixture
def folder(store: Store, tmp_path: Path) -> Path:
    """The nights to 7 and 8 September 2026, published: 9 and 20 drones launched."""
    for number, (night, launched) in enumerate(((6, "9"), (7, "20")), 1):
        posted = POSTED + (number - 1) * DAY
        one = Sighting(number, posted, report(night, 9, 5, launched), posted, "preview")
        store.write_now(take_in, CHANNEL, [one], READERS[1])
    published(store, tmp_path / "public", POSTED + DAY, reader=READERS[1])
    return tmp_path / "public"


def first_row(folder: Path, table: str) -> dict[str, str]:
    with (folder / table).open(newline="", encoding="utf-8") as file:
        return next(csv.DictReader(file))


def assert_same_anew(store: Store, folder: Path, version: int) -> None:
    now = POSTED + DAY + timedelta(hours=1)
    published(store, folder, now, reader=READERS[version])
    published(store, folder.parent / "anew", now, reader=READERS[version])
    assert contents(folder) == contents(folder.parent / "anew")


def test_its_figures_are_dropped(store: Store, folder: Path) -> None:
    store.write_now(decide, Key(CHANNEL, 1, 1), Decision.DROPPED, READERS[1], POSTED + DAY)
    assert_same_anew(store, folder, 1)
    row = first_row(folder, "v1/nights.csv")
    assert (row["night"], row["status"], row["drones_launched"]) == ("2026-09-07", "unreadable", "")
    assert first_row(folder, "v1/vintages.csv")["number"] == "9"


def test_another_reader_cannot_read_it(store: Store, folder: Path) -> None:
    stored = store.read_now(reprocess.texts, 10)
    made = reprocess.read_again(READERS[2], stored)
    store.write_now(reprocess.keep, READERS[2], stored, made, POSTED + DAY)
    assert_same_anew(store, folder, 2)
    row = first_row(folder, "v1/nights.csv")
    assert (row["night"], row["status"]) == ("2026-09-07", "unreadable")
    assert first_row(folder, "v1/vintages.csv")["number"] == "9"


def test_a_clock_that_is_set_back_over_midnight_takes_back_a_night_that_nobody_told(store: Store, folder: Path) -> None:
    before = contents(folder)
    published(store, folder, POSTED + 2 * DAY, reader=READERS[1])
    assert (folder / "night/2026-09-09.html").exists()
    report = published(store, folder, POSTED + DAY, reader=READERS[1])
    assert report.removed == 3
    assert contents(folder) == before


def test_a_night_that_more_history_holds_back_is_told_no_more(store: Store, tmp_path: Path) -> None:
    """A new bot knows one night; read back over quiet ones, its 400 drones are a figure that no night came near."""
    folder, posted = tmp_path / "public", POSTED + 10 * DAY
    latest = Sighting(100, posted, report(16, 9, 5, "400"), posted, "preview")
    store.write_now(take_in, CHANNEL, [latest], READERS[1])
    published(store, folder, posted, reader=READERS[1])
    assert first_row(folder, "v1/nights.csv")["drones_launched"] == "400"
    quiet = [(night, at("2026-09-01 05:31") + night * DAY) for night in range(16)]
    older = [Sighting(night + 1, moment, report(night, 9, 5, "20"), posted, "preview") for night, moment in quiet]
    store.write_now(take_in, CHANNEL, older, READERS[1])
    published(store, folder, posted, reader=READERS[1])
    published(store, tmp_path / "anew", posted, reader=READERS[1])
    assert contents(folder) == contents(tmp_path / "anew")
    with (folder / "v1/nights.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["claimant"] == "ua_air_force"]
    assert (rows[-1]["night"], rows[-1]["status"]) == ("2026-09-17", "unreadable")


def test_a_channel_that_is_followed_no_more_does_not_vanish_in_silence(store: Store, folder: Path) -> None:
    posted = POSTED + timedelta(minutes=1)
    other = Sighting(1, posted, report(6, 9, 5, "7"), posted, "preview")
    store.write_now(take_in, "mod_russia", [other], READERS[1])
    published(store, folder, POSTED + DAY, reader=READERS[1])
    with pytest.raises(PublishError, match="tells of 2026-09-07 what this database does not know"):
        published(store, folder, POSTED + DAY, reader=READERS[1], channels=(CHANNEL,))
    published(store, folder, POSTED + DAY, reader=READERS[1], channels=(CHANNEL,), may_drop=True)
