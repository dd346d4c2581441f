"""The stand-in without a network, and whether it takes what is generated.

A message goes the way every message goes (``bot.chat.sending``, the inline article, the text that is kept of what is
owed), through python-telegram-bot, and ends in ``Server.carry_out``, which the stand-in's HTTP handler calls too: the
same rules, without sockets.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.actions import InlineMessage
from bot.app import build
from bot.chat.audience import Audience
from bot.chat.context import Services
from bot.chat.handlers.inline import Offer
from bot.chat.message import Message
from bot.chat.rich_text import CAPTION_LIMIT, ENTITY_LIMIT
from bot.chat.routing.dispatch import ANSWER_LIMIT
from bot.chat.routing.inline import Inline, edit_inline
from bot.chat.sending import edit, send
from bot.chat.sign_off import signed
from bot.deliver.message_codec import packed, unpacked
from bot.demo.bot_api import BotApi
from bot.demo.bot_api.arguments import Arguments, Upload
from bot.demo.bot_api.records import ApiEvent
from bot.demo.bot_api.records import ApiMessage as Standing
from bot.demo.bot_api.refusals import Refused
from bot.settings import load_settings
from bot.world import World
from storage import open_store
from tests.proofs.generated.cases import CASES, REAL_FROM, ROUND, Case, audience
from tests.simulation.request import content_of
from tests.storage.looking import file_of

# So many messages are remembered; nothing here asks for an old one.
REMEMBERED = 50
EDITED, SENT_INLINE = 0.2, 0.5
NIGHT = date(2026, 9, 22)
# No generated answer is the same: that would be refused as no change.
WRITTEN_OVER = "to be written over"


class Direct(BaseRequest):
    """Carries the bot's requests to the stand-in in memory; ``refused`` are the refusals, also those that were met."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self.refused: list[str] = []

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def read_timeout(self) -> float:
        return 5.0

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **named: Any
    ) -> tuple[int, bytes]:
        """One request, as the stand-in's HTTP handler answers it."""
        _, _, path = url.partition("/bot")
        token, _, name = path.partition("/")
        values = request_data.json_parameters if request_data else {}
        files = request_data.multipart_data if request_data and request_data.contains_files else {}
        arguments = Arguments(dict(values), {key: Upload(one[0], content_of(one[1])) for key, one in files.items()})
        try:
            result = await self._api.server.carry_out(token, name, arguments)
        except Refused as refusal:
            self.refused.append(refusal.description)
            return refusal.code, json.dumps(refusal.body()).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()


@dataclass
class Judge:
    """Sends messages to one chat and says what is wrong with each."""

    api: BotApi
    bot: Bot
    wire: Direct
    services: Services
    chat_id: int
    events: list[ApiEvent] = field(default_factory=list)

    async def faults(self, case: Case, asks: Audience, message: Message, dice: Random) -> list[str]:
        """Why the answer would be refused, or read otherwise than it was written; empty where neither."""
        self.events.clear()
        self.wire.refused.clear()
        found: list[str] = []
        try:
            found = await self._sent(case, asks, message, dice)
        except Exception:  # whatever fails is a fault of what was generated
            found = [traceback.format_exc(limit=-4)]
        return [*self.wire.refused, *found]

    async def _sent(self, case: Case, asks: Audience, message: Message, dice: Random) -> list[str]:
        if case.inline is not None and dice.random() < SENT_INLINE:
            title = case.title(asks.words, NIGHT) if case.title else ""
            await self._inline(Offer(case.inline, message, title), asks)
        shown = signed(self.services, asks, message) if asks.real_from else message
        if case.owed:
            kept = unpacked(packed(shown)).message
            assert (kept.blocks, kept.buttons) == (shown.blocks, shown.buttons), "kept otherwise than written"
        if case.pressed:
            assert shown.brief, "a press is answered with a sentence"
            await self.bot.answer_callback_query(self.question(), message.plain[:ANSWER_LIMIT], show_alert=True)
        plain = not shown.picture and not shown.attachment
        self.events.clear()
        await send(self.bot, self.chat_id, None, shown)
        found = self._read(shown, plain)
        if plain and dice.random() < EDITED:
            first = await self.bot.send_message(self.chat_id, WRITTEN_OVER)
            self.events.clear()
            await edit(self.bot, self.chat_id, first.message_id, shown)
            found += self._marked()
        return found

    async def _inline(self, one: Offer, asks: Audience) -> None:
        """Offered behind the bot's name, then written anew in the chat it was sent to."""
        offered = Inline(self.services).article(one, asks, self.bot.username)
        await self.bot.answer_inline_query(self.question(), [offered], cache_time=60)
        self.api.state.inline["sent"] = Standing(None, 0, 0, ".")
        await edit_inline(self.bot, InlineMessage("sent", one.asks, asks.words.code), one.message)

    def question(self) -> str:
        """A press or an inline query that waits for its answer."""
        return self.api.state.ask(self.api.state.me).id

    def _read(self, message: Message, plain: bool) -> list[str]:
        """What a person reads: all of it, in order, as written; of a caption as much as fits."""
        read = "".join("".join(one.message.text.split()) for one in self.events)
        written = "".join(message.plain.split())
        same = read == written if plain or len(message.plain) < CAPTION_LIMIT // 2 else bool(read)
        return ([] if same else [f"reads otherwise: {read[:200]!r} for {written[:200]!r}"]) + self._marked()

    def _marked(self) -> list[str]:
        """Marks beyond what Telegram keeps of a message are lost unseen."""
        counts = [one.message.source.count("</") for one in self.events]
        return [f"{number} entities" for number in counts if number > ENTITY_LIMIT]


@asynccontextmanager
async def judging() -> AsyncIterator[Judge]:
    """A judge with a chat of its own."""
    api = BotApi(keep=REMEMBERED)
    wire = Direct(api)
    with TemporaryDirectory() as folder, open_store(Path(folder) / "empty.db") as store:
        settings = load_settings(env_file=None, database=str(file_of(store)), bot_token=api.token)
        services = build(settings, store, World(real_from=REAL_FROM)).services
        async with Bot(api.token, base_url="direct/bot", request=wire, get_updates_request=Direct(api)) as bot:
            judge = Judge(api, bot, wire, services, api.private("Ann").id)
            api.state.listeners.append(judge.events.append)
            yield judge


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with the answer of a number, which is of this kind."""

    number: int
    kind: str
    what: str


async def found_wrong(numbers: range) -> AsyncIterator[Found]:
    """Generate the answers of these numbers, the same ones every time, and send them; what is wrong with any."""
    async with judging() as judge:
        for number in numbers:
            kind = ROUND[number % len(ROUND)]
            for what in await answer(CASES[kind], Random(number), judge):
                yield Found(number, kind, what)


async def answer(case: Case, dice: Random, judge: Judge) -> list[str]:
    """One generated answer, sent; what is wrong with it."""
    asks = audience(dice)
    try:
        message = case.make(asks, dice)
    except Exception:  # a builder that fails is as bad as a refusal
        return [traceback.format_exc(limit=-4)]
    return await judge.faults(case, asks, message, dice)
