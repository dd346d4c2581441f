"""Quoted, forwarded and struck-out text in a channel, from its page over HTTP to the answers people get."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, channel_origin
from bot.demo.channel_page import ChannelPages
from bot.follow.channel import PageFollower as Follower
from parsers.records import Forward
from storage import Store
from storage.posts import posts
from storage.posts.forwards import forward_of
from tests.bot.talking import Moment, Talk, talking, until
from tests.bot.test_service import KPSZSU, NIGHT, NOW, POSTED, air_force
from tests.storage.builders import at

LATER = at("2026-09-22 06:02")
STRUCK = NIGHT.format(launched="<s>107</s> 108")


@dataclass
class Scene:
    """A person and an operator in one chat with the bot, and the Air Force's page, which is read when it is told to."""

    talk: Talk
    pages: ChannelPages
    clock: Moment

    async def read(self, minutes: int = 0, channel: str = "kpszsu") -> None:
        """Move on some minutes, read a channel's newest page and send what is owed."""
        self.clock.now += timedelta(minutes=minutes)
        self.talk.moment.now = self.clock.now
        tools = self.talk.bot.following.tools()
        assert tools
        await Follower(channel, tools).poll()
        await self.talk.deliver()

    async def latest(self) -> str:
        return (await self.talk.ask("/latest")).text


@pytest.fixture
def clock() -> Moment:
    return Moment(NOW)


@asynccontextmanager
async def scene(api: BotApi, store: Store, clock: Moment, **settings: Any) -> AsyncIterator[Scene]:
    """A running bot with its channels at 06:12 UTC of 22 September 2026; nothing is posted yet."""
    pages = ChannelPages(clock)
    pages.add_channel("kpszsu", KPSZSU)
    host = await pages.start()
    chat = api.private("Operator")
    try:
        told: dict[str, Any] = {"preview_hosts": host, "chat": chat, "admin_ids": str(chat.id)} | settings
        async with talking(api, store, NOW, **told) as talk:
            yield Scene(talk, pages, clock)
    finally:
        await pages.stop()


@pytest.mark.parametrize(
    ("forward", "told"),
    [
        (Forward("Somebody & Co", "somebody/77"), "of Somebody & Co (https://t.me/somebody/77)"),
        (Forward("Повітряні Сили", "kpszsu/79000"), "of Повітряні Сили (https://t.me/kpszsu/79000)"),
        (Forward("Ann"), "of Ann"),
        (Forward(), "whose origin is hidden"),
    ],
    ids=["of another channel", "of its own older post", "of a hidden person", "of nobody that is told"],
)
async def test_a_forward_after_the_report_changes_no_figure_and_alerts_the_operator(
    bot_api: BotApi, store: Store, clock: Moment, forward: Forward, told: str
) -> None:
    async with scene(bot_api, store, clock) as it:
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=84), POSTED)
        await it.read()
        before = await it.latest()
        it.pages.add_post("kpszsu", 79460, NIGHT.format(launched=999), LATER, forward=forward)
        await it.read(minutes=1)
        heard = (await it.talk.next()).text
        assert "launched 84 drones" in before
        answer = await it.latest()
        assert "launched 84 drones" in answer
        assert "999" not in answer
        assert "999" not in (await it.talk.ask("/night 22.09")).text
        assert "999" not in (await it.talk.ask("/source 22.09")).text
        assert "999" not in (await it.talk.ask("/week")).text
        await it.read(minutes=1)
    assert heard == (
        f"⚠ @kpszsu forwards a report {told}; it is not read as the channel's own: https://t.me/kpszsu/79460"
    )
    assert store.read_now(forward_of, "kpszsu", 79460) == forward
    assert len([one for one in bot_api.sent if "forwards a report" in one.text]) == 1


async def test_a_forwarded_report_alone_is_not_the_night(bot_api: BotApi, store: Store, clock: Moment) -> None:
    async with scene(bot_api, store, clock, admin_ids="") as it:
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=84), POSTED, forward=Forward("Somebody"))
        await it.read()
        answer = await it.latest()
    assert "84" not in answer
    assert "launched" not in answer


async def test_a_forward_that_is_no_report_alerts_nobody(bot_api: BotApi, store: Store, clock: Moment) -> None:
    async with scene(bot_api, store, clock) as it:
        it.pages.add_post("kpszsu", 79455, "Загроза застосування дронів.", POSTED, forward=Forward("Somebody"))
        it.pages.add_post("kpszsu", 79456, NIGHT.format(launched=84), POSTED - timedelta(days=3), forward=Forward())
        await it.read()
        await it.latest()
    assert len(bot_api.sent) == 1


async def test_a_forward_in_a_channel_post_update_is_not_counted_as_the_channel_s_report(
    bot_api: BotApi, store: Store, clock: Moment
) -> None:
    channel = air_force(bot_api)
    other = bot_api.channel("Somebody")
    origin = channel_origin(other, 77, int(POSTED.timestamp()))
    async with scene(bot_api, store, clock) as it:
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=84), POSTED)
        await it.read()
        sent = bot_api.say(channel, NIGHT.format(launched=999), extra={"forward_origin": origin})
        await until(lambda: store.read_now(forward_of, "kpszsu", sent.message_id))
        await it.talk.deliver()
        assert "forwards a report of Somebody" in (await it.talk.next()).text
        answer = await it.latest()
    assert "launched 84 drones" in answer
    assert "999" not in answer


@pytest.mark.parametrize(
    "launched",
    ["<s>107</s> 108", "<s>107</s>108", "<b><del>107</del> 108</b>", "10<strike>7</strike>8"],
    ids=["beside it", "glued to it", "inside bold", "inside the number"],
)
async def test_after_a_struck_out_correction_the_new_figure_is_answered(
    bot_api: BotApi, store: Store, clock: Moment, launched: str
) -> None:
    async with scene(bot_api, store, clock) as it:
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=launched), POSTED, is_html=True)
        await it.read()
        answer = await it.latest()
    assert "launched 108 drones" in answer
    assert "107" not in answer


async def test_an_edit_that_strikes_out_a_figure_is_a_correction_and_the_source_shows_it(
    bot_api: BotApi, store: Store, clock: Moment
) -> None:
    async with scene(bot_api, store, clock) as it:
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=107), POSTED)
        await it.read()
        assert "launched 107 drones" in await it.latest()
        it.pages.edit_post("kpszsu", 79455, STRUCK, is_html=True)
        await it.read(minutes=5)
        correction = (await it.talk.next()).text
        assert "launched 108 drones" in await it.latest()
        source = (await it.talk.ask("/source")).text
    assert correction.startswith("Correction · night of 21–22 September")
    assert "1̶0̶7̶ 108 ударними" in source
    assert "→ 108: 108 launched" in source
    texts = [one.text for one in store.read_now(posts.revisions, "kpszsu", 79455)]
    assert texts == [NIGHT.format(launched=107), NIGHT.format(launched="1̶0̶7̶ 108")]


async def test_striking_out_a_number_later_makes_a_new_revision(bot_api: BotApi, store: Store, clock: Moment) -> None:
    """The letters are the same: what differs is the stroke alone."""
    async with scene(bot_api, store, clock) as it:
        it.pages.add_post("kpszsu", 79455, f"{NIGHT.format(launched=84)}\nі ще 5 дронів", POSTED)
        await it.read()
        it.pages.edit_post("kpszsu", 79455, f"{NIGHT.format(launched=84)}\n<s>і ще 5 дронів</s>", is_html=True)
        await it.read(minutes=5)
    assert len(store.read_now(posts.revisions, "kpszsu", 79455)) == 2


async def test_a_report_struck_out_completely_is_withdrawn(bot_api: BotApi, store: Store, clock: Moment) -> None:
    async with scene(bot_api, store, clock) as it:
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=84), POSTED)
        await it.read()
        assert "launched 84 drones" in await it.latest()
        it.pages.edit_post("kpszsu", 79455, f"<s>{NIGHT.format(launched=84)}</s>", is_html=True)
        await it.read(minutes=5)
        assert "launched 84 drones" not in await it.latest()


async def test_a_quoted_report_is_not_answered_as_the_channel_s_own(
    bot_api: BotApi, store: Store, clock: Moment
) -> None:
    quoting = f"Нагадаємо:<blockquote>{NIGHT.format(launched=999)}</blockquote>"
    async with scene(bot_api, store, clock) as it:
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=84), POSTED)
        it.pages.add_post("kpszsu", 79460, quoting, LATER, is_html=True)
        await it.read()
        answer = await it.latest()
        refused = (await it.talk.ask("/unread")).text
    assert "launched 84 drones" in answer
    assert "launched 999 drones" not in answer
    assert "▎За попередніми даними" in answer
    assert "its figures are in a quotation" in refused


async def test_the_message_a_post_replies_to_is_not_counted(bot_api: BotApi, store: Store, clock: Moment) -> None:
    async with scene(bot_api, store, clock) as it:
        quote = NIGHT.format(launched=999)
        it.pages.add_post("kpszsu", 79455, NIGHT.format(launched=84), POSTED, quote=quote)
        it.pages.add_post("kpszsu", 79460, "Дякуємо за роботу!", LATER, quote=quote)
        await it.read()
        answer = await it.latest()
    assert "launched 84 drones" in answer
    assert "999" not in answer


async def test_a_struck_out_figure_in_a_forward_by_a_person_is_not_read(
    bot_api: BotApi, store: Store, clock: Moment
) -> None:
    text = NIGHT.format(launched="107 108")
    entity = {"type": "strikethrough", "offset": text.index("107"), "length": 3}
    async with scene(bot_api, store, clock) as it:
        origin = channel_origin(air_force(bot_api), 79455, int(POSTED.timestamp()))
        bot_api.say(it.talk.chat, "", extra={"forward_origin": origin, "text": text, "entities": [entity]})
        answer = (await it.talk.next()).text
    assert "→ 108: 108 launched" in answer
    assert answer.endswith("This post is not stored: it was read from the forward alone.")
