"""``overnight move``: what it prints, what it refuses, and that it can be ended."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from storage.moving import move
from tests.storage.moves.files import files_in, in_file

ROOT = Path(__file__).parents[3]
SECRET = "postgresql://overnight:geh%40im@127.0.0.1:1/overnight"
# The hash of three rows: printf 'a\t\\N\t\\N\nb\t7\tpaused\n' | sha256sum
TWO_CHANNELS = "30f2009e9ac91b20cc515a50a4af42748a126833fa5a1eac282afcfc53c7a2e3"

ENDED = """
import os, signal, sys
from bot.cli import main
from bot.cli.progress import MoveBar
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
ignored, sent = (getattr(signal, name) if name else None for name in sys.argv[1:3])
if ignored:
    signal.signal(ignored, signal.SIG_IGN)
MoveBar.show = lambda *_: os.kill(os.getpid(), sent)
main(sys.argv[3:])
"""


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with two channels, in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "small.db"
    in_file(path, lambda db: db.execute("INSERT INTO channels VALUES ('a', NULL, NULL), ('b', 7, 'paused')"))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["move", *arguments], catch_exceptions=False)


def test_it_says_what_was_moved_with_its_hash_and_what_to_do_now(source: Path) -> None:
    done = run("--from", "small.db", "--to", "new.db")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["table", "rows", "sha256", "of", "the", "rows"]
    assert lines[1].split() == ["channels", "2", f"{TWO_CHANNELS[:16]}…"]
    assert re.match(r"\d\d more tables have no rows. All tables: ", lines[2])
    assert lines[3:] == [
        "Moved 2 rows from small.db to new.db and read them back: they are the same.",
        "small.db is as it was. The bot uses new.db once OVERNIGHT_DATABASE names it.",
    ]


def test_as_json_it_has_every_table_and_its_whole_hash(source: Path) -> None:
    done = run("--from", "small.db", "--to", "new.db", "--json")
    told = json.loads(done.stdout)
    assert (told["from"], told["to"], told["rows"], told["not_moved"]) == ("small.db", "new.db", 2, [])
    assert told["tables"]["channels"] == {"rows": 2, "sha256": TWO_CHANNELS}
    assert told["tables"]["chats"]["rows"] == 0
    assert told["sha256"] == move(source, source.parent / "other.db").sha256


@pytest.mark.parametrize(
    ("option", "setting", "said"),
    [("--from", "new.db", "from small.db to new.db"), ("--to", "small.db", "from small.db to new.db")],
)
def test_what_is_not_named_is_the_bot_s_database(
    source: Path, monkeypatch: pytest.MonkeyPatch, option: str, setting: str, said: str
) -> None:
    monkeypatch.setenv("OVERNIGHT_DATABASE", setting)
    done = run(option, "small.db" if option == "--from" else "new.db")
    assert said in done.stdout


def test_one_of_the_two_has_to_be_named(source: Path) -> None:
    done = run()
    assert done.exit_code == 2
    assert "Name --from, --to or both; the one you leave out is OVERNIGHT_DATABASE." in done.stderr


def test_a_refusal_is_one_sentence_and_status_1(source: Path) -> None:
    done = run("--from", "missing.db", "--to", "new.db")
    assert (done.exit_code, done.output) == (1, "Error: There is no database at missing.db.\n")
    assert list(files_in(source.parent)) == ["small.db"]


@pytest.mark.parametrize(
    "typed",
    [SECRET, SECRET.replace("/overnight", ""), SECRET.replace("://", ":/"), SECRET.replace("postgresql", "mysql")],
)
def test_a_password_is_in_no_sentence(source: Path, typed: str) -> None:
    done = run("--from", "small.db", "--to", typed)
    assert done.exit_code in (1, 2)
    assert "geh" not in done.output and "im@" not in done.output


@pytest.mark.parametrize(
    ("ignored", "sent", "status", "said"),
    [
        ("", "SIGTERM", 1, "Aborted!"),
        ("", "SIGHUP", 1, "Aborted!"),
        ("", "SIGINT", 1, "Aborted!"),
        ("SIGHUP", "SIGHUP", 0, ""),
    ],
)
def test_a_move_that_is_told_to_end_leaves_nothing_behind(
    source: Path, ignored: str, sent: str, status: int, said: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ENDED, ignored, sent, "move", "--from", source, "--to", source.with_name("new.db")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.strip()) == (status, said)
    assert list(files_in(source.parent)) == ["small.db"] + ["new.db"] * (not status)
