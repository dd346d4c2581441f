"""What people and channels write: messages and updates as Telegram would make them."""

from __future__ import annotations

import hashlib
import re
import zlib
from typing import Any

from bot.demo.bot_api.chats import ANONYMOUS_ADMIN, ApiChat, ChatKind, Json, User, member_json
from bot.demo.bot_api.html import parse
from bot.demo.bot_api.limits import units
from bot.demo.bot_api.records import ApiMessage, Query
from bot.demo.bot_api.state import State

ENTITIES = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<!\w)(?<!/)@[A-Za-z]\w{3,31}")),
    ("url", re.compile(r"https?://[^\s]+")),
    ("hashtag", re.compile(r"(?<!\w)#\w+")),
)


def entities_of(text: str) -> list[Json]:
    """The entities Telegram finds in a plain text by itself."""
    found: list[Json] = []
    for kind, pattern in ENTITIES:
        for match in pattern.finditer(text):
            offset, length = units(text[: match.start()]), units(match.group())
            if not any(e["offset"] <= offset < e["offset"] + e["length"] for e in found):
                found.append({"type": kind, "offset": offset, "length": length})
    return sorted(found, key=lambda entity: entity["offset"])


def written(
    state: State,
    chat: ApiChat,
    text: str,
    user: User | None,
    *,
    thread: int | None = None,
    reply_to: ApiMessage | None = None,
    extra: Json | None = None,
) -> ApiMessage:
    """A message of a person in a chat (of the chat itself where ``user`` is None), kept in the state."""
    if thread is not None and thread not in chat.threads:
        raise LookupError(f"no topic {thread} in {chat.title}")
    message = ApiMessage(chat, chat.next_id(), state.seconds(), text.strip(), entities_of(text.strip()), thread=thread)
    message.reply_to = reply_to
    message.extra = dict(extra or {})
    if user is not None:
        message.author = user.json()
    else:
        message.extra["sender_chat"] = chat.json()
        if chat.kind is not ChatKind.CHANNEL:
            message.author = dict(ANONYMOUS_ADMIN)
    return state.save(message)


def under_picture(state: State, message: ApiMessage) -> ApiMessage:
    """Return the message with a picture above its text, which thereby is a caption."""
    message.photo = state.store("picture.png", b"", (1, 1))
    return message


def reaches_bot(state: State, message: ApiMessage) -> bool:
    """Return whether Telegram passes a message to the bot: in groups with privacy mode on, only what is for it."""
    chat = message.chat
    assert chat, "people write in chats"
    if chat.bot in ("kicked", "left"):
        return False
    if chat.kind is ChatKind.PRIVATE or chat.bot == "administrator" or not state.privacy:
        return True
    if not message.text:
        return True  # a service message: those reach every bot
    if message.reply_to and (message.reply_to.author or {}).get("id") == state.me.id:
        return True
    return any(_is_for_bot(state, message.text, entity) for entity in message.entities)


def _is_for_bot(state: State, text: str, entity: Json) -> bool:
    words = text.encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
    name = words.decode("utf-16-le").partition("@")
    addressed = name[2].lower() == (state.me.username or "").lower()
    return addressed if entity["type"] == "mention" or name[1] else entity["type"] == "bot_command"


def membership(state: State, chat: ApiChat, user: User, before: str, after: str) -> Json:
    """A ChatMemberUpdated about the bot's own standing."""
    me = state.me.json()
    return {
        "chat": chat.json(),
        "from": user.json(),
        "date": state.seconds(),
        "old_chat_member": member_json(me, before),
        "new_chat_member": member_json(me, after, chat),
    }


def channel_origin(channel: ApiChat, message_id: int, date: int) -> Json:
    """The MessageOriginChannel of a forwarded post."""
    return {"type": "channel", "chat": channel.json(), "message_id": message_id, "date": date}


def hidden_origin(name: str, date: int) -> Json:
    """Return the origin of a message whose author is hidden; it proves nothing."""
    return {"type": "hidden_user", "sender_user_name": name, "date": date}


def user_origin(user: User, date: int) -> Json:
    """The origin of a message of a person."""
    return {"type": "user", "sender_user": user.json(), "date": date}


def asked(query: Query, /, **fields: Any) -> Json:
    """The head of a CallbackQuery or an InlineQuery, with its own fields."""
    return {"id": query.id, "from": query.user.json()} | fields


def pressed(state: State, query: Query, message: ApiMessage, data: str) -> Json:
    """A CallbackQuery for a button under a message; a deleted message is seen no more."""
    if message.chat is None:
        instance = _instance(state, 0)
        return asked(query, data=data, inline_message_id=message.inline_message_id, chat_instance=instance)
    gone = {"chat": message.chat.json(), "message_id": message.message_id, "date": 0}
    shown = gone if message.deleted else message.json()
    return asked(query, data=data, message=shown, chat_instance=_instance(state, message.chat.id))


def _instance(state: State, chat_id: int) -> str:
    """The chat_instance of a chat: a number that says nothing of its id."""
    return str(zlib.crc32(hashlib.sha256(f"{state.token}{chat_id}".encode()).digest()))


def chosen(state: State, query: Query, result_id: str) -> tuple[ApiMessage, Json]:
    """The message a person sends by choosing an inline result, and the ChosenInlineResult.

    Telegram gives the inline_message_id only for a message with an inline keyboard.
    """
    result = next(row for row in (query.answer or {})["results"] if row["id"] == result_id)
    message = placed(state, result)
    body = {"result_id": result_id, "from": query.user.json(), "query": ""}
    return message, body | ({"inline_message_id": message.inline_message_id} if message.buttons else {})


def placed(state: State, result: Json) -> ApiMessage:
    """Return the message that an inline result becomes in a chat; it is edited by its inline id alone."""
    content = result.get("input_message_content") or {"message_text": result.get("caption") or ""}
    source = content["message_text"]
    text, entities = parse(source) if content.get("parse_mode") else (source, [])
    message = ApiMessage(None, 0, state.seconds(), text, entities, source, markup=result.get("reply_markup"))
    message.inline_message_id = f"inline{state.number()}"
    state.inline[message.inline_message_id] = message
    return message


def data_of(message: ApiMessage, what: str) -> str:
    """The callback data of the button with this text, or with this data."""
    buttons = [button for row in message.buttons for button in row if "callback_data" in button]
    for button in buttons:
        if what in (button["text"], button["callback_data"]):
            data: str = button["callback_data"]
            return data
    raise LookupError(f"no button {what!r}, there are {[button['text'] for button in buttons]}")
