"""The operator's views: the health of the bot, and reports that were not understood."""

from __future__ import annotations

from datetime import timedelta

from parsers.records import Doubt, Outcome, Unreadable
from storage import Store
from storage.channels import cursors
from storage.chats import chats
from storage.outbox import deliveries, notices
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.views.health import health_view
from storage.views.unread import unread_view
from tests.storage.builders import at, line, post, reading, tally

NOW = at("2026-09-22 06:00")


def test_health_includes_channels_queue_and_pause(store: Store) -> None:
    store.write_now(cursors.record_failure, "kpszsu", NOW, "@kpszsu: the page is cut off.")
    store.write_now(cursors.pause, "mod_russia", "identity: another id")
    store.write_now(chats.remember, 7, None, NOW)
    store.write_now(deliveries.enqueue, [Owed("digest:7:2026-09-22", DeliveryKind.DIGEST, 7, None, "text")], NOW)
    store.write_now(notices.halt_sending, NOW)
    found = store.read_now(health_view, ("kpszsu", "mod_russia"), NOW + timedelta(minutes=1))
    assert [(one.channel, one.failures, one.paused_reason) for one in found.channels] == [
        ("kpszsu", 1, None),
        ("mod_russia", 0, "identity: another id"),
    ]
    assert (found.queue, found.waiting_since, found.halted_at) == ({"pending": 1}, NOW, NOW)
    assert found.size > 0


def test_unread_counts_reasons_and_doubts(store: Store) -> None:
    for message_id in (1, 2):
        store.write_now(post, "kpszsu", message_id, f"2026-09-2{message_id} 05:30", "text")
        store.write_now(reading, "kpszsu", message_id, Unreadable("no_window"))
    store.write_now(post, "kpszsu", 3, "2026-09-23 05:30", "text")
    doubts = (Doubt("total_differs", "3 and 4"), Doubt("number_left_over", "7"), Doubt("number_left_over", "8"))
    stated = tally("kpszsu", "2026-09-22 15:00", "2026-09-23 05:00", line(Outcome.LAUNCHED, 3), doubts=doubts)
    store.write_now(reading, "kpszsu", 3, stated, night="2026-09-23")
    found = store.read_now(unread_view, 2)
    assert [one.key.message_id for one in found.posts] == [3, 2]
    assert found.refused == (("no_window", 2),)
    assert sorted(found.doubted) == [("number_left_over", 1), ("total_differs", 1)]
