"""One person's private chat with the bot, as the page shows and moves it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bot.demo.bot_api import BotApi, Chat, Event, Message, Query, menus
from bot.demo.bot_api.limits import TEXT, units
from bot.demo.bot_api.records import StoredFile
from bot.demo.picker import picked
from bot.demo.terminal import FORWARD, Posts
from bot.demo.web.bubbles import bubble, result
from bot.demo.words import DemoWords, english

Json = dict[str, Any]
Telling = asyncio.Queue[Json | None]

# how long a press or an inline question is waited for, in seconds
PATIENCE = 15.0


class Impossible(Exception):
    """What the person asked of the chat cannot be done; says why in one sentence."""


class WebChat:
    """A chat so far, and everyone who watches it.

    ``posts`` are those that can be forwarded; ``patience`` is how many seconds to wait for an answer; ``words`` gives
    the demo's words of the moment.
    """

    def __init__(
        self,
        api: BotApi,
        chat: Chat,
        posts: Posts = lambda name: None,
        *,
        patience: float = PATIENCE,
        words: Callable[[], DemoWords] = english,
    ) -> None:
        self._api = api
        self._chat = chat
        self._posts = posts
        self._patience = patience
        self._words = words
        self._spoken = words()
        self._shown: dict[str, Message] = {}
        self._asked: dict[str, Query] = {}
        self._watching: set[Telling] = set()
        api.listen(self._seen)

    # watching

    @contextmanager
    def watched(self) -> Iterator[Telling]:
        """Yield the existing messages, then new ones, as events; None ends it."""
        telling: Telling = asyncio.Queue()
        telling.put_nowait(self._whole())
        self._watching.add(telling)
        try:
            yield telling
        finally:
            self._watching.discard(telling)

    def end(self) -> None:
        """Let everyone who watches go."""
        for telling in self._watching:
            telling.put_nowait(None)

    def time(self) -> Json:
        """Return the event with the chat's own time (the demo's clock runs fast)."""
        return {"kind": "time", "now": self._api.state.seconds()}

    def file(self, file_id: str) -> StoredFile | None:
        """A picture or a document that was sent in this chat."""
        kept = (file for message in self._shown.values() for file in (message.photo, message.document))
        return next((file for file in kept if file and file.file_id == file_id), None)

    def commands(self) -> list[Json]:
        """The bot's menu as the person sees it; empty until the bot has set one."""
        return menus.shown(self._api.state, self._chat)

    # what the person does

    async def say(self, text: str) -> Json:
        """The person writes; ``@bot text`` asks inline and ``forward kpszsu/79455`` forwards that post.

        Returns the results of an inline question, else nothing. Raises Impossible.
        """
        line = text.strip()
        if not line:
            raise Impossible(self._words().empty)
        if units(line) > TEXT:
            raise Impossible(self._words().too_long.format(most=TEXT))
        name = f"@{self._api.state.me.username}"
        if line == name or line.startswith(f"{name} "):
            return await self._ask(line.removeprefix(name).strip())
        self._show(self._forwarded(line) if line.startswith(FORWARD) else self._api.say(self._chat, line))
        return {}

    async def press(self, key: str, data: str) -> Json:
        """The person presses the button with this data; the bot's answer. Raises Impossible."""
        message = self._shown.get(key)
        if message is None or message.deleted:
            raise Impossible(self._words().button_gone)
        if picked(self._api, self._chat, message, data):
            return {}
        try:
            query = self._api.press(message, data, self._chat.user)
        except LookupError:
            raise Impossible(self._words().button_gone) from None
        return await self._answer(query)

    async def choose(self, query_id: str, result_id: str) -> Json:
        """The person sends one of the results of an inline question. Raises Impossible."""
        query = self._asked.get(query_id)
        if query is None or result_id not in {row["id"] for row in (query.answer or {})["results"]}:
            raise Impossible(self._words().result_gone)
        self._show(self._api.choose(query, result_id))
        return {}

    async def _ask(self, text: str) -> Json:
        query = self._api.inline(text, self._chat.user)
        answer = await self._answer(query)
        self._asked[query.id] = query
        button = answer["button"] or {"text": ""}
        return {"query": query.id, "results": [result(row) for row in answer["results"]], "button": button["text"]}

    async def _answer(self, query: Query) -> Json:
        try:
            return await query.answered(self._patience)
        except TimeoutError:
            raise Impossible(self._words().no_answer.format(seconds=self._patience)) from None

    def _forwarded(self, line: str) -> Message:
        name = line.removeprefix(FORWARD).strip()
        post = self._posts(name)
        if post is None:
            raise Impossible(self._words().no_post.format(name=name))
        return self._api.forward(self._chat, *post)

    # events

    def _seen(self, event: Event) -> None:
        message = event.message
        if message.chat is not self._chat and self._key(message) not in self._shown:
            return
        self._speak()
        if event.kind == "deleted":
            self._shown.pop(self._key(message), None)
            self._tell({"kind": "gone", "key": self._key(message)})
        else:
            self._show(message)

    def _show(self, message: Message) -> None:
        self._shown[self._key(message)] = message
        self._tell({"kind": "shown", "message": self._bubble(message)})

    def _speak(self) -> None:
        """Tell the page its words where they have become others: the person chose a language."""
        if self._words() is not self._spoken:
            self._spoken = self._words()
            self._tell(self.time() | {"kind": "words", "words": self._spoken.page})

    def _tell(self, event: Json) -> None:
        for telling in self._watching:
            telling.put_nowait(event)

    def _whole(self) -> Json:
        name = self._api.state.me.username
        bubbles = [self._bubble(message) for message in self._shown.values()]
        return self.time() | {
            "kind": "all",
            "bot": name,
            "messages": bubbles,
            "words": self._words().page,
        }

    def _bubble(self, message: Message) -> Json:
        return bubble(self._key(message), message, self._api.state.me.id)

    @staticmethod
    def _key(message: Message) -> str:
        return message.inline_message_id or str(message.message_id)
