"""The published folder: whole files, only what changed, the same bytes by any way."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from bot.publish.folder import RecordFolder
from bot.publish.request import PublishError
from parsers import READER
from parsers.records import Sighting
from storage import Store
from storage.engines.choosing import engine_of
from storage.posts.intake import take_in
from tests.bot.edited_night import TEXT, edited_night
from tests.bot.publish.publishing import contents, published
from tests.storage.as_of.histories import CHANNEL, READERS, Step, happen, histories
from tests.storage.builders import at

NOW = at("2025-09-07 12:00")
NIGHT = "night/2025-09-07.html"


def next_night(store: Store) -> None:
    """The next night's post, of 8 September, as the page showed it."""
    posted = at("2025-09-08 05:31")
    text = TEXT.format(number=142).replace("на 7 вересня", "на 8 вересня").replace("18:00 6 вересня", "18:00 7 вересня")
    store.write_now(take_in, "kpszsu", [Sighting(9, posted, text, posted + timedelta(minutes=1), "preview")], READER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "public"


def test_a_second_run_changes_nothing(store: Store, folder: Path) -> None:
    store.write_now(edited_night)
    first = published(store, folder, NOW)
    assert (first.nights, first.changed) == (1, 1)
    before = contents(folder)
    second = published(store, folder, NOW + timedelta(minutes=10))
    assert (second.changed, second.written, second.removed) == (0, 0, 0)
    assert contents(folder) == before


def test_a_new_post_makes_its_night_and_the_one_before_anew(store: Store, folder: Path) -> None:
    store.write_now(edited_night)
    published(store, folder, NOW)
    other = (folder / "v1/schema/night.json").stat().st_mtime_ns
    before = contents(folder)
    next_night(store)
    report = published(store, folder, NOW + timedelta(days=1))
    assert (report.nights, report.changed) == (2, 2)
    after = contents(folder)
    assert "uk/night/2025-09-08.html" in after.keys() - before.keys()
    # the card is that of the newest night
    assert {path for path in before.keys() - after.keys() if path.endswith("png")} == {
        "night/2025-09-07.png",
        "uk/night/2025-09-07.png",
    }
    assert (folder / "v1/schema/night.json").stat().st_mtime_ns == other


def test_time_alone_changes_what_is_provisional(store: Store, folder: Path) -> None:
    store.write_now(edited_night)
    published(store, folder, at("2025-09-07 20:00"))
    (row,) = (one for one in nights(folder) if one["claimant"] == "ua_air_force")
    assert (row["status"], row["settled"]) == ("tally", "false")
    assert "rovisional" in (folder / NIGHT).read_text()
    published(store, folder, at("2025-09-09 20:00"))
    assert next(one for one in nights(folder) if one["claimant"] == "ua_air_force")["settled"] == "true"


def nights(folder: Path) -> list[dict[str, str]]:
    with (folder / "v1/nights.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("moment", ["2025-09-07 06:00", "2025-09-07 06:45", "2025-09-07 07:45"])
def test_the_vintages_rebuild_what_was_known(store: Store, folder: Path, moment: str) -> None:
    store.write_now(edited_night)
    published(store, folder, NOW)
    then = at(moment).strftime("%Y-%m-%dT%H:%M:%SZ")
    with (folder / "v1/vintages.csv").open(newline="", encoding="utf-8") as file:
        valid = [
            row
            for row in csv.DictReader(file)
            if row["known_from"] <= then and (not row["known_to"] or then < row["known_to"])
        ]
    launched = {"2025-09-07 06:00": "805", "2025-09-07 06:45": "810", "2025-09-07 07:45": "812"}[moment]
    assert [row["number"] for row in valid if row["outcome"] == "launched"] == [launched]
    assert [row["number"] for row in valid if row["outcome"] == "downed_or_suppressed"] == ["747"]


def test_files_can_be_read_by_everybody_whatever_the_umask(store: Store, folder: Path) -> None:
    store.write_now(edited_night)
    umask = os.umask(0o077)
    try:
        published(store, folder, NOW)
    finally:
        os.umask(umask)
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in folder.rglob("*") if path.name != "lock"}
    assert modes == {(True, 0o755), (False, 0o644)}


def test_a_run_that_is_cut_off_anywhere_leaves_whole_files_and_ends_with_the_same_bytes(
    store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write_now(edited_night)
    next_night(store)
    now = NOW + timedelta(days=1)
    whole = tmp_path / "whole"
    published(store, whole, now)
    wanted = contents(whole)
    replace, left = RecordFolder._replace, 0

    def cut_off(self: RecordFolder, path: Path, content: bytes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(f".{path.name}.unfinished").write_bytes(content[:7])
            raise KeyboardInterrupt
        replace(self, path, content)

    monkeypatch.setattr(RecordFolder, "_replace", cut_off)
    for after in range(0, len(wanted), 5):
        left = after
        with pytest.raises(KeyboardInterrupt):
            published(store, tmp_path / f"cut{after}", now)
    monkeypatch.undo()
    for after in range(0, len(wanted), 5):
        cut = tmp_path / f"cut{after}"
        there = {path: one for path, one in contents(cut).items() if not is_ours(path)}
        assert there.items() <= wanted.items()
        published(store, cut, now)
        assert contents(cut) == wanted


def is_ours(path: str) -> bool:
    """Whether a file is not published: its name begins with a dot, or that of its folder."""
    return any(part.startswith(".") for part in path.split("/"))


def test_another_database_does_not_make_nights_vanish_in_silence(
    store: Store, folder: Path, tmp_path: Path, empty_database: bytes
) -> None:
    store.write_now(edited_night)
    published(store, folder, NOW)
    before = contents(folder)
    path = tmp_path / "other.db"
    path.write_bytes(empty_database)
    with Store(engine_of(path)) as other:
        with pytest.raises(PublishError, match="No night is known yet"):
            published(other, folder, NOW)
        next_night(other)
        with pytest.raises(PublishError, match="2025-09-07"):
            published(other, folder, NOW + timedelta(days=1))
        assert contents(folder) == before
        published(other, folder, NOW + timedelta(days=1), may_drop=True)
    assert not (folder / NIGHT).exists()


def test_a_file_that_somebody_deleted_is_written_again(store: Store, folder: Path) -> None:
    store.write_now(edited_night)
    published(store, folder, NOW)
    before = contents(folder)
    for path in (NIGHT, "v1/nights.csv", "style.css", "feed.atom"):
        (folder / path).unlink()
    published(store, folder, NOW)
    assert contents(folder) == before


@pytest.mark.parametrize("state", ['{"nights": 1', "[]", "7", '{"2025-09-07": []}', '{"2025-09-07": {"files": []}}'])
def test_a_damaged_state_costs_time_alone(state: str, store: Store, folder: Path) -> None:
    store.write_now(edited_night)
    published(store, folder, NOW)
    before = contents(folder)
    for path in (folder / ".record").glob("*.json"):
        path.write_text(state)
        published(store, folder, NOW)
        assert contents(folder) == before


def test_a_state_of_another_form_costs_time_alone(store: Store, folder: Path) -> None:
    store.write_now(edited_night)
    published(store, folder, NOW)
    before = contents(folder)
    shared, month = folder / ".record" / "shared.json", folder / ".record" / "2025-09.json"
    shared.write_text(shared.read_text().replace('"form":2', '"form":1'))
    month.write_text(month.read_text().replace('"told":{', '"told":1,"was":{'))
    published(store, folder, NOW)
    assert contents(folder) == before


@pytest.fixture(scope="module")
def schema(empty_database: bytes) -> Callable[[Path], None]:
    """Writes an empty database; a function, as hypothesis prints what a test is given."""

    def write(path: Path) -> None:
        path.write_bytes(empty_database)

    return write


@settings(max_examples=int(os.environ.get("HISTORIES", "4")), suppress_health_check=[HealthCheck.too_slow])
@given(steps=histories())
def test_publishing_after_each_step_ends_like_publishing_once(
    schema: Callable[[Path], None], steps: list[Step]
) -> None:
    with TemporaryDirectory() as temporary:
        root = Path(temporary)
        schema(root / "overnight.db")
        with Store(engine_of(root / "overnight.db")) as store:
            last: datetime | None = None
            for now, version in happen(store, steps):
                last = now
                try:
                    published(store, root / "public", now, reader=READERS[version], channels=(CHANNEL,))
                except PublishError:
                    continue
            assert last
            try:
                published(store, root / "anew", last, reader=READERS[1], channels=(CHANNEL,))
            except PublishError:
                return
            assert contents(root / "public") == contents(root / "anew")
