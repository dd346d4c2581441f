"""When the posts are samples, every answer says so in its own language."""

from __future__ import annotations

from bot.app import build
from bot.demo.bot_api import BotApi
from bot.run import running
from bot.settings import load_settings
from bot.world import World
from storage import Store
from tests.bot.chat.scenes import SCENES
from tests.bot.talking import NOBODY

FILL, NOW = SCENES["whole_night"]


async def test_switching_an_answer_to_ukrainian_translates_the_sample_notice(bot_api: BotApi, store: Store) -> None:
    store.write_now(FILL)
    settings = load_settings(env_file=None, preview_hosts=NOBODY, bot_token=bot_api.token, bot_api_url=bot_api.base_url)
    bot = build(settings, store, World(now=lambda: NOW, tick_seconds=3600, real_from=90000, draws_ahead=False))
    async with running(bot, follows=False):
        person = bot_api.private("Ann", "en")
        bot_api.say(person, "/latest")
        answer = await bot_api.next_message(person)
        assert answer.text.endswith("\n\nSample text made from real figures.")
        bot_api.press(answer, "Українською")
        turned = await bot_api.next_edit(person)
    assert turned.text.endswith("\n\nЗразок тексту зі справжніми числами.")
