"""A replica holds a lease from its first renewal until shortly before another may take it."""

from __future__ import annotations

import asyncio

import pytest

from bot.fleet.names import SEND, TICK
from storage import StorageError, Store
from storage.fleet import leases
from storage.fleet.fencing import Fence
from tests.bot.fleet.conftest import Two
from tests.bot.fleet.seconds import Seconds, eventually, settle


async def test_nothing_is_held_before_the_first_renewal(two: Two) -> None:
    two.a.want(SEND)
    assert not two.a.held(SEND)
    assert two.a.fence(SEND) is None
    await two.a.renew_once()
    assert two.a.held(SEND)
    assert two.a.fence(SEND) == Fence("send", "a", 1)
    assert not two.a.held(TICK)


async def test_of_two_replicas_one_holds_a_lease_and_the_other_knows_it(two: Two) -> None:
    for one in (two.a, two.b):
        one.want(SEND, TICK)
        await one.renew_once()
    assert [two.a.held(SEND), two.b.held(SEND)] == [True, False]
    assert (two.a.elsewhere(), two.b.elsewhere()) == ({}, {"send": "a", "tick": "a"})


async def test_a_lease_is_believed_in_for_two_and_a_half_seconds(two: Two) -> None:
    two.a.want(SEND)
    await two.a.renew_once()
    two.seconds.now += 2.49
    assert two.a.held(SEND)
    two.seconds.now += 0.01
    assert not two.a.held(SEND)
    await two.a.renew_once()
    assert two.a.held(SEND)
    assert two.a.fence(SEND) == Fence("send", "a", 1)


async def test_the_belief_counts_from_before_the_renewal_was_made(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database may have taken its time: the lease lasts from some moment within."""
    two.a.want(SEND)
    write = Store.write

    async def slow(store: Store, *args: object, **kwargs: object) -> object:
        result: object = await write(store, *args, **kwargs)  # type: ignore[arg-type]
        two.seconds.now += 2.0
        return result

    monkeypatch.setattr(Store, "write", slow)
    await two.a.renew_once()
    assert two.a.held(SEND)
    two.seconds.now += 0.5
    assert not two.a.held(SEND)


async def test_a_replica_that_was_frozen_knows_at_once_that_it_holds_nothing(two: Two) -> None:
    for one in (two.a, two.b):
        one.want(SEND)
    await two.a.renew_once()
    two.seconds.freeze(20)
    assert not two.a.held(SEND)
    await two.b.renew_once()
    assert two.b.fence(SEND) == Fence("send", "b", 2)
    assert two.b.held(SEND)
    await two.a.renew_once()
    assert not two.a.held(SEND)
    assert two.a.fence(SEND) is None
    assert two.a.elsewhere() == {"send": "b"}


async def test_another_replica_takes_over_three_seconds_after_the_last_renewal(two: Two) -> None:
    for one in (two.a, two.b):
        one.want(SEND)
    await two.a.renew_once()
    two.seconds.now += 2.999
    await two.b.renew_once()
    assert not two.b.held(SEND)
    two.seconds.now += 0.001
    await two.b.renew_once()
    assert two.b.held(SEND)


async def test_at_no_moment_do_two_replicas_believe_in_one_lease(two: Two) -> None:
    for one in (two.a, two.b):
        one.want(SEND)
    await two.a.renew_once()
    for _ in range(400):
        two.seconds.now += 0.01
        await two.b.renew_once()
        assert not (two.a.held(SEND) and two.b.held(SEND))
    assert two.b.held(SEND)


async def test_what_is_given_back_is_anothers_at_once(two: Two) -> None:
    for one in (two.a, two.b):
        one.want(SEND, TICK)
    await two.a.renew_once()
    await two.a.give_back()
    assert not two.a.held(SEND)
    await two.a.renew_once()
    assert not two.a.held(SEND)
    await two.b.renew_once()
    assert [two.b.held(SEND), two.b.held(TICK)] == [True, True]
    assert not await two.store.read(leases.stands, SEND, "a", 1)


async def test_one_lease_alone_is_given_back_until_it_is_wanted_again(two: Two) -> None:
    two.a.want(SEND, TICK)
    await two.a.renew_once()
    await two.a.give_back(SEND)
    await two.a.renew_once()
    assert [two.a.held(SEND), two.a.held(TICK)] == [False, True]
    two.a.want(SEND)
    await two.a.renew_once()
    assert two.a.fence(SEND) == Fence("send", "a", 2)


async def test_a_replica_at_work_renews_each_second_and_gives_back_at_its_end(two: Two) -> None:
    for one in (two.a, two.b):
        one.want(SEND)
    async with two.a.at_work():
        await eventually(lambda: two.a.held(SEND))
        for _ in range(5):
            until = (await two.store.read(leases.all_leases))[0].until
            await eventually(lambda: two.seconds.sleepers)
            await two.seconds.pass_(1.0)
            await eventually(lambda before=until: two.store.read_now(leases.all_leases)[0].until > before)  # type: ignore[misc]
        assert two.a.held(SEND)
    await two.b.renew_once()
    assert two.b.fence(SEND) == Fence("send", "b", 2)


async def test_a_lease_that_is_wanted_later_is_taken_at_once(two: Two) -> None:
    """No second passes in this test."""
    two.a.want(SEND)
    async with two.a.at_work():
        await eventually(lambda: two.a.held(SEND))
        two.a.want(TICK)
        await eventually(lambda: two.a.held(TICK))


async def test_who_waits_looks_again_just_when_a_lease_should_be_over(two: Two) -> None:
    for one in (two.a, two.b):
        one.want(SEND)
    await two.a.renew_once()
    await two.seconds.pass_(2.2)
    async with two.b.at_work():
        # it has looked for what it wanted before it was at work, and then sleeps
        await eventually(lambda: two.b._tried == 2 and two.seconds.sleepers)
        await two.seconds.pass_(0.84)
        assert not two.b.held(SEND)
        await two.seconds.pass_(0.02)
        await eventually(lambda: two.b.held(SEND))


async def test_a_database_that_does_not_answer_is_asked_again_soon(
    two: Two, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    two.a.want(SEND)
    answers = False

    def renew(db: object, *args: object) -> object:
        if not answers:
            raise StorageError(two.store.location, "the server is restarted")
        return genuine(db, *args)  # type: ignore[arg-type]

    genuine = leases.renew
    monkeypatch.setattr(leases, "renew", renew)
    async with two.a.at_work():
        await eventually(lambda: caplog.messages)
        for _ in range(3):
            await settle()
            await two.seconds.pass_(0.25)
        assert caplog.messages == ["no lease can be renewed: the server is restarted"]
        assert two.a.elsewhere() == {}
        answers = True
        await eventually_passing(two.seconds, lambda: two.a.held(SEND))


async def eventually_passing(seconds: Seconds, happened: object) -> None:
    """Let a quarter of a second pass again and again until something has happened."""
    async with asyncio.timeout(20):
        while not happened():  # type: ignore[operator]
            await seconds.pass_(0.25)
            await asyncio.sleep(0.001)


async def test_what_others_hold_is_not_known_any_more_after_six_seconds_of_silence(two: Two) -> None:
    for one in (two.a, two.b):
        one.want(SEND)
        await one.renew_once()
    two.seconds.now += 5.9
    assert two.b.elsewhere() == {"send": "a"}
    two.seconds.now += 0.1
    assert two.b.elsewhere() == {}
    assert two.b.silent_for == 6.0
