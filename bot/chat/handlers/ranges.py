"""Many nights: a week, a month, records, a region, two ranges, what is missing."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.chat.desk import Asked, Desk
from bot.chat.message import Message
from bot.chat.messages.plain import fault
from bot.chat.messages.ranges import comparison_message, span_message
from bot.chat.messages.records import gaps_message, records_message, region_message
from bot.chat.words import Words
from parsers import ask
from parsers.ask import NoSuchDayError, Span
from storage.views.comparison import comparison_view
from storage.views.missing import missing_view
from storage.views.records import records_view
from storage.views.region import region_view
from storage.views.span import span_view

WEEK = timedelta(days=7)
GAPS = timedelta(days=90)


async def week(desk: Desk, asked: Asked) -> Message:
    """The last seven nights."""
    return await _span(desk, asked, Span(desk.today - WEEK + timedelta(days=1), desk.today))


async def month(desk: Desk, asked: Asked) -> Message:
    """The nights of a month; of this one where none is named."""
    if not asked.text.strip():
        return await _span(desk, asked, Span(desk.today.replace(day=1), desk.today), by_month=True)
    found = _range(asked.reader.words, asked.text, desk.today)
    return found if isinstance(found, Message) else await _span(desk, asked, found, by_month=found.first.day == 1)


async def span(desk: Desk, asked: Asked) -> Message:
    """A range from a button: two ISO dates."""
    first, _, last = asked.text.partition(" ")
    try:
        found = Span(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return fault(asked.reader.words.say("This button is not understood any more; ask again with /latest."))
    return await _span(desk, asked, found)


async def _span(desk: Desk, asked: Asked, found: Span, *, by_month: bool = False) -> Message:
    if found.first > found.last:
        return fault(asked.reader.words.say("That time is still to come."))
    view = await desk.actions.store.read(span_view, desk.channels, found.first, found.last)
    return span_message(asked.reader, view, by_month=by_month)


async def compare(desk: Desk, asked: Asked) -> Message:
    """Two ranges side by side; a button gives four dates as 20260501."""
    words = asked.reader.words
    pair = _packed(asked.text) or _pair(words, asked.text, desk.today)
    if isinstance(pair, Message):
        return pair
    first, second = pair
    if first.first > first.last or second.first > second.last:
        return fault(words.say("That time is still to come."))
    view = await desk.actions.store.read(comparison_view, desk.channels, first, second)
    return comparison_message(asked.reader, view)


def _packed(text: str) -> tuple[Span, Span] | None:
    days = re.findall(r"\b\d{8}\b", text)
    if len(days) != 4:
        return None
    try:
        one, two, three, four = (datetime.strptime(day, "%Y%m%d").date() for day in days)  # noqa: DTZ007 - dates
    except ValueError:
        return None
    return Span(one, two), Span(three, four)


def _pair(words: Words, text: str, today: date) -> tuple[Span, Span] | Message:
    try:
        found = ask.pair(text, today)
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    return found or fault(words.say("Compare what? Give two nights or months: /compare 2026-05 2026-06."))


def _range(words: Words, text: str, today: date) -> Span | Message:
    try:
        found = ask.span(text, today)
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    return found or fault(words.say("Which month? Give it like this: /month 2026-08."))


async def records(desk: Desk, asked: Asked) -> Message:
    """The largest nights of each side."""
    read = desk.actions.store.read
    return records_message(asked.reader, [await read(records_view, channel, desk.today) for channel in desk.channels])


async def region(desk: Desk, asked: Asked) -> Message:
    """Where a region is named; a button gives its code."""
    words = asked.reader.words
    if not asked.text.strip():
        return fault(words.say("Which region? Give its name: /region Odesa."))
    code = ask.region(asked.text) or ask.place_code(asked.text)
    if code is None:
        return fault(words.say("I know no region called “{text}”. Try /region Odesa.", text=asked.text[:60]))
    return region_message(asked.reader, await desk.actions.store.read(region_view, desk.channels, code, desk.today))


async def gaps(desk: Desk, asked: Asked) -> Message:
    """The nights of the last 90 that are not known; of another range where one is named."""
    found: Span | Message = Span(desk.today - GAPS + timedelta(days=1), desk.today)
    if asked.text.strip():
        found = _range(asked.reader.words, asked.text, desk.today)
    if isinstance(found, Message):
        return found
    read = desk.actions.store.read
    missing = {
        channel: await read(missing_view, channel, found.first, found.last, desk.house) for channel in desk.channels
    }
    return gaps_message(asked.reader, found.first, found.last, missing)
