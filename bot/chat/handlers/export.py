"""``/export``: the tallies of a range as a file."""

from __future__ import annotations

from datetime import date, timedelta

from bot.chat.context import Request, Services
from bot.chat.language import Language
from bot.chat.message import Message
from bot.chat.messages.export import export_message, too_large, which_form
from bot.chat.messages.static import fault
from bot.export import FORMS, TooLargeError
from parsers import ask
from parsers.ask import DateRange, NoSuchDayError


async def export(services: Services, request: Request) -> Message:
    """Send a file in a format, optionally of a range: ``csv``, ``json 2026-05``, ``csv 2026-05-01 2026-06-30``."""
    words = request.audience.words
    form, _, dates = request.text.strip().partition(" ")
    if form.lower() not in FORMS:
        return which_form(words)
    edges = await services.exports.edges()
    if edges is None:
        return fault(words.say("We have no data yet."))
    found = _range(words, dates.strip(), edges, services.today)
    return found if isinstance(found, Message) else await _file(services, words, form.lower(), found)


async def _file(services: Services, words: Language, form: str, span: DateRange) -> Message:
    try:
        exported = await services.exports.file(form, span.first, span.last)
    except TooLargeError:
        return too_large(words, form, span.first + (span.last - span.first + timedelta(days=1)) // 2, span.last)
    if not exported.tallies:
        first, last = words.day(span.first), words.day(span.last)
        if first == last:
            return fault(words.say("We have no report for {day}.", day=first))
        return fault(words.say("We have no reports from {first} to {last}.", first=first, last=last))
    return export_message(words, form, exported, span.first, span.last)


def _range(words: Language, text: str, edges: tuple[date, date], today: date) -> DateRange | Message:
    """Everything where nothing is named; a month or a year; from a date on; from one to another."""
    if not text:
        return DateRange(*edges)
    try:
        one, two = ask.span(text, today), ask.pair(text, today)
    except NoSuchDayError as error:
        return fault(words.say("There is no such date: {date}.", date=error))
    if two:
        one = DateRange(two[0].first, two[1].last)
    elif one and one.first == one.last:
        one = DateRange(one.first, max(edges[1], today))
    if one is None:
        return fault(words.say("Which dates? Give them like this: /export csv 2026-05-01 2026-06-30."))
    if one.first > one.last:
        return fault(words.say("The first date has to come before the last: /export csv 2026-05-01 2026-06-30."))
    return one
