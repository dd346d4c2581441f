"""``overnight run`` on a file: beside other commands, damaged, readable by others."""

from __future__ import annotations

import logging
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from storage import open_store
from storage.engines.locking import only_instance
from tests.storage.damaged_pages import overwrite
from tests.storage.filled_database import filled


def run() -> Result:
    return CliRunner().invoke(main, ["run"], catch_exceptions=False)


def test_other_commands_work_beside_a_running_bot(path: Path) -> None:
    filled(path)
    with only_instance(path):
        for command in (["latest"], ["status"], ["verify"], ["backup", "b.db"]):
            assert CliRunner().invoke(main, command).exit_code == 0, command


def test_a_damaged_database_is_refused_with_the_way_out(path: Path) -> None:
    overwrite(filled(path), 9, random.Random(0))
    before = path.read_bytes()
    refused = run()
    assert refused.exit_code == 1
    assert f"Error: {path} is damaged (" in refused.stderr
    assert "'overnight restore' replaces it with a backup." in refused.stderr
    assert path.read_bytes() == before


def test_a_database_readable_by_others_causes_a_warning(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    open_store(path).close()
    path.chmod(0o644)
    with caplog.at_level(logging.WARNING):
        assert run().exit_code == 0
    assert [record.getMessage() for record in caplog.records] == [
        f"others may read {path}, and people's chats in it (its mode is 644); 'chmod 600' keeps it to you"
    ]
