"""Owed once, sent at most twice, never lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from storage import Store
from storage.chats import chats
from storage.outbox import claims, deliveries, digests
from storage.outbox.deliveries import DeliveryKind, Owed
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")
LATER = at("2026-09-22 06:10")
NIGHT = date(2026, 9, 22)


def digest(chat_id: int = 7, *, lacks: tuple[str, ...] = (), body: str = "text") -> Owed:
    return Owed(f"digest:{chat_id}:2026-09-22", DeliveryKind.DIGEST, chat_id, None, body, night=NIGHT, lacks=lacks)


@pytest.fixture
def known(store: Store) -> Store:
    """A database that remembers chats 7 and 8."""
    for chat_id in (7, 8):
        store.write_now(chats.remember, chat_id, "en", NOW)
    return store


def test_the_same_delivery_is_owed_once(known: Store) -> None:
    assert known.write_now(deliveries.enqueue, [digest(7), digest(8)], NOW) == 2
    assert known.write_now(deliveries.enqueue, [digest(7), digest(8)], LATER) == 0


def test_of_many_at_once_each_keeps_what_is_its_own(known: Store) -> None:
    loud, silent = digest(7), replace(digest(8, body="other"), silent=True, thread_id=5, due_at=LATER)
    after = replace(digest(7), key="digest:7:2026-09-22#chart", after="digest:7:2026-09-22", expires_at=LATER)
    assert known.write_now(deliveries.enqueue, [loud, silent, after], NOW) == 3
    rows = known.read_now(
        lambda db: db.execute(
            """SELECT key, chat_id, thread_id, is_silent, after, due_at, expires_at, body FROM deliveries
                JOIN (SELECT sha256, body AS text FROM bodies) AS of ON sha256 = body ORDER BY key"""
        ).fetchall()
    )
    six, ten_past = int(NOW.timestamp()), int(LATER.timestamp())
    assert [tuple(row[:7]) for row in rows] == [
        ("digest:7:2026-09-22", 7, None, 0, None, six, None),
        ("digest:7:2026-09-22#chart", 7, None, 0, "digest:7:2026-09-22", six, ten_past),
        ("digest:8:2026-09-22", 8, 5, 1, None, ten_past, None),
    ]
    assert rows[0][7] == rows[1][7] != rows[2][7]


def test_nothing_is_owed_to_an_unknown_chat(store: Store) -> None:
    assert store.write_now(deliveries.enqueue, [digest(7)], NOW) == 0


def test_chats_that_get_the_same_message_share_one_body(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7), digest(8)], NOW)
    assert known.read_now(lambda db: db.execute("SELECT COUNT(*) FROM bodies").fetchone()) == (1,)


def test_an_incomplete_digest_is_found_by_its_night_until_it_is_completed(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7, lacks=("mod_russia",)), digest(8)], NOW)
    for number in (1, 2):
        claimed = known.write_now(claims.begin, NOW)
        assert claimed is not None
        known.write_now(claims.sent, claimed.key, number, [], NOW)
    (found,) = known.read_now(digests.incomplete_digests, NIGHT)
    assert (found.chat_id, found.lacks) == (7, ("mod_russia",))
    known.write_now(digests.completed, found.key, ())
    assert known.read_now(digests.incomplete_digests, NIGHT) == []


def test_a_reply_knows_the_id_of_the_message_it_answers_and_goes_without_one_that_never_arrived(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7)], NOW)
    known.write_now(claims.begin, NOW)
    known.write_now(claims.sent, "digest:7:2026-09-22", 41, [], NOW)
    replies = [
        Owed(f"late:{chat}", DeliveryKind.COMPLETION, chat, None, "late", answers=f"digest:{chat}:2026-09-22")
        for chat in (7, 8)
    ]
    known.write_now(deliveries.enqueue, replies, NOW)
    claimed = [known.write_now(claims.begin, NOW) for _ in replies]
    assert {one.chat_id: (one.reply_to, one.message_id) for one in claimed if one} == {7: (41, None), 8: (None, None)}


def test_an_edit_knows_the_id_of_the_message_it_edits(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7)], NOW)
    known.write_now(claims.begin, NOW)
    known.write_now(claims.sent, "digest:7:2026-09-22", 41, [], NOW)
    edit = Owed("completion:7:2026-09-22", DeliveryKind.COMPLETION, 7, None, "more", edits="digest:7:2026-09-22")
    known.write_now(deliveries.enqueue, [edit], NOW)
    claimed = known.write_now(claims.begin, NOW)
    assert claimed is not None
    assert claimed.message_id == 41
