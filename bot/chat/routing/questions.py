"""One understanding of what people type: in a private chat, behind the bot's name, and behind a command.

``parsers.ask.understood`` reads the text, ``handlers.answers`` has the answers; here stands who may have them, and what
is said where there is none: nothing that is asked of the bot ends without an answer or buttons.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from bot.chat.charts.requests import LENGTHS
from bot.chat.context import Request, Services
from bot.chat.handlers import charts, ranges
from bot.chat.handlers.answers import answer_to, key_of
from bot.chat.handlers.as_of import answer_as_known
from bot.chat.handlers.operator import is_operator
from bot.chat.message import Message
from bot.chat.messages.asked import mended_as, not_an_alert, not_understood, offered, suggested
from bot.chat.messages.static import no_such_date
from bot.chat.messages.subscription import admins_only
from bot.chat.routing.commands import COMMANDS
from bot.chat.routing.rows import Command, Verb, Where, Who
from parsers import ask
from parsers.ask import DateRange, NoSuchDayError, Question

# The commands whose argument is a question by itself.
ARGUED = frozenset({"latest", "night", "week", "month", "region", "compare", "source", "cite", "trend", "chart"})
# Of these, those that only take the date of a night.
DATED = frozenset({"night", "week", "source", "cite"})
# These answer as of a moment, too.
KNOWN_THEN = ARGUED - {"trend", "chart"}
# These draw what is named.
DRAWN = frozenset({"trend", "chart"})
# These say what they need rather than answer something else; a comparison is of two.
STRICT = frozenset({"source", "cite", "compare"})
# The word before a time or a number: «на 9:00», "at 9".
_BEFORE_A_NUMBER = re.compile(r"^[^\W\d_]+ (?=\d)")


async def answer(row: Command | Verb, services: Services, request: Request) -> Message:
    """Call the row's handler if the person may ask; else refuse, or act as if there were no such row."""
    if row.who is Who.OPERATORS and not is_operator(services, request):
        return not_understood(request.audience.words)
    if row.who is Who.SETTERS and not await request.may_set():
        return admins_only(request.audience.words)
    return await row.handler(services, request)


async def command(row: Command, services: Services, request: Request) -> Message:
    """Answer a command; what stands behind it is understood as a question is."""
    if row.name not in ARGUED or not request.text.strip():
        return await answer(row, services, request)
    try:
        asked = ask.as_of(request.text, services.today) if row.name in KNOWN_THEN else None
        if asked:
            return await answer_as_known(services, request, asked, partial(command, row))
        question = ask.understood(request.text, services.today)
    except NoSuchDayError as error:
        return no_such_date(request.audience.words, error)
    if question is None or question.command or question.is_alert:
        return await answer(row, services, request)
    return mended_as(request.audience.words, question, await _argued(row, services, request, question))


async def _argued(row: Command, services: Services, request: Request, question: Question) -> Message:
    """Answer a command with an argument that was understood: by itself, or as the question that it is."""
    own = await _own(row, services, request, question)
    if own is not None:
        return own
    asks = "" if row.name in STRICT else key_of(question, services.today)
    return (await answer_to(services, request, asks) if asks else None) or await answer(row, services, request)


async def _own(row: Command, services: Services, request: Request, question: Question) -> Message | None:
    """Return the command's own answer where the question is of its kind; None where another answer serves it."""
    day, span, place = question.day, question.span, question.places[:1]
    if day and row.name in DATED and not place:
        return await answer(row, services, replace(request, text=day.isoformat()))
    months = span or (DateRange(day, day) if day else None)
    if row.name == "month" and months and not place and not question.versus:
        return await ranges.named(services, request, months)
    if row.name == "compare" and question.versus:
        return await answer_to(services, request, key_of(question, services.today))
    if row.name in DRAWN:
        return await _chart(row, services, request, question)
    return None


async def _chart(row: Command, services: Services, request: Request, question: Question) -> Message:
    """Draw what is named: a region's year, a night, the nights of a range."""
    if question.places:
        return await charts.picture(services, replace(request, text=f"region {question.places[0]}"))
    if question.day:
        return await charts.picture(services, replace(request, text=f"night {question.day}"))
    if question.span:
        return await _span_chart(row, services, request, question.span)
    return await answer(row, services, request)


async def _span_chart(row: Command, services: Services, request: Request, span: DateRange) -> Message:
    """Draw the dates of a range: "last 30 nights" are those up to the newest, any others are those that were named."""
    nights = (span.last - span.first).days + 1
    if nights in LENGTHS and span.last == services.today:
        return await answer(row, services, replace(request, text=str(nights)))
    return await charts.of_range(services, request, span)


async def answer_plain(services: Services, request: Request) -> Message:
    """Answer what is typed without a slash; where it is not understood, offer buttons."""
    try:
        if asked := ask.as_of(request.text, services.today):
            return await answer_as_known(services, request, asked, answer_plain)
    except NoSuchDayError as error:
        return no_such_date(request.audience.words, error)
    found = await understood(services, request)
    return offered(request.audience.words, found or not_understood(request.audience.words))


async def understood(services: Services, request: Request) -> Message | None:
    """Answer what is typed without a slash; None if it is not understood."""
    words = request.audience.words
    try:
        question = ask.understood(request.text, services.today)
    except NoSuchDayError as error:
        return no_such_date(words, error)
    if question is None:
        return None
    if question.is_alert:
        return not_an_alert(words)
    row = COMMANDS.get(question.command or "")
    if row is None:
        found = await answer_to(services, request, key_of(question, services.today))
        return mended_as(words, question, found) if found else None
    if row.who is Who.OPERATORS:
        return None  # an operator's command needs its slash
    sets = row.who is Who.SETTERS or (row.where == Where.FOR_SETTERS and question.argument)
    if question.mended and sets:
        return suggested(words, question)  # nothing is set by a guess
    return mended_as(words, question, await _commanded(row, services, request, question))


async def _commanded(row: Command, services: Services, request: Request, question: Question) -> Message:
    """Do a command that was named in words, with what the question names besides."""
    request = replace(request, text=_BEFORE_A_NUMBER.sub("", question.argument))
    named = question.day or question.span or question.places or question.weapon
    if named and row.name in ARGUED and (row.who is not Who.SETTERS or await request.may_set()):
        return await _argued(row, services, request, question)
    return await answer(row, services, request)
