"""Buttons and their callback data.

Data is ``VERSION:verb:argument…``, at most 64 bytes. Raise the version when a verb changes its meaning; old buttons
then get a row of their own, so that they keep working.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardMarkup,
    SwitchInlineQueryChosenChat,
)

from bot.chat.language import Language
from bot.chat.message import Button, Message
from bot.chat.picker import keyboard

VERSION = "1"
DATA_BYTES = 64
# Deep links: ``?start=n_2026-09-22`` opens a night, ``?start=a_region_UA-51`` any answer that can be sent inline,
# ``?start=help`` the help.
NIGHT_LINK = "n_"
ANSWER_LINK = "a_"
HELP_LINK = "help"

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Press:
    """A button press: a verb and its arguments."""

    verb: str
    arguments: tuple[str, ...]


def data(verb: str, *arguments: object) -> str:
    """Callback data. Every verb and argument is ours and short."""
    packed = ":".join((VERSION, verb, *map(str, arguments)))
    assert len(packed.encode()) <= DATA_BYTES, packed
    return packed


def pressed(packed: str) -> Press | None:
    """Parse callback data; None if it is not from a button of ours."""
    version, _, rest = packed.partition(":")
    verb, *arguments = rest.split(":")
    return Press(verb, tuple(arguments)) if version == VERSION and verb else None


def own_chat(username: str, packed: str) -> str:
    """Return the deep link for a press that is answered in a private chat."""
    days = [one for one in packed.split(":") if ISO_DAY.fullmatch(one)]
    return f"https://t.me/{username}?start={NIGHT_LINK + days[0] if days else HELP_LINK}"


def answer_link(username: str, asks: str) -> str:
    """Return the deep link to an answer in a private chat; ``asks`` is its key, as ``night:2026-09-22``."""
    return f"https://t.me/{username}" + (f"?start={ANSWER_LINK}{asks.replace(':', '_')}" if asks else "")


def linked(payload: str) -> str:
    """Return the key of the answer that a deep link asks for; empty if it asks for none."""
    return payload.removeprefix(ANSWER_LINK).replace("_", ":") if payload.startswith(ANSWER_LINK) else ""


def ways_in(words: Language, username: str) -> InlineKeyboardMarkup:
    """Return the buttons under a sentence in a chat that is not ours: to the newest night and the help, in private."""
    last = InlineKeyboardButton(words.say("Last night"), url=answer_link(username, "latest"))
    more = InlineKeyboardButton(words.say("Help"), url=f"https://t.me/{username}?start={HELP_LINK}")
    return InlineKeyboardMarkup([[last, more]])


def night_buttons(words: Language, day: date, later: date | None) -> Rows:
    """Return the buttons under a night: the night before, the one after if it may be known, and more about it."""
    first = (*leaves(words, "night", day, later), Button(words.say("Source text"), data("words", day)))
    more = (Button(words.say("Chart"), data("picture", "night", day)), Button(words.say("Quote"), data("cite", day)))
    return (first, (*more, *other_language(words, "night", day)))


def leaves(words: Language, verb: str, day: date, later: date | None) -> tuple[Button, ...]:
    """Return buttons to the same answer for the night before and, if it may be known, the one after."""
    before = day - timedelta(days=1)
    row = [Button(words.say("‹ {day}", day=words.short_night(before)), data(verb, before))]
    if later:
        row.append(Button(words.say("{day} ›", day=words.short_night(later)), data(verb, later)))
    return tuple(row)


def other_language(words: Language, verb: str, *arguments: object) -> tuple[Button, ...]:
    """Return the button for the same answer in another language, labelled in that language.

    It leads to English, or from English to the next language; there is none if English is the only one. All languages
    are in the settings.
    """
    others = [one for one in words.choices if one.code != words.code]
    return tuple(Button(one.answer, data("in", one.code, verb, *arguments)) for one in others[:1])


def below(message: Message) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | None:
    """Return what comes below a new message: its buttons, or the picker of chats."""
    return keyboard(message.picker) if message.picker else markup(message.buttons)


def markup(rows: Rows) -> InlineKeyboardMarkup | None:
    """Convert the rows to Telegram's keyboard; None if there is no button."""
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in rows if row]) if rows else None


def leafing(username: str, language: str, asks: str, message: Message) -> InlineKeyboardMarkup:
    """Build the keyboard of an inline message: buttons to related answers, and to the bot itself.

    ``asks`` is what it answers, as in a button's data. A press keeps the language of the message, whoever presses.
    """
    verb = asks.partition(":")[0]
    rows = [
        [_button(Button(one.text, data("in", language, verb, *press.arguments)))
         for one in row if (press := pressed(one.data)) and press.verb == verb]
        for row in message.buttons
    ]  # fmt: skip
    way = InlineKeyboardButton(f"@{username}", url=answer_link(username, asks))
    return InlineKeyboardMarkup([*(row for row in rows if row), [way]])


def _button(one: Button) -> InlineKeyboardButton:
    if one.url:
        return InlineKeyboardButton(one.text, url=one.url)
    if one.copy:
        return InlineKeyboardButton(one.text, copy_text=CopyTextButton(one.copy))
    if one.chosen:
        return InlineKeyboardButton(one.text, switch_inline_query_chosen_chat=_any_chat(one.chosen))
    return InlineKeyboardButton(one.text, callback_data=one.data)


def _any_chat(question: str) -> SwitchInlineQueryChosenChat:
    """A question for a chat of any kind but with other bots."""
    return SwitchInlineQueryChosenChat(
        question, allow_user_chats=True, allow_group_chats=True, allow_channel_chats=True
    )


def without_inline(rows: Rows) -> Rows:
    """Return the rows without the buttons that ask inline, for a bot whose inline mode is off."""
    kept = (tuple(one for one in row if not one.chosen) for row in rows)
    return tuple(row for row in kept if row)
