"""A chart with the digest: the text is its caption where it fits, and nothing is lost where there can be no chart."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import pytest

from bot.actions import SubscriptionRequest
from bot.chat.charts.process import DrawingError
from bot.chat.charts.sheets import Sheet
from bot.chat.message import Message
from bot.chat.rich_text import block, bold
from bot.chat.sending import edit
from bot.deliver import digest_chart
from bot.demo.bot_api import BotApi, Failure
from parsers.records import Outcome
from storage import Store
from storage.outbox import deliveries
from tests.bot.chat.test_charts_sent import Hand, take
from tests.bot.deliver.mornings import EVENING, air_force, at_the_clock, ministry
from tests.bot.deliver.test_digests import edited
from tests.bot.talking import Talk, talking
from tests.storage.builders import line, night


@pytest.fixture
async def reader(bot_api: BotApi, store: Store) -> AsyncIterator[Talk]:
    """Somebody who wants a chart with the digest of 09:30."""
    async with talking(bot_api, store, EVENING) as talk:
        take(talk, Hand())
        await talk.ask("/subscribe 09:30")
        await talk.ask("/settings picture on")
        yield talk


async def test_a_whole_digest_is_the_caption_of_its_chart(reader: Talk, store: Store) -> None:
    air_force(store)
    ministry(store)
    await at_the_clock(reader, "06:30")
    await at_the_clock(reader, "06:31")
    digest = await reader.next()
    assert digest.photo
    assert not digest.silent
    assert "launched 212 Shahed drones" in digest.text
    assert "shot down 91 Ukrainian drones" in digest.text
    assert "https://t.me/kpszsu/79455" in digest.links
    assert digest.labels[-1] == ["Change time", "Mute today"]
    assert len(reader.api.sent) == 3
    assert store.read_now(deliveries.counts) == {"sent": 1}


async def test_a_chart_is_uploaded_once_for_all_and_then_sent_by_its_name(reader: Talk, store: Store) -> None:
    other = Talk(reader.api, reader.bot, reader.moment, reader.api.private("Bob"))
    await other.ask("/subscribe 09:30")
    await other.ask("/settings picture on")
    await other.ask("/subscribe 09:40")
    air_force(store)
    ministry(store)
    await at_the_clock(reader, "06:30")
    await at_the_clock(reader, "06:40")
    first, second = await reader.next(), await other.next()
    assert first.photo and second.photo
    assert first.photo.file_id == second.photo.file_id


async def test_no_chart_comes_unless_it_is_wanted(bot_api: BotApi, store: Store) -> None:
    async with talking(bot_api, store, EVENING) as talk:
        take(talk, Hand())
        await talk.ask("/subscribe 09:30")
        air_force(store)
        ministry(store)
        await at_the_clock(talk, "06:30")
        assert not (await talk.next()).photo
    assert len(bot_api.sent) == 2


async def test_a_text_too_long_for_a_caption_is_followed_by_the_chart_without_a_sound(
    reader: Talk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest_chart, "CAPTION_LIMIT", 100)
    air_force(store)
    ministry(store)
    await at_the_clock(reader, "06:30")
    text, chart = await reader.next(), await reader.next()
    assert "launched 212 Shahed drones" in text.text
    assert not text.photo and not text.silent
    assert chart.photo and chart.silent
    assert chart.text.strip()
    assert store.read_now(deliveries.counts) == {"sent": 2}


async def test_a_digest_that_will_be_completed_is_a_text_and_its_chart_comes_below(reader: Talk, store: Store) -> None:
    air_force(store)
    await at_the_clock(reader, "06:45")
    text, chart = await reader.next(), await reader.next()
    assert not text.photo and chart.photo
    ministry(store, posted="07:00")
    await at_the_clock(reader, "07:05")
    assert (text.edits, chart.edits) == (1, 0)
    assert "shot down 91 Ukrainian drones" in text.text


async def test_without_the_night_that_the_chart_ends_with_there_is_none(reader: Talk, store: Store) -> None:
    """The chart is of the Air Force's nights, and its newest would be another one than the digest's."""
    store.write_now(night, "kpszsu", 79400, "2026-09-21", line(Outcome.LAUNCHED, 90, "shahed"))
    ministry(store)
    await at_the_clock(reader, "06:45")
    assert not (await reader.next()).photo
    assert len(reader.api.sent) == 3


async def test_who_follows_the_ministry_alone_gets_the_chart_of_its_nights(reader: Talk, store: Store) -> None:
    await reader.ask("/settings sides russia")
    ministry(store)
    await at_the_clock(reader, "06:30")
    assert (await reader.next()).photo
    drawn = store.read_now(lambda db: [what for (what,) in db.execute("SELECT what FROM pictures").fetchall()])
    assert drawn == ["trend:mod_russia:30"]


async def test_a_chat_that_takes_no_pictures_gets_the_text_once(reader: Talk, store: Store) -> None:
    reader.api.fault("sendPhoto", code=400, description="Bad Request: not enough rights to send photos to the chat")
    air_force(store)
    ministry(store)
    await at_the_clock(reader, "06:30")
    await at_the_clock(reader, "06:32")
    digest = await reader.next()
    assert "launched 212 Shahed drones" in digest.text
    assert not digest.photo
    assert len(reader.api.sent) == 3
    assert store.read_now(deliveries.counts) == {"sent": 1}


async def test_a_chart_that_cannot_be_drawn_costs_nobody_the_digest(reader: Talk, store: Store) -> None:
    async def fails(_: Sequence[Sheet]) -> list[bytes]:
        raise DrawingError("the drawing process ended")

    reader.bot.services.pictures._draw = fails
    air_force(store)
    ministry(store)
    await at_the_clock(reader, "06:30")
    assert "launched 212 Shahed drones" in (await reader.next()).text
    assert store.read_now(deliveries.counts) == {"sent": 1}


@pytest.mark.parametrize(("failure", "arrived"), [(Failure.CUT_BEFORE, 1), (Failure.CUT_AFTER, 2)])
async def test_a_chart_with_a_lost_answer_is_repeated_once_and_silently(
    reader: Talk, store: Store, failure: Failure, arrived: int
) -> None:
    air_force(store)
    ministry(store)
    reader.api.fault("sendPhoto", failure=failure)
    for clock in ("06:30", "06:31", "06:32"):
        await at_the_clock(reader, clock)
    digests = [one for one in reader.api.sent if one.photo]
    assert len(digests) == arrived
    assert digests[-1].silent


async def test_a_digest_that_is_a_caption_is_read_on_by_its_buttons(reader: Talk, store: Store) -> None:
    air_force(store)
    ministry(store)
    await at_the_clock(reader, "06:30")
    digest = await reader.next()
    reader.api.press(digest, "Full answer")
    answer = await reader.next()
    assert "launched 212 Shahed drones" in answer.text
    assert digest.photo and digest.edits == 0


async def test_the_words_under_a_chart_are_edited_as_its_caption(reader: Talk, store: Store) -> None:
    """What edits a digest cannot know whether it came with a chart; saying the same again does no harm."""
    air_force(store)
    ministry(store)
    await at_the_clock(reader, "06:30")
    digest = await reader.next()
    anew = Message((block(bold("Corrected:"), "216 drones launched."),))
    for _ in range(2):
        await edit(reader.bot.app.bot, reader.chat.id, digest.message_id, anew)
    assert digest.text == "Corrected:\n216 drones launched."
    assert digest.photo and digest.edits == 1
    assert [entity["type"] for entity in digest.entities] == ["bold"]


@pytest.mark.parametrize("limit", [1024, 100])
async def test_in_a_channel_a_correction_is_written_into_the_digest_and_never_over_its_chart(
    reader: Talk, store: Store, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """The digest is the caption of its chart, or stands above it where it is too long for one."""
    monkeypatch.setattr(digest_chart, "CAPTION_LIMIT", limit)
    channel, actions = reader.api.channel("Newsroom"), reader.bot.services.actions
    await actions.subscribe(channel.id, SubscriptionRequest(None, 9 * 60 + 30, None, "en"))
    await actions.choose_picture(channel.id, True)
    air_force(store)
    ministry(store)
    await at_the_clock(reader, "06:30")
    posts = [one for one in reader.api.sent if one.chat is channel]
    assert [bool(one.photo) for one in posts] == ([True] if limit == 1024 else [False, True])
    assert [one.text.endswith(f"@{reader.bot.app.bot.username}") for one in posts] == [True, False][: len(posts)]
    edited(store, launched=216)
    await at_the_clock(reader, "08:05")
    assert [one.edits for one in posts] == [1, 0][: len(posts)]
    assert "launched 216 Shahed drones" in posts[0].text
    assert all(not one.labels for one in posts)
