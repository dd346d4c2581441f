"""A channel of one's own, played on the stand-in for Telegram: it is set up, gets a digest, and a correction of it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path

from bot.app import build
from bot.demo.bot_api import BotApi, Chat, Message
from bot.demo.bot_api.sharing import labels, share
from bot.demo.nights import REAL_FROM
from bot.run import running
from bot.settings import load_settings
from bot.world import World
from storage import open_store
from tests.bot.talking import Moment, Talk
from tests.docs.scenes import as_of, edit
from tests.storage.builders import at
from tests.storage.looking import file_of

EVENING, MORNING = at("2025-05-19 18:00"), at("2025-05-20 07:00")
TITLE, PICK = "Night News", "Choose a channel"
ANSWERS = ("English", "10:00", "Text alone", "Usual digest")


async def play(told: Callable[[Message], str]) -> list[str]:
    """Play it; return what is said in the private chat, and then what stands in the channel at the end."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        store = stack.enter_context(open_store(Path(folder) / "overnight.db"))
        store.write_now(as_of(EVENING))
        api = await stack.enter_async_context(BotApi())
        moment = Moment(EVENING)
        world = World(now=moment, clock=count().__next__, tick_seconds=3600, real_from=REAL_FROM, draws_ahead=False)
        settings = load_settings(env_file=None, database=file_of(store), bot_token=api.token, bot_api_url=api.base_url)
        bot = build(settings, store, world)
        await stack.enter_async_context(running(bot, follows=False))
        talk = Talk(api, bot, moment, api.private("You"))
        channel = await _channel(talk)
        said = await _set_up(talk, channel, told)
        moment.now = MORNING
        store.write_now(as_of(MORNING))
        await talk.deliver()
        said.append(f"> ({TITLE}, the next morning)\n{told(api.sent[-1])}")
        edit(talk)
        await talk.deliver()
        posts = "\n\n".join(told(one) for one in api.sent if one.chat is channel)
        return [*said, f"> ({TITLE}, after the Air Force edited its post)\n{posts}"]


async def _channel(talk: Talk) -> Chat:
    channel = talk.api.channel(TITLE, bot="left")
    assert talk.chat.user
    talk.api.join(channel, talk.chat.user, "creator")
    return channel


async def _set_up(talk: Talk, channel: Chat, told: Callable[[Message], str]) -> list[str]:
    asked = await talk.ask("/post")
    said = [f"> /post\n{told(asked)}\n" + "\n".join(f"[{label}]" for label in labels(asked))]
    share(talk.api.state, asked, PICK, channel)
    chosen, last = await talk.next(), await talk.next()
    said.append(f"> [{PICK}]\n{told(chosen)}\n\n{told(last)}")
    for one in ANSWERS:
        said.append(f"> [{one}]\n{told(await talk.press(one, last))}")
    return said
