"""Backups while another process writes as fast as it can, each restored on an empty machine. Run by ``make trust``.

A restored one must give the answers of a database that nobody disturbed after as many writes, and miss no write that
was committed before the backup began. Besides: how soon a second bot on a database gives up.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

from storage import open_store
from storage.engines.locking import only_instance
from tests.storage.damaged_pages import kept_rows
from tests.storage.filled_database import filled, how_many_more, one_more, replayed

ROUNDS = 6
ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAE" + "x" * 32  # nosec: invented


def overnight(database: Path, *arguments: str) -> str:
    """What a command prints that must succeed."""
    done = _run(database, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _run(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"OVERNIGHT_DATABASE": str(database), "OVERNIGHT_BOT_TOKEN": TOKEN}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


def answers(database: Path, folder: Path) -> list[object]:
    """What people are told by a database, and what is exported from it."""
    asked = (["latest"], ["night", "2025-05-20"], ["night", "2026-10-06", "--json"], ["status"], ["gaps"], ["unread"])
    export = folder / f"{database.parent.name}.json"
    overnight(database, "export", "json", "--output", str(export))
    exported = json.loads(export.read_text())
    newest = json.loads(overnight(database, "latest", "--json"))
    del exported["created"], newest["as_of"]  # the clock
    told = [overnight(database, *question).replace(str(database), "") for question in asked]
    return [*told, newest, exported]


def write(database: Path) -> None:
    """Write for ever, and tell the number of each write once it is committed."""
    with open_store(database) as store:
        for number in count(1):
            store.write_now(one_more, number)
            print(number, flush=True)


def test_backups_under_full_load_are_restored_to_the_same_answers(tmp_path: Path) -> None:
    rounds = [_one_round(tmp_path / f"round-{number}", 10 + 40 * number) for number in range(ROUNDS)]
    for before, held, after, seconds in rounds:
        print(
            f"\n{before} writes committed before, {held} in the backup, {after} when it was made ({seconds:.1f} s)",
            end="",
        )
    print(f"\n{ROUNDS} backups under load: none missed a write, each gave the answers of an undisturbed one")


def _one_round(folder: Path, writes: int) -> tuple[int, int, int, float]:
    """How many writes were committed before a backup, are in it, and were committed when it was made; its seconds."""
    for name in ("live", "empty", "undisturbed"):
        (folder / name).mkdir(parents=True)
    live, backup, restored = folder / "live" / "a.db", folder / "backup.db", folder / "empty" / "a.db"
    filled(live)
    told = folder / "committed"
    with told.open("w") as out, subprocess.Popen(
        [sys.executable, "-m", "tests.proofs.trust_backup", str(live)], cwd=ROOT, stdout=out
    ) as writer:  # fmt: skip
        while (before := _committed(told)) < writes:
            assert writer.poll() is None
            time.sleep(0.01)
        began = time.perf_counter()
        overnight(live, "backup", str(backup))
        seconds, after = time.perf_counter() - began, _committed(told)
        writer.kill()
    overnight(restored, "restore", str(backup))
    held = how_many_more(restored)
    assert before <= held <= after + 1
    undisturbed = replayed(folder / "undisturbed" / "a.db", held)
    assert kept_rows(restored) == kept_rows(undisturbed)
    assert answers(restored, folder) == answers(undisturbed, folder)
    assert "a.db is intact" in overnight(restored, "verify")
    return before, held, after, seconds


def _committed(told: Path) -> int:
    """The last whole number in what a writer told."""
    lines = told.read_text().split("\n")[:-1]
    return int(lines[-1]) if lines else 0


def test_a_second_bot_on_a_database_ends_within_two_seconds(tmp_path: Path) -> None:
    database = filled(tmp_path / "overnight.db")
    overnight(database, "--version")  # what is compiled once is compiled
    with only_instance(database):
        began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        second = _run(database, "run")
        seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    own = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert second.returncode == 1
    assert second.stderr.startswith("Error: Another overnight runs on ")
    print(f"\na second bot ended after {seconds:.1f} s, {own:.1f} s of them its own: {second.stderr.strip()}")
    assert own < 2, "whatever else this machine does"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
