"""``@bot …`` in any chat: the question, and what was chosen, so that a correction can be written into it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from telegram import Bot, InlineQueryResultArticle, InputTextMessageContent, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import Application, ChosenInlineResultHandler, ContextTypes, InlineQueryHandler

from bot.actions import InlineMessage, Key
from bot.chat.desk import Asked, Desk
from bot.chat.handlers.inline import inline, night_shown
from bot.chat.html import as_html, as_plain, split
from bot.chat.keyboards import way_to
from bot.chat.message import Message
from bot.chat.sending import NO_PREVIEW, edit_at
from bot.chat.signing import signed

App = Application[Any, Any, Any, Any, Any, Any]
# How long Telegram keeps an answer; for this person alone, since it is in their language.
KEPT_SECONDS = 60
DESCRIPTION_LIMIT = 120
DESCRIPTION_LINES = 2
ID_BYTES = 64


class Inline:
    """The desk as inline queries meet it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def register(self, app: App) -> None:
        """Let the application hand inline queries and choices here."""
        app.add_handler(InlineQueryHandler(self.query))
        app.add_handler(ChosenInlineResultHandler(self.chosen))

    async def query(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what is typed behind the bot's name."""
        query = update.inline_query
        assert query, "the handler is for these alone"
        user = query.from_user
        reader = await self._desk.reader_of(user.id, user.language_code)
        asked = Asked(user.id, None, user.id, False, query.query, None, reader, _nobody)
        message = await inline(self._desk, asked)
        night = await night_shown(self._desk, query.query)
        keys = [source.key for source in message.shows]
        named = chosen_id(self._desk.channels, night, reader.words.code, keys)
        found = article(named, signed(self._desk, reader, message), context.bot.username)
        # Whoever types on has asked anew before this came, and Telegram refuses an answer that comes too late.
        with contextlib.suppress(BadRequest):
            await query.answer([found], cache_time=KEPT_SECONDS, is_personal=True)

    async def chosen(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Remember what a message that was sent shows; only a night's numbers are ever corrected."""
        choice = update.chosen_inline_result
        assert choice, "the handler is for these alone"
        parsed = parsed_id(self._desk.channels, choice.result_id)
        if parsed and choice.inline_message_id:
            night, language, keys = parsed
            message = InlineMessage(choice.inline_message_id, night.isoformat(), language)
            await self._desk.actions.sent_inline(message, keys)


def chosen_id(channels: Sequence[str], night: date | None, language: str, keys: Iterable[Key]) -> str:
    """The name of an answer: ``2026-09-22:en:0.79455.1``, the night and which versions of posts it shows.

    Telegram keeps an answer for a while, so the name tells what was shown and not what would be shown now.
    """
    named = f"{night or '-'}:{language}"
    for key in keys:
        longer = f"{named}:{channels.index(key.channel)}.{key.message_id}.{key.revision}"
        named = longer if len(longer) <= ID_BYTES else named
    return named


def parsed_id(channels: Sequence[str], named: str) -> tuple[date, str, list[Key]] | None:
    """What ``chosen_id`` put into a name; None where it shows nothing that could be corrected, or is not ours."""
    day, _, rest = named.partition(":")
    language, _, shown = rest.partition(":")
    try:
        parts = [one.split(".") for one in shown.split(":") if one]
        keys = [Key(channels[int(channel)], int(post), int(revision)) for channel, post, revision in parts]
        return (date.fromisoformat(day), language, keys) if keys else None
    except (ValueError, IndexError):
        return None


def article(named: str, message: Message, username: str) -> InlineQueryResultArticle:
    """A message as an inline answer: one part, and instead of its buttons the way to the bot.

    A keyboard has to be there: without one Telegram tells no id by which the message could be edited.
    """
    blocks = split(message.blocks)[0]
    title, _, rest = as_plain(blocks).partition("\n")
    return InlineQueryResultArticle(
        id=named,
        title=title,
        description=_description(rest),
        input_message_content=InputTextMessageContent(
            as_html(blocks), parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=way_to(username),
    )


def _description(rest: str) -> str:
    """The first lines with figures; the whole beginning where there are none."""
    lines = [line.strip() for line in rest.splitlines() if line.strip()]
    figures = [line for line in lines if "·" in line][:DESCRIPTION_LINES]
    return " | ".join(figures or lines)[:DESCRIPTION_LIMIT]


async def edit_inline(bot: Bot, inline_message_id: str, message: Message, *, lane: str) -> None:
    """Write a message that was sent inline anew. Raises what Telegram refuses; that it is the same is no failure."""
    where = {"inline_message_id": inline_message_id, "rate_limit_args": lane}
    await edit_at(bot, where, message, way_to(bot.username))


async def _nobody() -> bool:
    return False
