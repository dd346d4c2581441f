"""``@bot …`` in any chat: whatever can be asked in a private one and shows something; one answer or several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.chat.context import Request, Services
from bot.chat.handlers import latest, ranges
from bot.chat.handlers.answers import answer_to, key_of, span_key
from bot.chat.keyboards import pressed
from bot.chat.message import Message
from bot.chat.messages.asked import mended_as, not_an_alert
from bot.chat.messages.brief import short_title
from bot.chat.messages.static import fault, no_such_date
from parsers import ask
from parsers.ask import DateRange, NoSuchDayError, Question

# How many of the nights an answer links to are offered after it.
LINKED_NIGHTS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that may be sent, and the key to ask for it again (``night:2026-09-22``); empty if it never is.

    ``title`` is its title in the list, if that is not its own first line.
    """

    asks: str
    message: Message
    title: str = ""


async def offers(services: Services, request: Request) -> list[Offer]:
    """Return the answers to an inline question, the likeliest first; a single sentence if there is none to send."""
    words, text = request.audience.words, request.text.strip()
    if not text:
        return await _newest(services, request)
    try:
        question = ask.understood(text, services.today)
    except NoSuchDayError as error:
        return [Offer("", no_such_date(words, error))]
    if question is None:
        return [Offer("", fault(words.say("I understand a date, a region, week, month and record.")))]
    if question.is_alert:
        return [Offer("", not_an_alert(words))]
    found = await _to_question(services, request, question)
    return [replace(one, message=mended_as(words, question, one.message)) for one in found]


async def _to_question(services: Services, request: Request, question: Question) -> list[Offer]:
    """Return what a question asks for, then what is near to it; a sentence for a command that sets something."""
    asks = key_of(question, services.today) or _command_key(question.command, services.today)
    verb = asks.partition(":")[0]
    if verb == "latest":
        return await _newest(services, request)
    if verb == "night":
        return await _all(services, request, asks, asks.replace("night:", "short:"))
    if verb in {"region", "records", "weapon"}:
        return await _with_nights(services, request, asks)
    if asks:
        return await _all(services, request, asks)
    return [Offer("", fault(request.audience.words.say("That I can only do in a private chat with me.")))]


def _command_key(command: str | None, today: date) -> str:
    """Return the key of a command that shows something by itself; empty for any other."""
    match command:
        case "latest" | "night":
            return "latest"
        case "week":
            return span_key(DateRange(today - ranges.WEEK, today), today)
        case "month":
            return span_key(DateRange(today.replace(day=1), today), today)
        case "records":
            return "records"
    return ""


async def _newest(services: Services, request: Request) -> list[Offer]:
    """Return the newest night, its short form, the week and the records; only the first if no night is known."""
    newest = await latest.latest_for(services, request.audience)
    if newest.night is None:
        return [Offer("", newest)]
    week = span_key(DateRange(services.today - ranges.WEEK, services.today), services.today)
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
