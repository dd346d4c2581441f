"""``overnight export``."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from parsers.records import Outcome
from storage import Store
from tests.storage.builders import line, night


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["export", *arguments], catch_exceptions=False)


def two_nights(store: Store) -> None:
    store.write_now(night, "kpszsu", 5, "2026-09-21", line(Outcome.LAUNCHED, 90, "shahed"))
    store.write_now(night, "kpszsu", 6, "2026-09-22", line(Outcome.LAUNCHED, 212, "shahed"))


def test_export_writes_everything_to_a_new_file_in_the_current_folder(database: Store, tmp_path: Path) -> None:
    two_nights(database)
    result = run("csv")
    assert result.output == "2 reports from 2026-09-21 to 2026-09-22: overnight-2026-09-21-2026-09-22.zip\n"
    with ZipFile(tmp_path / "overnight-2026-09-21-2026-09-22.zip") as archive:
        assert len(archive.read("lines.csv").splitlines()) == 3


def test_export_writes_a_range_to_the_given_path(database: Store, tmp_path: Path) -> None:
    two_nights(database)
    assert run("json", "--from", "2026-09-22", "--output", "one.json").exit_code == 0
    assert [one["key"] for one in json.loads((tmp_path / "one.json").read_text())["readings"]] == ["kpszsu/6"]


def test_export_never_overwrites_a_file(database: Store, tmp_path: Path) -> None:
    two_nights(database)
    (tmp_path / "mine.json").write_text("mine")
    result = run("json", "--output", "mine.json")
    assert (result.exit_code, (tmp_path / "mine.json").read_text()) == (1, "mine")
    assert "mine.json already exists; name another file with --output." in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("xml",), "'xml' is not one of 'csv', 'json'"),
        (
            ("csv", "--from", "soon"),
            "“soon” is no date; type it like this: --from yesterday, --from 22.09 or --from 2026-",
        ),
        (("csv", "--to", "31.02"), "There is no such date: 31.02."),
        (("csv", "--from", "2026-09-22", "--to", "2026-09-21"), "--from 2026-09-22 is after --to 2026-09-21."),
        (("csv", "--output", "missing/a.zip"), "missing/a.zip cannot be written: No such file or directory."),
    ],
)
def test_an_export_that_cannot_be_done_fails_with_one_line(
    database: Store, arguments: tuple[str, ...], said: str
) -> None:
    two_nights(database)
    result = run(*arguments)
    assert result.exit_code != 0
    assert said in result.output
    assert "Traceback" not in result.output


def test_export_from_an_empty_database_says_how_to_fill_it(database: Store) -> None:
    assert "No report is known yet; 'overnight backfill' walks back" in run("csv").output
