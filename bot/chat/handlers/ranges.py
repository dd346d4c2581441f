"""Many nights: a week, a month, any range, two of them side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.chat.context import Request, Services
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.comparison import comparison_message
from bot.chat.messages.days import is_month
from bot.chat.messages.ranges import FIRST_NIGHT, span_message
from bot.chat.messages.static import fault, no_such_date, old_button
from parsers import ask
from parsers.ask import DateRange, NoSuchDayError
from storage.views import Snapshot
from storage.views.comparison import ComparisonView, comparison_view, single_sources
from storage.views.days import shifted
from storage.views.ranges import RangeView, span_sources, span_view
from storage.views.readings import Sources

WEEK = timedelta(days=6)
# Up to this many nights are listed one by one.
LISTED = timedelta(days=31)


async def week(services: Services, request: Request) -> Message:
    """The seven nights up to today, or up to a date that is named."""
    last: date | None = services.today
    if request.text.strip():
        try:
            last = ask.day(request.text, services.today)
        except NoSuchDayError as error:
            return no_such_date(request.audience.words, error)
    if last is None:
        return fault(request.audience.words.say("Which week? Give the date it ends on: /week 2026-09-22."))
    return await answer(services, request, DateRange(shifted(last, -WEEK.days), last))


async def month(services: Services, request: Request) -> Message:
    """Answer with the nights of a month; the current one if none is named."""
    found: DateRange | Message = DateRange(services.today.replace(day=1), services.today)
    if request.text.strip():
        found = named_range(request.audience.words, request.text, services.today, "month")
    if isinstance(found, Message):
        return found
    return await named(services, request, found)


async def named(services: Services, request: Request, found: DateRange) -> Message:
    """Answer with a range named in words; a month, as far as it has come, leads to other months."""
    return await answer(services, request, found, by_month=is_of_month(found, services.today))


def is_of_month(found: DateRange, today: date) -> bool:
    """Return whether a range is a whole month, or all of this one up to today."""
    return is_month(*found) or (found.last == today and found.first == today.replace(day=1))


async def span(services: Services, request: Request) -> Message:
    """Answer with a range from a button: two ISO dates."""
    found = two_days(request.text)
    if found is None:
        return old_button(request.audience.words)
    return await answer(services, request, found)


async def answer(services: Services, request: Request, found: DateRange, *, by_month: bool = False) -> Message:
    """Answer with the nights of a range, or a sentence if it lies before the first night or in the future."""
    wrong = outside(request.audience.words, found, services.today)
    if wrong:
        return wrong
    first, last = max(found.first, FIRST_NIGHT), min(found.last, services.today)
    view, sources = await services.actions.store.read(_span, services.told(request.audience.sides), first, last)
    return span_message(request.audience, view, sources, services.today, by_month=by_month)


def _span(snapshot: Snapshot, channels: Sequence[str], first: date, last: date) -> tuple[RangeView, Sources]:
    view = span_view(snapshot, channels, first, last)
    return view, span_sources(snapshot, view) if view.last - view.first <= LISTED else {}


async def compare(services: Services, request: Request) -> Message:
    """Compare two ranges; a button gives four dates as 20260501."""
    words = request.audience.words
    pair = _packed(request.text) or _pair(words, request.text, services.today)
    if isinstance(pair, Message):
        return pair
    wrong = outside(words, pair[0], services.today) or outside(words, pair[1], services.today)
    if wrong:
        return wrong
    channels = services.told(request.audience.sides)
    return comparison_message(request.audience, *await services.actions.store.read(_comparison, channels, *pair))


def _comparison(
    snapshot: Snapshot, channels: Sequence[str], one: DateRange, other: DateRange
) -> tuple[ComparisonView, Sources]:
    view = comparison_view(snapshot, channels, one, other)
    return view, single_sources(snapshot, view)


def outside(words: Language, found: DateRange, today: date) -> Message | None:
    """Return a sentence if no night of the range can be known."""
    if found.first > found.last or found.first > today:
        return fault(words.say("That date is still in the future."))
    if found.last < FIRST_NIGHT:
        return fault(words.say("Our count of nights starts on {day}.", day=words.day(FIRST_NIGHT)))
    return None


def named_range(words: Language, text: str, today: date, command: str) -> DateRange | Message:
    """Return the range a person named after a command, or an error message."""
    try:
        found = ask.span(text, today)
    except NoSuchDayError as error:
        return no_such_date(words, error)
    return found or fault(words.say("Which month? Give it like this: /{command} 2026-08.", command=command))


def two_days(text: str) -> DateRange | None:
    """Parse two ISO dates separated by a space, as buttons give them."""
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
        return no_such_date(words, error)
    return found or fault(words.say("Compare what? Give two nights or months: /compare 2026-05 2026-06."))
