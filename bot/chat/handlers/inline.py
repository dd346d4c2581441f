"""``@bot …`` in any chat: nothing, a date, a region, "week", "record"; each gives one answer or several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.chat.context import Handler, Request, Services
from bot.chat.handlers import latest, ranges, records, region
from bot.chat.keyboards import pressed
from bot.chat.message import Message
from bot.chat.messages.brief import short_title
from bot.chat.messages.static import fault
from parsers import ask
from parsers.ask import DateRange, NoSuchDayError

RECORDS = frozenset("record records largest рекорд рекорди найбільші".split())  # noqa: SIM905 - a row of words
# How many of the nights an answer links to are offered after it.
LINKED_NIGHTS = 3

# What can be sent to any chat -> its handler. Nothing here sets or stores anything.
ANSWERS: dict[str, Handler] = {
    "latest": latest.latest,
    "night": latest.night,
    "short": latest.short,
    "month": ranges.month,
    "span": ranges.span,
    "region": region.region,
    "records": records.records,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that may be sent, and the key to ask for it again (``night:2026-09-22``); empty if it never is.

    ``title`` is its title in the list, if that is not its own first line.
    """

    asks: str
    message: Message
    title: str = ""


async def offers(services: Services, request: Request) -> list[Offer]:
    """Return the answers to an inline question, the likeliest first; a single sentence if it is not understood."""
    words, text = request.audience.words, request.text.strip()
    if not text:
        return await _newest(services, request)
    if text.lower() in RECORDS:
        return await _with_nights(services, request, "records")
    try:
        day, span = ask.day(text, services.today), ask.span(text, services.today)
    except NoSuchDayError as error:
        return [Offer("", fault(words.say("There is no such date: {date}.", date=error)))]
    if day:
        return await _all(services, request, f"night:{day}", f"short:{day}")
    if span:
        return await _all(services, request, _asks_span(span))
    code = ask.region(text)
    if code:
        return await _with_nights(services, request, f"region:{code}")
    return [Offer("", fault(words.say("I understand a date, a region, week, month and record.")))]


async def inline(services: Services, request: Request) -> Message:
    """The likeliest answer, for a chat in which the bot is named."""
    return (await offers(services, request))[0].message


async def answer_to(services: Services, request: Request, asks: str) -> Message | None:
    """Return what is asked for, such as ``span:2026-09-16:2026-09-22``; None if it is not a key of ours."""
    verb, *arguments = asks.split(":")
    handler = ANSWERS.get(verb)
    return await handler(services, replace(request, text=" ".join(arguments))) if handler else None


def stays_as(asks: str) -> str:
    """What an answer is asked for by once it was sent: the newest night stays the night it was."""
    return asks.replace("latest:", "night:")


async def _newest(services: Services, request: Request) -> list[Offer]:
    """Return the newest night, its short form, the week and the records; only the first if no night is known."""
    newest = await latest.latest_for(services, request.audience)
    if newest.night is None:
        return [Offer("", newest)]
    week = _asks_span(DateRange(services.today - ranges.WEEK, services.today))
    others = await _all(services, request, f"short:{newest.night}", week, "records")
    return [Offer(f"latest:{newest.night}", newest), *others]


async def _with_nights(services: Services, request: Request, asks: str) -> list[Offer]:
    """Return an answer and the nights it links to."""
    found = await _all(services, request, asks)
    led_to = dict.fromkeys(f"night:{day}" for day in _leads_to(found[0].message))
    return found + await _all(services, request, *list(led_to)[:LINKED_NIGHTS])


def _leads_to(message: Message) -> Iterator[str]:
    for button in (one for row in message.buttons for one in row):
        press = pressed(button.data)
        if press and press.verb == "night":
            yield press.arguments[0]


async def _all(services: Services, request: Request, *asks: str) -> list[Offer]:
    """Return these answers; only the first if it is a plain sentence, such as that a night is in the future."""
    found: list[Offer] = []
    for one in asks:
        found.append(await _offer(services, request, one))
        if found[0].message.brief:
            break
    return found


async def _offer(services: Services, request: Request, asks: str) -> Offer:
    message = await answer_to(services, request, asks)
    assert message, "asked for by a row of the table"
    if message.brief:
        return Offer("", message)
    verb, *arguments = asks.split(":")
    title = short_title(request.audience.words, date.fromisoformat(arguments[0])) if verb == "short" else ""
    return Offer(asks, message, title)


def _asks_span(span: DateRange) -> str:
    """A range as its button asks for it: a month that begins on its first day as a month."""
    first, last = span
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"month:{first:%Y-%m}"
    return f"span:{first}:{last}"
