"""``/chart``: a trend, a night or a region, by its words."""

from __future__ import annotations

import pytest

from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.chat.test_charts_sent import Hand, take
from tests.bot.talking import talking

FILL, NOW = SCENES["two_weeks"]


@pytest.mark.parametrize(
    ("asked", "kind", "columns"),
    [
        ("/chart", "trend", 30),
        ("/chart 90", "trend", 90),
        ("/chart trend 365", "trend", 52),
        ("/chart 22.09", "night", None),
        ("/chart night 22 вересня", "night", None),
        ("/chart Odesa", "calendar", None),
        ("/chart region Одещина", "calendar", None),
        ("/chart 10-15 September", "trend", 6),
        ("графік за 10–15 вересня", "trend", 6),
        ("/trend September", "trend", 22),
        ("/chart last 30 nights", "trend", 30),
    ],
)
async def test_the_words_say_which_chart(
    bot_api: BotApi, store: Store, asked: str, kind: str, columns: int | None
) -> None:
    store.write_now(FILL)
    hand = Hand()
    async with talking(bot_api, store, NOW) as talk:
        take(talk, hand)
        assert (await talk.ask(asked)).photo
    (sheet,) = hand.sheets
    assert sheet["kind"] == kind
    assert columns is None or (sheet["kind"] == "trend" and sheet["columns"] == columns)
    assert sheet["head"]["foot"][-1].endswith("Made by @overnight_demo_bot.")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "/chart Atlantis",
            "I draw 30, 90 or 365 nights, a night or a region: /chart 90, /chart yesterday, /chart Odesa.",
        ),
        (
            "/chart 31",
            "I draw 30, 90 or 365 nights, a night or a region: /chart 90, /chart yesterday, /chart Odesa.",
        ),
        ("/chart 31.02.2026", "There is no such date: 31.02.2026."),
        ("/chart 2023-01-01 - 2025-12-31", "I draw up to 365 nights in one chart."),
        ("chart for august", "There is nothing to draw: we have no reports."),
        ("/chart 1–5 December 2027", "That date is still in the future."),
        ("/chart night 2020-01-01", "There is nothing to draw: we have no reports."),
    ],
)
async def test_a_chart_that_there_is_not_is_answered_with_a_sentence(
    bot_api: BotApi, store: Store, asked: str, said: str
) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        assert (await talk.ask(asked)).text == said
