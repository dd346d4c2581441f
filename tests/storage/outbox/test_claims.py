"""Owed deliveries are sent in order, at most twice, and their outcome is recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage import Store, open_store
from storage.chats import chats, own_chats
from storage.engines.engine import Database
from storage.outbox import claims, deliveries, digests, expiry, flood_waits, repair, turns
from storage.outbox.claims import Delivery, UnreadableRowError
from storage.outbox.deliveries import ALARM, READ_ANEW, DeliveryKind, Owed
from storage.readings.load import Key
from tests.storage.builders import at
from tests.storage.looking import sqlite_of

NOW = at("2026-09-22 06:00")
MINUTE = timedelta(minutes=1)
KEY = "digest:7:2026-09-22"


def digest(chat_id: int = 7, *, due: datetime = NOW, after: str | None = None, part: str = "") -> Owed:
    return Owed(
        f"digest:{chat_id}:2026-09-22{part}", DeliveryKind.DIGEST, chat_id, None, "text", due_at=due,
        expires_at=due + timedelta(hours=6), after=after,
    )  # fmt: skip


@pytest.fixture
def known(store: Store) -> Store:
    """A database that remembers chats 1 to 9."""
    for chat_id in range(1, 10):
        store.write_now(chats.remember, chat_id, "en", NOW)
    return store


def owe(store: Store, *owed: Owed) -> None:
    store.write_now(deliveries.enqueue, owed, NOW)


def claim(store: Store, now: datetime = NOW, *, copies_first: bool = True) -> Delivery | None:
    return store.write_now(claims.begin, now, copies_first=copies_first)


def begun(store: Store, now: datetime = NOW) -> Delivery:
    claimed = claim(store, now)
    assert claimed is not None
    return claimed


def states(store: Store) -> dict[str, int]:
    return store.read_now(deliveries.counts)


def test_a_claimed_delivery_is_not_claimed_again(known: Store) -> None:
    owe(known, digest())
    claimed = claim(known)
    assert claimed is not None
    assert (claimed.key, claimed.body, claimed.silent, claimed.is_copy) == (KEY, "text", False, False)
    assert claim(known) is None


def test_alarms_go_first_then_digests_corrections_and_rereading_summaries(known: Store) -> None:
    owe(known, Owed(f"{READ_ANEW}:6:kpszsu/5/1", DeliveryKind.CORRECTION, 6, None, "read anew"))
    owe(known, Owed("correction:7:kpszsu/5/2", DeliveryKind.CORRECTION, 7, None, "old and new"))
    owe(known, digest(8))
    owe(known, Owed(f"{ALARM}1:9", DeliveryKind.NOTICE, 9, None, "something failed"))
    claimed = [claim(known) for _ in range(4)]
    assert [one and one.body for one in claimed] == ["something failed", "text", "old and new", "read anew"]


def test_earlier_digests_go_first_and_the_order_within_a_time_changes_daily(known: Store) -> None:
    orders = []
    for day in (NOW, NOW + timedelta(days=1), NOW + timedelta(days=2)):
        owed = [
            Owed(f"digest:{chat}:{day:%d}", DeliveryKind.DIGEST, chat, None, "text", due_at=day) for chat in range(1, 9)
        ]
        known.write_now(deliveries.enqueue, owed, day)
        known.write_now(
            deliveries.enqueue,
            [Owed(f"digest:9:{day:%d}", DeliveryKind.DIGEST, 9, None, "text", due_at=day - timedelta(minutes=30))],
            day,
        )
        order = []
        for _ in range(9):
            order.append(begun(known, day))
            known.write_now(claims.sent, order[-1].key, 1, [], day)
        orders.append([one.chat_id for one in order])
    assert [order[0] for order in orders] == [9, 9, 9]
    assert all(sorted(order[1:]) == list(range(1, 9)) for order in orders)
    assert len({tuple(order) for order in orders}) == 3


def test_a_delivery_certainly_not_sent_is_retried_as_new(known: Store) -> None:
    owe(known, digest())
    begun(known)
    known.write_now(claims.put_back, KEY, NOW + MINUTE)
    assert claim(known) is None
    assert known.read_now(turns.next_at) == NOW + MINUTE
    again = claim(known, NOW + MINUTE)
    assert again is not None
    assert not again.silent


def test_an_unanswered_message_is_repeated_once_after_a_minute_silently(known: Store) -> None:
    owe(known, digest())
    begun(known)
    assert known.write_now(claims.doubt, KEY, NOW)
    assert claim(known, NOW + MINUTE - timedelta(seconds=1)) is None
    copy = begun(known, NOW + MINUTE)
    assert (copy.silent, copy.is_copy) == (True, True)
    assert not known.write_now(claims.doubt, KEY, NOW + MINUTE)
    assert claim(known, NOW + timedelta(hours=1)) is None
    assert states(known) == {"unknown": 1}


def test_a_copy_that_was_not_sent_is_still_a_copy(known: Store) -> None:
    owe(known, digest())
    begun(known)
    known.write_now(claims.doubt, KEY, NOW)
    begun(known, NOW + MINUTE)
    known.write_now(claims.put_back, KEY, NOW + MINUTE)
    again = claim(known, NOW + MINUTE)
    assert again is not None
    assert (again.silent, again.is_copy) == (True, True)


def test_while_telegram_is_unreliable_new_deliveries_go_before_copies(known: Store) -> None:
    owe(known, digest(7), digest(8))
    first = begun(known)
    known.write_now(claims.doubt, first.key, NOW - MINUTE)
    second = claim(known, copies_first=False)
    assert second is not None
    assert not second.is_copy
    third = claim(known, copies_first=False)
    assert third is not None
    assert (third.key, third.is_copy) == (first.key, True)


def test_after_a_crash_only_started_deliveries_count_as_tried(known: Store) -> None:
    owe(known, digest(7), digest(8))
    made = begun(known)
    assert known.write_now(repair.mark_interrupted, NOW) == []
    again = [claim(known, NOW + MINUTE) for _ in range(2)]
    assert {one.key: one.is_copy for one in again if one} == {
        made.key: True, "digest:7:2026-09-22" if made.chat_id == 8 else "digest:8:2026-09-22": False,
    }  # fmt: skip


def test_deliveries_still_being_sent_are_not_repaired(known: Store) -> None:
    owe(known, digest(7))
    assert known.write_now(repair.mark_interrupted, NOW, {begun(known).key: None}) == []
    assert states(known) == {"sending": 1}


def test_two_crashes_during_sending_leave_a_delivery_unknown(known: Store) -> None:
    owe(known, digest())
    begun(known)
    known.write_now(repair.mark_interrupted, NOW)
    begun(known, NOW + MINUTE)
    assert known.write_now(repair.mark_interrupted, NOW + MINUTE) == [KEY]
    assert states(known) == {"unknown": 1}


def test_returning_a_delivery_before_its_request_uses_no_try(known: Store) -> None:
    owe(known, digest())
    for _ in range(5):
        begun(known)
        known.write_now(claims.put_back, KEY, NOW)
    claimed = claim(known)
    assert claimed is not None
    assert (claimed.silent, claimed.is_copy) == (False, False)


def test_a_chat_is_sent_one_message_at_a_time(known: Store) -> None:
    owe(
        known,
        digest(7),
        Owed("watch:7", DeliveryKind.WATCH, 7, None, "news", due_at=NOW + MINUTE),
        digest(8, due=NOW + 2 * MINUTE),
    )
    first, second = begun(known), begun(known)
    assert (first.chat_id, second.chat_id) == (7, 8)
    assert claim(known) is None
    known.write_now(claims.sent, first.key, 5, [], NOW)
    assert begun(known).key == "watch:7"


def test_an_edit_interrupted_by_a_crash_is_repeated(known: Store) -> None:
    owe(known, digest())
    begun(known)
    known.write_now(claims.sent, KEY, 41, [], NOW)
    owe(known, Owed("completion:7", DeliveryKind.COMPLETION, 7, None, "more", edits=KEY))
    for _ in range(3):
        edit = begun(known)
        assert (edit.message_id, edit.is_copy) == (41, False)
        assert known.write_now(repair.mark_interrupted, NOW) == []


def test_a_part_waits_for_the_previous_one_and_fails_with_it(known: Store) -> None:
    owe(known, digest(7, part="#1"), digest(7, after="digest:7:2026-09-22#1"))
    owe(known, digest(8, part="#1"), digest(8, after="digest:8:2026-09-22#1"))
    firsts = [begun(known), begun(known)]
    assert {one.key[-2:] for one in firsts} == {"#1"}
    assert claim(known) is None
    known.write_now(claims.sent, "digest:7:2026-09-22#1", 5, [], NOW)
    known.write_now(claims.refused, "digest:8:2026-09-22#1", "message text is empty", NOW)
    second = claim(known)
    assert second is not None
    assert second.key == KEY
    assert claim(known) is None
    assert states(known) == {"dead": 2, "sending": 1, "sent": 1}


def test_a_digest_expires_six_hours_after_its_time(known: Store) -> None:
    owe(known, digest(7), digest(8))
    first = begun(known)
    known.write_now(claims.doubt, first.key, NOW)
    assert known.write_now(expiry.expire, NOW + timedelta(hours=6)) == 0
    assert known.write_now(expiry.expire, NOW + timedelta(hours=6, seconds=1)) == 1
    assert states(known) == {"expired": 1, "unknown": 1}
    assert claim(known, NOW + timedelta(hours=7)) is None


def test_a_delivery_without_a_body_is_named_and_blocks_no_other(known: Store) -> None:
    owe(known, digest(7))
    known.write_now(lambda db: db.execute("DELETE FROM bodies"))
    owe(known, Owed("watch:8", DeliveryKind.WATCH, 8, None, "news", due_at=NOW + MINUTE))
    with pytest.raises(UnreadableRowError) as unreadable:
        claim(known)
    assert unreadable.value.key == KEY
    known.write_now(claims.park, KEY, "its text is not kept", NOW)
    other = claim(known)
    assert other is not None
    assert other.key == "watch:8"
    assert states(known) == {"parked": 1, "sending": 1}


def test_a_clock_that_was_ahead_delays_nothing_by_more_than_a_minute(known: Store) -> None:
    owe(known, digest())
    begun(known)
    known.write_now(claims.put_back, KEY, NOW + timedelta(days=365))
    known.write_now(repair.cap_waits, NOW)
    assert claim(known, NOW + MINUTE) is not None


def test_finished_deliveries_are_deleted_after_a_week(known: Store) -> None:
    owe(known, digest(7), digest(8))
    first = begun(known)
    known.write_now(claims.sent, first.key, 41, [], NOW)
    known.write_now(expiry.prune, NOW + timedelta(days=7))
    assert states(known) == {"pending": 1, "sent": 1}
    known.write_now(expiry.prune, NOW + timedelta(days=7, seconds=1))
    assert states(known) == {"pending": 1}


def test_what_was_shown_is_deleted_after_90_days(known: Store) -> None:
    known.write_now(chats.record_shown, 7, None, [Key("kpszsu", 5, 1)], NOW)
    known.write_now(expiry.prune, NOW + timedelta(days=90))
    assert known.read_now(chats.shown_to, 7) == [(Key("kpszsu", 5, 1), NOW)]
    known.write_now(expiry.prune, NOW + timedelta(days=90, seconds=1))
    assert known.read_now(chats.shown_to, 7) == []


def test_the_longer_of_two_flood_waits_is_stored_until_it_is_over(store: Store) -> None:
    store.write_now(flood_waits.keep, flood_waits.ALL_CHATS, NOW + 20 * MINUTE)
    store.write_now(flood_waits.keep, flood_waits.ALL_CHATS, NOW + MINUTE)
    store.write_now(flood_waits.keep, -7, NOW + MINUTE)
    assert store.read_now(flood_waits.kept, NOW) == {flood_waits.ALL_CHATS: NOW + 20 * MINUTE, -7: NOW + MINUTE}
    store.write_now(flood_waits.prune, NOW + MINUTE)
    assert store.read_now(flood_waits.kept, NOW) == {flood_waits.ALL_CHATS: NOW + 20 * MINUTE}


async def test_a_durable_write_is_in_the_database_file_itself(tmp_path: Path) -> None:
    path = tmp_path / "o.db"
    with open_store(path) as store:
        await store.write(chats.remember, 7, "en", NOW)
        await store.write(deliveries.enqueue, [digest()], NOW)
        await store.write_durably(claims.begin, NOW)
        copied = tmp_path / "after-the-power-cut.db"
        copied.write_bytes(path.read_bytes())
    with open_store(copied) as store:
        assert store.write_now(repair.mark_interrupted, NOW) == []
        assert states(store) == {"doubtful": 1}


@pytest.mark.parametrize("name", ["claim", "next_at", "mark_interrupted", "expire"])
def test_outbox_queries_use_an_index(known: Store, name: str) -> None:
    looks: dict[str, Callable[[Database], object]] = {
        "claim": lambda db: claims.begin(db, NOW),
        "next_at": turns.next_at,
        "mark_interrupted": lambda db: repair.mark_interrupted(db, NOW),
        "expire": lambda db: expiry.expire(db, NOW),
    }

    def planned(db: Database) -> list[str]:
        said: list[str] = []
        sqlite_of(db).set_trace_callback(said.append)
        looks[name](db)
        sqlite_of(db).set_trace_callback(None)
        plans = [row[3] for one in said for row in db.execute(f"EXPLAIN QUERY PLAN {one}").fetchall()]
        return [plan for plan in plans if plan.startswith("SCAN deliveries") or plan.startswith("SCAN first")]

    owe(known, digest(7), digest(8))
    assert [plan for plan in known.write_now(planned) if "INDEX deliveries_" not in plan] == []


def test_the_digest_of_an_own_chat_is_kept_for_its_corrections_and_not_completed_any_more(known: Store) -> None:
    for chat_id in (6, 7):
        owe(known, replace(digest(chat_id), night=NOW.date(), lacks=("mod_russia",)))
        known.write_now(claims.sent, begun(known).key, 1, [], NOW)
    known.write_now(own_chats.set_up, 7, "Night News", True, 6)
    known.write_now(expiry.prune, NOW + timedelta(days=8))
    assert known.read_now(digests.sent_digests, 6, [NOW.date()]) == []
    (kept,) = known.read_now(digests.sent_digests, 7, [NOW.date()])
    assert (kept.chat_id, kept.lacks) == (7, ())
    assert known.read_now(digests.incomplete_nights) == []
    known.write_now(expiry.prune, NOW + timedelta(days=91))
    assert known.read_now(digests.sent_digests, 7, [NOW.date()]) == []
