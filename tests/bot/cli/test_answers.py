"""The commands that answer from the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result

from bot.cli import main
from parsers.records import Count, Hedge, Outcome, Scope, Unreadable
from storage import Store
from tests.storage.builders import at, followed, line, night, post, reading, tally

NOW = at("2026-09-22 06:00")


def run(*arguments: str) -> Result:
    with time_machine.travel(NOW, tick=False):
        return CliRunner().invoke(main, arguments, catch_exceptions=False)


def answer(*arguments: str) -> Any:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_latest_shows_for_each_side_its_night_and_its_silence(database: Store) -> None:
    database.write_now(night, "kpszsu", 5, "2026-09-22", line(Outcome.LAUNCHED, 212, "shahed", words=(31, 34)))
    database.write_now(night, "mod_russia", 7, "2026-09-21", line(Outcome.DOWNED, 41))
    told = answer("latest", "--json")
    assert told["as_of"] == "2026-09-22T06:00:00Z"
    assert list(told["sides"]) == ["ua_air_force", "ru_mod"]
    ours, theirs = told["sides"].values()
    assert (ours["night"], ours["silence"]) == ("2026-09-22", None)
    assert (theirs["night"], theirs["silence"]) == ("2026-09-21", "not_posted")
    (said,) = ours["tallies"]
    assert said["key"] == "kpszsu/5"
    assert said["reading"] == "tally"
    assert [(one["number"], one["words"]) for one in said["lines"]] == [(212, [31, 34])]
    assert said["post"] == {
        "channel": "kpszsu",
        "message_id": 5,
        "url": "https://t.me/kpszsu/5",
        "posted": "2026-09-22T05:30:00Z",
        "revision": 1,
    }


def test_latest_names_a_channel_that_cannot_be_reached(database: Store) -> None:
    database.write_now(night, "kpszsu", 5, "2026-09-21")
    database.write_now(followed, "kpszsu", "2026-09-22 05:49")
    assert answer("latest", "--json")["sides"]["ua_air_force"]["silence"] == "unreachable"


def test_latest_answers_on_an_empty_database(database: Store) -> None:
    told = answer("latest", "--json")
    assert told["sides"]["ua_air_force"] == {
        "night": None,
        "tallies": [],
        "silence": "not_posted",
        "not_confirmed": None,
    }


def test_night_lists_nights_then_other_windows_and_separately_reports_that_do_not_count(database: Store) -> None:
    database.write_now(post, "kpszsu", 3, "2026-09-22 16:00", "text")
    day = tally("kpszsu", "2026-09-22 05:00", "2026-09-22 15:30", line(Outcome.LAUNCHED, 30))
    database.write_now(reading, "kpszsu", 3, day, ends_on="2026-09-22")
    database.write_now(night, "kpszsu", 5, "2026-09-22", line(Outcome.LAUNCHED, 212))
    database.write_now(night, "mod_russia", 7, "2026-09-22", line(Outcome.DOWNED, 41))
    database.write_now(night, "kpszsu", 8, "2026-09-22", scope=Scope.REGIONAL)
    database.write_now(post, "mod_russia", 9, "2026-09-22 07:00", "text")
    database.write_now(reading, "mod_russia", 9, Unreadable("no_window"))
    told = answer("night", "2026-09-22", "--json")
    assert told["night"] == "2026-09-22"
    assert [one["key"] for one in told["tallies"]] == ["kpszsu/5", "mod_russia/7", "kpszsu/3"]
    assert [(one["key"], one["scope"], one["reason"]) for one in told["others"]] == [
        ("kpszsu/8", "regional", None),
        ("mod_russia/9", None, "no_window"),
    ]


def test_a_night_without_reports_is_an_empty_answer(database: Store) -> None:
    assert answer("night", "2020-01-01", "--json") == {"night": "2020-01-01", "tallies": [], "others": []}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("31.02", "'31.02' is not a date; give it as YYYY-MM-DD, such as 2026-09-22."),
        ("20260922", "'20260922' is not a date; give it as YYYY-MM-DD, such as 2026-09-22."),
        ("2026-02-31", "There is no such date: 2026-02-31."),
    ],
)
def test_an_impossible_date_is_refused_as_a_bad_argument(database: Store, day: str, said: str) -> None:
    result = run("night", day)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", [("latest",), ("night", "2026-09-22"), ("status",)])
def test_without_a_database_none_is_created_and_the_error_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    path = tmp_path / "nowhere.db"
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(path))
    monkeypatch.chdir(tmp_path)
    result = run(*command)
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: There is no database at {path} yet; 'overnight follow --once' creates and fills one.\n"
    )
    assert not path.exists()


def test_a_file_that_is_not_a_database_is_refused_and_left_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("a letter, not a database " * 100, encoding="utf-8")
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(path))
    monkeypatch.chdir(tmp_path)
    result = run("latest")
    assert result.exit_code == 1
    assert result.stderr == f"Error: {path} is not an overnight database; nothing was written to it.\n"
    assert path.read_text(encoding="utf-8") == "a letter, not a database " * 100


def test_a_wrong_setting_is_reported_by_its_name(database: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_TIMEZONE", "Mars/Base")
    result = run("latest", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "OVERNIGHT_TIMEZONE" in result.stderr


def test_the_text_output_shows_numbers_with_hedges_and_links(database: Store) -> None:
    hits = Count(7, Hedge.AT_LEAST, (0, 0))
    lines = (
        line(Outcome.LAUNCHED, 212, "shahed"),
        line(Outcome.LAUNCHED, 50, "jet-drone", share=True),
        line(Outcome.LAUNCHED, None, "iskander-m"),
    )
    database.write_now(night, "kpszsu", 5, "2026-09-22", *lines, hit_sites=hits)
    told = run("latest").stdout
    assert "night to 2026-09-22, posted 2026-09-22 08:30 EEST: https://t.me/kpszsu/5" in told
    assert "launched: 212 shahed" in told
    assert "launched: 50 jet-drone (a part of another)" in told
    assert "launched: number not stated iskander-m" in told
    assert "hit sites: at_least 7" in told
    assert "silence: not_posted" in told


def test_night_lists_the_unreadable_reports(database: Store) -> None:
    database.write_now(post, "kpszsu", 9, "2026-09-22 07:00", "text")
    database.write_now(reading, "kpszsu", 9, Unreadable("no_window"))
    assert "unreadable: no_window: https://t.me/kpszsu/9" in run("night", "2026-09-22").stdout


def test_status_shows_channel_freshness_and_stored_counts(database: Store) -> None:
    database.write_now(night, "kpszsu", 5, "2026-09-22")
    database.write_now(followed, "kpszsu", "2026-09-22 05:59")
    rows = {
        cells[0]: cells[1:]
        for told in run("status").stdout.splitlines()
        if "│" in told
        for cells in [[cell.strip() for cell in told.strip("│").split("│")]]
    }
    assert rows["last good read"] == ["2026-09-22 08:59 EEST", "never"]
    assert rows["newest post"] == ["2026-09-22 08:30 EEST", "never"]
    assert rows["nights"] == ["1", "0"]
    assert rows["last night"] == ["2026-09-22", "none"]


@pytest.mark.parametrize("command", ["latest", "night", "status"])
def test_help_shows_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"overnight {command}" in result.stdout
