"""``overnight held``: reports that wait for a decision, and the decision."""

from __future__ import annotations

import json
from datetime import date

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from parsers import READER
from storage import Store
from storage.posts.intake import take_in
from tests.bot.chat.scenes_held import air_force, held_back, seen

POST = "https://t.me/kpszsu/79455"


@pytest.fixture
def kept(database: Store) -> Store:
    database.write_now(held_back)
    return database


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_held_reports_are_listed_with_their_figure_and_link(kept: Store) -> None:
    assert run("held").stdout.splitlines() == [
        f"2026-09-22 08:30  {POST}",
        "  implausible: drone launched 107108, more than 3000 in one report",
    ]


def test_json_prints_one_object_per_post(kept: Store) -> None:
    assert json.loads(run("held", "--json").stdout) == {
        "channel": "kpszsu",
        "message_id": 79455,
        "revision": 1,
        "link": POST,
        "posted": "2026-09-22T05:30:00Z",
        "held": "implausible",
        "decision": None,
        "why": [{"code": "implausible", "detail": "drone launched 107108, more than 3000 in one report"}],
    }


def test_answers_link_to_a_held_report_without_its_number(kept: Store) -> None:
    latest, night = run("latest").stdout, run("night", "2026-09-22").stdout
    assert "107108" not in (latest + night).replace(",", "")
    for told in (latest, night):
        assert "a figure we could not confirm" in told
        assert POST in told.splitlines()
    other = json.loads(run("night", "2026-09-22", "--json").stdout)["others"]
    assert [(one["reading"], one["reason"], one["post"]["url"]) for one in other] == [
        ("unreadable", "implausible", POST)
    ]
    assert "107108" not in json.dumps(other)
    side = json.loads(run("latest", "--json").stdout)["sides"]["ua_air_force"]
    assert (side["night"], side["not_confirmed"]["url"]) == ("2026-09-21", POST)


@pytest.mark.parametrize("name", ["kpszsu/79455", "@kpszsu/79455", POST, "t.me/s/kpszsu/79455"])
def test_releasing_shows_a_report_and_undoing_holds_it_again(kept: Store, name: str) -> None:
    assert run("held", "--release", name).stdout == f"{POST}\nReleased: its figures are shown from now on.\n"
    assert "107,108" in run("night", "2026-09-22").stdout
    assert run("held").stdout == "Nothing is waiting for a decision.\n"
    assert run("held", "--undo", name).stdout == f"{POST}\nUndone: it is judged as if nothing had been decided.\n"
    assert "107,108" not in run("night", "2026-09-22").stdout


def test_a_dropped_report_is_hidden_and_leaves_the_list(kept: Store) -> None:
    assert run("held", "--drop", "kpszsu/79455").stdout == f"{POST}\nDropped: nobody is shown its figures.\n"
    assert run("held").stdout == "Nothing is waiting for a decision.\n"
    assert "79455" not in run("unread").stdout
    assert "107,108" not in run("night", "2026-09-22").stdout


def test_an_edited_post_is_judged_again(kept: Store) -> None:
    run("held", "--drop", "kpszsu/79455")
    kept.write_now(
        take_in, "kpszsu", [seen(79455, "2026-09-22", air_force(date(2026, 9, 22), 108, 95), "05:50")], READER
    )
    assert "108" in run("night", "2026-09-22").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--release", "79455"), "'79455' is not a post of a known channel; give it as kpszsu/79455."),
        (("--release", "nobody/79455"), "'nobody/79455' is not a post of a known channel; give it as kpszsu/79455."),
        (("--release", "kpszsu/1"), "We don't have kpszsu/1, or it gives no figures."),
        (("--release", "kpszsu/79021"), "Nothing in kpszsu/79021 is held back."),
        (("--undo", "kpszsu/79455"), "Nothing was decided about kpszsu/79455."),
        (("--drop", "kpszsu/1", "--undo", "kpszsu/1"), "Give one of --release, --drop and --undo."),
    ],
)
def test_a_post_that_cannot_be_decided_on_is_refused_in_one_line(
    kept: Store, arguments: tuple[str, ...], said: str
) -> None:
    result = run("held", *arguments)
    assert result.exit_code != 0
    assert said in result.stderr
