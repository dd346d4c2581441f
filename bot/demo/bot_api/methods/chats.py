"""What the bot may know of a chat."""

from __future__ import annotations

from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import ApiChat, ChatKind, Json, member_json
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.state import State


def get_chat(state: State, arguments: Arguments) -> Json:
    return state.chat(arguments).full_json()


def get_member(state: State, arguments: Arguments) -> Json:
    chat = state.chat(arguments)
    user_id = arguments.integer("user_id")
    if user_id is None:
        raise bad("invalid user_id specified")
    if user_id == state.me.id:
        return member_json(state.me.json(), chat.bot, chat)
    user = chat.member(user_id)
    if user is None:
        raise bad("member not found")
    return member_json(user.json(), chat.members[user], chat)


def get_administrators(state: State, arguments: Arguments) -> list[Json]:
    chat = state.chat(arguments)
    if chat.kind is ChatKind.PRIVATE:
        raise bad("there are no administrators in the private chat")
    admins = [member_json(user.json(), status, chat) for user, status in chat.members.items() if chat.is_admin(user)]
    return admins + ([member_json(state.me.json(), chat.bot, chat)] if chat.bot == "administrator" else [])


def get_member_count(state: State, arguments: Arguments) -> int:
    return len(state.chat(arguments).members) + 1


def leave_chat(state: State, arguments: Arguments) -> bool:
    chat: ApiChat = state.chat(arguments)
    if chat.kind is ChatKind.PRIVATE:
        raise bad("chat member status can't be changed in private chats")
    chat.bot = "left"
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave_chat,
}
