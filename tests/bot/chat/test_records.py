"""``/records`` as the morning goes on."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking


async def test_a_night_whose_report_is_not_due_yet_is_not_missing(bot_api: BotApi, store: Store) -> None:
    fill, now = SCENES["silences"]
    store.write_now(fill)
    async with talking(bot_api, store, now) as talk:
        text = (await talk.ask("/records")).text
        talk.moment.now += timedelta(days=1)
        later = (await talk.ask("/records")).text
    assert "all 12 nights since 10 Sep 2026 known" in text
    assert "12 of 13 nights since 10 Sep 2026 known\nmissing: 22 Sep" in later
