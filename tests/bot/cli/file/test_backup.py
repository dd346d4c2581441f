"""``overnight backup``, ``restore`` and ``verify``: their output and exit status."""

from __future__ import annotations

import json
import random
import re
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from storage import open_store
from storage.engines.locking import only_instance
from tests.storage.damaged_pages import overwrite
from tests.storage.filled_database import filled


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return filled(tmp_path_factory.mktemp("original") / "overnight.db").read_bytes()


@pytest.fixture
def path(original: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database that the commands of a test are told to use, with everything in it."""
    path = tmp_path / "overnight.db"
    path.write_bytes(original)
    monkeypatch.setenv("OVERNIGHT_DATABASE", "overnight.db")
    monkeypatch.chdir(tmp_path)
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_a_backup_is_restored_and_gives_the_same_answers(path: Path, tmp_path: Path) -> None:
    asked = [("latest",), ("night", "2025-05-20"), ("unread",)]
    before = [run(*question).output for question in asked]
    made = run("backup", "b.db")
    assert made.exit_code == 0
    assert made.output == f"b.db: 191 posts, 20 chats, {(tmp_path / 'b.db').stat().st_size:,} bytes, checked.\n"
    path.unlink()
    restored = run("restore", "b.db")
    assert (restored.exit_code, restored.output) == (0, "overnight.db is restored from b.db: 191 posts, 20 chats.\n")
    assert [run(*question).output for question in asked] == before
    assert run("verify").exit_code == 0


def test_overwriting_an_existing_file_needs_force(path: Path) -> None:
    assert run("backup", "b.db").exit_code == 0
    refused = run("backup", "b.db")
    assert (refused.exit_code, refused.output) == (1, "Error: b.db already exists; --force overwrites it.\n")
    assert run("backup", "b.db", "--force").exit_code == 0


def test_backups_in_a_folder_get_dated_names_and_the_oldest_are_deleted(path: Path, tmp_path: Path) -> None:
    old = tmp_path / "backups" / "overnight-2020-01-01T000000Z.db"
    old.parent.mkdir()
    old.write_text("old")
    (tmp_path / "backups" / "notes.txt").write_text("mine")
    made = run("backup", "backups", "--keep", "1")
    assert made.exit_code == 0
    assert made.output.endswith(" bytes, checked. Deleted: overnight-2020-01-01T000000Z.db.\n")
    new = made.output.split(":")[0]
    assert {one.name for one in (tmp_path / "backups").iterdir()} == {"notes.txt", Path(new).name}
    assert re.fullmatch(r"backups/overnight-\d{4}-\d\d-\d\dT\d{6}Z\.db", new)


def test_a_missing_backup_folder_is_created(path: Path, tmp_path: Path) -> None:
    assert run("backup", "new/backups", "--keep", "3").exit_code == 0
    assert stat.S_IMODE((tmp_path / "new" / "backups").stat().st_mode) & 0o077 == 0
    assert run("backup", "new/backups", "--force").exit_code == 2


def test_restore_with_force_moves_the_existing_database_aside(path: Path, tmp_path: Path) -> None:
    run("backup", "b.db")
    refused = run("restore", "b.db")
    assert refused.exit_code == 1
    assert "overnight.db already exists; with --force it is kept aside under another name." in refused.output
    told = run("restore", "b.db", "--force").output
    aside = re.search(r"The former database is kept as (.*)\.\n", told)
    assert aside
    assert (tmp_path / aside[1]).exists()


def test_restore_is_refused_while_a_bot_runs(path: Path) -> None:
    run("backup", "b.db")
    with only_instance(path):
        refused = run("restore", "b.db", "--force")
    assert refused.exit_code == 1
    assert re.fullmatch(r"Error: Another overnight runs on .*overnight\.db \(or restores it\); .*\.\n", refused.output)


def test_verify_lists_each_check_of_an_intact_database(path: Path) -> None:
    told = run("verify")
    assert told.exit_code == 0
    assert told.stdout.splitlines()[-1] == "overnight.db is intact."
    assert "ok   197 text versions match their hashes." in told.stdout.splitlines()
    told = json.loads(run("verify", "--json").stdout)
    assert (told["whole"], set(told["parts"].values())) == (True, {True})
    assert [check["name"] for check in told["checks"]] == ["file", "schema", "texts", "readings", "messages", "links"]


def test_verify_reports_damage_in_one_sentence_with_exit_status_1(path: Path) -> None:
    with open_store(path) as store:
        store.write_now(lambda db: db.execute("UPDATE chats SET zone = CAST(x'ff' AS TEXT)") and None)
    told = run("verify")
    assert told.exit_code == 1
    assert told.stderr == (
        "Error: These parts of overnight.db are damaged: chats. These are intact: posts and their texts, readings, "
        "messages that are owed, what replicas share, state of the following, others' tables, pictures, "
        "history of the schema. 'overnight restore' replaces it with a backup.\n"
    )
    told = run("verify", "--json")
    assert (told.exit_code, json.loads(told.stdout)["parts"]["chats"]) == (1, False)


def test_a_damaged_first_page_is_reported_in_one_sentence(path: Path) -> None:
    overwrite(path, 0, random.Random(0))
    told = run("verify")
    assert told.exit_code == 1
    assert told.stderr.startswith("Error: overnight.db is damaged where its schema is stored: none of it can")


@pytest.mark.parametrize("command", [("verify",), ("backup", "b.db")])
def test_a_missing_database_is_reported(command: tuple[str, ...], path: Path) -> None:
    path.unlink()
    told = run(*command)
    assert (told.exit_code, told.stderr) == (1, "Error: There is no database at overnight.db.\n")
    assert not path.exists()
