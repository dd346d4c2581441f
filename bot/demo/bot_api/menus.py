"""Lists of commands by scope and language: what a scope may be, and which list a person sees in a chat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.demo.bot_api.chats import ApiChat, ChatKind, Json, User
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.state import State

PLAIN = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
OF_A_CHAT = ("chat", "chat_administrators", "chat_member")
WHOLE_NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True, slots=True)
class MenuScope:
    """Whom a list is for; ``chat_id`` and ``user_id`` if it is for one chat, or for one person in it."""

    kind: str
    chat_id: int = 0
    user_id: int = 0

    def __str__(self) -> str:
        return f"{self.kind}:{self.chat_id}:{self.user_id}"


def scope_of(state: State, given: Any) -> MenuScope:
    """Return the scope a request names; the default if it names none. Raises Refused as Telegram does."""
    if given is None:
        return MenuScope("default")
    if not isinstance(given, dict):
        raise _unread("expected an Object")
    if "type" not in given:
        raise _unread('Can\'t find field "type"')
    kind = str(given["type"])
    if kind in PLAIN:
        return MenuScope(kind)
    if kind not in OF_A_CHAT:
        raise _unread("Unsupported type specified")
    scope = MenuScope(kind, _chat_id(given), _user_id(given) if kind == "chat_member" else 0)
    _check_chat(state, scope)
    return scope


def _chat_id(given: Json) -> int:
    """Return a chat's id; 0, which no chat has, for an invalid one."""
    if "chat_id" not in given:
        raise _unread('Can\'t find field "chat_id"')
    value = str(given["chat_id"])
    if not value:
        raise _unread("Empty chat_id specified")
    return int(value) if WHOLE_NUMBER.fullmatch(value) else 0


def _user_id(given: Json) -> int:
    if "user_id" not in given:
        raise _unread('Can\'t find field "user_id"')
    value = str(given["user_id"])
    if not WHOLE_NUMBER.fullmatch(value):
        raise _unread('Field "user_id" must be a valid Number')
    if int(value) <= 0:
        raise _unread("Invalid user_id specified")
    return int(value)


def _check_chat(state: State, scope: MenuScope) -> None:
    """Of a private chat all is one scope; a channel has no commands."""
    chat = state.chats.get(scope.chat_id)
    if chat is None:
        raise bad("chat not found")
    if chat.kind is ChatKind.PRIVATE and scope.kind != "chat":
        raise bad("can't use specified scope in private chats")
    if chat.kind is ChatKind.CHANNEL:
        raise bad("can't change commands in channel chats")


def _unread(why: str) -> Exception:
    return bad(f"can't parse BotCommandScope: {why}")


def shown(state: State, chat: ApiChat, user: User | None = None) -> list[Json]:
    """Return the commands a person sees in a chat (its own person if none is named): the first list that was set.

    Narrower scopes come first, and within a scope the list in the person's language.
    """
    person = user or chat.user or next(iter(chat.members))
    for scope in _nearest_first(chat, person):
        for language in dict.fromkeys((person.language_code or "", "")):
            found: list[Json] = state.profile.get(("commands", str(scope), language), {}).get("commands", [])
            if found:
                return found
    return []


def _nearest_first(chat: ApiChat, person: User) -> Iterator[MenuScope]:
    if chat.kind is ChatKind.PRIVATE:
        yield from (MenuScope("chat", chat.id), MenuScope("all_private_chats"))
    elif chat.kind is not ChatKind.CHANNEL:
        yield MenuScope("chat_member", chat.id, person.id)
        if chat.is_admin(person):
            yield MenuScope("chat_administrators", chat.id)
        yield MenuScope("chat", chat.id)
        if chat.is_admin(person):
            yield MenuScope("all_chat_administrators")
        yield MenuScope("all_group_chats")
    yield MenuScope("default")
