"""``overnight reread``: what it prints, what it changes and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from parsers.records import Scope
from storage import Store
from storage.readings.load import Key, load_all
from tests.bot.cli.misread import NIGHT, launched
from tests.storage.builders import post


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["reread", *arguments])


def test_a_changed_reading_is_stored_and_printed_with_its_old_and_new_numbers(kept: Store) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    told = result.stdout.splitlines()
    assert told[:2] == ["night to 2026-09-22 · kpszsu/5 revision 1", "  launched shahed: 98 → 93"]
    assert "  hit sites: 14 → 9" in told
    assert not any("71 →" in line for line in told)
    assert told[-1].startswith("Figures of 1 versions changed")
    assert launched(kept) == 93


def test_a_second_run_has_nothing_to_report(kept: Store) -> None:
    run()
    result = run()
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1


def test_a_scope_changed_by_a_new_neighbour_is_stored(kept: Store) -> None:
    run()
    earlier = NIGHT.replace("08:00", "06:00")
    kept.write_now(post, "kpszsu", 4, "2026-09-22 03:20", earlier)
    run()
    keys = [Key("kpszsu", 4, 1), Key("kpszsu", 5, 1)]
    assert [one.scope for one in kept.read_now(load_all, keys).values()] == [Scope.INTERIM, Scope.NATIONAL]


def test_rereading_starts_from_a_given_post(kept: Store) -> None:
    assert run("--from", "kpszsu/6").exit_code == 0
    assert launched(kept) == 98
    assert run("--from", "@kpszsu/5").exit_code == 0
    assert launched(kept) == 93


@pytest.mark.parametrize("given", ["kpszsu", "kpszsu/x", "nobody/5", "/5"])
def test_an_invalid_post_key_is_refused_in_one_sentence(kept: Store, given: str) -> None:
    result = run("--from", given)
    assert result.exit_code == 2
    assert "give it as CHANNEL/POST" in result.stderr


def test_an_interruption_says_how_to_continue(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> list[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.reprocess.BATCH", 1)
    monkeypatch.setattr("bot.cli.reprocess.differences", interrupt)
    result = run()
    assert result.exit_code == 1
    assert "'overnight reread --from kpszsu/5' continues from here." in result.stderr
    assert launched(kept) == 93


def test_without_a_database_there_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_DATABASE", str(tmp_path / "none.db"))
    monkeypatch.chdir(tmp_path)
    result = run()
    assert result.exit_code == 1
    assert "There is no database" in result.stderr
    assert not (tmp_path / "none.db").exists()
