"""Work under a lease runs while the lease is held, and nowhere else."""

from __future__ import annotations

import asyncio

import pytest

from bot.fleet.holding import SoleHolder
from bot.fleet.names import FOLLOW, SEND, TICK
from storage import StorageError
from storage.engines.engine import Database
from storage.errors import LeaseLostError
from storage.fleet import leases
from storage.fleet.fencing import Fence, fence_here
from storage.outbox import told_once
from tests.bot.fleet.conftest import Two
from tests.bot.fleet.seconds import eventually, settle
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")


class Job:
    """Work that goes on until it is told to end, or how to fail."""

    def __init__(self) -> None:
        self.under: list[Fence | None] = []
        self.seen: list[Fence | None] = []
        self.runs = False
        self.to_do: asyncio.Queue[Exception | None] = asyncio.Queue()

    async def __call__(self, fence: Fence | None) -> None:
        self.under.append(fence)
        self.seen.append(fence_here())
        self.runs = True
        try:
            if error := await self.to_do.get():
                raise error
        finally:
            self.runs = False


@pytest.fixture
def job() -> Job:
    return Job()


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task}, timeout=20)


async def test_work_begins_when_its_lease_is_held_within_its_fence(two: Two, job: Job) -> None:
    task = asyncio.create_task(two.a.under(TICK, job))
    await settle()
    assert not job.runs
    await two.a.renew_once()
    await settle()
    assert job.runs
    assert job.under == job.seen == [Fence("tick", "a", 1)]
    await ended(task)
    assert not job.runs


async def test_work_without_a_fence_knows_it_all_the_same(two: Two, job: Job) -> None:
    task = asyncio.create_task(two.a.under(SEND, job, fenced=False))
    await settle()
    await two.a.renew_once()
    await settle()
    assert (job.under, job.seen) == ([Fence("send", "a", 1)], [None])
    await ended(task)


async def test_of_two_replicas_one_works_and_the_other_goes_on_after_it(two: Two) -> None:
    first, second = Job(), Job()
    tasks = [asyncio.create_task(two.a.under(TICK, first)), asyncio.create_task(two.b.under(TICK, second))]
    await settle()
    await two.a.renew_once()
    await two.b.renew_once()
    await settle()
    assert (first.runs, second.runs) == (True, False)
    await ended(tasks[0])
    await two.a.give_back()
    await two.b.renew_once()
    await settle()
    assert (first.runs, second.runs) == (False, True)
    assert second.under == [Fence("tick", "b", 2)]
    await ended(tasks[1])


async def test_work_stops_when_the_lease_is_not_renewed_and_goes_on_when_it_is(
    two: Two, job: Job, caplog: pytest.LogCaptureFixture
) -> None:
    task = asyncio.create_task(two.a.under(TICK, job))
    await settle()
    await two.a.renew_once()
    await settle()
    await two.seconds.pass_(2.4)
    assert job.runs
    await two.seconds.pass_(0.1)
    assert not job.runs
    assert "this replica stops 'tick': it is not sure any more that no other does it" in caplog.messages
    await two.a.renew_once()
    await settle()
    assert job.runs
    assert job.under == [Fence("tick", "a", 1)] * 2
    await ended(task)


async def test_a_renewed_lease_lets_work_go_on_undisturbed(two: Two, job: Job) -> None:
    task = asyncio.create_task(two.a.under(TICK, job))
    await settle()
    for _ in range(10):
        await two.a.renew_once()
        await two.seconds.pass_(1.0)
    assert (job.runs, len(job.under)) == (True, 1)
    await ended(task)


async def test_a_woken_replica_stops_and_waits_while_another_works(two: Two, job: Job) -> None:
    other = Job()
    tasks = [asyncio.create_task(two.a.under(TICK, job)), asyncio.create_task(two.b.under(TICK, other))]
    await settle()
    await two.a.renew_once()
    await settle()
    two.seconds.freeze(20)
    await two.b.renew_once()
    await settle()
    assert other.runs
    await two.a.renew_once()
    await two.seconds.pass_(0)
    assert (job.runs, other.runs) == (False, True)
    for task in tasks:
        await ended(task)


async def test_work_that_is_refused_because_the_lease_is_lost_waits(two: Two) -> None:
    begun: list[int] = []

    async def write(fence: Fence | None) -> None:
        assert fence
        begun.append(fence.epoch)
        await may_write.wait()
        await two.store.write(told_once.mark_told, f"epoch {fence.epoch}", NOW)

    may_write = asyncio.Event()
    task = asyncio.create_task(two.a.under(TICK, write))
    await settle()
    await two.a.renew_once()
    await settle()
    two.b.want(TICK)
    two.seconds.now += 3  # nobody has told replica a yet
    await two.b.renew_once()
    two.seconds.now -= 3
    may_write.set()
    await eventually(lambda: two.a.fence(TICK) is None)  # the database has refused it
    assert two.store.read_now(told_once.untold, ["epoch 1"]) == {"epoch 1"}
    assert not task.done()
    await two.b.give_back()
    await two.a.renew_once()
    await asyncio.wait_for(task, 20)
    assert begun == [1, 3]
    assert two.store.read_now(told_once.untold, ["epoch 3"]) == set()


async def test_an_error_of_the_work_is_raised(two: Two, job: Job) -> None:
    task = asyncio.create_task(two.a.under(TICK, job))
    await settle()
    await two.a.renew_once()
    job.to_do.put_nowait(ValueError("odd row"))
    with pytest.raises(ValueError, match="odd row"):
        await asyncio.wait_for(task, 20)


async def test_work_that_ends_by_itself_is_not_begun_again(two: Two, job: Job) -> None:
    task = asyncio.create_task(two.a.under(TICK, job))
    await settle()
    await two.a.renew_once()
    job.to_do.put_nowait(None)
    await asyncio.wait_for(task, 20)
    assert len(job.under) == 1


def away(two: Two) -> StorageError:
    return StorageError(two.store.location, "the server is restarted")


def unanswered(db: Database, *args: object) -> None:
    raise StorageError(db.location, "the server is restarted")


@pytest.mark.parametrize("grouped", [False, True])
async def test_while_the_database_does_not_answer_work_waits(two: Two, job: Job, grouped: bool) -> None:
    task = asyncio.create_task(two.a.under(FOLLOW, job))
    await settle()
    await two.a.renew_once()
    job.to_do.put_nowait(ExceptionGroup("followers", [away(two)]) if grouped else away(two))
    await settle()
    await two.seconds.pass_(3.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leases, "renew", unanswered)
        with pytest.raises(StorageError):
            await two.a.renew_once()
    await settle()
    assert (job.runs, task.done()) == (False, False)
    await two.a.renew_once()
    await settle()
    assert (job.runs, len(job.under)) == (True, 2)
    await ended(task)


async def test_an_error_of_a_database_that_answers_is_raised(two: Two, job: Job) -> None:
    task = asyncio.create_task(two.a.under(TICK, job))
    await settle()
    await two.a.renew_once()
    job.to_do.put_nowait(away(two))
    await settle()
    assert not task.done()
    await two.seconds.pass_(1.0)
    await two.a.renew_once()
    with pytest.raises(StorageError, match="the server is restarted"):
        await asyncio.wait_for(task, 20)


async def test_damage_is_raised_at_once(two: Two, job: Job) -> None:
    task = asyncio.create_task(two.a.under(TICK, job))
    await settle()
    await two.a.renew_once()
    job.to_do.put_nowait(StorageError(two.store.location, "damaged", is_broken=True))
    with pytest.raises(StorageError, match="damaged"):
        await asyncio.wait_for(task, 20)


async def test_who_waits_gives_signs_of_life(two: Two, job: Job) -> None:
    signs: list[float] = []
    task = asyncio.create_task(two.a.under(TICK, job, waits=lambda: signs.append(two.seconds())))
    await settle()
    for _ in range(3):
        await two.seconds.pass_(15.0)
    assert signs == [1000.0, 1015.0, 1030.0, 1045.0]
    await ended(task)


async def test_what_takes_its_time_to_end_is_waited_for(two: Two) -> None:
    ends = asyncio.Event()
    begun: list[int] = []

    async def finishing(fence: Fence | None) -> None:
        begun.append(1)
        try:
            await asyncio.Event().wait()
        finally:
            await ends.wait()

    task = asyncio.create_task(two.a.under(TICK, finishing))
    await settle()
    await two.a.renew_once()
    await settle()
    await two.seconds.pass_(2.5)
    await two.a.renew_once()
    await settle()
    assert len(begun) == 1
    ends.set()
    await settle()
    assert len(begun) == 2
    await ended(task)


async def test_an_error_of_work_that_is_stopped_is_logged_and_not_raised(
    two: Two, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(fence: Fence | None) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise ValueError("odd row")

    task = asyncio.create_task(two.a.under(TICK, fails))
    await settle()
    await two.a.renew_once()
    await settle()
    await two.seconds.pass_(2.5)
    assert "'tick' failed when it was stopped" in caplog.messages
    assert not task.done()
    await ended(task)


async def test_a_lost_lease_within_several_errors_is_no_fault(two: Two, job: Job) -> None:
    task = asyncio.create_task(two.a.under(FOLLOW, job))
    await settle()
    await two.a.renew_once()
    lost = LeaseLostError(two.store.location, FOLLOW)
    job.to_do.put_nowait(ExceptionGroup("followers", [lost, ValueError("cut off")]))
    await settle()
    assert not task.done()
    await two.a.renew_once()
    await settle()
    assert (job.runs, len(job.under)) == (True, 2)
    await ended(task)


async def test_a_bot_alone_holds_everything_and_works_at_once(job: Job) -> None:
    sole = SoleHolder()
    assert (sole.replica, sole.held(SEND), sole.fence(SEND), sole.elsewhere()) == (None, True, None, {})
    async with sole.at_work():
        task = asyncio.create_task(sole.under(SEND, job))
        await settle()
        assert (job.under, job.seen) == ([None], [None])
        job.to_do.put_nowait(None)
        await asyncio.wait_for(task, 20)
        await sole.give_back()
        assert sole.held(SEND)
