"""Whoever runs the bot on a file needs nothing of PostgreSQL's, and loads nothing of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# What a bot on a file does at its start; then what it has loaded. Nothing of psycopg may be found by it.
START = """
import sys
from pathlib import Path
sys.modules.update(dict.fromkeys(["psycopg", "psycopg_pool"] if sys.argv[2] == "without" else []))
import bot.app, bot.run
from storage import open_store
open_store(Path(sys.argv[1])).close()
loaded = [name for name in sys.modules if name.startswith(("psycopg", "storage.engines.postgres"))]
print(*(name for name in loaded if sys.modules[name] is not None))
"""


def start(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, "-c", START, str(folder / "overnight.db"), how]
    return subprocess.run(arguments, capture_output=True, text=True, check=False)


def test_a_bot_on_a_file_loads_nothing_of_postgresql(tmp_path: Path) -> None:
    done = start(tmp_path, "with")
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr


def test_a_bot_on_a_file_starts_where_the_extra_is_not_installed(tmp_path: Path) -> None:
    done = start(tmp_path, "without")
    assert done.returncode == 0, done.stderr


def test_an_address_without_the_extra_is_answered_with_what_to_install(tmp_path: Path) -> None:
    asked = """
import sys
sys.modules["psycopg"] = None
from bot.cli import main
sys.argv = ["overnight", "latest"]
main()
"""
    environment = {"OVERNIGHT_DATABASE": "postgresql://bot:hunter2@127.0.0.1:9/overnight", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False, cwd=tmp_path,
        env=environment | {"PYTHONPATH": ":".join(path for path in sys.path if path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "pip install overnight[fleet]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr
