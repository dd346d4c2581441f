"""What the stand-in stores: messages, files, presses and inline queries."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.demo.bot_api.chats import ApiChat, Json, User
from bot.demo.bot_api.markup import Markup

# seconds a test waits for the bot before it gives up
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that was sent; ``size`` is a photo's width and height."""

    file_id: str
    name: str
    data: bytes
    size: tuple[int, int] | None = None

    @property
    def unique_id(self) -> str:
        return f"u{self.file_id}"

    @property
    def path(self) -> str:
        return f"{'photos' if self.size else 'documents'}/{self.file_id}"

    def json(self) -> Json:
        head: Json = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}
        if self.size:
            return head | {"width": self.size[0], "height": self.size[1]}
        return head | {"file_name": self.name}


@dataclass(slots=True, eq=False)
class ApiMessage:
    """A message, with its text as a person reads it; the object stays the same when the message is edited.

    ``source`` is the text as it was sent, with its markup. ``chat`` is None for a message sent inline.
    ``extra`` holds further fields of the Bot API's Message.
    """

    chat: ApiChat | None
    message_id: int
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    source: str = ""
    author: Json | None = None
    thread: int | None = None
    markup: Markup | None = None
    photo: StoredFile | None = None
    document: StoredFile | None = None
    silent: bool = False
    link_preview: Json | None = None
    reply_to: ApiMessage | None = None
    inline_message_id: str | None = None
    edits: int = 0
    edited: int | None = None
    deleted: bool = False
    pinned: bool = False
    extra: Json = field(default_factory=dict)

    @property
    def buttons(self) -> list[list[Json]]:
        """The rows of the inline keyboard."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[list[str]]:
        """Return the labels of the inline keyboard, row by row."""
        return [[button["text"] for button in row] for row in self.buttons]

    @property
    def links(self) -> list[str]:
        """The addresses a person can follow from the text."""
        return [entity["url"] for entity in self.entities if entity["type"] == "text_link"]

    def json(self, *, shallow: bool = False) -> Json:
        """The Bot API's Message; ``shallow`` leaves out the message it replies to, as Telegram does one level down."""
        assert self.chat, "a message sent inline has no chat to be shown in"
        body: Json = {"message_id": self.message_id, "date": self.date, "chat": self.chat.json()} | self.extra
        body |= {"from": self.author} if self.author else {}
        body |= self._content()
        if self.thread is not None:
            body |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.edited is not None:
            body["edit_date"] = self.edited
        if self.reply_to and not shallow:
            body["reply_to_message"] = self.reply_to.json(shallow=True)
        if self.buttons:
            body["reply_markup"] = self.markup
        return body

    def _content(self) -> Json:
        if not self.photo and not self.document:
            body: Json = {"text": self.text} if self.text else {}
            body |= {"link_preview_options": self.link_preview} if self.link_preview else {}
            return body | ({"entities": self.entities} if self.entities else {})
        media: Json = {"photo": [self.photo.json()]} if self.photo else {}
        media |= {"document": self.document.json()} if self.document else {}
        media |= {"caption": self.text} if self.text else {}
        return media | ({"caption_entities": self.entities} if self.entities else {})


@dataclass(slots=True, eq=False)
class Query:
    """A press of a button, an inline query or a guest query, and the bot's answer to it (the arguments, as values).

    ``message`` is what stands in the chat after a guest query was answered.
    """

    id: str
    user: User
    answer: Json | None = None
    message: ApiMessage | None = None
    expired: bool = False
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def answered(self, within: float = PATIENCE) -> Json:
        """Wait for the answer. Raises TimeoutError if none comes."""
        async with asyncio.timeout(within):
            await self.heard.wait()
        assert self.answer is not None, "heard is set together with the answer"
        return self.answer

    def settle(self, answer: Json) -> None:
        self.answer = answer
        self.heard.set()


@dataclass(frozen=True, slots=True)
class ApiEvent:
    """Something the bot did that a person sees: sent, edited or deleted a message."""

    kind: str
    message: ApiMessage


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot."""

    method: str
    values: dict[str, Any]


@dataclass(slots=True)
class Accepted:
    """An accepted message, whatever the bot was answered: when (UTC), where, its text, whether it was silent.

    ``edited`` tells an edit from a new message. ``answered`` is ``ok``, the failure the bot got instead, or ``gone`` if
    it did not wait for the answer. ``port`` is the one the request came to, where several bots have one each.
    """

    at: datetime
    chat: int | None
    message_id: int
    text: str
    silent: bool
    edited: bool = False
    answered: str = "ok"
    port: int = 0
