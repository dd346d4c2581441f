"""``overnight reread --diff``, which reads a copy of the file."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from parsers.records import Unreadable
from storage import Store
from tests.bot.cli.misread import launched
from tests.storage.builders import reading


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["reread", *arguments])


def test_diff_prints_the_changes_stores_nothing_and_exits_with_3(kept: Store) -> None:
    result = run("--diff")
    assert result.exit_code == 3
    assert "  launched shahed: 98 → 93" in result.stdout
    assert launched(kept) == 98
    assert run("--diff").stdout == result.stdout


def test_a_failed_temporary_copy_is_reported_in_a_sentence(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.reprocess.TemporaryDirectory", lambda prefix: nullcontext("no such folder"))
    result = run("--diff")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Cannot copy the database: no such folder")


def test_a_report_that_became_readable_is_printed_figure_by_figure(kept: Store) -> None:
    kept.write_now(reading, "kpszsu", 5, Unreadable("no_window"))
    told = run("--diff").stdout.splitlines()
    assert told[0] == "night to 2026-09-22 · kpszsu/5 revision 1"
    assert "  reading: unreadable (no_window) → tally" in told
    assert "  window: nothing → 2026-09-21 18:00 to 2026-09-22 08:00" in told
    assert "  launched shahed: nothing → 93" in told


def test_nothing_is_told_twice(kept: Store) -> None:
    run()
    result = run("--diff")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
