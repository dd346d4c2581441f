"""Publishing that is killed at ten random moments leaves only whole files, and ends with the same bytes."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.benchmarks.long_history import fill
from tests.bot.publish.publishing import contents
from tests.bot.publish.test_publishing import is_ours

KILLS = 10
NIGHTS = 400


def command(database: Path, folder: Path) -> list[str]:
    return [sys.executable, "-m", "bot.publish", "--database", str(database), "--dir", str(folder)]


def whole(folder: Path) -> int:
    """Check that every published file is whole; return how many there are."""
    number = 0
    for path in folder.rglob("*"):
        if not path.is_file() or is_ours(str(path.relative_to(folder))):
            continue
        content, number = path.read_bytes(), number + 1
        if path.suffix == ".json":
            json.loads(content)
        elif path.suffix == ".html":
            assert content.rstrip().endswith(b"</html>"), path
        elif path.suffix == ".csv":
            assert content.endswith(b"\n"), path
        elif path.suffix == ".png":
            assert content.endswith(b"IEND\xaeB`\x82"), path
    return number


def test_ten_kills(tmp_path: Path) -> None:
    database, folder, untouched = (tmp_path / name for name in ("overnight.db", "public", "untouched"))
    fill(database, NIGHTS, datetime.now(UTC).date() - timedelta(days=1))
    began = time.monotonic()
    subprocess.run(command(database, untouched), check=True)
    takes = time.monotonic() - began
    chance = random.Random(13)
    for number in range(KILLS):
        process = subprocess.Popen(command(database, folder))
        time.sleep(0.4 + chance.random() * takes / 4)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        print(f"kill {number + 1}: {whole(folder)} whole files")
    subprocess.run(command(database, folder), check=True)
    assert contents(folder) == contents(untouched)
