"""What Telegram asks of a keyboard."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.bot_api import limits
from bot.demo.bot_api.refusals import bad

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
WHOLE = ("keyboard", "remove_keyboard", "force_reply")
ADDRESS = re.compile(r"(?:https?|tg)://[^\s]+", re.IGNORECASE)

Markup = dict[str, Any]


def checked(markup: Any) -> Markup | None:
    """Return a reply markup if Telegram would accept it; None if there is none. Raises Refused."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if not any(name in markup for name in WHOLE):
            return None
        return markup
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    for row in rows:
        for button in row:
            _check_button(button)
    if any(len(row) > limits.BUTTONS_IN_ROW for row in rows) or sum(map(len, rows)) > limits.BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": [row for row in rows if row]} if any(rows) else None


def asks_inline(markup: Markup | None) -> bool:
    """Return whether a button asks the bot inline, which Telegram takes only of a bot whose inline mode is on."""
    buttons = (button for row in (markup or {}).get("inline_keyboard", []) for button in row)
    return any(name.startswith("switch_inline_query") for button in buttons for name in button)


def inline_only(markup: Any) -> Markup | None:
    """The markup of an edited message, which may only be an inline keyboard."""
    if isinstance(markup, dict) and any(name in markup for name in WHOLE):
        raise bad("inline keyboard expected")
    return checked(markup)


def _check_button(button: Any) -> None:
    wrong = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(f"{wrong}InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad(f'{wrong}Can\'t find field "text"')
    if not button["text"].strip():
        raise bad("BUTTON_TEXT_INVALID")
    actions = [name for name in ACTIONS if button.get(name) is not None]
    if not actions:
        raise bad(f"{wrong}Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad(f"{wrong}Exactly one of the optional fields must be used")
    _check_action(actions[0], button[actions[0]])


def _check_action(action: str, value: Any) -> None:
    match action:
        case "callback_data":
            if not isinstance(value, str) or not 1 <= len(value.encode()) <= limits.CALLBACK_DATA_BYTES:
                raise bad("BUTTON_DATA_INVALID")
        case "url":
            if not isinstance(value, str) or not ADDRESS.fullmatch(value):
                raise bad(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
        case "copy_text":
            text = value.get("text") if isinstance(value, dict) else None
            if not isinstance(text, str) or not 1 <= len(text) <= limits.COPY_TEXT:
                raise bad("BUTTON_COPY_TEXT_INVALID")
