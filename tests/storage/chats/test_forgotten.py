"""Which chats were forgotten a moment ago is known to every program on the database, for as long as an answer takes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import Store
from storage.chats import chats, forgotten
from storage.engines.engine import Database


def aged(store: Store, by: timedelta) -> None:
    """Let what is kept be so much older."""
    milliseconds = by // timedelta(milliseconds=1)
    store.write_now(lambda db: db.execute("UPDATE forgotten SET forgotten_at = forgotten_at - ?", (milliseconds,)))


def kept(db: Database) -> list[str]:
    return [chat for (chat,) in db.execute("SELECT chat FROM forgotten ORDER BY chat").fetchall()]


def test_only_what_was_asked_before_is_concerned(store: Store) -> None:
    store.write_now(chats.forget, 7)
    aged(store, timedelta(seconds=10))
    assert store.read_now(forgotten.within, 7, 20.0)
    assert not store.read_now(forgotten.within, 7, 5.0)
    assert not store.read_now(forgotten.within, 8, 20.0)


def test_a_clock_that_was_set_back_keeps_nobody_from_coming_back(store: Store) -> None:
    store.write_now(chats.forget, 7)
    aged(store, -timedelta(hours=1))
    assert not store.read_now(forgotten.within, 7, 5.0)


def test_the_id_of_the_chat_is_not_kept_and_its_fingerprint_for_an_hour(store: Store) -> None:
    store.write_now(chats.forget, 123456789)
    (name,) = store.read_now(kept)
    assert "123456789" not in name
    aged(store, forgotten.KEPT - timedelta(minutes=1))
    store.write_now(forgotten.prune)
    assert store.read_now(kept) == [name]
    aged(store, timedelta(minutes=2))
    store.write_now(chats.forget, 5)
    assert store.read_now(kept) != [name]
    assert len(store.read_now(kept)) == 1


@pytest.mark.parametrize(("order", "seconds"), [((-7, -1007), 20.0), ((-1007, -7), 20.0)])
def test_a_group_under_both_its_ids_was_forgotten_when_either_was_last(
    store: Store, order: tuple[int, int], seconds: float
) -> None:
    store.write_now(chats.forget, order[0])
    aged(store, timedelta(minutes=5))
    store.write_now(chats.forget, order[1])
    aged(store, timedelta(seconds=10))
    store.write_now(chats.migrate_chat, -7, -1007)
    assert store.read_now(forgotten.within, -1007, seconds)
    assert not store.read_now(forgotten.within, -1007, 5.0)
