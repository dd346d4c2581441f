"""What is kept of a chat that asked."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.actions import Actions
from storage import Store
from storage.chats import chats
from storage.readings.load import Key
from tests.storage.builders import at

NOW = at("2026-09-22 06:00")


async def test_with_what_a_chat_was_shown_the_language_it_told_is_kept(store: Store) -> None:
    """A correction comes in the language of the answer."""
    await Actions(store, lambda: NOW, ZoneInfo("Europe/Kyiv")).record_shown(7, None, "uk", [Key("kpszsu", 5, 1)])
    found = store.read_now(chats.chat, 7)
    assert found is not None
    assert (found.told_language, store.read_now(chats.shown_to, 7)) == ("uk", [(Key("kpszsu", 5, 1), NOW)])
