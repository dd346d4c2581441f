"""What Telegram asks of a keyboard below the field of text, whose buttons may pick a chat."""

from __future__ import annotations

from typing import Any

from bot.demo.bot_api import limits
from bot.demo.bot_api.refusals import bad

REQUESTS = ("request_users", "request_chat", "request_managed_bot", "request_contact", "request_location",
            "request_poll", "web_app")  # fmt: skip
WRONG = "can't parse keyboard button: "
REQUEST_IDS = range(-(2**31), 2**31)
FLAGS = ("chat_is_forum", "chat_has_username", "chat_is_created", "bot_is_member", "request_title",
         "request_username", "request_photo")  # fmt: skip
RIGHTS = ("user_administrator_rights", "bot_administrator_rights")


def check(markup: Any, *, private: bool) -> None:
    """Check a custom keyboard, or that one is removed. Raises Refused; other markups pass."""
    if not isinstance(markup, dict):
        return
    if "remove_keyboard" in markup and markup["remove_keyboard"] is not True:
        raise bad('can\'t parse reply markup: field "remove_keyboard" must be True')
    if "keyboard" not in markup:
        return
    rows = markup["keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    buttons = [button for row in rows for button in row]
    if not buttons:
        raise bad("reply markup is empty")
    if any(len(row) > limits.BUTTONS_IN_ROW_BELOW for row in rows) or len(buttons) > limits.BUTTONS_BELOW:
        raise bad("REPLY_MARKUP_TOO_LONG")
    ids = [_check_button(button, private=private) for button in buttons]
    asked = [one for one in ids if one is not None]
    if len(set(asked)) < len(asked):
        raise bad("BUTTON_ID_INVALID")


def _check_button(button: Any, *, private: bool) -> int | None:
    """Check one button; return the id of the request for a chat that it makes."""
    if isinstance(button, str):
        return None
    if not isinstance(button, dict):
        raise bad(f"{WRONG}KeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad(f'{WRONG}Can\'t find field "text"')
    if not button["text"].strip():
        raise bad("BUTTON_TEXT_INVALID")
    asks = [name for name in REQUESTS if button.get(name)]
    if len(asks) > 1:
        raise bad(f"{WRONG}at most one of the optional fields must be used")
    if asks and not private:
        raise bad("BUTTON_TYPE_INVALID")
    return _check_request(button["request_chat"]) if asks == ["request_chat"] else None


def _check_request(request: Any) -> int:
    if not isinstance(request, dict):
        raise bad(f'{WRONG}field "request_chat" must be an Object')
    number, is_channel = request.get("request_id"), request.get("chat_is_channel")
    if not isinstance(number, int) or isinstance(number, bool) or number not in REQUEST_IDS:
        raise bad(f'{WRONG}Can\'t find field "request_id"')
    if not isinstance(is_channel, bool):
        raise bad(f'{WRONG}Can\'t find field "chat_is_channel"')
    if any(not isinstance(request[one], bool) for one in FLAGS if request.get(one) is not None):
        raise bad(f"{WRONG}a field of request_chat must be of type Boolean")
    theirs, ours = (_granted(request.get(name)) for name in RIGHTS)
    if ours - theirs:
        raise bad("USER_RIGHTS_MISSING")
    return number


def _granted(rights: Any) -> set[str]:
    if rights is None:
        return set()
    if not isinstance(rights, dict):
        raise bad(f"{WRONG}administrator rights must be an Object")
    return {name for name, given in rights.items() if given is True}
