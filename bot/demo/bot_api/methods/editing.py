"""Editing and deleting sent messages."""

from __future__ import annotations

from collections.abc import Callable

from bot.demo.bot_api import markup
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import Json
from bot.demo.bot_api.methods.media import attach, caption_of_item
from bot.demo.bot_api.methods.sending import link_preview
from bot.demo.bot_api.records import ApiMessage
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.state import State
from bot.demo.bot_api.text import Content, caption_of, text_of

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
# Telegram lets a bot delete its messages for two days (Bot API, deleteMessage).
DELETABLE_SECONDS = 48 * 3600


def edit_text(state: State, arguments: Arguments) -> Json | bool:
    content = text_of(arguments)

    def change(message: ApiMessage) -> None:
        if message.photo or message.document:
            raise bad("there is no text in the message to edit")
        write(message, content)
        message.link_preview = link_preview(arguments)

    return _edit(state, arguments, change)


def edit_caption(state: State, arguments: Arguments) -> Json | bool:
    content = caption_of(arguments)

    def change(message: ApiMessage) -> None:
        if not (message.photo or message.document):
            raise bad("there is no caption in the message to edit")
        write(message, content)

    return _edit(state, arguments, change)


def edit_media(state: State, arguments: Arguments) -> Json | bool:
    item = arguments.json("media")
    content = caption_of_item(item)

    def change(message: ApiMessage) -> None:
        attach(state, arguments, message, item)
        write(message, content)

    return _edit(state, arguments, change)


def edit_markup(state: State, arguments: Arguments) -> Json | bool:
    return _edit(state, arguments, lambda message: None)


def write(message: ApiMessage, content: Content) -> None:
    message.text, message.entities, message.source = content.text, content.entities, content.source


def _edit(state: State, arguments: Arguments, change: Callable[[ApiMessage], None]) -> Json | bool:
    """Change a message whole or not at all; saying the same again is refused."""
    message = _found(state, arguments)
    keyboard = markup.inline_only(arguments.json("reply_markup"))
    before = _looks(message)
    change(message)
    message.markup = keyboard
    if _looks(message) == before:
        raise bad(NOT_MODIFIED)
    message.edits += 1
    message.edited = state.seconds()
    state.tell("edited", message)
    return message.json() if message.chat else True


def _looks(message: ApiMessage) -> tuple[object, ...]:
    return (message.text, message.entities, message.buttons, message.photo, message.document)


def _found(state: State, arguments: Arguments) -> ApiMessage:
    inline = arguments.text("inline_message_id")
    if inline:
        if inline not in state.inline:
            raise bad("MESSAGE_ID_INVALID")
        return state.inline[inline]
    message = state.message(state.chat(arguments).id, arguments.integer("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if not _is_own(state, message):
        raise bad("message can't be edited")
    return message


def _is_own(state: State, message: ApiMessage) -> bool:
    own_post = message.author is None and "sender_chat" in message.extra and "author_signature" not in message.extra
    return own_post or (message.author or {}).get("id") == state.me.id


def delete_message(state: State, arguments: Arguments) -> bool:
    chat = state.chat(arguments)
    message = state.message(chat.id, arguments.integer("message_id"))
    if message is None:
        raise bad("message to delete not found")
    too_old = state.seconds() - message.date > DELETABLE_SECONDS
    if (not _is_own(state, message) or too_old) and chat.bot != "administrator":
        raise bad("message can't be deleted for everyone" if too_old else "message can't be deleted")
    message.deleted = True
    state.tell("deleted", message)
    return True


def pin_message(state: State, arguments: Arguments) -> bool:
    chat = state.chat(arguments)
    message = state.message(chat.id, arguments.integer("message_id"))
    if message is None:
        raise bad("message to pin not found")
    if not chat.user and chat.bot != "administrator":
        raise bad("not enough rights to manage pinned messages in the chat")
    chat.pinned, message.pinned = message.message_id, True
    return True


def unpin_message(state: State, arguments: Arguments) -> bool:
    chat = state.chat(arguments)
    message = state.message(chat.id, arguments.integer("message_id") or chat.pinned)
    if message is None or not message.pinned:
        raise bad("message to unpin not found")
    chat.pinned, message.pinned = None, False
    return True


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "pinChatMessage": pin_message,
    "unpinChatMessage": unpin_message,
}
