"""A lease is one holder's at a time; its epoch grows with each new holder."""

from __future__ import annotations

from storage import Store
from storage.fleet import leases
from storage.fleet.leases import Lease

NOW = 1_800_000_000_000


def take(store: Store, holder: str, now_ms: int = NOW, name: str = "send") -> int | None:
    return store.write_now(leases.take, name, holder, now_ms)


def test_a_free_lease_is_taken_with_epoch_1_for_three_seconds(store: Store) -> None:
    assert take(store, "a") == 1
    assert store.read_now(leases.all_leases) == [Lease("send", "a", 1, NOW + 3000)]


def test_another_may_not_take_a_lease_before_it_is_over(store: Store) -> None:
    take(store, "a")
    assert take(store, "b", NOW + 2999) is None
    assert take(store, "b", NOW + 3000) == 2
    assert store.read_now(leases.all_leases) == [Lease("send", "b", 2, NOW + 6000)]


def test_the_holder_renews_its_lease_in_the_same_epoch_even_late(store: Store) -> None:
    take(store, "a")
    assert take(store, "a", NOW + 1000) == 1
    assert take(store, "a", NOW + 60_000) == 1
    assert store.read_now(leases.all_leases) == [Lease("send", "a", 1, NOW + 63_000)]


def test_a_former_holder_takes_a_lease_again_in_a_new_epoch(store: Store) -> None:
    take(store, "a")
    take(store, "b", NOW + 3000)
    assert take(store, "a", NOW + 3500) is None
    assert take(store, "a", NOW + 6000) == 3


def test_a_lease_stands_until_another_takes_it_even_after_its_time(store: Store) -> None:
    take(store, "a")
    assert store.read_now(leases.stands, "send", "a", 1)
    assert not store.read_now(leases.stands, "send", "a", 2)
    assert not store.read_now(leases.stands, "send", "b", 1)
    assert not store.read_now(leases.stands, "tick", "a", 1)
    take(store, "b", NOW + 3000)
    assert not store.read_now(leases.stands, "send", "a", 1)
    assert store.read_now(leases.stands, "send", "b", 2)


def test_a_lease_given_back_is_taken_at_once_and_stands_no_more(store: Store) -> None:
    take(store, "a")
    take(store, "a", name="tick")
    take(store, "b", name="follow")
    store.write_now(leases.give_back, "a")
    assert not store.read_now(leases.stands, "send", "a", 1)
    assert take(store, "b", NOW + 1) == 2
    assert take(store, "a", NOW + 1, name="tick") == 2
    assert store.read_now(leases.stands, "follow", "b", 1)


def test_one_lease_of_several_may_be_given_back(store: Store) -> None:
    take(store, "a")
    take(store, "a", name="reread")
    store.write_now(leases.give_back, "a", ["reread"])
    assert take(store, "b", NOW + 1, name="reread") == 2
    assert take(store, "b", NOW + 1) is None


def test_renewing_takes_what_is_free_and_tells_who_holds_the_rest(store: Store) -> None:
    take(store, "b", NOW + 500, name="follow")
    take(store, "b", NOW - 5000, name="tick")
    take(store, "c", NOW, name="unwanted")
    assert renew(store, ["follow", "send", "tick"], NOW + 1000) == (
        Lease("follow", "b", 1, NOW + 3500),
        Lease("send", "a", 1, NOW + 4000),
        Lease("tick", "a", 2, NOW + 4000),
    )
    renewed = renew(store, ["send", "tick"], NOW + 2000)
    assert renewed == (Lease("send", "a", 1, NOW + 5000), Lease("tick", "a", 2, NOW + 5000))
    assert store.read_now(leases.all_leases)[:2] == [Lease("follow", "b", 1, NOW + 3500), renewed[0]]


def renew(store: Store, wanted: list[str], now_ms: int) -> tuple[Lease, ...]:
    """What stands after replica a has renewed what it wants."""
    now = store.write_now(leases.renew, wanted, "a", lambda db: now_ms)
    assert now.now_ms == now_ms
    return now.leases


def test_leases_are_reckoned_by_the_databases_own_clock(store: Store) -> None:
    before = store.read_now(leases.by_its_clock)
    (lease,) = store.write_now(leases.renew, ["send"], "a").leases
    assert before + 3000 <= lease.until <= store.read_now(leases.by_its_clock) + 3000
