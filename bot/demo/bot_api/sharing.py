"""A person picks a chat for the bot: what Telegram's picker offers them, and the message it sends."""

from __future__ import annotations

from bot.demo.bot_api import incoming
from bot.demo.bot_api.chats import ApiChat, ChatKind, Json, User
from bot.demo.bot_api.records import ApiMessage
from bot.demo.bot_api.state import State


def labels(message: ApiMessage) -> list[str]:
    """Return the labels of the keyboard that came with a message, row after row."""
    return [button["text"] for row in (message.markup or {}).get("keyboard", []) for button in row]


def share(state: State, asked: ApiMessage, label: str, chosen: ApiChat, user: User | None = None) -> ApiMessage:
    """A person presses the button of a picker and picks a chat; the bot is added, or given rights, as it asked.

    Raises LookupError if the message has no such button, or the picker would not offer this chat.
    """
    assert asked.chat, "the keyboard is in a private chat"
    person = user or asked.chat.user
    assert person, "of a person"
    rows = (asked.markup or {}).get("keyboard", [])
    request = next((one["request_chat"] for row in rows for one in row if one["text"] == label), None)
    if request is None:
        raise LookupError(f"no button {label!r} picks a chat, there are {labels(asked)}")
    if not is_offered(chosen, request, person):
        raise LookupError(f"the picker does not offer {chosen.title}")
    _let_in(state, chosen, request, person)
    shared: Json = {"request_id": request["request_id"], "chat_id": chosen.id}
    shared |= {"title": chosen.title} if request.get("request_title") else {}
    shared |= {"username": chosen.username} if request.get("request_username") and chosen.username else {}
    message = incoming.written(state, asked.chat, "", person, extra={"chat_shared": shared})
    state.updates.put("message", message.json())
    return message


def is_offered(chat: ApiChat, request: Json, person: User) -> bool:
    """Whether the picker lists a chat: of the kind asked for, and where the person has the rights asked for."""
    if chat.kind is ChatKind.PRIVATE or (chat.kind is ChatKind.CHANNEL) is not request["chat_is_channel"]:
        return False
    rights = {name for name, given in (request.get("user_administrator_rights") or {}).items() if given}
    standing = chat.members.get(person)
    if not rights:
        return standing in ("creator", "administrator", "member")
    return chat.is_admin(person) and not (standing != "creator" and rights & chat.withheld.get(person.id, set()))


def _let_in(state: State, chat: ApiChat, request: Json, person: User) -> None:
    rights = {name for name, given in (request.get("bot_administrator_rights") or {}).items() if given}
    after = "administrator" if rights else "member" if request.get("bot_is_member") else chat.bot
    if chat.bot == "administrator" or (chat.bot == after and not rights):
        return
    before, chat.bot = chat.bot, after
    state.updates.put("my_chat_member", incoming.membership(state, chat, person, before, after))
