"""Posts that reach the running bot: as channel posts, and by being forwarded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.bot_api import BotApi, Chat, ChatKind, channel_origin
from bot.demo.channel_page import ChannelPages
from storage import Store
from storage.channels import cursors
from storage.posts import posts
from tests.bot.talking import Moment, talking, until
from tests.storage.builders import at

NOW = at("2026-09-22 06:12")
POSTED = at("2026-09-22 05:31")
KPSZSU = 1223955273
# Written anew in the shape of the Air Force's night reports of 2026, with invented figures.
NIGHT = (
    "У ніч на 22 вересня (з 18:00 21 вересня) противник атакував {launched} ударними БпЛА типу Shahed, Гербера "
    "та дронами інших типів.\n"
    "За попередніми даними, станом на 08:00, протиповітряною обороною збито/подавлено 79 ворожих БпЛА типу Shahed, "
    "Гербера та дронів інших типів."
)


@pytest.fixture
def clock() -> Moment:
    """The clock of the channel's page and of Telegram."""
    return Moment(POSTED)


@pytest.fixture
async def bot_api(clock: Moment) -> AsyncIterator[BotApi]:
    async with BotApi(now=clock) as running:
        yield running


@pytest.fixture
async def pages(clock: Moment) -> AsyncIterator[ChannelPages]:
    """The Air Force's channel with one report, served on loopback."""
    served = ChannelPages(clock)
    served.add_channel("kpszsu", KPSZSU)
    served.add_post("kpszsu", 79455, NIGHT.format(launched=84), POSTED)
    await served.start()
    yield served
    await served.stop()


def air_force(api: BotApi, number: int = KPSZSU) -> Chat:
    """The Air Force's channel, with the bot among its admins."""
    channel = Chat(int(f"-100{number}"), ChatKind.CHANNEL, "Повітряні Сили", "kpszsu", bot="administrator")
    api.state.chats[channel.id] = channel
    channel.members[api.user("Owner")] = "creator"
    return channel


def texts(store: Store, message_id: int) -> list[str | None]:
    return [one.text for one in store.read_now(posts.revisions, "kpszsu", message_id)]


async def test_a_forwarded_post_is_answered_with_its_current_text_in_the_channel(
    bot_api: BotApi, store: Store, pages: Any
) -> None:
    doctored = NIGHT.format(launched=999)
    async with talking(bot_api, store, NOW, preview_hosts=pages.host) as talk:
        bot_api.forward(talk.chat, doctored, channel_origin(air_force(bot_api), 79455, int(POSTED.timestamp())))
        answer = await talk.next()
    assert "→ 84: 84 launched" in answer.text
    assert "999" not in answer.text
    assert texts(store, 79455) == [NIGHT.format(launched=84)]


async def test_a_forward_shows_an_edit_that_no_poll_has_seen_yet(
    bot_api: BotApi, store: Store, pages: Any, clock: Moment
) -> None:
    origin = channel_origin(air_force(bot_api), 79455, int(POSTED.timestamp()))
    async with talking(bot_api, store, NOW, preview_hosts=pages.host) as talk:
        bot_api.forward(talk.chat, NIGHT, origin)
        await talk.next()
        pages.edit_post("kpszsu", 79455, NIGHT.format(launched=86))
        clock.now = talk.moment.now = NOW + timedelta(minutes=2)
        bot_api.forward(talk.chat, NIGHT, origin)
        answer = await talk.next()
    assert "→ 86: 86 launched" in answer.text
    assert "version 2, edited" in answer.text


async def test_a_paused_channel_is_not_asked_because_of_a_forward(bot_api: BotApi, store: Store, pages: Any) -> None:
    store.write_now(cursors.pause, "kpszsu", "operator: paused")
    async with talking(bot_api, store, NOW, preview_hosts=pages.host) as talk:
        bot_api.forward(talk.chat, "words", channel_origin(air_force(bot_api), 79455, int(POSTED.timestamp())))
        await talk.next()
    assert not pages.asked


async def test_a_channel_post_and_its_edit_are_stored_and_answered_at_once(
    bot_api: BotApi, store: Store, clock: Moment
) -> None:
    channel = air_force(bot_api)
    async with talking(bot_api, store, NOW) as talk:
        assert "launched 84 drones" not in (await talk.ask("/latest")).text
        sent = bot_api.channel_post(channel, NIGHT.format(launched=84))
        await until(lambda: len(texts(store, sent.message_id)) == 1 and not talk.bot.services.kept)
        assert "launched 84 drones" in (await talk.ask("/latest")).text
        clock.now = NOW
        bot_api.edit(sent, NIGHT.format(launched=86))
        await until(lambda: len(texts(store, sent.message_id)) == 2 and not talk.bot.services.kept)
        await talk.deliver()
        assert (await talk.next()).text.startswith("Correction · night of 21–22 September")
        assert "launched 86 drones" in (await talk.ask("/latest")).text
    assert texts(store, sent.message_id) == [NIGHT.format(launched=84), NIGHT.format(launched=86)]


async def heard(api: BotApi) -> None:
    """Wait until all updates so far were handled."""
    person = api.private("Somebody")
    api.say(person, "/about")
    await api.next_message(person)


async def test_the_bot_does_not_answer_in_a_followed_channel(bot_api: BotApi, store: Store) -> None:
    channel = air_force(bot_api)
    async with talking(bot_api, store, NOW):
        bot_api.channel_post(channel, "/latest")
        await heard(bot_api)
    assert len(bot_api.sent) == 1


@pytest.mark.parametrize("paused", [True, False])
async def test_posts_of_lookalike_and_paused_channels_are_ignored(bot_api: BotApi, store: Store, paused: bool) -> None:
    if paused:
        store.write_now(cursors.pause, "kpszsu", "operator: paused")
    channel = air_force(bot_api, KPSZSU if paused else KPSZSU + 1)
    async with talking(bot_api, store, NOW):
        bot_api.channel_post(channel, NIGHT.format(launched=84))
        await heard(bot_api)
    assert store.read_now(lambda db: db.execute("SELECT COUNT(*) FROM posts").fetchone()) == (0,)
