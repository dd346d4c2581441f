"""What the commands about a database's file do where PostgreSQL keeps it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import bot.run
from bot.cli import main
from storage import open_store
from storage.location import PostgresAddress
from tests.bot.cli.misread import launched, misread
from tests.fleet.postgres import fresh_database, needs_server
from tests.storage.filled_database import fill

ROOT = Path(__file__).parents[3]
ADDRESS = "postgresql://overnight:geh%40im@db.example.org/overnight"
TOLD = "postgresql://overnight@db.example.org/overnight"


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresAddress]:
    """The empty database on a server that the commands are told to use."""
    with fresh_database() as address:
        monkeypatch.setenv("OVERNIGHT_DATABASE", address.url)
        yield address


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            "backup",
            "PostgreSQL's own pg_dump backs it up; 'overnight move --to FILE' makes a portable copy while no bot runs.",
        ),
        (
            "restore",
            "PostgreSQL's own pg_restore restores what pg_dump made; 'overnight move --from FILE' fills an empty "
            "database from a file.",
        ),
    ],
)
def test_backups_are_the_server_s_own_affair(command: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_DATABASE", ADDRESS)
    refused = run(command, "b.db")
    assert (refused.exit_code, refused.output) == (1, f"Error: {TOLD} is no file: {said}\n")


@needs_server
def test_a_folder_for_backups_is_of_no_use_and_the_start_says_so(
    database: PostgresAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def at_once(*_: object) -> None:
        pass

    monkeypatch.setattr(bot.run, "serve", at_once)
    monkeypatch.setattr("bot.cli.run.set_up_log", lambda *_: None)
    monkeypatch.setenv("OVERNIGHT_BOT_TOKEN", "123456789:" + "A" * 35)
    with caplog.at_level(logging.WARNING):
        assert run("run").exit_code == 0
    assert caplog.messages == []
    monkeypatch.setenv("OVERNIGHT_BACKUP_DIR", str(tmp_path / "backups"))
    with caplog.at_level(logging.WARNING):
        assert run("run").exit_code == 0
    assert caplog.messages == [
        "no backups are made in OVERNIGHT_BACKUP_DIR: PostgreSQL's own pg_dump backs it up; 'overnight move --to FILE' "
        "makes a portable copy while no bot runs."
    ]
    assert not (tmp_path / "backups").exists()


@needs_server
def test_verify_tells_what_is_intact_and_ends_with_1_where_something_is_not(database: PostgresAddress) -> None:
    with open_store(database) as store:
        store.write_now(fill)
        intact = run("verify")
        store.write_now(lambda db: db.execute("UPDATE revisions SET text = 'x' WHERE message_id = 83263"))
    assert (intact.exit_code, intact.stderr) == (0, "")
    assert intact.stdout.splitlines()[2:] == [
        "ok   197 text versions match their hashes.",
        "ok   197 readings are what the current reader makes of the texts.",
        "ok   0 messages match their hashes.",
        "ok   Every row refers to something that exists.",
        f"{database} is intact.",
    ]
    damaged = run("verify")
    assert damaged.exit_code == 1
    assert "BAD  Of 197 text versions 1 do not match their hashes.\n       kpszsu/83263 version 1\n" in damaged.stdout
    assert f"Error: These parts of {database} are damaged: posts and their texts." in damaged.stderr
    assert "PostgreSQL's pg_restore replaces it with a backup." in damaged.stderr


@needs_server
def test_a_reread_that_only_looks_works_on_a_copy(database: PostgresAddress) -> None:
    with open_store(database) as store:
        misread(store)
        # a program of its own, for these tests may have put PostgreSQL in the place of the copy's file
        told = subprocess.run(
            [sys.executable, "-m", "bot", "reread", "--diff"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (told.returncode, told.stderr) == (3, "")
        assert "  launched shahed: 98 → 93" in told.stdout
        assert launched(store) == 98
