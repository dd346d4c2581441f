"""The daily backup of a running bot."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.operate.alerts import Alerts
from bot.operate.daily_backup import backed_up, daily_backup
from storage import StorageError
from storage.backup import Backup
from tests.storage.filled_database import filled

NIGHT = datetime(2026, 11, 29, 3, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "overnight.db", alerts=0, people=0)


async def test_one_backup_a_day_is_made_and_the_newest_days_are_kept(path: Path, tmp_path: Path) -> None:
    for day in range(4):
        await daily_backup(path, tmp_path / "backups", NIGHT + timedelta(days=day), keep_days=2)
    assert sorted(one.name for one in (tmp_path / "backups").iterdir()) == [
        "overnight-2026-12-01T030000Z.db",
        "overnight-2026-12-02T030000Z.db",
    ]


async def test_a_backup_does_not_block_the_event_loop_and_cancelling_ends_it(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def slow(*_: object, stopped: Callable[[], bool], **__: object) -> Backup:
        loop.call_soon_threadsafe(begun.set)
        while not stopped():
            pass
        ended.set()
        raise StorageError(path, "stopped")

    monkeypatch.setattr("bot.operate.daily_backup.back_up_dated", slow)
    making = asyncio.create_task(daily_backup(path, tmp_path, NIGHT))
    await begun.wait()
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert await asyncio.to_thread(ended.wait, 30)


@pytest.fixture
def damaged(path: Path, tmp_path: Path) -> Path:
    """The same with a page overwritten."""
    whole = path.read_bytes()
    damaged = tmp_path / "damaged" / "overnight.db"
    damaged.parent.mkdir()
    damaged.write_bytes(whole[:8192] + os.urandom(4096) + whole[12288:])
    return damaged


async def test_a_failing_backup_alerts_once_and_its_recovery_once(path: Path, damaged: Path, tmp_path: Path) -> None:
    told: list[str] = []

    async def tell(sentence: str) -> None:
        told.append(sentence)

    alerts = Alerts([tell])
    for day, source in enumerate((damaged, damaged, path)):
        await backed_up(source, tmp_path / "backups", NIGHT + timedelta(days=day), alerts)
    assert len(told) == 2
    assert told[0].startswith(f"The daily backup failed: {damaged} is damaged (")
    assert told[1] == f"The daily backup was made: {tmp_path / 'backups'}/overnight-2026-12-01T030000Z.db."
