"""Of two senders on one database only the lease's holder begins deliveries, and neither undoes the other's outcomes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import Store
from storage.chats import chats
from storage.fleet import leases
from storage.fleet.fencing import Fence
from storage.outbox import claims, deliveries, repair
from storage.outbox.claims import Delivery
from storage.outbox.deliveries import DeliveryKind, Owed
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")
MS = 1_800_000_000_000
MINUTE = timedelta(minutes=1)
KEY, EDIT = "digest:7:2026-09-22", "completion:7:2026-09-22"
OLD, NEW = Fence("send", "a", 1), Fence("send", "b", 2)


@pytest.fixture
def owing(store: Store) -> Store:
    """A database that owes chat 7 a digest, with the lease held by the old sender."""
    store.write_now(chats.remember, 7, "en", NOW)
    owe(store, Owed(KEY, DeliveryKind.DIGEST, 7, None, "text"))
    assert store.write_now(leases.take, "send", "a", MS) == 1
    return store


def owe(store: Store, *owed: Owed) -> None:
    store.write_now(deliveries.enqueue, owed, NOW)


def take_over(store: Store) -> None:
    assert store.write_now(leases.take, "send", "b", MS + 3000) == 2


def begun(store: Store, fence: Fence = OLD) -> Delivery:
    claimed = store.write_now(claims.begin, NOW, fence=fence)
    assert claimed is not None
    return claimed


def row(store: Store, key: str = KEY) -> tuple[str, int, int | None]:
    """The state of a delivery, its tries and the epoch in which it was begun."""
    found = store.read_now(
        lambda db: db.execute("SELECT state, tries, epoch FROM deliveries WHERE key = ?", (key,)).fetchone()
    )
    return (found[0], found[1], found[2])


def taken_over_and_begun_anew(store: Store) -> Delivery:
    """The new sender treats what the old one had begun as interrupted, and begins its copy."""
    take_over(store)
    assert store.write_now(repair.mark_interrupted, NOW - MINUTE, None, NEW) == []
    copy = begun(store, NEW)
    assert (copy.epoch, copy.is_copy) == (2, True)
    return copy


def test_a_claim_keeps_the_epoch_of_its_lease(owing: Store) -> None:
    assert begun(owing).epoch == 1
    assert row(owing) == ("sending", 1, 1)


def test_a_sender_that_lost_its_lease_begins_nothing(owing: Store) -> None:
    take_over(owing)
    assert owing.write_now(claims.begin, NOW, fence=OLD) is None
    assert row(owing) == ("pending", 0, None)
    assert begun(owing, NEW).epoch == 2


def test_a_sender_without_a_lease_claims_as_ever(owing: Store) -> None:
    claimed = owing.write_now(claims.begin, NOW)
    assert claimed is not None
    assert claimed.epoch is None
    assert row(owing) == ("sending", 1, None)


def test_the_new_holder_sends_a_copy_of_what_the_old_one_had_begun(owing: Store) -> None:
    begun(owing)
    take_over(owing)
    assert owing.write_now(repair.mark_interrupted, NOW, None, NEW) == []
    assert row(owing) == ("doubtful", 1, 1)


def test_a_stale_sender_marks_nothing_of_the_new_holder_as_interrupted(owing: Store) -> None:
    take_over(owing)
    begun(owing, NEW)
    assert owing.write_now(repair.mark_interrupted, NOW, None, OLD) == []
    assert row(owing) == ("sending", 1, 2)


def test_a_late_answer_that_it_arrived_saves_the_copy(owing: Store) -> None:
    old = begun(owing)
    take_over(owing)
    owing.write_now(repair.mark_interrupted, NOW, None, NEW)
    owing.write_now(claims.sent, old.key, 41, [], NOW)
    assert row(owing)[0] == "sent"
    assert owing.write_now(claims.begin, NOW + 2 * MINUTE, fence=NEW) is None


def test_a_late_answer_that_it_arrived_is_kept_while_the_copy_is_sent(owing: Store) -> None:
    old = begun(owing)
    taken_over_and_begun_anew(owing)
    owing.write_now(claims.sent, old.key, 41, [], NOW)
    assert row(owing)[0] == "sent"


@pytest.mark.parametrize("end", ["put_back", "doubt", "try_again", "refused", "gone", "migrated"])
def test_other_late_outcomes_leave_what_the_new_holder_has_begun(owing: Store, end: str) -> None:
    old = begun(owing)
    taken_over_and_begun_anew(owing)
    ends = {
        "put_back": lambda db: claims.put_back(db, old.key, NOW, epoch=old.epoch),
        "doubt": lambda db: claims.doubt(db, old.key, NOW, epoch=old.epoch),
        "try_again": lambda db: claims.try_again(db, old.key, NOW, epoch=old.epoch),
        "refused": lambda db: claims.refused(db, old.key, "odd markup", NOW, epoch=old.epoch),
        "gone": lambda db: claims.gone(db, old.key, 7, "bot was blocked by the user", NOW, epoch=old.epoch),
        "migrated": lambda db: claims.migrated(db, old.key, 7, -1007, NOW, epoch=old.epoch),
    }
    owing.write_now(ends[end])
    assert row(owing) == ("sending", 2, 2)


def test_a_late_refusal_saves_the_copy_that_was_not_begun(owing: Store) -> None:
    old = begun(owing)
    take_over(owing)
    owing.write_now(repair.mark_interrupted, NOW, None, NEW)
    owing.write_now(claims.refused, old.key, "odd markup", NOW, epoch=old.epoch)
    assert row(owing)[0] == "dead"


def test_outcomes_in_the_epoch_of_the_claim_are_recorded(owing: Store) -> None:
    claimed = begun(owing)
    owing.write_now(claims.put_back, claimed.key, NOW, epoch=claimed.epoch)
    assert row(owing)[:2] == ("pending", 0)
    claimed = begun(owing)
    assert owing.write_now(claims.doubt, claimed.key, NOW - MINUTE, epoch=claimed.epoch)
    assert row(owing)[:2] == ("doubtful", 1)
    claimed = begun(owing)
    owing.write_now(claims.refused, claimed.key, "odd markup", NOW, epoch=claimed.epoch)
    assert row(owing)[:2] == ("dead", 2)


def test_an_edit_that_the_old_holder_had_begun_is_repeated(owing: Store) -> None:
    owing.write_now(claims.sent, begun(owing).key, 41, [], NOW)
    owe(owing, Owed(EDIT, DeliveryKind.COMPLETION, 7, None, "more", edits=KEY))
    begun(owing)
    take_over(owing)
    assert owing.write_now(repair.mark_interrupted, NOW, None, NEW) == []
    assert row(owing, EDIT) == ("pending", 0, 1)
    begun(owing, NEW)
    owing.write_now(claims.try_again, EDIT, NOW, epoch=1)
    assert row(owing, EDIT) == ("sending", 1, 2)


def test_what_a_sender_still_waits_for_is_not_interrupted_unless_it_was_begun_anew(owing: Store) -> None:
    begun(owing)
    assert owing.write_now(repair.mark_interrupted, NOW, {KEY: 1}, OLD) == []
    assert row(owing) == ("sending", 1, 1)
    taken_over_and_begun_anew(owing)
    assert owing.write_now(leases.take, "send", "a", MS + 6000) == 3
    assert owing.write_now(repair.mark_interrupted, NOW, {KEY: 1}, Fence("send", "a", 3)) == [KEY]
    assert row(owing) == ("unknown", 2, 2)
