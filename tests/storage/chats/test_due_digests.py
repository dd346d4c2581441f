"""Whose digests are due: the moments in order, then the chats of each in portions."""

from __future__ import annotations

from datetime import date, timedelta

from storage import Store
from storage.chats import chats, own_chats, subscriptions
from storage.chats.chats import Sides, Subscription
from storage.chats.subscriptions import DueMoment
from storage.outbox import deliveries
from storage.outbox.deliveries import DeliveryKind, Owed
from tests.storage.builders import at

NINE = at("2026-09-23 06:00")
TEN = at("2026-09-23 07:00")
DAY = date(2026, 9, 23)


def subscribed(store: Store, chat_id: int, minute: int | None = 540, due: str = "06:00") -> None:
    """A chat that wants the digest of this day from then on."""
    store.write_now(chats.remember, chat_id, "uk", at("2026-09-22 06:00"))
    store.write_now(chats.subscribe, chat_id, Subscription(None, minute, at(f"2026-09-23 {due}"), DAY))


def ids(store: Store, moment: DueMoment, after: int | None = None, limit: int = 10) -> list[int]:
    return [one.chat_id for one in store.read_now(subscriptions.due_chats, moment, after, limit)]


def test_the_moments_that_have_come_are_told_apart_by_time_and_kind(store: Store) -> None:
    for chat_id, minute, due in (
        (1, 600, "07:00"), (2, 540, "06:00"), (3, None, "06:00"), (4, 540, "06:00"), (5, None, "07:00"),
        (6, 660, "08:00"),
    ):  # fmt: skip
        subscribed(store, chat_id, minute, due)
    assert store.read_now(subscriptions.due_moments, TEN) == [
        DueMoment(NINE, False), DueMoment(NINE, True), DueMoment(TEN, False), DueMoment(TEN, True)
    ]  # fmt: skip
    assert store.read_now(subscriptions.due_moments, NINE - timedelta(seconds=1)) == []


def test_the_chats_of_a_moment_come_in_portions_by_their_ids(store: Store) -> None:
    for chat_id in (7, -100_200, 3, 12):
        subscribed(store, chat_id)
    subscribed(store, 5, minute=None)
    subscribed(store, 6, due="07:00")
    moment = DueMoment(NINE, False)
    assert ids(store, moment, limit=3) == [-100_200, 3, 7]
    assert ids(store, moment, after=7) == [12]
    assert ids(store, moment, after=12) == []
    assert ids(store, DueMoment(NINE, True)) == [5]


def test_a_due_chat_comes_with_its_sides_and_whether_it_accepts_messages(store: Store) -> None:
    for chat_id in (7, 8):
        subscribed(store, chat_id)
    store.write_now(chats.choose_sides, 7, Sides.RUSSIA, NINE)
    store.write_now(chats.block, 8)
    found = store.read_now(subscriptions.due_chats, DueMoment(NINE, False), None, 10)
    assert [(one.sides, one.blocked) for one in found] == [(Sides.RUSSIA, False), (Sides.BOTH, True)]


def test_whether_a_chat_has_its_note_is_told_where_it_is_asked_for(store: Store) -> None:
    for chat_id in (7, 8, 9):
        subscribed(store, chat_id)
    for chat_id, day in ((7, "2026-09-23"), (8, "2026-09-22")):
        owed = Owed(f"silence:{chat_id}:{day}", DeliveryKind.SILENCE, chat_id, None, "text")
        store.write_now(deliveries.enqueue, [owed], NINE)
    store.write_now(own_chats.set_up, 9, "News", True, 7)
    moment = DueMoment(NINE, False)
    asked = store.read_now(subscriptions.due_chats, moment, None, 10, with_notes=True)
    assert [one.noted for one in asked] == [True, False, True]
    assert not any(one.noted for one in store.read_now(subscriptions.due_chats, moment, None, 10))


def test_the_next_digest_of_each_chat_is_saved(store: Store) -> None:
    for chat_id in (7, 8):
        subscribed(store, chat_id)
    tomorrow = date(2026, 9, 24)
    store.write_now(subscriptions.advance, [(7, TEN, tomorrow), (8, NINE, tomorrow)])
    for chat_id, moment in ((7, TEN), (8, NINE)):
        kept = store.read_now(chats.chat, chat_id)
        assert kept is not None
        assert kept.subscription is not None
        assert (kept.subscription.next_at, kept.subscription.next_day) == (moment, tomorrow)
