"""How typed input is repeated back: in one line, shortened to fit a sentence."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.demo.bot_api import BotApi
from storage import Store
from tests.bot.talking import talking
from tests.storage.builders import at

NOW: datetime = at("2026-09-22 07:32")
TIME = "is not a time of day. Give it like this: /subscribe 09:30, or /subscribe asap."
ZONE = "Give a big city, or hours from UTC: /subscribe 09:30 Warsaw, /subscribe 09:30 UTC+3."


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (f"/subscribe {'x' * 4000}", f"“{'x' * 60}…” {TIME}"),
        (f"/subscribe 9:00 {'Mars ' * 800}", f"I don't know the time zone “{'Mars ' * 11}Mars…”. {ZONE}"),
        (f"/settings zone Mars{chr(10) * 4000}Base", f"I don't know the time zone “Mars Base”. {ZONE}"),
        (f"/region {'🟥' * 2000}", f"I don't know a region called “{'🟥' * 60}…”. Try /region Odesa."),
    ],
)
async def test_long_input_is_shortened_when_it_is_repeated_back(
    bot_api: BotApi, store: Store, typed: str, answer: str
) -> None:
    async with talking(bot_api, store, NOW) as talk:
        assert (await talk.ask(typed)).text == answer
        assert (await talk.ask("/unsubscribe")).text.startswith("You have no digest to stop.")
