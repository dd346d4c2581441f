"""sendMessage, and what every way of sending has in common."""

from __future__ import annotations

from typing import Any

from bot.demo.bot_api import markup, reply_keyboard
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import ApiChat, ChatKind, Json
from bot.demo.bot_api.records import ApiMessage
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.rights import check_may_write
from bot.demo.bot_api.state import State
from bot.demo.bot_api.text import Content, text_of

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def send_message(state: State, arguments: Arguments) -> Json:
    message = drafted(state, arguments, text_of)
    message.link_preview = link_preview(arguments)
    return sent(state, message)


def send_chat_action(state: State, arguments: Arguments) -> bool:
    chat, action = state.chat(arguments), arguments.text("action")
    state.thread(chat, arguments)
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat.action = action
    return True


def drafted(state: State, arguments: Arguments, content_of: Any) -> ApiMessage:
    """A message that is checked and not sent yet. Raises Refused."""
    chat = state.chat(arguments)
    thread = state.thread(chat, arguments)
    check_may_write(state, chat)
    content: Content = content_of(arguments)
    message = ApiMessage(chat, 0, state.seconds(), content.text, content.entities, content.source, thread=thread)
    message.markup = markup.checked(arguments.json("reply_markup"))
    if markup.asks_inline(message.markup) and not state.inline_mode:
        raise bad("BOT_INLINE_DISABLED")
    reply_keyboard.check(message.markup, private=chat.kind is ChatKind.PRIVATE)
    message.silent = arguments.flag("disable_notification")
    message.reply_to = _reply(state, chat, arguments.json("reply_parameters"))
    message.author = None if chat.kind is ChatKind.CHANNEL else state.me.json()
    if chat.kind is ChatKind.CHANNEL:
        message.extra["sender_chat"] = chat.json()
    return message


def sent(state: State, message: ApiMessage) -> Json:
    """Give a drafted message its number and let it be seen."""
    assert message.chat, "drafted in a chat"
    message.chat.action = None
    message.message_id = message.chat.next_id()
    state.save(message)
    state.tell("sent", message)
    return message.json()


def link_preview(arguments: Arguments) -> Json | None:
    options = arguments.json("link_preview_options")
    if options is not None and not isinstance(options, dict):
        raise bad("object expected as link preview options")
    return options


def _reply(state: State, chat: ApiChat, parameters: Any) -> ApiMessage | None:
    if parameters is None:
        return None
    if not isinstance(parameters, dict):
        raise bad("object expected as reply parameters")
    found = state.message(chat.id, int(parameters.get("message_id", 0)))
    if found is None and not parameters.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return found


METHODS = {"sendMessage": send_message, "sendChatAction": send_chat_action}
