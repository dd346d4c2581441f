"""Of all readers that run only the newest reads again, and again whenever another came or went."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.fleet.rereading import Rereading
from storage import StorageError
from storage.fleet import readers
from tests.bot.fleet.conftest import Two
from tests.bot.fleet.seconds import eventually, settle
from tests.bot.talking import Moment
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")
MINUTE = timedelta(minutes=1)


class Version:
    """A version of the program on one replica: how often it has read again, and whether it may go on."""

    def __init__(self, two: Two, replica: str, reader: str, moment: Moment) -> None:
        self.read = 0
        self.asked: list[bool] = []
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        keeper = two.a if replica == "a" else two.b
        self.one = Rereading(two.store, keeper, reader, moment, self._read_again, lambda: None)
        self.keeper = keeper

    async def _read_again(self, may_go_on: Callable[[], Awaitable[bool]]) -> None:
        self.read += 1
        await self.goes_on.wait()
        self.asked.append(await may_go_on())

    async def once(self) -> None:
        """Look once, renewing leases for as long as that takes."""
        looking = asyncio.create_task(self.one.once())
        async with asyncio.timeout(20):
            while not looking.done():
                await settle()
                await self.keeper.renew_once()
        await looking


@pytest.fixture
def moment() -> Moment:
    return Moment(NOW)


async def test_a_reader_alone_reads_once(two: Two, moment: Moment) -> None:
    old = Version(two, "a", "old", moment)
    for _ in range(3):
        await old.once()
        moment.now += MINUTE
    assert (old.read, old.asked) == (1, [True])


async def test_a_newer_reader_reads_again_and_the_older_one_does_not(two: Two, moment: Moment) -> None:
    old, new = Version(two, "a", "old", moment), Version(two, "b", "new", moment)
    await old.once()
    moment.now += MINUTE
    for _ in range(3):
        await new.once()
        await old.once()
        moment.now += MINUTE
    assert (old.read, new.read) == (1, 1)


async def test_the_newest_reads_again_when_the_older_one_has_gone(two: Two, moment: Moment) -> None:
    """What the older one took in meanwhile it had read its own way."""
    old, new = Version(two, "a", "old", moment), Version(two, "b", "new", moment)
    await old.once()
    moment.now += MINUTE
    await new.once()
    moment.now += 9 * MINUTE
    await new.once()
    assert new.read == 1
    moment.now += MINUTE
    await new.once()
    assert new.read == 2


async def test_an_older_version_that_is_brought_back_reads_again_once_the_newer_one_has_gone(
    two: Two, moment: Moment
) -> None:
    old, new = Version(two, "a", "old", moment), Version(two, "b", "new", moment)
    await old.once()
    moment.now += MINUTE
    await new.once()
    await old.once()
    moment.now += 11 * MINUTE
    await old.once()
    assert (old.read, new.read) == (2, 1)


async def test_whoever_is_reading_learns_that_a_newer_reader_has_come(two: Two, moment: Moment) -> None:
    old = Version(two, "a", "old", moment)
    old.goes_on.clear()
    reading = asyncio.create_task(old.once())
    await eventually(lambda: old.read)
    await two.store.write(readers.record, "new", NOW + MINUTE)
    old.goes_on.set()
    await reading
    assert old.asked == [False]


async def test_two_replicas_of_one_version_read_again_one_after_another(two: Two, moment: Moment) -> None:
    first, second = Version(two, "a", "new", moment), Version(two, "b", "new", moment)
    for one in (first, second):
        one.goes_on.clear()
    tasks = [asyncio.create_task(one.once()) for one in (first, second)]
    await eventually(lambda: first.read or second.read)
    await settle()
    assert first.read + second.read == 1
    for one in (first, second):
        one.goes_on.set()
    await asyncio.wait_for(asyncio.gather(*tasks), 20)
    assert (first.read, second.read) == (1, 1)
    assert (two.a.role().holds, two.b.role().holds) == ((), ())


async def test_a_database_that_is_away_is_no_failure(two: Two, moment: Moment, monkeypatch: pytest.MonkeyPatch) -> None:
    signs: list[int] = []
    one = Rereading(two.store, two.a, "old", moment, lambda _: asyncio.sleep(0), lambda: signs.append(1))

    def away(*_args: object) -> None:
        raise StorageError(two.store.location, "the server is restarted")

    monkeypatch.setattr(readers, "record", away)
    going = asyncio.create_task(one.forever(two.seconds.sleep))
    await eventually(lambda: len(signs) == 1)
    await settle()
    await two.seconds.pass_(60)
    await eventually(lambda: len(signs) == 2)
    assert not going.done()
    going.cancel()
    await asyncio.wait({going})
