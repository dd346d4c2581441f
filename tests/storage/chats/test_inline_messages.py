"""Messages sent inline: what they show, and that newer revisions find them."""

from __future__ import annotations

from datetime import timedelta

from parsers.records import Outcome
from storage import Store
from storage.chats import inline_messages
from storage.chats.inline_messages import InlineMessage
from storage.readings.load import Key
from tests.storage.builders import at, line, post, reading, tally

NOW = at("2026-09-22 06:00")
FIRST, SECOND = Key("kpszsu", 5, 1), Key("kpszsu", 5, 2)


def edited(store: Store) -> None:
    """Post 5 with two versions, both tallies."""
    store.write_now(post, "kpszsu", 5, "2026-09-22 05:30", "first", "second")
    for revision, number in ((1, 212), (2, 215)):
        stated = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(Outcome.LAUNCHED, number))
        store.write_now(reading, "kpszsu", 5, stated, night="2026-09-22", revision=revision)


def test_a_message_showing_an_older_revision_is_outdated(store: Store) -> None:
    edited(store)
    store.write_now(inline_messages.remember, InlineMessage("abc", "latest", "uk"), [FIRST], NOW)
    (found,) = store.read_now(inline_messages.outdated, 10)
    assert found.message == InlineMessage("abc", "latest", "uk")
    assert [(one.key, one.current) for one in found.shown] == [(FIRST, SECOND)]
    assert found.shown[0].figures != found.shown[0].stands


def test_a_rewritten_message_is_no_longer_outdated(store: Store) -> None:
    edited(store)
    store.write_now(inline_messages.remember, InlineMessage("abc", "latest", "uk"), [FIRST], NOW)
    (found,) = store.read_now(inline_messages.outdated, 10)
    store.write_now(inline_messages.mark_told, "abc", found.shown)
    assert store.read_now(inline_messages.outdated, 10) == []


def test_what_a_message_shows_is_stored_once_and_for_90_days(store: Store) -> None:
    edited(store)
    store.write_now(inline_messages.remember, InlineMessage("abc", "latest", "uk"), [FIRST, FIRST], NOW)
    store.write_now(inline_messages.remember, InlineMessage("abc", "night 2026-09-22", "en"), [FIRST], NOW)
    store.write_now(inline_messages.prune, NOW + timedelta(days=90))
    assert [one.message.asks for one in store.read_now(inline_messages.outdated, 10)] == ["night 2026-09-22"]
    store.write_now(inline_messages.prune, NOW + timedelta(days=90, seconds=1))
    assert store.read_now(inline_messages.outdated, 10) == []
