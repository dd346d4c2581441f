"""Work under a lease writes nothing once the lease is another's, in whichever of its tasks."""

from __future__ import annotations

import asyncio

import pytest

from storage import Store
from storage.engines.engine import Database
from storage.errors import LeaseLostError
from storage.fleet import leases
from storage.fleet.fencing import Fence, fence_here, fenced
from storage.outbox import told_once
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")
MS = 1_800_000_000_000
FENCE = Fence("tick", "a", 1)


@pytest.fixture
def held(store: Store) -> Store:
    """A database on which the lease of FENCE stands."""
    assert store.write_now(leases.take, "tick", "a", MS) == 1
    return store


def take_over(store: Store) -> None:
    assert store.write_now(leases.take, "tick", "b", MS + 3000) == 2


def told(store: Store, about: str) -> bool:
    return not store.read_now(told_once.untold, [about])


async def test_writes_under_a_standing_lease_are_made(held: Store) -> None:
    with fenced(FENCE):
        await held.write(told_once.mark_told, "one", NOW)
        await held.write_durably(told_once.mark_told, "two", NOW)
        held.write_now(told_once.mark_told, "three", NOW)
    assert [told(held, about) for about in ("one", "two", "three")] == [True, True, True]


async def test_nothing_is_written_once_the_lease_is_lost(held: Store) -> None:
    take_over(held)
    with fenced(FENCE):
        with pytest.raises(LeaseLostError, match="Another replica has taken over 'tick'"):
            await held.write(told_once.mark_told, "one", NOW)
        with pytest.raises(LeaseLostError):
            await held.write_durably(told_once.mark_told, "two", NOW)
        with pytest.raises(LeaseLostError):
            held.write_now(told_once.mark_told, "three", NOW)
    assert [told(held, about) for about in ("one", "two", "three")] == [False, False, False]
    await held.write(told_once.mark_told, "one", NOW)
    assert told(held, "one")


async def test_tasks_that_are_started_within_are_fenced_too(held: Store) -> None:
    may_write = asyncio.Event()

    async def work() -> None:
        await may_write.wait()
        await held.write(told_once.mark_told, "one", NOW)

    with fenced(FENCE):
        task = asyncio.create_task(work())
    take_over(held)
    may_write.set()
    with pytest.raises(LeaseLostError):
        await task
    assert not told(held, "one")


async def test_reads_are_not_fenced(held: Store) -> None:
    take_over(held)
    with fenced(FENCE):
        assert await held.read(told_once.untold, ["one"]) == {"one"}


def test_the_inner_fence_counts_and_ends_with_its_block() -> None:
    other = Fence("send", "a", 4)
    with fenced(FENCE):
        with fenced(other):
            assert fence_here() == other
        with fenced(None):
            assert fence_here() is None
        assert fence_here() == FENCE
    assert fence_here() is None


def test_an_error_of_the_work_itself_is_raised_as_it_is(held: Store) -> None:
    def fails(db: Database) -> None:
        raise ValueError("odd row")

    with fenced(FENCE), pytest.raises(ValueError, match="odd row"):
        held.write_now(fails)
