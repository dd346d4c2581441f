"""``overnight run``: what it refuses before it connects to anything."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from storage.engines.locking import only_instance


def run() -> Result:
    return CliRunner().invoke(main, ["run"], catch_exceptions=False)


def test_a_second_bot_on_a_database_exits_with_a_message_and_changes_nothing(path: Path) -> None:
    with only_instance(path):
        refused = run()
    assert refused.exit_code == 1
    assert refused.stderr == (
        f"Error: Another overnight runs on {path} (or restores it); only one may at a time. Stop that one first.\n"
    )
    assert not path.exists()
    assert run().exit_code == 0


def test_a_second_process_exits_with_an_error_instead_of_waiting(path: Path) -> None:
    with only_instance(path):
        began = time.perf_counter()
        second = subprocess.run([sys.executable, "-m", "bot", "run"], capture_output=True, text=True, check=False,
                                cwd=Path(__file__).parents[3])  # fmt: skip
        took = time.perf_counter() - began
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith("Error: Another overnight runs on ")
    assert took < 30, "bound for a busy machine; the proof of two seconds is in tests/proofs/trust_backup.py"


def test_an_impossible_backup_folder_prevents_the_start(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path.parent / "file").write_text("")
    monkeypatch.setenv("OVERNIGHT_BACKUP_DIR", str(path.parent / "file" / "backups"))
    refused = run()
    assert refused.exit_code == 1
    assert "Cannot write backups to" in refused.stderr
    monkeypatch.setenv("OVERNIGHT_BACKUP_DIR", str(path.parent / "backups"))
    assert run().exit_code == 0
    assert (path.parent / "backups").is_dir()
