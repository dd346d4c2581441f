"""Corrections of inline messages: the message itself is edited and says what changed."""

from __future__ import annotations

import logging

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.chat.audience import Audience
from bot.chat.context import Services
from bot.chat.handlers.answers import answer_to
from bot.chat.message import Message
from bot.chat.messages.corrections import corrected_line
from bot.chat.rich_text import Block, block
from bot.chat.routing.inline import asked_by, edit_inline
from bot.chat.sign_off import signed
from bot.deliver.rate_limiter import BULK
from storage.chats import inline_messages
from storage.chats.inline_messages import InlineMessage, OutdatedInline
from storage.outbox import notices
from storage.views.corrections import Correction, correction_view

log = logging.getLogger(__name__)

BATCH = 100
OF_ONE_NIGHT = ("night:", "short:")
# A correction answers nobody's request.
NOBODY = 0


async def inline_round(services: Services, bot: Bot) -> int:
    """Edit the messages whose figures have changed, for any cause; return how many.

    An edit can be repeated without harm, so nothing is owed: what fails is found again in the next round.
    """
    store = services.actions.store
    if await store.read(notices.sending_halted_at):
        return 0
    made = 0
    for one in await store.read(inline_messages.outdated, BATCH):
        made += await _correct(services, bot, one)
    return made


async def _correct(services: Services, bot: Bot, one: OutdatedInline) -> int:
    store, name = services.actions.store, one.message.inline_message_id
    found = [await store.read(correction_view, shown) for shown in one.shown]
    news = [correction for correction in found if correction and correction.is_news]
    try:
        if news:
            await edit_inline(bot, one.message, await _worded(services, one.message, news), lane=BULK)
    except (BadRequest, Forbidden) as error:
        log.info("an inline message cannot be corrected and is given up: %s", error)
        await store.write(inline_messages.forget, name)
        return 0
    except TelegramError as error:
        log.warning("an inline message could not be corrected yet: %s", error)
        return 0
    await store.write(inline_messages.mark_told, name, one.shown)
    return int(bool(news))


async def _worded(services: Services, sent: InlineMessage, news: list[Correction]) -> Message:
    audience = services.audience(sent.language)
    message = await answer_to(services, asked_by(NOBODY, audience), sent.asks)
    assert message, "kept by what is asked for"
    return signed(services, audience, message.ended_with(*(_told(audience, one, sent) for one in news)))


def _told(audience: Audience, one: Correction, sent: InlineMessage) -> Block:
    """Return what changed, with the night where the message tells of several."""
    changed = corrected_line(audience, one)
    if sent.asks.startswith(OF_ONE_NIGHT) or one.night is None:
        return block(changed)
    night = audience.words.night(one.night, year=False)
    return block(audience.words.say("Correction · night of {night}", night=night), changed)
