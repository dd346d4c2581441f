"""Owed once, sent at most twice, never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage import Store, chats, deliveries, digests
from storage.deliveries import Kind, Owed
from tests.storage.given import at

NOW = at("2026-09-22 06:00")
LATER = at("2026-09-22 06:10")
NIGHT = date(2026, 9, 22)


def digest(chat_id: int = 7, *, lacks: tuple[str, ...] = (), body: str = "text") -> Owed:
    return Owed(f"digest:{chat_id}:2026-09-22", Kind.DIGEST, chat_id, None, body, night=NIGHT, lacks=lacks)


@pytest.fixture
def known(store: Store) -> Store:
    """A database that remembers chats 7 and 8."""
    for chat_id in (7, 8):
        store.write_now(chats.remember, chat_id, "en", NOW)
    return store


def test_the_same_thing_is_owed_once(known: Store) -> None:
    assert known.write_now(deliveries.enqueue, [digest(7), digest(8)], NOW) == 2
    assert known.write_now(deliveries.enqueue, [digest(7), digest(8)], LATER) == 0


def test_nothing_is_owed_to_a_chat_that_is_not_kept(store: Store) -> None:
    assert store.write_now(deliveries.enqueue, [digest(7)], NOW) == 0


def test_a_claimed_delivery_is_not_claimed_again(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7)], NOW)
    claimed = known.write_now(deliveries.claim, NOW)
    assert claimed is not None
    assert (claimed.key, claimed.body, claimed.tries, claimed.silent) == ("digest:7:2026-09-22", "text", 1, False)
    assert known.write_now(deliveries.claim, NOW) is None


def test_what_people_wait_for_goes_before_corrections(known: Store) -> None:
    correction = Owed("correction:7:kpszsu/5/2", Kind.CORRECTION, 7, None, "old and new")
    known.write_now(deliveries.enqueue, [correction], NOW)
    known.write_now(deliveries.enqueue, [digest(8)], LATER)
    claimed = [known.write_now(deliveries.claim, LATER) for _ in range(2)]
    assert [one and one.kind for one in claimed] == [Kind.DIGEST, Kind.CORRECTION]


def test_what_was_not_sent_waits_and_costs_no_try(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7)], NOW)
    known.write_now(deliveries.claim, NOW)
    known.write_now(deliveries.put_back, "digest:7:2026-09-22", LATER)
    assert known.write_now(deliveries.claim, NOW) is None
    assert known.read_now(deliveries.pending_from) == LATER
    again = known.write_now(deliveries.claim, LATER)
    assert again is not None
    assert (again.tries, again.silent) == (1, False)


def test_an_unknown_end_is_repeated_once_and_silently(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7)], NOW)
    known.write_now(deliveries.claim, NOW)
    known.write_now(deliveries.doubt, "digest:7:2026-09-22", NOW, NOW)
    second = known.write_now(deliveries.claim, NOW)
    assert second is not None
    assert (second.tries, second.silent) == (2, True)
    known.write_now(deliveries.doubt, "digest:7:2026-09-22", NOW, NOW)
    assert known.write_now(deliveries.claim, LATER) is None
    assert known.read_now(deliveries.counts) == {"unknown": 1}


def test_a_crash_while_sending_is_repeated_once_and_silently(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7)], NOW)
    known.write_now(deliveries.claim, NOW)
    doubtful = known.write_now(deliveries.claim_doubtful)
    assert doubtful is not None
    assert (doubtful.silent, doubtful.doubtful, doubtful.tries) == (True, True, 2)
    assert known.write_now(deliveries.claim_doubtful) is None
    assert known.read_now(deliveries.counts) == {"unknown": 1}


def test_the_chats_that_get_the_same_share_one_text(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7), digest(8)], NOW)
    assert known.read_now(lambda db: db.execute("SELECT COUNT(*) FROM bodies").fetchone()) == (1,)


def test_an_incomplete_digest_is_found_by_its_night_until_it_is_completed(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7, lacks=("mod_russia",)), digest(8)], NOW)
    for number in (1, 2):
        claimed = known.write_now(deliveries.claim, NOW)
        assert claimed is not None
        known.write_now(deliveries.sent, claimed.key, number, [], NOW)
    (found,) = known.read_now(digests.incomplete_digests, NIGHT)
    assert (found.chat_id, found.lacks) == (7, ("mod_russia",))
    known.write_now(digests.completed, found.key, ())
    assert known.read_now(digests.incomplete_digests, NIGHT) == []


def test_an_edit_knows_the_message_it_edits(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7)], NOW)
    known.write_now(deliveries.claim, NOW)
    known.write_now(deliveries.sent, "digest:7:2026-09-22", 41, [], NOW)
    edit = Owed("completion:7:2026-09-22", Kind.COMPLETION, 7, None, "more", edits="digest:7:2026-09-22")
    known.write_now(deliveries.enqueue, [edit], NOW)
    claimed = known.write_now(deliveries.claim, NOW)
    assert claimed is not None
    assert claimed.message_id == 41


def test_ended_deliveries_are_let_go_after_a_week(known: Store) -> None:
    known.write_now(deliveries.enqueue, [digest(7)], NOW)
    known.write_now(deliveries.claim, NOW)
    known.write_now(deliveries.sent, "digest:7:2026-09-22", 41, [], NOW)
    known.write_now(deliveries.enqueue, [digest(8)], NOW)
    known.write_now(deliveries.thin, NOW + timedelta(days=7))
    assert known.read_now(deliveries.counts) == {"pending": 1, "sent": 1}
    known.write_now(deliveries.thin, NOW + timedelta(days=7, seconds=1))
    assert known.read_now(deliveries.counts) == {"pending": 1}
