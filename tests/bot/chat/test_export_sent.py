"""``/export`` in a chat: a file with a caption, or a refusal in one sentence."""

from __future__ import annotations

import json

from bot.app import build
from bot.demo.bot_api import BotApi
from bot.export import Exports
from bot.run import running
from bot.settings import load_settings
from bot.world import World
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import talking

FILL, NOW = SCENES["two_weeks"]


async def test_the_file_arrives_with_a_caption_that_describes_it(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        answer = await talk.ask("/export json 2026-09-21 2026-09-22")
    assert answer.document
    assert answer.document.name == "overnight-2026-09-21-2026-09-22.json"
    readings = json.loads(answer.document.data)["readings"]
    assert [reading["key"] for reading in readings] == [
        "kpszsu/79021", "mod_russia/67021", "kpszsu/79022", "mod_russia/67022",
    ]  # fmt: skip
    assert [call["action"] for call in bot_api.calls("sendChatAction")] == ["upload_document"]


async def test_pressing_the_button_sends_the_file_as_a_separate_message(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        asked = await talk.ask("/export")
        bot_api.press(asked, "CSV")
        file = await talk.next()
    assert file.document
    assert file.document.name == "overnight-2026-09-09-2026-09-22.zip"
    assert asked.text.startswith("Everything we have as a file")


async def test_a_range_that_is_too_long_is_refused_with_a_shorter_suggestion(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    async with talking(bot_api, store, NOW) as talk:
        tight = Exports(store, ("kpszsu",), None, lambda: NOW, limit=3000)
        object.__setattr__(talk.bot.services, "exports", tight)
        answer = await talk.ask("/export json 2026-09-01 2026-09-20")
    assert answer.document is None
    assert answer.text == (
        "That is more than a bot can send on Telegram; try a shorter range: /export json 2026-09-11 2026-09-20"
    )


async def test_for_sample_posts_the_file_and_its_caption_say_so(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    settings = load_settings(env_file=None, bot_token=bot_api.token, bot_api_url=bot_api.base_url)
    bot = build(settings, store, World(now=lambda: NOW, tick_seconds=3600, real_from=90000))
    async with running(bot, follows=False):
        person = bot_api.private("Ann", "en")
        bot_api.say(person, "/export json")
        answer = await bot_api.next_message(person)
    assert answer.text.endswith("Sample text made from real figures.")
    assert answer.document
    assert answer.document.name == "overnight-samples-2026-09-09-2026-09-22.json"
    told = json.loads(answer.document.data)
    assert told["description"].startswith("These are samples: the texts are made up")
    assert {reading["post"]["url"] for reading in told["readings"]} == {None}
