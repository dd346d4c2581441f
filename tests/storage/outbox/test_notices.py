"""Notices to all chats, and pausing of deliveries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import Store
from storage.chats import chats
from storage.outbox import claims, deliveries, notices, turns
from storage.outbox.deliveries import ALARM, DeliveryKind, Owed
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")


def test_a_draft_is_sent_once_and_only_after_confirmation(store: Store) -> None:
    notice = store.write_now(notices.draft, "Maintenance at noon.", NOW)
    assert store.read_now(notices.confirmed) == []
    assert store.write_now(notices.confirm, notice)
    assert [one.text for one in store.read_now(notices.confirmed)] == ["Maintenance at noon."]
    assert not store.write_now(notices.confirm, notice)
    store.write_now(notices.owed, notice)
    assert store.read_now(notices.confirmed) == []
    assert not store.write_now(notices.confirm, notice)


def test_an_unknown_notice_cannot_be_confirmed(store: Store) -> None:
    assert not store.write_now(notices.confirm, "0123456789abcdef")


@pytest.mark.parametrize(("later", "is_kept"), [(0, True), (1, False)])
def test_a_draft_nobody_confirmed_is_deleted_after_a_week(store: Store, later: int, is_kept: bool) -> None:
    notice = store.write_now(notices.draft, "Maintenance at noon.", NOW)
    store.write_now(notices.draft, "Another.", NOW + timedelta(days=7, seconds=later))
    assert store.write_now(notices.confirm, notice) is is_kept


def test_a_notice_goes_to_all_chats_that_did_not_block_the_bot(store: Store) -> None:
    for chat_id in (7, 8, 9):
        store.write_now(chats.remember, chat_id, None, NOW)
    store.write_now(chats.block, 8)
    assert store.read_now(notices.audience, None, 1) == [(7, None)]
    assert store.read_now(notices.audience, 7, 10) == [(9, None)]
    assert store.read_now(notices.audience_size) == 2


def test_while_sending_is_paused_only_alarms_are_sent(store: Store) -> None:
    store.write_now(chats.remember, 7, None, NOW)
    store.write_now(deliveries.enqueue, [Owed("digest:7:2026-09-22", DeliveryKind.DIGEST, 7, None, "text")], NOW)
    store.write_now(notices.halt_sending, NOW)
    assert store.read_now(notices.sending_halted_at) == NOW
    assert store.write_now(claims.begin, NOW) is None
    assert store.read_now(turns.next_at) is None
    store.write_now(deliveries.enqueue, [Owed(f"{ALARM}1:7", DeliveryKind.NOTICE, 7, None, "alarm")], NOW)
    claimed = store.write_now(claims.begin, NOW)
    assert claimed is not None
    assert claimed.body == "alarm"
    store.write_now(claims.sent, claimed.key, 5, [], NOW)
    assert store.write_now(notices.resume_sending)
    assert not store.write_now(notices.resume_sending)
    claimed = store.write_now(claims.begin, NOW)
    assert claimed is not None
    assert claimed.body == "text"
