"""``@bot …`` in any chat: the question, what was chosen, and the buttons under it.

What a message that was sent inline shows is kept, so that a correction can be written into it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import Application, ChosenInlineResultHandler, ContextTypes, InlineQueryHandler

from bot.actions import InlineMessage
from bot.chat.audience import Audience
from bot.chat.context import Request, Services
from bot.chat.handlers.inline import Offer, answer_to, offers, stays_as
from bot.chat.keyboards import HELP_LINK, leafing, pressed
from bot.chat.message import Message
from bot.chat.rich_text import Block, as_html, as_plain, split
from bot.chat.sending import NO_PREVIEW, edit_at, tell
from bot.chat.sign_off import signed

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
# How long Telegram keeps an answer; for this person alone, since it is in their language.
KEPT_SECONDS = 60
# The same of what is told of nights so long past that hardly anything is added to them.
KEPT_SECONDS_OLD = 3600
OLD = timedelta(days=3)
DESCRIPTION_LIMIT = 120
DESCRIPTION_PARTS = 2
FINGERPRINT = 8


class Inline:
    """Answers inline queries, and keeps what was chosen of them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def register(self, app: App) -> None:
        """Let the application hand inline queries and choices here."""
        app.add_handler(InlineQueryHandler(self.query))
        app.add_handler(ChosenInlineResultHandler(self.chosen))

    async def query(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what is typed behind the bot's name."""
        query = update.inline_query
        assert query, "the handler is for these alone"
        user = query.from_user
        audience = await self._reader(user.id, user.language_code)
        found = await offers(self._services, replace(asked_by(user.id, audience), text=query.query))
        answers = [one for one in found if not one.message.brief]
        articles = [self.article(one, audience, context.bot.username) for one in answers]
        # What is no answer is nothing to send into a chat; it stands above an empty list, and leads to the help.
        button = None if answers else InlineQueryResultsButton(found[0].message.plain, start_parameter=HELP_LINK)
        # Whoever types on has asked anew before this came, and Telegram refuses an answer that comes too late.
        with contextlib.suppress(BadRequest):
            await query.answer(articles, cache_time=self._kept_seconds(found), is_personal=True, button=button)

    async def _reader(self, user_id: int, told: str | None) -> Audience:
        """In the language a person chose, and else as everybody: what is sent stands in a chat of others too."""
        return self._services.audience((await self._services.audience_of(user_id, told)).words.code)

    def _kept_seconds(self, found: list[Offer]) -> int:
        """Long where all that is told was posted long ago."""
        shown = [source.posted_at for one in found for source in one.message.shows]
        settled = bool(shown) and max(shown) < self._services.now - OLD and all(one.asks for one in found)
        return KEPT_SECONDS_OLD if settled else KEPT_SECONDS

    def article(self, one: Offer, audience: Audience, username: str) -> InlineQueryResultArticle:
        """An offer as Telegram lists it: one part of it, under what leads on.

        A keyboard has to be there: without one Telegram tells no id by which the message could be edited.
        """
        code, asks = audience.words.code, stays_as(one.asks)
        blocks = split(signed(self._services, audience, one.message).blocks)[0]
        return InlineQueryResultArticle(
            id=chosen_id(one.asks, code, fingerprint(one.message)),
            title=one.title or as_plain(blocks).lstrip().partition("\n")[0],
            description=description(one.message.blocks),
            input_message_content=InputTextMessageContent(
                as_html(blocks), parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
            ),
            reply_markup=leafing(username, code, asks, one.message),
        )

    async def chosen(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Remember what a message that was sent shows.

        Telegram keeps an answer for a while: where something came since, the message is written anew at once.
        """
        choice = update.chosen_inline_result
        assert choice, "the handler is for these alone"
        parsed = parsed_id(choice.result_id, self._services.languages.codes)
        if parsed is None or choice.inline_message_id is None:
            return
        asks, language, shown = parsed
        user = choice.from_user
        audience = self._services.audience(language)
        message = await answer_to(self._services, asked_by(user.id, audience), asks)
        sent = InlineMessage(choice.inline_message_id, stays_as(asks), language)
        if message and fingerprint(message) == shown:
            if message.shows:
                await self._keep(sent, message)
        elif message:
            await self._write(context.bot, sent, user.id)

    async def press(self, query: CallbackQuery, bot: Bot) -> None:
        """A button under a message that was sent inline: it is written anew, in the language it is in."""
        press = pressed(query.data or "")
        assert query.inline_message_id, "asked for by the caller"
        language, *asks = press.arguments if press and press.verb == "in" else ("",)
        sent = InlineMessage(query.inline_message_id, ":".join(asks), language)
        known = language in self._services.languages.codes
        sentence = await self._write(bot, sent, query.from_user.id) if known else None
        if sentence is None:
            words = self._services.audience(query.from_user.language_code).words
            sentence = words.say("This button no longer works; ask again with /latest.")
        await tell(query, sentence or None)

    async def _write(self, bot: Bot, sent: InlineMessage, user_id: int) -> str | None:
        """Write a message as it is asked for now, and keep what it shows.

        What is to be said instead, where it was not written; empty where it was; None where the question is not ours.
        """
        audience = self._services.audience(sent.language)
        message = await answer_to(self._services, asked_by(user_id, audience), sent.asks)
        if message is None or message.brief:
            return message.plain if message else None
        try:
            await edit_inline(bot, sent, signed(self._services, audience, message))
        except TelegramError as error:
            log.warning("a message sent inline could not be written anew: %s", error)
            return ""
        await self._keep(sent, message)
        return ""

    async def _keep(self, sent: InlineMessage, message: Message) -> None:
        await self._services.actions.sent_inline(sent, [source.shown for source in message.shows])


def asked_by(user_id: int, audience: Audience) -> Request:
    """A question without words by a person who is in no chat with the bot."""
    return Request(user_id, None, user_id, False, "", None, audience, _nobody)


def chosen_id(asks: str, language: str, shown: str) -> str:
    """The name of an answer, ``night:2026-09-22:en:1f40fc92``: what it answers, and the fingerprint of its sources."""
    return f"{asks or '-'}:{language}:{shown}"


def parsed_id(named: str, languages: tuple[str, ...]) -> tuple[str, str, str] | None:
    """What ``chosen_id`` put into a name; None where it shows nothing that could be corrected, or is not ours."""
    asks, language, shown = ["", "", *named.rsplit(":", 2)][-3:]
    return (asks, language, shown) if asks not in {"", "-"} and language in languages else None


def fingerprint(message: Message) -> str:
    """Eight letters that change with the versions of posts a message shows, and with what they were read as."""
    shown = " ".join("/".join(map(str, source.shown)) for source in message.shows)
    return hashlib.sha256(shown.encode()).hexdigest()[:FINGERPRINT]


def description(blocks: tuple[Block, ...]) -> str:
    """What each side says first, in one line: ``Drones: 212 launched · 177 downed or jammed | 91 downed``.

    The title and the last block, which is of neither side, are left out; where no side says anything in numbers, the
    whole beginning stands.
    """
    said = [one for one in map(_first_figure, blocks[1:-1]) if one][:DESCRIPTION_PARTS]
    lines = [line.strip() for line in as_plain(blocks).splitlines()[1:] if line.strip()]
    text = " | ".join(said or lines)
    return text if len(text) <= DESCRIPTION_LIMIT else text[: DESCRIPTION_LIMIT - 1].rstrip() + "…"


def _first_figure(one: Block) -> str:
    """The first line with a figure, behind the name of what it counts where that stands in a line above it."""
    if one.quoted:
        return ""
    lines = one.plain.splitlines()
    return next(_named(lines), "") or next((line for line in lines if any(map(str.isdigit, line))), "")


def _named(lines: list[str]) -> Iterator[str]:
    for above, below in pairwise(lines):
        if below.startswith("  ") and any(map(str.isdigit, below)):
            yield f"{above.rstrip(':')}: {below.strip()}"


async def edit_inline(bot: Bot, sent: InlineMessage, message: Message, *, lane: str | None = None) -> None:
    """Write a message that was sent inline anew. Raises what Telegram refuses; that it is the same is no failure."""
    where: dict[str, Any] = {"inline_message_id": sent.inline_message_id}
    if lane:
        where["rate_limit_args"] = lane
    await edit_at(bot, where, message, leafing(bot.username, sent.language, sent.asks, message))


async def _nobody() -> bool:
    return False
