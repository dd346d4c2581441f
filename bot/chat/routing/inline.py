"""Inline queries, ``@bot …`` in any chat: the question, what was chosen, and the buttons under it.

What an inline message shows is recorded, so that a correction can edit it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import (
    Bot,
    CallbackQuery,
    InlineKeyboardMarkup,
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
from bot.chat.handlers.answers import answer_to, stays_as
from bot.chat.handlers.inline import Offer, offers
from bot.chat.keyboards import HELP_LINK, leafing, pressed
from bot.chat.message import Message
from bot.chat.rich_text import Block, as_html, as_plain, split
from bot.chat.sending import NO_PREVIEW, edit_at, may_have_arrived, tell
from bot.chat.sign_off import signed

log = logging.getLogger(__name__)

App = Application[Any, Any, Any, Any, Any, Any]
# Seconds Telegram caches an answer, for this person only, since it is in their language.
KEPT_SECONDS = 60
# The same for nights so long past that little is added to them.
KEPT_SECONDS_OLD = 3600
OLD = timedelta(days=3)
DESCRIPTION_LIMIT = 120
FINGERPRINT = 8


class Inline:
    """Answers inline queries and records what was chosen."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def register(self, app: App) -> None:
        """Register the inline handlers with the application."""
        app.add_handler(InlineQueryHandler(self.query))
        app.add_handler(ChosenInlineResultHandler(self.chosen))

    async def query(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer what is typed after the bot's name."""
        query = update.inline_query
        assert query, "the handler is for these alone"
        user = query.from_user
        audience = await self.reader(user.id, user.language_code)
        found = await offers(self._services, replace(asked_by(user.id, audience), text=query.query))
        answers = [one for one in found if not one.message.brief]
        articles = [self.article(one, audience, context.bot.username) for one in answers]
        # An error is nothing to send into a chat: it is shown above an empty list and links to the help.
        button = None if answers else InlineQueryResultsButton(found[0].message.plain, start_parameter=HELP_LINK)
        # Someone who types on has asked again by now, and Telegram refuses an answer that is too late.
        with contextlib.suppress(BadRequest):
            await query.answer(articles, cache_time=self._kept_seconds(found), is_personal=True, button=button)

    async def reader(self, user_id: int, told: str | None) -> Audience:
        """Use the language a person chose, defaults otherwise: what is sent is read by others too."""
        return self._services.audience((await self._services.audience_of(user_id, told)).words.code)

    def _kept_seconds(self, found: list[Offer]) -> int:
        """Return a long cache time if everything shown was posted long ago."""
        shown = [source.posted_at for one in found for source in one.message.shows]
        settled = bool(shown) and max(shown) < self._services.now - OLD and all(one.asks for one in found)
        return KEPT_SECONDS_OLD if settled else KEPT_SECONDS

    def article(
        self, one: Offer, audience: Audience, username: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> InlineQueryResultArticle:
        """Build an offer as Telegram lists it: its first part, with buttons to more unless a keyboard is given.

        It needs a keyboard: without one Telegram gives no id by which the message could be edited.
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
            reply_markup=keyboard or leafing(username, code, asks, one.message),
        )

    async def chosen(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Record what a sent message shows.

        Telegram caches an answer for a while: if new posts came since, the message is edited at once.
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
                await self.keep(sent, message)
        elif message:
            await self._write(context.bot, sent, user.id)

    async def press(self, query: CallbackQuery, bot: Bot) -> None:
        """Answer a button under an inline message: edit the message, in the language it is in."""
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
        """Edit a message to what it asks for now, and record what it shows.

        Returns what to say instead if it was not edited; empty if it was; None if the question is not ours.
        """
        audience = self._services.audience(sent.language)
        message = await answer_to(self._services, asked_by(user_id, audience), sent.asks)
        if message is None or message.brief:
            return message.plain if message else None
        try:
            await edit_inline(bot, sent, signed(self._services, audience, message))
        except TelegramError as error:
            log.warning("a message sent inline could not be written anew: %s", error)
            if not may_have_arrived(error):
                return ""
        await self.keep(sent, message)
        return ""

    async def keep(self, sent: InlineMessage, message: Message) -> None:
        """Record what a message shows, so that a correction can edit it."""
        await self._services.actions.sent_inline(sent, [source.shown for source in message.shows])


def asked_by(user_id: int, audience: Audience) -> Request:
    """A question without words by a person who is in no chat with the bot."""
    return Request(user_id, None, user_id, False, "", None, audience, _nobody)


def chosen_id(asks: str, language: str, shown: str) -> str:
    """Return the id of an answer, ``night:2026-09-22:en:1f40fc92``: its question and the fingerprint of its sources."""
    return f"{asks or '-'}:{language}:{shown}"


def parsed_id(named: str, languages: tuple[str, ...]) -> tuple[str, str, str] | None:
    """Parse an id made by ``chosen_id``; None if it shows nothing to correct or is not ours."""
    asks, language, shown = ["", "", *named.rsplit(":", 2)][-3:]
    return (asks, language, shown) if asks not in {"", "-"} and language in languages else None


def fingerprint(message: Message) -> str:
    """Return eight letters that change with the versions and readings of the posts a message shows."""
    shown = " ".join("/".join(map(str, source.shown)) for source in message.shows)
    return hashlib.sha256(shown.encode()).hexdigest()[:FINGERPRINT]


def description(blocks: tuple[Block, ...]) -> str:
    """Return what stands below the title in one line, as far as it fits: of a night the sentences come first."""
    lines = [line.strip() for line in as_plain(blocks).splitlines()[1:] if line.strip()]
    text = " ".join(lines)
    return text if len(text) <= DESCRIPTION_LIMIT else text[: DESCRIPTION_LIMIT - 1].rstrip() + "…"


async def edit_inline(bot: Bot, sent: InlineMessage, message: Message, *, lane: str | None = None) -> None:
    """Edit an inline message. Raises what Telegram refuses; an unchanged message is not a failure."""
    where: dict[str, Any] = {"inline_message_id": sent.inline_message_id}
    if lane:
        where["rate_limit_args"] = lane
    await edit_at(bot, where, message, leafing(bot.username, sent.language, sent.asks, message))


async def _nobody() -> bool:
    return False
