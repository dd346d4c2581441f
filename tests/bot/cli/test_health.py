"""``overnight health``: judges a bot from another process by what it left in the database."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from bot.cli import main
from bot.operate.pulses import Pulses
from bot.operate.signs import keep_once
from storage import Store
from storage.channels import cursors
from storage.chats import chats
from storage.fleet import leases
from storage.outbox import deliveries, notices
from storage.outbox.deliveries import DeliveryKind, Owed
from tests.storage.builders import at, followed

NOW = at("2026-09-22 06:00")
TASKS = ("sender", "updates", "tick", "follow @kpszsu", "follow @mod_russia", "pictures")


@pytest.fixture
def kept(database: Store) -> Store:
    """A database in which both channels were read a minute ago."""
    for channel in ("kpszsu", "mod_russia"):
        database.write_now(followed, channel, "2026-09-22 05:59")
    return database


class Machine:
    """The pulses of a bot whose tasks got on so many seconds before it wrote them down."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.pulses = Pulses(lambda: NOW + timedelta(days=300), lambda: self.seconds)

    async def wrote(self, store: Store, seconds_ago: float, ages: dict[str, float] | None = None) -> None:
        known = dict.fromkeys(TASKS, 5.0) | {"store": 30.0} | (ages or {})
        for task, age in sorted(known.items(), key=lambda one: -one[1]):
            self.seconds = 10_000 - age
            self.pulses.beat(task)
        self.seconds = 10_000
        await keep_once(store, self.pulses, NOW - timedelta(seconds=seconds_ago))


@pytest.fixture
def machine() -> Machine:
    return Machine()


def run(*arguments: str) -> Result:
    with time_machine.travel(NOW, tick=False):
        return CliRunner().invoke(main, ["health", *arguments], catch_exceptions=False)


def test_a_bot_that_never_ran_is_unhealthy(kept: Store) -> None:
    result = run()
    assert result.exit_code == 1
    assert result.stdout == "The bot is not running: it never did on this database.\n"


async def test_a_working_bot_is_healthy(kept: Store, machine: Machine) -> None:
    await machine.wrote(kept, seconds_ago=119)
    result = run()
    assert (result.exit_code, result.stdout) == (0, "All is well.\n")


async def test_a_bot_without_a_heartbeat_for_two_minutes_is_not_running(kept: Store, machine: Machine) -> None:
    await machine.wrote(kept, seconds_ago=185, ages={"sender": 4000})
    result = run()
    assert result.exit_code == 1
    assert result.stdout == "The bot is not running: its last sign of life is 3 min old.\n"


async def test_each_dead_task_gets_a_sentence(kept: Store, machine: Machine) -> None:
    await machine.wrote(kept, 40, {"updates": 230, "sender": 380})
    machine.pulses.failed("sender", "an odd answer.")
    await keep_once(kept, machine.pulses, NOW)
    result = run()
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "The sender made no progress for 6 min: an odd answer.",
        "The receiver of updates made no progress for 3 min.",
    ]


async def test_a_channel_that_is_not_read_is_reported_with_the_reason(kept: Store, machine: Machine) -> None:
    await machine.wrote(kept, 10, {"follow @kpszsu": 800})
    kept.write_now(followed, "kpszsu", "2026-09-22 05:45")
    kept.write_now(cursors.record_failure, "kpszsu", NOW, "the preview host answers 503.")
    assert run().stdout == "@kpszsu was not read for 13 min: the preview host answers 503.\n"


async def test_a_channel_read_by_another_program_is_healthy(kept: Store, machine: Machine) -> None:
    await machine.wrote(kept, 10, {"follow @kpszsu": 8000})
    assert run().exit_code == 0


async def test_paused_parts_and_queued_messages_are_notes(kept: Store, machine: Machine) -> None:
    await machine.wrote(kept, 10)
    kept.write_now(followed, "kpszsu", "2026-09-21 05:45")
    kept.write_now(cursors.pause, "kpszsu", "operator: a test")
    kept.write_now(notices.halt_sending, NOW)
    kept.write_now(chats.remember, 7, "en", NOW)
    owed = [Owed(f"digest:7:{n}", DeliveryKind.DIGEST, 7, None, "text") for n in range(2)]
    kept.write_now(deliveries.enqueue, owed, at("2026-09-22 05:30"))
    result = run()
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "All is well.",
        "@kpszsu is paused by the operator.",
        "2 deliveries wait to be sent, the oldest for 30 min.",
        "Sending is stopped by the operator.",
    ]


async def test_the_json_output_has_the_ages(kept: Store, machine: Machine) -> None:
    await machine.wrote(kept, 10, {"tick": 300})
    result = run("--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "ok": False,
        "faults": ["The look at what is due made no progress for 5 min."],
        "notes": [],
        "age_seconds": {
            "poll": {"kpszsu": 5, "mod_russia": 5},
            "pictures": 5,
            "sender": 5,
            "store": 10,
            "tick": 300,
            "updates": 5,
        },
        "waiting": 0,
        "oldest_waiting_seconds": None,
        "telegram_wait_seconds": 0,
    }


async def test_a_token_in_an_error_is_never_stored(kept: Store, machine: Machine) -> None:
    token = "123456789:" + "A" * 35
    await machine.wrote(kept, 40)
    machine.pulses.failed("sender", f"https://api.telegram.org/bot{token}/getMe answers oddly")
    await keep_once(kept, machine.pulses, NOW)
    written = kept.read_now(lambda db: db.execute("SELECT error FROM pulses WHERE task = 'sender'").fetchone())
    assert written == ("https://api.telegram.org/bot<token>/getMe answers oddly",)


def test_health_creates_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run()
    assert (result.exit_code, result.stdout) == (1, "There is no database at overnight.db.\n")
    assert json.loads(run("--json").stdout)["faults"] == ["There is no database at overnight.db."]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_a_database_is_reported_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "overnight.db").write_bytes(b"no database at all" * 100)
    result = run()
    assert (result.exit_code, result.stdout) == (1, "overnight.db cannot be read: file is not a database.\n")


async def test_replicas_and_what_they_do_are_notes(kept: Store, machine: Machine) -> None:
    await machine.wrote(kept, seconds_ago=10)
    with time_machine.travel(NOW, tick=False):
        kept.write_now(lambda db: leases.take(db, "send", "web1-3f9a1c", db.milliseconds()) and None)
    result = run()
    assert (result.exit_code, result.stdout) == (0, "All is well.\nReplica web1-3f9a1c does: send.\n")
