"""The commands that answer from the database."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner, Result

from bot.cli import main
from bot.demo.bot_api import BotApi
from parsers.records import Count, Hedge, Kind, Outcome, Scope, Unreadable
from storage import Store
from tests.bot.talking import talking
from tests.storage.builders import at, followed, line, night, post, reading, tally
from tests.storage.looking import file_of

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


@pytest.mark.parametrize("arguments", [("latest",), ("latest", "--json"), ("night",)])
def test_the_newest_night_of_sides_that_cannot_be_reached_ends_with_a_status_of_its_own(
    database: Store, arguments: tuple[str, ...]
) -> None:
    database.write_now(night, "kpszsu", 5, "2026-09-21")
    for channel in ("kpszsu", "mod_russia"):
        database.write_now(followed, channel, "2026-09-22 01:49")
    assert run(*arguments).exit_code == 4
    assert run("night", "21.09").exit_code == 0


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
    ("arguments", "said"),
    [
        (("night", "31.02"), "Error: There is no such date: 31.02.\n"),
        (
            ("night", "soon"),
            "Error: “soon” is no date; type it like this: overnight night yesterday, overnight night 22.09 or "
            "overnight night 2026-09-22.\n",
        ),
        (
            ("cite", "Odesa"),
            "Error: “Odesa” is no date; type it like this: overnight cite yesterday, overnight cite 22.09 or "
            "overnight cite 2026-09-22.\n",
        ),
        (
            ("month", "soon", "enough"),
            "Error: “soon enough” is no month; type it like this: overnight month may, overnight month 2026-08 or "
            "overnight month last month.\n",
        ),
        (
            ("region", "Atlantis"),
            "Error: “Atlantis” is no region the bot knows; type one like this: overnight region Odesa.\n",
        ),
        (("ask", "blah"), "Error: “blah” is not understood; ask like this: overnight ask Odesa yesterday.\n"),
        (
            ("ask", "/subscribe", "09:00"),
            "Error: “/subscribe 09:00” is not understood; ask like this: overnight ask Odesa yesterday.\n",
        ),
        (("ask", "31.02"), "Error: There is no such date: 31.02.\n"),
        (("region",), "Error: Which region? Type its name: overnight region Odesa.\n"),
    ],
)
def test_an_argument_that_is_not_understood_is_told_in_one_sentence(
    database: Store, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


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


def test_people_get_the_answer_of_the_chat_with_its_links_below(database: Store) -> None:
    hits = Count(7, Hedge.AT_LEAST, (0, 0))
    lines = (
        line(Outcome.LAUNCHED, 212, "shahed"),
        line(Outcome.LAUNCHED, 50, "jet-drone", share=True),
        line(Outcome.LAUNCHED, None, "iskander-m", kind=Kind.BALLISTIC_MISSILE),
    )
    database.write_now(night, "kpszsu", 5, "2026-09-22", *lines, hit_sites=hits)
    for command in (("latest",), ("night", "2026-09-22"), ("night", "last", "night"), ("night", "цієї ночі")):
        told = run(*command)
        assert told.exit_code == 0
        assert "212" in told.stdout and "50 of them jet-powered" in told.stdout
        assert told.stdout.endswith("\n\nhttps://t.me/kpszsu/5\n")
    assert "запустила 212 дронів" in run("night", "22.09", "--language", "uk").stdout


async def test_the_command_line_says_what_the_chat_says(bot_api: BotApi, database: Store) -> None:
    for day, number in ((20, 120), (21, 160), (22, 212)):
        database.write_now(night, "kpszsu", day, f"2026-09-{day}", line(Outcome.LAUNCHED, number), targets=("UA-51",))
    asked = {"/latest": "latest", "/night 21.09": "night 21.09", "/week": "week", "/month": "month",
             "/region Odesa": "region Odesa", "/cite 21.09": "cite 21 september"}  # fmt: skip
    asked |= {"Одеса вчора": "ask Одеса вчора", "рекорд": "ask рекорд"}
    async with talking(bot_api, database, NOW, language="uk") as talk:
        answers = {command: (await talk.ask(question)).text for question, command in asked.items()}
    for command, answer in answers.items():
        told = await asyncio.to_thread(run, *command.split(), "--language", "uk")
        assert told.stdout.startswith(answer), command


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("week", "2026-09-16", "2026-09-22"),
        ("week 21.09", "2026-09-15", "2026-09-21"),
        ("month", "2026-09-01", "2026-09-22"),
        ("month may", "2026-05-01", "2026-05-31"),
    ],
)
def test_nights_of_a_range_are_printed_as_json(database: Store, typed: str, first: str, last: str) -> None:
    database.write_now(night, "kpszsu", 5, "2026-09-20", line(Outcome.LAUNCHED, 212))
    told = answer(*typed.split(), "--json")
    assert (told["first"], told["last"]) == (first, last)
    assert [one["night"] for one in told["nights"]][:: len(told["nights"]) - 1] == [first, last]
    known = {one["night"]: [tally["key"] for tally in one["tallies"]] for one in told["nights"] if one["tallies"]}
    assert known == ({"2026-09-20": ["kpszsu/5"]} if last > "2026-09-20" else {})


def test_a_range_is_printed_with_its_sums_and_their_bounds(database: Store) -> None:
    missiles = [line(Outcome.LAUNCHED, number, "kalibr", kind=Kind.CRUISE_MISSILE) for number in (4, None)]
    drones = line(Outcome.LAUNCHED, 100, "shahed"), line(Outcome.LAUNCHED, 50, "shahed", hedge=Hedge.AT_MOST)
    for number, day in enumerate(("2026-08-08", "2026-08-09")):
        database.write_now(night, "kpszsu", number + 1, day, drones[number], missiles[number])
    told = answer("month", "8-10", "august", "--json")
    assert told["sides"]["ua_air_force"] == {
        "nights": 3,
        "known": 2,
        "missing": ["2026-08-10"],
        "unconfirmed": [],
        "sums": [
            {"outcome": "launched", "kind": "drone", "number": 150, "hedge": "at_most", "low": 100, "high": 150,
             "withheld": 0, "nights": 2},
            {"outcome": "launched", "kind": "cruise_missile", "number": 4, "hedge": "at_least", "low": 4, "high": None,
             "withheld": 1, "nights": 2},
        ],
        "rate": None,
        "no_rate": None,
    }  # fmt: skip
    assert (told["sides"]["ru_mod"]["known"], told["sides"]["ru_mod"]["sums"]) == (0, [])
    assert told["regimes"] == [
        {
            "slug": "missiles_withheld",
            "channel": "kpszsu",
            "since": "2026-08-09",
            "measures": ["missiles_launched"],
            "weapons": [],
            "first_post": "https://t.me/kpszsu/72056",
        }
    ]
    assert answer("month", "9-10", "august", "--json")["regimes"] == []


def test_a_region_is_printed_as_json(database: Store) -> None:
    database.write_now(night, "kpszsu", 5, "2026-09-20", line(Outcome.LAUNCHED, 212), targets=("UA-51",))
    told = answer("region", "Одеса", "--json")
    assert (told["region"], told["first"], told["last"]) == ("UA-51", "2026-08-24", "2026-09-22")
    assert told["sides"]["ru_mod"] == {
        "last_named": None, "last_post": None, "days_named": 0, "days_reported": 0, "mentions": [],
    }  # fmt: skip
    ours = told["sides"]["ua_air_force"]
    assert (ours["last_named"], ours["last_post"]["url"]) == ("2026-09-20", "https://t.me/kpszsu/5")
    assert (ours["days_named"], ours["days_reported"]) == (1, 1)
    assert ours["mentions"] == [{"post": "kpszsu/5", "ends_on": "2026-09-20", "role": "target", "number": None}]


def test_a_quotation_is_printed_as_json(database: Store) -> None:
    database.write_now(night, "kpszsu", 5, "2026-09-22", line(Outcome.LAUNCHED, 212))
    told = answer("cite", "--json")
    assert (told["night"], told["language"], told["posts"]) == ("2026-09-22", "en", ["https://t.me/kpszsu/5"])
    assert "212" in told["text"]


def test_latest_ends_with_its_own_status_where_neither_side_can_be_reached(database: Store) -> None:
    for channel in ("kpszsu", "mod_russia"):
        database.write_now(night, channel, 5, "2026-09-21")
        database.write_now(followed, channel, "2026-09-22 05:49")
    assert [run("latest", *options).exit_code for options in ((), ("--json",))] == [4, 4]
    database.write_now(followed, "mod_russia", "2026-09-22 05:59")
    assert run("latest").exit_code == 0


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


def test_status_is_printed_as_json(database: Store) -> None:
    database.write_now(night, "kpszsu", 5, "2026-09-22")
    database.write_now(followed, "kpszsu", "2026-09-22 05:59")
    told = answer("status", "--json")
    assert told["database"] == str(file_of(database))
    ours, theirs = told["channels"]["kpszsu"], told["channels"]["mod_russia"]
    assert (ours["last_good_read"], ours["newest_post"]) == ("2026-09-22T05:59:00Z", "2026-09-22T05:30:00Z")
    assert (ours["nights"], ours["last_night"], ours["open_gaps"], ours["paused"]) == (1, "2026-09-22", 0, None)
    assert (theirs["nights"], theirs["last_night"], theirs["last_good_read"]) == (0, None, None)


@pytest.mark.parametrize("command", ["cite", "latest", "month", "night", "region", "status", "week", "ask"])
def test_help_shows_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"overnight {command}" in result.stdout
