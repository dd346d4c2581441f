"""Posts forwarded by people: no figure in them is believed, the post is fetched again from the channel."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from telegram import Message

from bot.demo import channel_page as faults
from bot.follow.channel import PageFollower, Tools
from bot.follow.channel_posts import PostOrigin, origin_of, read_forwarded
from bot.follow.errors import HaltedError
from bot.follow.plan import FORWARDS_AN_HOUR, SPARE_AN_HOUR
from storage.channels.cursors import freshness, record_failure
from storage.posts.posts import revisions
from tests.bot.follow.updates import (
    FOLLOWED,
    FORGED,
    GROUP,
    HIDDEN,
    KPSZSU,
    PERSON,
    REAL,
    USER,
    channel,
    from_channel,
    sent,
)
from tests.bot.follow.world import World
from tests.storage.looking import rows_of

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
    """Return every stored row about posts and their readings, without the times of the last check."""
    known = "SELECT channel, message_id, revision, text, observed_at, transports FROM revisions ORDER BY 1, 2, 3"
    return [world.query(known), *(world.store.read_now(rows_of, table) for table in ("readings", "lines", "doubts"))]


@pytest.mark.parametrize("name", SPOOFS)
def test_a_forged_forward_changes_no_stored_row(world: World, name: str) -> None:
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


def test_at_least_30_forged_forwards_are_tried() -> None:
    assert len(SPOOFS) >= 30


def test_a_forwarded_post_is_fetched_again_from_the_channel(world: World) -> None:
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


def test_forwarding_the_same_post_repeatedly_sends_no_more_requests(world: World) -> None:
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


def test_forwards_leave_part_of_the_request_budget_for_rechecks(world: World) -> None:
    tools = followed(world, posts=20).tools()
    asked = len(world.pages.asked)
    for number in range(20):
        assert forward(world, tools, 900 + number) == PostOrigin("kpszsu", 900 + number)
    assert len(world.pages.asked) - asked == FORWARDS_AN_HOUR == 12
    assert tools.requests.spare(world.now()) == SPARE_AN_HOUR - 12
    world.advance(3601)
    forward(world, tools)
    assert len(world.pages.asked) - asked == 13


def test_a_forward_is_answered_at_once_while_requests_are_paused(world: World) -> None:
    tools = followed(world).tools()
    tools.gate.halt(7200)
    before, asked = world.now(), len(world.pages.asked)
    with pytest.raises(HaltedError):
        forward(world, tools)
    assert (world.now(), len(world.pages.asked)) == (before, asked)
    assert world.alarms == []
    assert world.store.read_now(freshness, "kpszsu").failures == 0


def test_a_queued_forward_is_rejected_when_a_pause_begins(world: World) -> None:
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


def test_forwarding_a_deleted_post_is_no_failure_of_the_channel(world: World) -> None:
    tools = followed(world).tools()
    assert forward(world, tools, 900) == PostOrigin("kpszsu", 900)
    assert world.pages.asked[-1].before == 901
    assert world.store.read_now(freshness, "kpszsu").failures == 0
    assert world.alarms == []


def test_a_page_fetched_for_a_forward_does_not_hide_failures_of_the_newest_page(world: World) -> None:
    tools = followed(world).tools()
    world.store.write_now(record_failure, "kpszsu", world.now(), "the newest page fails")
    read_before = world.store.read_now(freshness, "kpszsu").last_good_at
    forward(world, tools)
    found = world.store.read_now(freshness, "kpszsu")
    assert (found.failures, found.last_error, found.last_good_at) == (1, "the newest page fails", read_before)
