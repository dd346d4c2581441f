"""``--as-of``: a command answers as it would have answered then."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from bot.cli import main
from storage import Store
from tests.bot.edited_night import edited_night
from tests.storage.builders import at

NIGHT = "2025-09-07"


def run(*arguments: str) -> Result:
    with time_machine.travel(at("2025-09-20 12:00"), tick=False):
        return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture(autouse=True)
def filled(database: Store) -> None:
    database.write_now(edited_night)


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [("2025-09-07 09:00", "805"), ("2025-09-07 09:45", "810"), ("2025-09-07T07:45:00Z", "812"), ("today", "812")],
)
@pytest.mark.parametrize("command", [["latest"], ["night", NIGHT]])
def test_an_answer_is_that_of_the_moment(command: list[str], moment: str, wanted: str) -> None:
    result = run(*command, "--as-of", moment)
    assert result.exit_code == 0
    assert f"launched {wanted} Shahed" in result.stdout
    assert result.stdout.startswith("As known on ")


def test_a_week_and_a_file_are_those_of_the_moment(tmp_path: Path) -> None:
    told = json.loads(run("week", NIGHT, "--as-of", f"{NIGHT} 09:45", "--json").stdout)
    (tally,) = told["nights"][-1]["tallies"]
    assert (tally["lines"][0]["number"], tally["post"]["revision"]) == (810, 2)
    run("export", "csv", "--as-of", f"{NIGHT} 09:00", "--output", str(tmp_path / "then.zip"))
    with zipfile.ZipFile(tmp_path / "then.zip") as file:
        rows = list(csv.DictReader(io.StringIO(file.read("lines.csv").decode())))
    assert rows[0]["number"] == "805"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("then", "“then” is no moment"),
        ("2025-09-31", "There is no such date"),
        ("2025-10-01 09:00", "That moment has not come yet: 2025-10-01 09:00."),
    ],
)
def test_what_is_no_moment_of_the_past_is_refused_in_a_sentence(moment: str, said: str) -> None:
    result = run("latest", "--as-of", moment)
    assert result.exit_code == 2
    assert said in result.stderr
