"""Charts in a chat: drawn once, sent again by their file id, replaced in place."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.chat.charts.sheets import Sheet
from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.demo.test_clients import picture as png
from tests.bot.talking import Talk, talking, until

FILL, NOW = SCENES["two_weeks"]
FILES = ["As a file: PNG", "As a file: SVG"]


class Hand:
    """A fake drawing process that returns white images, each wider than the last, and counts them."""

    def __init__(self) -> None:
        self.drawn = 0
        self.sheets: list[Sheet] = []

    async def __call__(self, sheets: Sequence[Sheet]) -> list[bytes]:
        self.drawn += len(sheets)
        self.sheets += sheets
        return [png(30 + self.drawn, 20) for _ in sheets]


@pytest.fixture
def hand() -> Hand:
    return Hand()


def take(talk: Talk, hand: Hand) -> None:
    """Let the hand draw instead of the drawing process."""
    talk.bot.services.pictures._draw = hand


async def named(talk: Talk) -> None:
    """Wait until the file id of a picture is stored, which happens after it was sent."""
    await until(
        lambda: talk.bot.store.read_now(
            lambda db: db.execute("SELECT what FROM pictures WHERE file_id IS NOT NULL ORDER BY what").fetchall()
        )
    )


async def test_a_trend_is_drawn_once_and_sent_again_by_its_file_id(bot_api: BotApi, store: Store, hand: Hand) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        take(talk, hand)
        first = await talk.ask("/trend")
        await named(talk)
        again = await talk.ask("/trend 30")
    assert first.photo and again.photo
    assert first.photo.file_id == again.photo.file_id
    assert hand.drawn == 1
    assert "2026" in first.text
    assert first.labels == [["90 nights", "365 nights"], ["Drones over Russia"], FILES, ["Dark", "Українською"]]
    assert len(bot_api.calls("sendChatAction")) == 2


async def test_choosing_another_length_or_theme_replaces_the_chart_in_place(
    bot_api: BotApi, store: Store, hand: Hand
) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        take(talk, hand)
        first = await talk.ask("/trend")
        before = first.photo
        changed = await talk.press("90 nights")
        assert changed is first
        assert changed.photo is not before
        assert changed.labels == [["30 nights", "365 nights"], ["Drones over Russia"], FILES, ["Dark", "Українською"]]
        dark = await talk.press("Dark")
        assert dark.labels[3] == ["Light", "Українською"]
    assert hand.drawn == 3


async def test_the_chart_of_a_night_is_sent_as_a_separate_message(bot_api: BotApi, store: Store, hand: Hand) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        take(talk, hand)
        night = await talk.ask("/night 22.09")
        bot_api.press(night, "Chart")
        picture = await talk.next()
        assert picture.photo
        assert night.text.startswith("Night of")
        region = await talk.ask("/region Odesa")
        bot_api.press(region, "A year in a chart")
        assert (await talk.next()).photo


async def test_a_chart_is_sent_as_a_wide_file_in_its_own_theme_and_language(
    bot_api: BotApi, store: Store, hand: Hand
) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        take(talk, hand)
        await talk.ask("/trend 90")
        await talk.press("Dark")
        bot_api.press(talk.heard[-1], "As a file: SVG")
        file = await talk.next()
        assert file.document
        assert file.document.name == "overnight-trend-90.svg"
        last = hand.sheets[-1]
        assert (last["head"]["shape"], last["head"]["form"], last["head"]["theme"]) == ("landscape", "svg", "dark")
        assert file.text.split("\n") == [last["head"]["title"], last["head"]["foot"][-1]]
        assert file.text.endswith("Claims, not verified. Made by @overnight_demo_bot.")
        assert file.labels == []


async def test_charts_of_a_night_a_region_and_a_range_are_files_too(bot_api: BotApi, store: Store, hand: Hand) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        take(talk, hand)
        for asked, name in (
            ("/chart 22.09", "overnight-night-2026-09-22.png"),
            ("/chart Odesa", "overnight-region-UA-51.png"),
            ("/chart 10-15 September", "overnight-range-20260910-20260915.png"),
        ):
            chart = await talk.ask(asked)
            assert chart.labels == [FILES, ["Українською"]]
            bot_api.press(chart, "As a file: PNG")
            file = await talk.next()
            assert file.document and file.document.name == name


async def test_a_file_that_is_asked_for_again_is_not_drawn_again(bot_api: BotApi, store: Store, hand: Hand) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        take(talk, hand)
        first = await talk.ask("/trend")
        bot_api.press(first, "As a file: PNG")
        await talk.next()
        talk.heard.append(await talk.ask("/trend"))
        bot_api.press(talk.heard[-1], "As a file: PNG")
        await talk.next()
    assert hand.drawn == 2


async def test_a_file_id_that_telegram_rejects_is_replaced_by_an_upload(
    bot_api: BotApi, store: Store, hand: Hand
) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        take(talk, hand)
        await talk.ask("/trend")
        await named(talk)
        bot_api.fault("sendPhoto", code=400, description="Bad Request: wrong file identifier/HTTP URL specified")
        again = await talk.ask("/trend")
    assert again.photo
    assert hand.drawn == 1


async def test_stopping_does_not_wait_for_a_drawing_and_the_person_gets_an_answer(
    bot_api: BotApi, store: Store
) -> None:
    begun = asyncio.Event()

    async def endless(_: Sequence[Sheet]) -> list[bytes]:
        begun.set()
        return await asyncio.Future()

    store.write_now(FILL)
    async with asyncio.timeout(60), talking(bot_api, store, NOW) as talk:
        talk.bot.services.pictures._draw = endless
        bot_api.say(talk.chat, "/trend")
        await begun.wait()
    assert bot_api.sent[-1].text == "The bot is shutting down; please ask for the chart again later."


@pytest.mark.parametrize(
    ("asked", "said"),
    [("/trend 31", "How many nights? 30, 90 or 365: /trend 90."), ("/trend", "No night is known yet.")],
)
async def test_a_chart_that_cannot_be_drawn_is_answered_with_a_sentence(
    bot_api: BotApi, store: Store, asked: str, said: str
) -> None:
    async with talking(bot_api, store, NOW) as talk:
        assert (await talk.ask(asked)).text == said
