"""An action looks at what stands when it is done, not when it was asked for: another replica may have been faster."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.actions import Actions, Length, OwnChatWish
from parsers.records import Decision, Sighting
from storage import Store
from storage.posts.intake import take_in
from tests.storage.builders import at
from tests.tiny_reader import TINY_READER

NOW = at("2026-10-08 12:00")
KYIV = ZoneInfo("Europe/Kyiv")
PERSON, CHANNEL = 70_000_007, -100_500


def actions(store: Store) -> Actions:
    return Actions(store, lambda: NOW, KYIV)


def seen(store: Store, launched: int, minutes: int) -> None:
    text = f"TALLY 2026-10-08 launched {launched} downed 3"
    sighting = Sighting(1, NOW, text, NOW + timedelta(minutes=minutes), "preview")
    store.write_now(take_in, "kpszsu", [sighting], TINY_READER)


def rows_of(store: Store, statement: str) -> list[tuple[object, ...]]:
    return store.read_now(lambda db: db.execute(statement).fetchall())


async def test_nothing_is_decided_about_words_that_nobody_was_shown(store: Store) -> None:
    """A sighting that comes late is set among the others and takes the number of a version."""
    seen(store, 80, minutes=5)
    shown = await actions(store).judged("kpszsu", 1)
    assert shown is not None and shown.key.revision == 1
    seen(store, 90, minutes=1)
    seen(store, 70, minutes=9)
    after = await actions(store).decide(shown, Decision.DROPPED)
    assert after is not None and after.words != shown.words
    assert rows_of(store, "SELECT * FROM decisions") == []


async def test_a_digest_that_was_ended_is_not_begun_again(store: Store) -> None:
    wish = OwnChatWish(CHANNEL, "Channel", True, "uk", 540, with_picture=False, length=Length.USUAL)
    assert await actions(store).set_up(PERSON, wish)
    (own,) = await actions(store).own_chats(PERSON)
    assert await actions(store).resume_own(own, 600) is not None
    await actions(store).end_own(CHANNEL)
    assert await actions(store).resume_own(own, 660) is None
    assert rows_of(store, "SELECT * FROM subscriptions") == []
    await actions(store).set_up(PERSON, wish)
    await actions(store).choose_topic(CHANNEL, 9)
    await actions(store).resume_own(own, 600)
    assert rows_of(store, "SELECT at_minute, thread_id FROM subscriptions") == [(600, 9)]
