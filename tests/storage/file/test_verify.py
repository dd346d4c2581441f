"""Verifying finds damage, names the part it is in, and changes nothing."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from parsers import READER
from storage import NotADatabaseError, StorageError, open_store
from storage.errors import DamagedError
from storage.verify import Report, check_at_start, verify
from storage.verify.report import OTHER, part_of
from tests.storage.damaged_pages import PAGE, answers, overwrite, pages_of
from tests.storage.filled_database import filled


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with everything in it."""
    return filled(tmp_path_factory.mktemp("original") / "overnight.db").read_bytes()


@pytest.fixture
def path(original: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "overnight.db"
    path.write_bytes(original)
    return path


def change(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        assert db.execute(statement).rowcount, statement
    db.close()


def failed(report: Report) -> dict[str, tuple[str, ...]]:
    return {check.name: check.where for check in report.checks if not check.ok}


def test_an_intact_database_passes(path: Path) -> None:
    report = verify(path, READER)
    assert report.whole, report.checks
    assert report.sentence.endswith("overnight.db is intact.")
    said = {check.name: check.sentence for check in report.checks}
    assert said["texts"] == "197 text versions match their hashes."
    assert said["readings"] == "197 readings are what the current reader makes of the texts."
    assert said["links"] == "Every row refers to something that exists."


def test_verifying_beside_a_running_bot_changes_nothing(path: Path) -> None:
    with open_store(path) as store:
        store.write_now(lambda db: db.execute("INSERT INTO channels (channel) VALUES (?)", ("x",)))
        before = path.read_bytes(), Path(f"{path}-wal").read_bytes()
        assert verify(path, READER).whole
        assert before == (path.read_bytes(), Path(f"{path}-wal").read_bytes())
        assert before[1]


def test_verifying_leaves_no_file_behind(path: Path) -> None:
    verify(path, READER)
    assert [one.name for one in path.parent.iterdir()] == ["overnight.db"]


def test_the_write_ahead_log_of_a_crashed_bot_is_read_and_left_unchanged(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed.db"
    with open_store(path) as store:
        store.write_now(lambda db: db.execute("UPDATE chats SET zone = CAST(x'ff' AS TEXT)").rowcount)
        for ending in ("", "-wal"):
            Path(f"{crashed}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    before = crashed.read_bytes(), Path(f"{crashed}-wal").read_bytes()
    assert not verify(crashed, READER).parts["chats"]
    assert before == (crashed.read_bytes(), Path(f"{crashed}-wal").read_bytes())


def test_a_changed_text_is_detected_by_its_hash(path: Path) -> None:
    change(path, "UPDATE revisions SET text = replace(text, '137', '138') WHERE message_id = 83263")
    report = verify(path, READER)
    assert failed(report) == {"texts": ("kpszsu/83263 version 1",)}
    assert report.parts["posts and their texts"] is False
    assert report.parts["readings"] is True
    assert "These parts of" in report.sentence
    assert "are damaged: posts and their texts. These are intact: readings, chats" in report.sentence


def test_bytes_that_are_no_text_are_detected(path: Path) -> None:
    change(path, "UPDATE revisions SET text = CAST(x'ff00fe' AS TEXT) WHERE message_id = 83263")
    change(path, "UPDATE chats SET zone = CAST(x'ff' AS TEXT) WHERE chat_id = 1003")
    report = verify(path, READER)
    assert failed(report)["texts"] == ("kpszsu/83263 version 1",)
    assert [where.split(":")[0] for where in failed(report)["file"]] == ["revisions", "chats"]
    assert not report.parts["posts and their texts"]
    assert not report.parts["chats"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE lines SET number = number + 1 WHERE message_id = 83263 AND position = 0",
        "UPDATE readings SET ends_on = '2026-10-05' WHERE message_id = 83263",
        "UPDATE readings SET scope = 'nonsense' WHERE message_id = 83263",
        "UPDATE readings SET window_start = 'yesterday' WHERE message_id = 83263",
        "UPDATE readings SET reading = 'not_a_report', format = NULL WHERE message_id = 83263",
        "DELETE FROM lines WHERE message_id = 83263 AND position = 1",
    ],
)
def test_a_stored_reading_that_differs_from_a_fresh_one_is_detected(path: Path, statement: str) -> None:
    change(path, statement)
    report = verify(path, READER)
    assert failed(report) == {"readings": ("kpszsu/83263 version 1",)}
    assert report.sentence.endswith("'overnight reread' makes the readings again from the texts.")
    assert "196 are" in next(check.sentence for check in report.checks if check.name == "readings")


def test_readings_of_another_reader_are_counted_and_are_no_fault(path: Path) -> None:
    change(path, "UPDATE readings SET reader = 'another' WHERE channel = 'mod_russia'", "DELETE FROM lines")
    change(path, "DELETE FROM readings WHERE channel = 'kpszsu'")
    said = next(check for check in verify(path, READER).checks if check.name == "readings")
    assert said.ok
    assert said.sentence == (
        "0 readings are what the current reader makes of the texts; 197 are by another reader or not made yet."
    )


def test_rows_with_missing_references_are_detected(path: Path) -> None:
    change(
        path,
        "INSERT INTO decisions VALUES ('kpszsu', 505, 'abc', 'dropped', 0)",
        "UPDATE shown SET message_id = 506 WHERE chat_id = 1002 AND channel = 'kpszsu'",
        "INSERT INTO sightings VALUES ('kpszsu', 507, 0)",
    )
    assert failed(verify(path, READER))["links"] == (
        "sightings: row 1 names no row of posts",
        "decisions: there is no post kpszsu/505",
        "shown: there is no post kpszsu/506",
    )


def test_an_item_of_an_album_is_not_an_orphan(path: Path) -> None:
    change(
        path,
        "INSERT INTO album_members VALUES ('kpszsu', 506, 83263)",
        "UPDATE shown SET message_id = 506 WHERE chat_id = 1002 AND channel = 'kpszsu'",
    )
    assert verify(path, READER).whole


def test_a_changed_message_body_is_detected(path: Path) -> None:
    change(path, "INSERT INTO bodies VALUES ('not its hash', '{}', 0)")
    assert failed(verify(path, READER)) == {"messages": ("not its hash",)}


def test_a_missing_index_is_detected(path: Path) -> None:
    change_schema(path, "DROP INDEX readings_by_night")
    report = verify(path, READER)
    assert failed(report) == {"schema": ("readings.readings_by_night",)}
    assert report.sentence.endswith("can be read, but: The schema lacks readings.readings_by_night.")


def test_a_newer_schema_is_reported_and_an_older_one_is_no_fault(path: Path) -> None:
    change_schema(path, "DELETE FROM _sqlite_migrations WHERE name = 'm015_pulses'", "DROP TABLE pulses")
    report = verify(path, READER)
    assert report.whole
    assert "the next start updates it" in next(c.sentence for c in report.checks if c.name == "schema")
    change(path, "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('overnight', 'm999_tomorrow')")
    assert "A newer overnight wrote it (it has m999_tomorrow)" in verify(path, READER).sentence


def change_schema(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


@pytest.mark.parametrize("spoil", ["notes", "nothing", "short", "others"])
def test_a_file_that_is_not_our_database_is_reported_with_a_message(path: Path, spoil: str) -> None:
    if spoil == "nothing":
        path.write_bytes(b"")
        with pytest.raises(StorageError, match="is empty"):
            verify(path, READER)
        return
    if spoil == "others":
        path.unlink()
        change_schema(path, "CREATE TABLE notes (text)")
    else:
        path.write_bytes(b"these are notes " * 999 if spoil == "notes" else path.read_bytes()[: PAGE * 3 + 100])
    report = verify(path, READER)
    assert not report.whole
    assert report.sentence


@pytest.mark.parametrize("seed", range(8))
def test_an_overwritten_page_is_detected_or_changes_no_answer(path: Path, seed: int) -> None:
    dice, before = random.Random(seed), answers(path)
    overwrite(path, dice.randrange(pages_of(path)), dice)
    report = verify(path, READER)
    assert not report.whole or answers(path) == before
    assert report.whole or str(path) in report.sentence


def test_damage_of_the_first_page_is_detected_and_named(path: Path) -> None:
    overwrite(path, 0, random.Random(0))
    assert "none of it can be read" in verify(path, READER).sentence
    with pytest.raises(NotADatabaseError):
        check_at_start(path)


def test_the_bot_refuses_a_damaged_database_and_names_the_remedy(path: Path) -> None:
    check_at_start(path)
    check_at_start(path.with_name("none yet.db"))
    overwrite(path, 9, random.Random(0))
    with pytest.raises(DamagedError, match="'overnight restore' replaces it with a backup"):
        check_at_start(path)


def test_every_table_belongs_to_a_named_part(path: Path) -> None:
    db = sqlite3.connect(path)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")]
    db.close()
    assert [name for name in tables if part_of(name) == OTHER and name[:7] != "sqlite_"] == []
