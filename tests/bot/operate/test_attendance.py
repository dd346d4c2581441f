"""Each replica tells that it runs; that the database is away is told once, by one of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.fleet.holding import SoleHolder
from bot.operate.alerts import Alerts
from bot.operate.attendance import SILENT, Attendance
from storage import StorageError, Store
from storage.fleet import presses, readers
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")


class Replica(SoleHolder):
    """A replica whose database has been silent for so long."""

    replica = "a"


class Scene:
    """One replica, what its operators were told, and how often it looked after itself."""

    def __init__(self, store: Store, *, tells: bool = True) -> None:
        self.told: list[str] = []
        self.looked = 0
        self.holding = Replica()
        self.one = Attendance(
            store, self.holding, "r1", lambda: NOW,
            alerts=Alerts([self._tell]), look_after=self._look, may_tell=lambda: tells,
        )  # fmt: skip

    async def _tell(self, sentence: str) -> None:
        self.told.append(sentence)

    async def _look(self) -> None:
        self.looked += 1


async def test_a_replica_records_its_reader_and_looks_after_itself(store: Store) -> None:
    scene = Scene(store)
    store.write_now(presses.press_once, 7, "5 1:day", NOW - timedelta(seconds=61), timedelta(seconds=3))
    await scene.one.once()
    assert store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM presses").fetchone()) == (0,)
    assert store.read_now(readers.running, NOW) == ["r1"]
    assert (scene.looked, scene.told) == (1, [])


async def test_a_database_silent_for_a_minute_is_reported_once_until_it_answers(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene(store)

    def away(*_args: object) -> None:
        raise StorageError(store.location, "the server is restarted")

    with monkeypatch.context() as patch:
        patch.setattr(readers, "record", away)
        for seconds in (59.9, 60.0, 80.0):
            scene.holding.silent_for = seconds
            await scene.one.once()
    assert (scene.told, scene.looked) == ([SILENT], 3)
    scene.holding.silent_for = 0.5
    await scene.one.once()
    assert scene.told == [SILENT, "The database answers again."]


async def test_of_several_replicas_the_one_that_tells_reports_it(store: Store) -> None:
    scene = Scene(store, tells=False)
    scene.holding.silent_for = 100.0
    await scene.one.once()
    assert scene.told == []
