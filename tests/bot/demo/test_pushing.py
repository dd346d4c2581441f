"""Updates pushed to a webhook: those of one chat in order, those of others meanwhile, each until it is taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.demo.bot_api import BotApi
from tests.bot.demo.asking import Ask


class Bot:
    """A webhook that holds the texts in ``held`` back until ``let_go``, and refuses those in ``refused`` once."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.taken: list[str] = []
        self.held: set[str] = set()
        self.refused: set[str] = set()
        self.let_go = asyncio.Event()
        self.at_once = self.most_at_once = 0
        self.changed = asyncio.Event()

    async def take(self, text: str) -> int:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self._note(self.begun, text)
        if text in self.held:
            await self.let_go.wait()
        self.at_once -= 1
        if text in self.refused:
            self.refused.remove(text)
            return 500
        self._note(self.taken, text)
        return 200

    def _note(self, texts: list[str], text: str) -> None:
        texts.append(text)
        self.changed.set()

    async def until(self, texts: list[str], count: int) -> None:
        async with asyncio.timeout(10):
            while len(texts) < count:
                self.changed.clear()
                await self.changed.wait()


class _Hook(RequestHandler):
    def initialize(self, bot: Bot) -> None:
        self.bot = bot

    async def post(self) -> None:
        self.set_status(await self.bot.take(json.loads(self.request.body)["message"]["text"]))


@pytest.fixture
async def hook(ask: Ask) -> AsyncIterator[Bot]:
    bot = Bot()
    server = HTTPServer(Application([(r"/hook", _Hook, {"bot": bot})], log_function=lambda _: None))
    sockets = bind_sockets(0, "127.0.0.1")
    server.add_sockets(sockets)
    url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/hook"
    assert (await ask("setWebhook", url=url, max_connections=3))["ok"]
    yield bot
    server.stop()
    await server.close_all_connections()


async def test_a_slow_update_holds_up_those_of_its_own_chat_alone(bot_api: BotApi, hook: Bot) -> None:
    ann, ben = bot_api.private("Ann"), bot_api.private("Ben")
    hook.held = {"slow"}
    for chat, text in ((ann, "slow"), (ann, "after it"), (ben, "beside it"), (ben, "and another")):
        bot_api.say(chat, text)
    await hook.until(hook.taken, 2)
    assert hook.taken == ["beside it", "and another"]
    hook.let_go.set()
    await hook.until(hook.taken, 4)
    assert hook.taken[2:] == ["slow", "after it"]


async def test_no_more_updates_are_on_their_way_than_the_bot_allowed(bot_api: BotApi, hook: Bot) -> None:
    texts = [f"text {number}" for number in range(7)]
    hook.held = set(texts)
    for text in texts:
        bot_api.say(bot_api.private(), text)
    await hook.until(hook.begun, 3)
    hook.let_go.set()
    await hook.until(hook.taken, 7)
    assert hook.most_at_once == 3
    assert sorted(hook.taken) == texts


async def test_an_update_that_is_not_taken_comes_again_before_the_next_of_its_chat(bot_api: BotApi, hook: Bot) -> None:
    ann = bot_api.private("Ann")
    hook.refused = {"one"}
    bot_api.say(ann, "one")
    bot_api.say(ann, "two")
    await hook.until(hook.taken, 2)
    assert hook.begun == ["one", "one", "two"]


async def test_what_is_accepted_names_the_port_it_came_to(bot_api: BotApi, ask: Ask) -> None:
    ann, port = bot_api.private("Ann"), bot_api.server.listen_also()
    assert (await ask("sendMessage", chat_id=ann.id, text="first"))["ok"]
    bot_api.server.port = port
    assert (await ask("sendMessage", chat_id=ann.id, text="second"))["ok"]
    assert [one.port == port for one in bot_api.accepted] == [False, True]
