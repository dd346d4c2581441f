"""The stand-in's interface: start it, play the people, see what the bot did."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any, Self

from bot.demo.bot_api import incoming
from bot.demo.bot_api.chats import ApiChat, ChatKind, Json, User
from bot.demo.bot_api.faults import Failure, Fault
from bot.demo.bot_api.rates import Limit
from bot.demo.bot_api.records import PATIENCE, Accepted, ApiEvent, ApiMessage, Query
from bot.demo.bot_api.server import Server, Sleep
from bot.demo.bot_api.state import State

# No real token: the stand-in takes only the one it is given.
TOKEN = "1234567890:" + "stand-in_token_of_no_real_bot_at_al"
FIRST_USER = 100_001
FIRST_GROUP = -200_001
FIRST_CHANNEL = -1_001_000_000_001


def real_now() -> datetime:
    return datetime.now(UTC)


class BotApi:
    """A Bot API server on loopback, as strict as Telegram. Use it as an asynchronous context manager.

    ``now`` gives the dates of messages; ``keep`` limits how much is stored; ``rates`` makes it refuse what is sent too
    fast; ``privacy`` is the bot's privacy mode in groups. A client needs ``base_url`` and the token.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "overnight_demo_bot",
        now: Callable[[], datetime] = real_now,
        sleep: Sleep = asyncio.sleep,
        keep: int | None = None,
        rates: Limit | None = None,
        privacy: bool = True,
    ) -> None:
        me = User(int(token.partition(":")[0]), "Overnight", username=username, is_bot=True)
        self.state = State(me, token, now, keep, privacy)
        self.server = Server(self.state, sleep, rates)
        self._ids = {"user": count(FIRST_USER), "group": count(FIRST_GROUP, -1), "channel": count(FIRST_CHANNEL, -1)}

    async def __aenter__(self) -> Self:
        await self.server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.server.stop()

    @property
    def token(self) -> str:
        return self.state.token

    @property
    def base_url(self) -> str:
        """The address before ``/bot<token>``, for example ``http://127.0.0.1:40001``."""
        return self.server.url

    @property
    def sent(self) -> list[ApiMessage]:
        """Return every message the bot sent, in order, in its current state, deleted ones too."""
        return list(self.state.sent)

    @property
    def accepted(self) -> list[Accepted]:
        """Return every accepted message and edit in order, whatever the bot was answered."""
        return list(self.state.accepted)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """The arguments of every request of one method, refused ones too."""
        return [call.values for call in self.state.calls if call.method.lower() == method.lower()]

    # people and chats

    def user(self, name: str = "Ann", language: str | None = "en", username: str | None = None) -> User:
        """A person who has no chat with the bot yet."""
        return User(next(self._ids["user"]), name, language, username)

    def private(self, name: str = "Ann", language: str | None = "en", user: User | None = None) -> ApiChat:
        """A person's private chat with the bot (opened, so the bot may write there)."""
        user = user or self.user(name, language)
        return self._add(
            ApiChat(user.id, ChatKind.PRIVATE, user.first_name, user.username, user, members={user: "member"})
        )

    def group(self, title: str = "Group", *, admin: User | None = None, bot: str = "member") -> ApiChat:
        """A basic group with an owner, which may be migrated."""
        owner = admin or self.user("Owner")
        return self._add(ApiChat(next(self._ids["group"]), ChatKind.GROUP, title, members={owner: "creator"}, bot=bot))

    def supergroup(
        self, title: str = "Supergroup", *, topics: tuple[str, ...] = (), admin: User | None = None, bot: str = "member"
    ) -> ApiChat:
        """Create a supergroup with an owner; with ``topics`` it is a forum whose threads have ids 2, 3, …"""
        owner = admin or self.user("Owner")
        chat = ApiChat(next(self._ids["channel"]), ChatKind.SUPERGROUP, title, members={owner: "creator"}, bot=bot)
        chat.is_forum = bool(topics)
        chat.threads = dict(enumerate(topics, start=2))
        chat.last_id = len(topics) + 1
        return self._add(chat)

    def channel(self, title: str = "Channel", username: str | None = None, *, bot: str = "administrator") -> ApiChat:
        """A channel in which the bot is an admin."""
        owner = self.user("Owner")
        chat_id = next(self._ids["channel"])
        return self._add(ApiChat(chat_id, ChatKind.CHANNEL, title, username, members={owner: "creator"}, bot=bot))

    def join(self, chat: ApiChat, user: User, status: str = "member") -> None:
        """Add a person to a chat, or change their status there."""
        chat.members[user] = status

    def _add(self, chat: ApiChat) -> ApiChat:
        self.state.chats[chat.id] = chat
        return chat

    # what people do

    def say(
        self,
        chat: ApiChat,
        text: str,
        user: User | None = None,
        *,
        thread: int | None = None,
        reply_to: ApiMessage | None = None,
        anonymous: bool = False,
        extra: Json | None = None,
    ) -> ApiMessage:
        """A person writes in a chat: its owner where no one is named, the chat itself where ``anonymous``."""
        speaker = None if anonymous or chat.kind is ChatKind.CHANNEL else user or next(iter(chat.members))
        if speaker:
            chat.members.setdefault(speaker, "member")
        message = incoming.written(self.state, chat, text, speaker, thread=thread, reply_to=reply_to, extra=extra)
        if incoming.reaches_bot(self.state, message):
            self.state.updates.put("channel_post" if chat.kind is ChatKind.CHANNEL else "message", message.json())
        return message

    def forward(self, chat: ApiChat, text: str, origin: Json, user: User | None = None) -> ApiMessage:
        """A person forwards a message; see ``incoming`` for the kinds of origin."""
        return self.say(chat, text, user, extra={"forward_origin": origin})

    def channel_post(self, channel: ApiChat, text: str) -> ApiMessage:
        """A channel posts, where the bot is an admin."""
        return self.say(channel, text)

    def edit(self, message: ApiMessage, text: str) -> None:
        """A person or a channel changes what they wrote."""
        assert message.chat, "written in a chat"
        message.text, message.entities = text.strip(), incoming.entities_of(text.strip())
        message.edited = self.state.seconds()
        kind = "edited_channel_post" if message.chat.kind is ChatKind.CHANNEL else "edited_message"
        if incoming.reaches_bot(self.state, message):
            self.state.updates.put(kind, message.json())

    def press(self, message: ApiMessage, what: str | None = None, user: User | None = None, *, data: str = "") -> Query:
        """Press a button, named by its text or its data; ``data`` alone sends made-up data.

        Raises LookupError if the message has no such callback button.
        """
        person = user or (next(iter(message.chat.members)) if message.chat else self.user())
        query = self.state.ask(person)
        pressed = incoming.pressed(
            self.state, query, message, data if what is None else incoming.data_of(message, what)
        )
        self.state.updates.put("callback_query", pressed)
        return query

    def inline(self, text: str, user: User | None = None, *, offset: str = "", chat_type: str = "sender") -> Query:
        """A person types ``@bot text`` in some chat."""
        person = user or self.user()
        query = self.state.ask(person)
        body = incoming.asked(query, query=text, offset=offset, chat_type=chat_type)
        self.state.updates.put("inline_query", body)
        return query

    def choose(self, query: Query, result_id: str) -> ApiMessage:
        """A person sends one of the answers to their inline query; it may be edited by its inline_message_id."""
        message, chosen = incoming.chosen(self.state, query, result_id)
        self.state.updates.put("chosen_inline_result", chosen)
        return message

    # the bot's status in a chat

    def block(self, chat: ApiChat, *, quietly: bool = False, reason: str | None = None) -> None:
        """The bot is blocked, or thrown out; ``quietly`` without the update, ``reason`` for another 403 wording."""
        self._stand(chat, "kicked", quietly)
        chat.gone = reason

    def unblock(self, chat: ApiChat, status: str = "member") -> None:
        """The bot may write again; also how it is added to a group, or made an admin."""
        self._stand(chat, status, quietly=False)
        chat.gone = None

    def _stand(self, chat: ApiChat, status: str, quietly: bool) -> None:
        before, chat.bot = chat.bot, status
        if not quietly:
            owner = next(iter(chat.members))
            body = incoming.membership(self.state, chat, owner, before, status)
            self.state.updates.put("my_chat_member", body)

    def migrate(self, group: ApiChat) -> ApiChat:
        """A group becomes a supergroup, with a new id; the old one answers 400 with ``migrate_to_chat_id``."""
        new = self.supergroup(group.title)
        new.members, new.bot = dict(group.members), group.bot
        self.say(group, "", extra={"migrate_to_chat_id": new.id})
        self.say(new, "", extra={"migrate_from_chat_id": group.id})
        group.migrated_to = new.id
        return new

    def fault(self, method: str | None = None, *, failure: Failure = Failure.REFUSE, **rest: Any) -> Fault:
        """Make the next request of a method (or of any) fail; see Fault for the options."""
        fault = Fault(failure, method, **rest)
        self.server.faults.append(fault)
        return fault

    def put_raw(self, update: Json) -> int:
        """Put an update into the queue as it is, for one that no library can read; its number."""
        return self.state.updates.put_raw(update)

    def front(self, public: str, port: int) -> None:
        """A public https address is served at a port of loopback."""
        self.server.pusher.fronts[public.rstrip("/")] = f"http://127.0.0.1:{port}"

    # what the bot did

    def listen(self, listener: Callable[[ApiEvent], None]) -> None:
        """Subscribe to everything the bot sends, edits and deletes."""
        self.state.listeners.append(listener)

    async def next_message(self, chat: ApiChat, within: float = PATIENCE) -> ApiMessage:
        """Wait for the next message in a chat. Raises TimeoutError if none comes."""
        return await self._next_in(chat, "sent", within)

    async def next_edit(self, chat: ApiChat, within: float = PATIENCE) -> ApiMessage:
        """Wait for the next edit in a chat. Raises TimeoutError if none comes."""
        return await self._next_in(chat, "edited", within)

    async def _next_in(self, chat: ApiChat, kind: str, within: float) -> ApiMessage:
        async with asyncio.timeout(within):
            return await self.state.inbox(chat.id, kind).get()
