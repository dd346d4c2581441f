"""The stand-in's state, and how the bot's requests look things up in it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import ApiChat, ChatKind, Json, User
from bot.demo.bot_api.records import Accepted, ApiEvent, ApiMessage, Call, Query, StoredFile
from bot.demo.bot_api.refusals import bad, forbidden
from bot.demo.bot_api.updates import Updates

GONE = {
    ChatKind.PRIVATE: "bot was blocked by the user",
    ChatKind.GROUP: "bot was kicked from the group chat",
    ChatKind.SUPERGROUP: "bot was kicked from the supergroup chat",
    ChatKind.CHANNEL: "bot is not a member of the channel chat",
}


@dataclass(slots=True, eq=False)
class State:
    """Chats, messages, files and updates. ``keep`` bounds how many messages, files and calls are remembered."""

    me: User
    token: str
    now: Callable[[], datetime]
    keep: int | None = None
    privacy: bool = True
    inline_mode: bool = True
    updates: Updates = field(default_factory=Updates)
    chats: dict[int, ApiChat] = field(default_factory=dict)
    messages: OrderedDict[tuple[int, int], ApiMessage] = field(default_factory=OrderedDict)
    inline: dict[str, ApiMessage] = field(default_factory=dict)
    files: OrderedDict[str, StoredFile] = field(default_factory=OrderedDict)
    queries: OrderedDict[str, Query] = field(default_factory=OrderedDict)
    profile: dict[tuple[str, str, str], Json] = field(default_factory=dict)
    calls: deque[Call] = field(init=False)
    sent: deque[ApiMessage] = field(init=False)
    accepted: deque[Accepted] = field(init=False)
    taken: int = 0
    inboxes: dict[tuple[int, str], asyncio.Queue[ApiMessage]] = field(default_factory=dict)
    listeners: list[Callable[[ApiEvent], None]] = field(default_factory=list)
    serial: int = 0

    def __post_init__(self) -> None:
        self.calls = deque(maxlen=self.keep)
        self.sent = deque(maxlen=self.keep)
        self.accepted = deque(maxlen=self.keep)

    def seconds(self) -> int:
        """Now, as the Bot API writes times."""
        return int(self.now().timestamp())

    def number(self) -> int:
        """A number not given before, for ids."""
        self.serial += 1
        return self.serial

    def chat(self, arguments: Arguments) -> ApiChat:
        """The chat a request is about. Raises Refused when there is none, or the bot may not act there."""
        name = arguments.text("chat_id")
        if not name:
            raise bad("chat_id is empty")
        chat = self._find(name)
        if chat is None:
            raise bad("chat not found")
        if chat.migrated_to:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.bot in ("kicked", "left"):
            raise forbidden(chat.gone or GONE[chat.kind])
        if chat.kind is ChatKind.CHANNEL and chat.bot != "administrator":
            raise bad("need administrator rights in the channel chat")
        return chat

    def _find(self, name: str) -> ApiChat | None:
        if name.startswith("@"):
            named = (chat for chat in self.chats.values() if chat.kind is not ChatKind.PRIVATE and chat.username)
            return next((chat for chat in named if f"@{chat.username}".lower() == name.lower()), None)
        return self.chats.get(int(name)) if name.lstrip("-").isdecimal() else None

    def thread(self, chat: ApiChat, arguments: Arguments) -> int | None:
        """The topic a message goes to; None for the general one. Raises Refused where the bot cannot write there."""
        thread = arguments.integer("message_thread_id")
        if thread is not None and thread not in chat.threads:
            raise bad("message thread not found")
        if thread in chat.closed and chat.bot != "administrator":
            raise bad("TOPIC_CLOSED")
        return thread

    def message(self, chat_id: int, message_id: int | None) -> ApiMessage | None:
        """Return a message that has not been deleted."""
        found = self.messages.get((chat_id, message_id or 0))
        return None if found is None or found.deleted else found

    def save(self, message: ApiMessage) -> ApiMessage:
        """Keep a message, letting the oldest go where memory is bounded."""
        assert message.chat, "a message sent inline is kept by its own id"
        self.messages[message.chat.id, message.message_id] = message
        if self.keep and len(self.messages) > self.keep:
            self.messages.popitem(last=False)
        return message

    def store(self, name: str, data: bytes, size: tuple[int, int] | None) -> StoredFile:
        """Keep a file under a new id."""
        kept = StoredFile(f"{'P' if size else 'D'}{self.number():08d}", name, data, size)
        self.files[kept.file_id] = kept
        if self.keep and len(self.files) > self.keep:
            self.files.popitem(last=False)
        return kept

    def ask(self, user: User, *, guest: bool = False) -> Query:
        """A new press, inline query or guest query of a person."""
        query = Query(f"{'guest' if guest else ''}{self.number()}", user)
        self.queries[query.id] = query
        if self.keep and len(self.queries) > self.keep:
            self.queries.popitem(last=False)
        return query

    def tell(self, kind: str, message: ApiMessage) -> None:
        """Let those who watch a chat know what the bot did there."""
        if kind == "sent":
            self.sent.append(message)
        if kind != "deleted":
            self._accept(message, edited=kind == "edited")
        if message.chat:
            inbox = self.inbox(message.chat.id, kind)
            inbox.put_nowait(message)
            while self.keep and inbox.qsize() > self.keep:
                inbox.get_nowait()
        for listener in self.listeners:
            listener(ApiEvent(kind, message))

    def _accept(self, message: ApiMessage, *, edited: bool) -> None:
        chat = message.chat.id if message.chat else None
        self.taken += 1
        self.accepted.append(
            Accepted(self.now(), chat, message.message_id, message.text, message.silent, edited=edited)
        )

    def taken_since(self, count: int) -> list[Accepted]:
        """Return what was accepted after the first ``count`` messages, if still stored."""
        new = min(self.taken - count, len(self.accepted))
        return [self.accepted[-1 - step] for step in range(new)]

    def inbox(self, chat_id: int, kind: str) -> asyncio.Queue[ApiMessage]:
        """Return what the bot did in a chat that has not been looked at yet."""
        return self.inboxes.setdefault((chat_id, kind), asyncio.Queue())
