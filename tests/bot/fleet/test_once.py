"""An update is taken by one replica, and none is lost while the database is away."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

import pytest

from bot.fleet import once
from bot.fleet.once import NotTakenError, Once
from storage import StorageError, Store
from storage.fleet import updates
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")


class Rests:
    """What was waited for, in seconds; nothing waits."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def rests() -> Rests:
    return Rests()


def now() -> datetime:
    return NOW


def failing(monkeypatch: pytest.MonkeyPatch, store: Store, times: int) -> None:
    """The database does not answer so often."""
    genuine, left = updates.take_once, [times]

    def take(db: Any, *args: Any) -> bool:
        if left[0]:
            left[0] -= 1
            raise StorageError(store.location, "the connection was lost")
        return genuine(db, *args)

    monkeypatch.setattr(updates, "take_once", take)


async def test_an_update_is_put_once_whoever_takes_it(store: Store, rests: Rests) -> None:
    put: list[str] = []
    a, b = Once(store, now, rests), Once(store, now, rests)
    async with a.at_work(), b.at_work():
        for one, name in ((b, "b"), (a, "a"), (b, "b")):
            await one.take(7, lambda name=name: put.append(name))  # type: ignore[misc]
    assert put == ["b"]


async def test_a_database_that_comes_back_soon_is_waited_for(
    store: Store, rests: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[int] = []
    failing(monkeypatch, store, 3)
    await Once(store, now, rests).take(7, lambda: put.append(7))
    assert (put, rests.seconds) == ([7], [0.2, 0.5, 1.0])


async def test_an_update_that_was_recorded_although_no_answer_came_is_put(
    store: Store, rests: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[int] = []
    genuine, left = Store.write, [1]

    async def lost(one: Store, *args: Any, **kwargs: Any) -> Any:
        result = await genuine(one, *args, **kwargs)
        if left and left.pop():
            raise StorageError(store.location, "the connection was lost")
        return result

    monkeypatch.setattr(Store, "write", lost)
    await Once(store, now, rests).take(7, lambda: put.append(7))
    assert (put, rests.seconds) == ([7], [0.2])


async def test_while_the_database_is_away_telegram_is_to_send_the_update_again(
    store: Store, rests: Rests, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[int] = []
    failing(monkeypatch, store, 7)
    with pytest.raises(NotTakenError):
        await Once(store, now, rests).take(7, lambda: put.append(7))
    assert (put, sum(rests.seconds)) == ([], 7.7)
    await Once(store, now, rests).take(7, lambda: put.append(7))
    assert put == [7]


async def test_an_update_that_is_being_taken_is_put_even_if_nobody_waits_for_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poller that loses its turn is cancelled; the update is recorded by then, and would come to nobody else."""
    put, recording = asyncio.Event(), asyncio.Event()
    genuine = Store.write

    async def slow(one: Store, *args: Any, **kwargs: Any) -> Any:
        taken = await genuine(one, *args, **kwargs)
        recording.set()
        await asyncio.sleep(0)
        return taken

    monkeypatch.setattr(Store, "write", slow)
    taking = asyncio.create_task(Once(store, now).take(7, put.set))
    await recording.wait()
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)
    async with asyncio.timeout(20):
        await put.wait()


async def test_a_press_is_the_first_one_for_some_seconds(store: Store) -> None:
    one = Once(store, now)
    assert await one.is_first_press(7, "5 1:day", 3.0)
    assert not await one.is_first_press(7, "5 1:day", 3.0)
    assert await one.is_first_press(8, "5 1:day", 3.0)


def test_a_server_that_is_restarted_is_waited_for_longer_than_that_takes() -> None:
    assert sum(once.RESTS) > 5
