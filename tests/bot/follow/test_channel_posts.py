"""Posts of a channel that the bot administers, as updates bring them."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Update

from bot.follow.channel_posts import take_channel_post
from parsers.records import Forward
from storage.posts.forwards import forward_of
from storage.posts.posts import revisions
from tests.bot.follow.updates import FOLLOWED, FORGED, REAL, SECONDS, USER, channel, from_channel, sent
from tests.bot.follow.world import World
from tests.tiny_reader import TINY_READER


def post(text: str = REAL, *, edit_date: int | None = None, **more: Any) -> Update:
    given = {"message_id": 1000, "date": SECONDS, "chat": channel(), "text": text, **more}
    if edit_date is None:
        return Update.de_json({"update_id": 1, "channel_post": given}, None)
    return Update.de_json({"update_id": 1, "edited_channel_post": given | {"edit_date": edit_date}}, None)


def posted(given: dict[str, Any]) -> Update:
    told = {"message_id": 1000, "date": SECONDS, "chat": channel(), **given}
    return Update.de_json({"update_id": 1, "channel_post": told}, None)


REPLY = {"message_id": 999, "date": SECONDS, "chat": channel()}
REPLIED = {"origin": from_channel(999), "chat": channel(), "message_id": 999}


def test_a_channel_post_and_its_edit_are_stored(world: World) -> None:
    assert world.run(take_channel_post(post(), FOLLOWED, world.store, TINY_READER)).new == 1
    taken = world.run(take_channel_post(post(FORGED, edit_date=SECONDS + 60), FOLLOWED, world.store, TINY_READER))
    assert len(taken.corrections) == 1
    found = world.store.read_now(revisions, "kpszsu", 1000)
    assert [(one.text, one.transports) for one in found] == [(REAL, ("channel_post",)), (FORGED, ("channel_post",))]


def struck(offset: int, length: int, kind: str = "strikethrough") -> list[dict[str, Any]]:
    return [{"type": "bold", "offset": 0, "length": 20}, {"type": kind, "offset": offset, "length": length}]


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({"text": "🛡 107 108", "entities": struck(3, 3)}, "🛡 1̶0̶7̶ 108"),
        ({"caption": "🛡 107 108", "caption_entities": struck(3, 3)}, "🛡 1̶0̶7̶ 108"),
        ({"text": "said\n107", "entities": struck(5, 3, "blockquote")}, "said\n▎107"),
        ({"text": "said\n107", "entities": struck(5, 3, "expandable_blockquote")}, "said\n▎107"),
        ({"text": "said 108", "quote": {"text": "said 107", "position": 0}, "external_reply": REPLIED}, "said 108"),
        ({"text": "said 108", "reply_to_message": {**REPLY, "text": "said 107"}}, "said 108"),
    ],
    ids=["struck", "struck in a caption", "quoted", "folded", "part of an answered post", "an answered post"],
)
def test_struck_text_is_marked_and_a_replied_to_message_is_left_out(
    world: World, told: dict[str, Any], text: str
) -> None:
    world.run(take_channel_post(posted(told), FOLLOWED, world.store, TINY_READER))
    assert [one.text for one in world.store.read_now(revisions, "kpszsu", 1000)] == [text]


OTHER = {"id": -1001000000010, "type": "channel", "title": "Other", "username": "other"}


@pytest.mark.parametrize(
    ("origin", "forward"),
    [
        ({"type": "channel", "chat": OTHER, "message_id": 77}, Forward("Other", "other/77", 1000000010)),
        ({"type": "channel", "chat": channel(), "message_id": 900}, Forward("Air Force", "kpszsu/900", 1223955273)),
        (
            {"type": "channel", "chat": channel(-1001000000009, username=None), "message_id": 77},
            Forward("Air Force", None, 1000000009),
        ),
        ({"type": "chat", "sender_chat": OTHER | {"type": "supergroup"}}, Forward("Other", "other")),
        ({"type": "user", "sender_user": USER}, Forward("Somebody", "kpszsu")),
        ({"type": "hidden_user", "sender_user_name": "Ann"}, Forward("Ann")),
    ],
    ids=["a channel", "its own post", "a private channel", "a group", "a person", "a hidden person"],
)
def test_a_forward_in_the_channel_is_stored_with_its_origin_and_is_no_report(
    world: World, origin: dict[str, Any], forward: Forward
) -> None:
    update = post(forward_origin=origin | {"date": SECONDS})
    taken = world.run(take_channel_post(update, FOLLOWED, world.store, TINY_READER))
    assert (taken.new, taken.tallies) == (1, 0)
    assert world.store.read_now(forward_of, "kpszsu", 1000) == forward
    assert world.query("SELECT reading FROM readings") == [("not_a_report",)]


@pytest.mark.parametrize(
    "told",
    [
        {"pinned_message": {"message_id": 7, "date": SECONDS, "chat": channel(), "text": FORGED}},
        {"new_chat_title": FORGED},
        {"delete_chat_photo": True},
        {"channel_chat_created": True},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}},
        {"video_chat_scheduled": {"start_date": SECONDS}},
        {"video_chat_started": {}},
        {"video_chat_ended": {"duration": 60}},
        {"giveaway_created": {}},
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
    ],
    ids=lambda told: next(iter(told)),
)
def test_a_service_message_is_a_post_without_text(
    world: World, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as the application sets it
    given = {"message_id": 1000, "date": SECONDS, "chat": channel(), **told}
    update = Update.de_json({"update_id": 1, "channel_post": given}, None)
    taken = world.run(take_channel_post(update, FOLLOWED, world.store, TINY_READER))
    assert (taken.new, taken.unreadable) == (1, 0)
    assert [one.text for one in world.store.read_now(revisions, "kpszsu", 1000)] == [""]


def test_a_post_of_an_unknown_kind_is_unreadable(world: World) -> None:
    given = {"message_id": 1000, "date": SECONDS, "chat": channel(), "rich_page": {"blocks": []}}
    update = Update.de_json({"update_id": 1, "channel_post": given}, None)
    assert world.run(take_channel_post(update, FOLLOWED, world.store, TINY_READER)).unreadable == 1


def test_the_page_and_the_channel_post_update_give_the_same_post(world: World) -> None:
    world.run(take_channel_post(post(), FOLLOWED, world.store, TINY_READER))
    world.publish("kpszsu", REAL)
    world.start()
    world.advance(5)
    (found,) = world.store.read_now(revisions, "kpszsu", 1000)
    assert found.transports == ("channel_post", "preview")


@pytest.mark.parametrize(
    "update",
    [
        post(chat=channel(-1009999999999)),
        post(chat=channel(type="supergroup")),
        Update.de_json({"update_id": 1, "message": sent().to_dict()}, None),
        Update.de_json({"update_id": 1}, None),
    ],
    ids=["another channel", "a group", "a person", "nothing"],
)
def test_other_updates_are_ignored(world: World, update: Update) -> None:
    assert world.run(take_channel_post(update, FOLLOWED, world.store, TINY_READER)) is None
