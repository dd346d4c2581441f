"""What a chat watches for, as it is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage import Store
from storage.chats import chats, watches
from storage.chats.watches import Waiting, Watch, What
from tests.storage.builders import at

NOW = at("2026-09-21 12:00")
NIGHT = date(2026, 9, 22)
CHAT = 501
MISSILES = Watch(What.LAUNCHED, "300")


@pytest.fixture
def known(store: Store) -> Store:
    """A store that remembers one chat."""
    store.write_now(chats.remember, CHAT, None, NOW)
    return store


def waiting(store: Store) -> tuple[Waiting, ...]:
    """The watches of the one chat that wait for the night."""
    (found,) = store.read_now(watches.waiting, NIGHT, None, 10)
    return found.watches


def test_asking_for_a_watch_again_moves_it_and_does_not_begin_it_anew(known: Store) -> None:
    """What was read between the two wishes is told all the same."""
    known.write_now(watches.watch, CHAT, None, MISSILES, NOW)
    known.write_now(watches.watch, CHAT, 7, MISSILES, NOW + timedelta(hours=3))
    assert waiting(known) == (Waiting(MISSILES, NOW, 7),)


def test_another_number_takes_the_place_of_the_one_before_and_begins_anew(known: Store) -> None:
    known.write_now(watches.watch, CHAT, None, MISSILES, NOW)
    known.write_now(watches.watch, CHAT, None, Watch(What.LAUNCHED, "500"), NOW + timedelta(hours=3))
    assert waiting(known) == (Waiting(Watch(What.LAUNCHED, "500"), NOW + timedelta(hours=3), None),)
