"""Until six in the zone of the nights `/latest` says that the night is not over, wherever the reader is."""

from __future__ import annotations

import pytest

from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.chat.scenes import whole_night
from tests.bot.talking import talking
from tests.storage.builders import at

NOT_OVER = "The night of 22–23 September 2026 is not over"
NOT_KNOWN = "No figures for the night of 22–23 September 2026 yet"


# 05:59 and 06:00 in Kyiv are yesterday's evening in New York and the late morning in Tokyo
@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/New_York", "Asia/Tokyo"])
@pytest.mark.parametrize(("moment", "title"), [("2026-09-23 02:59", NOT_OVER), ("2026-09-23 03:00", NOT_KNOWN)])
async def test_the_night_ends_at_six_in_kyiv_for_readers_of_every_zone(
    bot_api: BotApi, store: Store, zone: str, moment: str, title: str
) -> None:
    store.write_now(whole_night)
    async with talking(bot_api, store, at(moment)) as talk:
        await talk.ask(f"/settings zone {zone}")
        answer = await talk.ask("/latest")
    assert answer.text.splitlines()[0] == title
    assert "Last known: night of 21–22 September 2026, 1 day ago" in answer.text
