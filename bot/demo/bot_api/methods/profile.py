"""The bot itself: who it is, its commands and its descriptions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.demo.bot_api import limits
from bot.demo.bot_api.arguments import Arguments
from bot.demo.bot_api.chats import Json
from bot.demo.bot_api.menus import scope_of
from bot.demo.bot_api.refusals import bad
from bot.demo.bot_api.state import State

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"(?:[a-z]{2})?")


def get_me(state: State, arguments: Arguments) -> Json:
    return state.me.json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy,
        "supports_inline_queries": state.inline_mode,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


def set_commands(state: State, arguments: Arguments) -> bool:
    key, commands = _menu(state, arguments), arguments.json("commands")
    if not isinstance(commands, list):
        raise bad("can't parse commands JSON object")
    if len(commands) > limits.COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        _check_command(command)
    state.profile[key] = {"commands": commands}
    return True


def _check_command(command: Any) -> None:
    if not isinstance(command, dict) or not COMMAND.fullmatch(str(command.get("command", ""))):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(str(command.get("description", "")).strip()) <= limits.COMMAND_DESCRIPTION:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def get_commands(state: State, arguments: Arguments) -> list[Json]:
    found: list[Json] = state.profile.get(_menu(state, arguments), {}).get("commands", [])
    return found


def delete_commands(state: State, arguments: Arguments) -> bool:
    state.profile.pop(_menu(state, arguments), None)
    return True


def _menu(state: State, arguments: Arguments) -> tuple[str, str, str]:
    return "commands", str(scope_of(state, arguments.json("scope"))), _language(arguments)


def _language(arguments: Arguments) -> str:
    language = arguments.text("language_code") or ""
    if not LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return language


def setter(field: str, limit: int) -> Callable[[State, Arguments], bool]:
    """setMyDescription and its kin: one text a language, bounded."""

    def write(state: State, arguments: Arguments) -> bool:
        value = arguments.text(field) or ""
        if len(value) > limit:
            raise bad(f"{field.replace('_', ' ')} is too long")
        state.profile[field, "", _language(arguments)] = {field: value}
        return True

    return write


def getter(field: str) -> Callable[[State, Arguments], Json]:
    def read(state: State, arguments: Arguments) -> Json:
        default = {field: state.me.first_name if field == "name" else ""}
        return state.profile.get((field, "", _language(arguments)), default)

    return read


METHODS: dict[str, Callable[[State, Arguments], Any]] = {
    "getMe": get_me,
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
    "setMyName": setter("name", limits.NAME),
    "getMyName": getter("name"),
    "setMyDescription": setter("description", limits.DESCRIPTION),
    "getMyDescription": getter("description"),
    "setMyShortDescription": setter("short_description", limits.SHORT_DESCRIPTION),
    "getMyShortDescription": getter("short_description"),
}
