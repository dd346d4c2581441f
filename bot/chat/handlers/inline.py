"""``@bot …`` in any chat: nothing, a date, a region, "week", "record"."""

from __future__ import annotations

from datetime import date

from bot.chat.desk import Asked, Desk
from bot.chat.handlers import nights
from bot.chat.handlers.table import COMMANDS
from bot.chat.message import Message
from bot.chat.messages.plain import fault
from parsers import ask
from parsers.ask import NoSuchDayError
from storage.views.latest import latest_view

RECORDS = frozenset("record records largest рекорд рекорди найбільші".split())  # noqa: SIM905 - a row of words


async def inline(desk: Desk, asked: Asked) -> Message:
    """The answer that can be sent to the chat in which the bot was named."""
    words, text = asked.reader.words, asked.text.strip()
    if not text:
        return await nights.latest_for(desk, asked.reader)
    if text.lower() in RECORDS:
        return await COMMANDS["records"](desk, asked)
    try:
        day, span = ask.day(text, desk.today), ask.span(text, desk.today)
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    if day:
        return await nights.night_for(desk, asked.reader, day)
    if span:
        return await COMMANDS["month"](desk, asked)
    if ask.region(text):
        return await COMMANDS["region"](desk, asked)
    return fault(words.say("I understand a date, a region, week, month and record."))


async def night_shown(desk: Desk, text: str) -> date | None:
    """The night that the answer to an inline question tells of; None where it tells of something else."""
    if not text.strip():
        view = await desk.actions.store.read(latest_view, desk.channels, desk.now, desk.house, desk.patience)
        return max((side.night.night for side in view.sides if side.night and side.night.night), default=None)
    try:
        return ask.day(text, desk.today)
    except NoSuchDayError:
        return None
