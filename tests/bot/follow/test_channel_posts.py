"""Posts that come as updates: from a channel the bot administers, and from people who forward."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from telegram import Message, Update

from bot.demo import channel_page as faults
from bot.follow.channel import PageFollower, Tools
from bot.follow.channel_posts import PostOrigin, origin_of, read_forwarded, take_channel_post
from bot.follow.errors import HaltedError
from bot.follow.plan import FORWARDS_AN_HOUR, SPARE_AN_HOUR
from parsers.records import Forward
from storage.channels.cursors import freshness, record_failure
from storage.posts.forwards import forward_of
from storage.posts.posts import revisions
from tests.bot.follow.world import NUMERIC_IDS, World
from tests.tiny_reader import TINY_READER

FOLLOWED = {numeric_id: name for name, numeric_id in NUMERIC_IDS.items()}
KPSZSU = -1001223955273
SECONDS = 1788264000
REAL = "TALLY 2026-09-01 launched 10 downed 1"
FORGED = "TALLY 2026-09-01 launched 999 downed 999"


def channel(chat_id: int = KPSZSU, **more: Any) -> dict[str, Any]:
    return {"id": chat_id, "type": "channel", "title": "Air Force", "username": "kpszsu", **more}


def from_channel(message_id: int = 1000, **more: Any) -> dict[str, Any]:
    return {"type": "channel", "chat": channel(**more), "message_id": message_id, "date": SECONDS}


USER = {"id": 5, "is_bot": False, "first_name": "Somebody", "username": "kpszsu"}
PERSON = {"type": "user", "sender_user": USER, "date": SECONDS}
HIDDEN = {"type": "hidden_user", "sender_user_name": "kpszsu", "date": SECONDS}
GROUP = {"type": "chat", "sender_chat": channel(type="supergroup"), "date": SECONDS}


def sent(text: str | None = FORGED, **more: Any) -> Message:
    given = {"message_id": 9, "date": SECONDS + 60, "chat": {"id": 5, "type": "private"}, "from": USER, **more}
    return Message.de_json(given | ({"text": text} if text is not None else {}), None)


# A message somebody sends to make us believe a figure the channel never gave.
SPOOFS: dict[str, Message] = {
    "copied text": sent(REAL),
    "copied text with other figures": sent(),
    "copied text with a link to the post": sent(f"{FORGED}\nhttps://t.me/kpszsu/1000"),
    "quoted as if forwarded": sent(f"Forwarded from Air Force\n{FORGED}"),
    "caption of a photo": sent(None, caption=FORGED, photo=[]),
    "hidden user of the same name": sent(forward_origin=HIDDEN),
    "hidden user of the same title": sent(forward_origin=HIDDEN | {"sender_user_name": "Air Force"}),
    "hidden user named by the id": sent(forward_origin=HIDDEN | {"sender_user_name": str(KPSZSU)}),
    "person of the same name": sent(forward_origin=PERSON),
    "person with the channel's number": sent(forward_origin=PERSON | {"sender_user": USER | {"id": 1223955273}}),
    "bot of the same name": sent(forward_origin=PERSON | {"sender_user": USER | {"is_bot": True}}),
    "group with the channel's id": sent(forward_origin=GROUP),
    "group of the same name": sent(forward_origin=GROUP | {"sender_chat": channel(-100555, type="supergroup")}),
    "sent as the channel into a group": sent(sender_chat=channel()),
    "linked group's automatic forward": sent(sender_chat=channel(), is_automatic_forward=True),
    "via a bot": sent(via_bot=USER | {"is_bot": True, "username": "kpszsu_bot"}),
    "reply to the post": sent(external_reply={"origin": from_channel(), "chat": channel(), "message_id": 1000}),
    "quote of the post": sent(quote={"text": FORGED, "position": 0, "is_manual": True}),
    "channel of the same title": sent(forward_origin=from_channel(chat_id=-1001223955274, username="kpszsu_ua")),
    "channel of the same name with another id": sent(forward_origin=from_channel(chat_id=-1009999999999)),
    "channel with one digit more": sent(forward_origin=from_channel(chat_id=-10012239552730)),
    "channel with one digit less": sent(forward_origin=from_channel(chat_id=-100122395527)),
    "channel id without its prefix": sent(forward_origin=from_channel(chat_id=-1223955273)),
    "channel id without a sign": sent(forward_origin=from_channel(chat_id=1223955273)),
    "channel id as a person's": sent(forward_origin=from_channel(chat_id=1001223955273)),
    "name in other letters": sent(forward_origin=from_channel(chat_id=-100777, username="kрszsu")),
    "name in capitals": sent(forward_origin=from_channel(chat_id=-100777, username="KPSZSU")),
    "name with a mark": sent(forward_origin=from_channel(chat_id=-100777, title="Air Force ✅")),
    "no name at all": sent(forward_origin=from_channel(chat_id=-100777, username=None)),
    "author signed as the channel": sent(forward_origin=from_channel(-100777) | {"author_signature": "@kpszsu"}),
    "group pretending to be the channel's origin": sent(forward_origin=from_channel(type="supergroup")),
    "private chat pretending to be the channel's origin": sent(forward_origin=from_channel(type="private")),
    "post number nought": sent(forward_origin=from_channel(message_id=0)),
    "post number below nought": sent(forward_origin=from_channel(message_id=-1)),
    # The origin is true here, and the text is not the post's: only the channel's own page is believed.
    "true origin, other text": sent(forward_origin=from_channel()),
    "true origin, edited figures": sent(REAL.replace("10", "100"), forward_origin=from_channel()),
    "true origin, another post's number": sent(forward_origin=from_channel(message_id=1001)),
    "true origin, no text": sent(None, forward_origin=from_channel()),
    "true origin, a post that does not exist": sent(forward_origin=from_channel(message_id=987_654)),
}


def rows(world: World) -> list[list[tuple[Any, ...]]]:
    """All that is known of posts and stated by them; when they were last looked at is not among it."""
    known = "SELECT channel, message_id, revision, text, observed_at, transports FROM revisions"
    return [world.query(known), *(world.query(f"SELECT * FROM {table}") for table in ("readings", "lines", "doubts"))]


@pytest.mark.parametrize("name", SPOOFS)
def test_nothing_a_person_sends_changes_a_row(world: World, name: str) -> None:
    world.publish("kpszsu", REAL)
    world.publish("kpszsu", "alert")
    tools = world.tools()
    world.start()
    world.advance(5)
    world.stop()
    before = rows(world)
    world.run(read_forwarded(SPOOFS[name], FOLLOWED, tools))
    assert rows(world) == before
    assert (origin_of(SPOOFS[name], FOLLOWED) is None) == (not name.startswith("true origin"))


def test_there_are_spoofs_enough() -> None:
    assert len(SPOOFS) >= 30


def test_a_forwarded_post_is_read_again_from_the_channel(world: World) -> None:
    world.publish("kpszsu", REAL)
    tools = world.tools()
    world.start()
    world.advance(5)
    world.stop()
    world.pages.edit_post("kpszsu", 1000, REAL + "1")
    world.advance(120)
    assert world.run(read_forwarded(SPOOFS["true origin, other text"], FOLLOWED, tools)) == PostOrigin("kpszsu", 1000)
    assert world.pages.asked[-1].before == 1001
    assert [one.text for one in world.store.read_now(revisions, "kpszsu", 1000)] == [REAL, REAL + "1"]


def test_forwarding_a_post_again_and_again_sends_no_more_requests(world: World) -> None:
    world.publish("kpszsu", REAL)
    tools = world.tools()
    for _ in range(50):
        world.run(read_forwarded(SPOOFS["true origin, other text"], FOLLOWED, tools))
    assert len(world.pages.asked) == 1


def followed(world: World, *, posts: int = 1) -> World:
    """The channel with so many posts, followed for a moment."""
    for _ in range(posts):
        world.publish("kpszsu", REAL)
    world.publish("mod_russia")
    world.start()
    world.advance(5)
    world.stop()
    world.advance(120)
    return world


def forward(world: World, tools: Tools, message_id: int = 1000) -> PostOrigin | None:
    message = sent(forward_origin=from_channel(message_id=message_id))
    found: PostOrigin | None = world.run(read_forwarded(message, FOLLOWED, tools))
    return found


def test_people_who_forward_leave_requests_for_second_looks(world: World) -> None:
    tools = followed(world, posts=20).tools()
    asked = len(world.pages.asked)
    for number in range(20):
        assert forward(world, tools, 900 + number) == PostOrigin("kpszsu", 900 + number)
    assert len(world.pages.asked) - asked == FORWARDS_AN_HOUR == 12
    assert tools.requests.spare(world.now()) == SPARE_AN_HOUR - 12
    world.advance(3601)
    forward(world, tools)
    assert len(world.pages.asked) - asked == 13


def test_a_forward_does_not_wait_for_the_end_of_a_halt(world: World) -> None:
    tools = followed(world).tools()
    tools.gate.halt(7200)
    before, asked = world.now(), len(world.pages.asked)
    with pytest.raises(HaltedError):
        forward(world, tools)
    assert (world.now(), len(world.pages.asked)) == (before, asked)
    assert world.alarms == []
    assert world.store.read_now(freshness, "kpszsu").failures == 0


def test_a_forward_that_waits_its_turn_is_sent_away_when_a_halt_begins(world: World) -> None:
    tools = followed(world).tools()
    world.pages.fail(faults.status(429, 7200))
    pages = PageFollower("kpszsu", tools)

    async def all_at_once() -> tuple[Any, ...]:
        polls = [asyncio.ensure_future(pages.poll()) for _ in range(2)]
        await asyncio.sleep(0.1)
        message = sent(forward_origin=from_channel())
        given_up = await asyncio.gather(read_forwarded(message, FOLLOWED, tools), return_exceptions=True)
        polls[1].cancel()
        await asyncio.gather(*polls, return_exceptions=True)
        return tuple(given_up)

    before = world.now()
    (error,) = world.run(all_at_once())
    assert isinstance(error, HaltedError)
    assert world.now() - before < timedelta(seconds=5)


def test_a_forward_of_a_post_that_is_gone_is_no_failure_of_the_channel(world: World) -> None:
    tools = followed(world).tools()
    assert forward(world, tools, 900) == PostOrigin("kpszsu", 900)
    assert world.pages.asked[-1].before == 901
    assert world.store.read_now(freshness, "kpszsu").failures == 0
    assert world.alarms == []


def test_a_page_read_for_a_forward_does_not_hide_that_the_newest_one_fails(world: World) -> None:
    tools = followed(world).tools()
    world.store.write_now(record_failure, "kpszsu", world.now(), "the newest page fails")
    read_before = world.store.read_now(freshness, "kpszsu").last_good_at
    forward(world, tools)
    found = world.store.read_now(freshness, "kpszsu")
    assert (found.failures, found.last_error, found.last_good_at) == (1, "the newest page fails", read_before)


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


def test_a_post_and_its_edit_come_from_the_channel_itself(world: World) -> None:
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
def test_what_is_struck_is_marked_and_what_is_answered_is_no_text(
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
def test_a_forward_in_the_channel_is_kept_with_its_origin_and_is_no_report(
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
def test_what_happens_in_the_channel_is_a_post_without_words(
    world: World, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # as the application sets it
    given = {"message_id": 1000, "date": SECONDS, "chat": channel(), **told}
    update = Update.de_json({"update_id": 1, "channel_post": given}, None)
    taken = world.run(take_channel_post(update, FOLLOWED, world.store, TINY_READER))
    assert (taken.new, taken.unreadable) == (1, 0)
    assert [one.text for one in world.store.read_now(revisions, "kpszsu", 1000)] == [""]


def test_a_post_of_a_kind_we_do_not_know_is_unreadable(world: World) -> None:
    given = {"message_id": 1000, "date": SECONDS, "chat": channel(), "rich_page": {"blocks": []}}
    update = Update.de_json({"update_id": 1, "channel_post": given}, None)
    assert world.run(take_channel_post(update, FOLLOWED, world.store, TINY_READER)).unreadable == 1


def test_the_page_and_the_channel_post_are_one_post(world: World) -> None:
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
def test_other_updates_are_not_taken(world: World, update: Update) -> None:
    assert world.run(take_channel_post(update, FOLLOWED, world.store, TINY_READER)) is None
