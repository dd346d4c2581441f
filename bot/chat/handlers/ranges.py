"""Many nights: a week, a month, any range, two of them side by side."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.chat.context import Request, Services
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.comparison import comparison_message
from bot.chat.messages.ranges import FIRST_NIGHT, span_message
from bot.chat.messages.static import fault
from parsers import ask
from parsers.ask import DateRange, NoSuchDayError
from storage.views.comparison import comparison_view, single_sources
from storage.views.days import shifted
from storage.views.ranges import span_sources, span_view

WEEK = timedelta(days=6)
# So many nights are listed one by one.
LISTED = timedelta(days=31)


async def week(desk: Services, asked: Request) -> Message:
    """The seven nights up to today, or up to a date that is named."""
    last: date | None = desk.today
    if asked.text.strip():
        try:
            last = ask.day(asked.text, desk.today)
        except NoSuchDayError as error:
            return fault(asked.reader.words.say("{date} is not in the calendar.", date=error))
    if last is None:
        return fault(asked.reader.words.say("Which week? Give the date it ends on: /week 2026-09-22."))
    return await answer(desk, asked, DateRange(shifted(last, -WEEK.days), last))


async def month(desk: Services, asked: Request) -> Message:
    """The nights of a month; of this one where none is named."""
    found: DateRange | Message = DateRange(desk.today.replace(day=1), desk.today)
    if asked.text.strip():
        found = named_range(asked.reader.words, asked.text, desk.today, "month")
    if isinstance(found, Message):
        return found
    return await named(desk, asked, found)


async def named(desk: Services, asked: Request, found: DateRange) -> Message:
    """A range that was named in words; what begins on the first of a month and ends in it, as that month."""
    whole = found.first.day == 1 and (found.first.year, found.first.month) == (found.last.year, found.last.month)
    return await answer(desk, asked, found, by_month=whole)


async def span(desk: Services, asked: Request) -> Message:
    """A range from a button: two ISO dates."""
    found = two_days(asked.text)
    if found is None:
        return fault(asked.reader.words.say("This button is not understood any more; ask again with /latest."))
    return await answer(desk, asked, found)


async def answer(desk: Services, asked: Request, found: DateRange, *, by_month: bool = False) -> Message:
    """The nights of a range, or a sentence where it is before the first or after the newest."""
    wrong = outside(asked.reader.words, found, desk.today)
    if wrong:
        return wrong
    read, first = desk.actions.store.read, max(found.first, FIRST_NIGHT)
    view = await read(span_view, desk.told(asked.reader.sides), first, min(found.last, desk.today))
    sources = await read(span_sources, view) if view.last - view.first <= LISTED else {}
    return span_message(asked.reader, view, sources, desk.today, by_month=by_month)


async def compare(desk: Services, asked: Request) -> Message:
    """Two ranges side by side; a button gives four dates as 20260501."""
    words = asked.reader.words
    pair = _packed(asked.text) or _pair(words, asked.text, desk.today)
    if isinstance(pair, Message):
        return pair
    wrong = outside(words, pair[0], desk.today) or outside(words, pair[1], desk.today)
    if wrong:
        return wrong
    read = desk.actions.store.read
    view = await read(comparison_view, desk.told(asked.reader.sides), *pair)
    return comparison_message(asked.reader, view, await read(single_sources, view))


def outside(words: Language, found: DateRange, today: date) -> Message | None:
    """A sentence about a range of which no night can be known."""
    if found.first > found.last or found.first > today:
        return fault(words.say("That time is still to come."))
    if found.last < FIRST_NIGHT:
        return fault(words.say("Nights are counted from {day} on.", day=words.day(FIRST_NIGHT)))
    return None


def named_range(words: Language, text: str, today: date, command: str) -> DateRange | Message:
    """The range a person named behind a command, or what is wrong with it."""
    try:
        found = ask.span(text, today)
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    return found or fault(words.say("Which month? Give it like this: /{command} 2026-08.", command=command))


def two_days(text: str) -> DateRange | None:
    """Two ISO dates with a space between, as buttons give them."""
    first, _, last = text.partition(" ")
    try:
        return DateRange(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return None


def _packed(text: str) -> tuple[DateRange, DateRange] | None:
    days = re.findall(r"\b\d{8}\b", text)
    if len(days) != 4:
        return None
    try:
        one, two, three, four = (datetime.strptime(day, "%Y%m%d").date() for day in days)  # noqa: DTZ007 - dates
    except ValueError:
        return None
    return DateRange(one, two), DateRange(three, four)


def _pair(words: Language, text: str, today: date) -> tuple[DateRange, DateRange] | Message:
    try:
        found = ask.pair(text, today)
    except NoSuchDayError as error:
        return fault(words.say("{date} is not in the calendar.", date=error))
    return found or fault(words.say("Compare what? Give two nights or months: /compare 2026-05 2026-06."))
