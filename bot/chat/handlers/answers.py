"""The answers that can be asked for by a key, ``night:2026-09-22``: from a question, a button, a link, a message sent.

A question is understood in one place, ``parsers.ask.understood``; ``key_of`` says which answer it asks for. Nothing
here sets anything, so every key can be sent to any chat.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.chat.context import Handler, Request, Services
from bot.chat.handlers import forwarded, latest, ranges, records, region, weapon
from bot.chat.message import Message
from parsers.ask import DateRange, Question
from storage.views.weapon import KINDS

# A key's first word -> its handler; the others become the text of the request, separated by spaces.
ANSWERS: dict[str, Handler] = {
    "latest": latest.latest,
    "night": latest.night,
    "short": latest.short,
    "month": ranges.month,
    "span": ranges.span,
    "compare": ranges.compare,
    "region": region.region,
    "records": records.records,
    "weapon": weapon.weapon,
    "post": forwarded.linked,
}


async def answer_to(services: Services, request: Request, asks: str) -> Message | None:
    """Return what is asked for, such as ``span:2026-09-16:2026-09-22``; None if it is not a key of ours."""
    verb, *arguments = asks.split(":")
    handler = ANSWERS.get(verb)
    return await handler(services, replace(request, text=" ".join(arguments))) if handler else None


def stays_as(asks: str) -> str:
    """What an answer is asked for by once it was sent: the newest night stays the night it was."""
    return asks.replace("latest:", "night:")


def key_of(question: Question, today: date) -> str:
    """Return the key of the answer to a question; empty if it asks for a command, for alerts or for nothing we have.

    A weapon or a kind with a date asks for that night, whose answer has its figures, and so does a kind with a range; a
    weapon with a range asks for its nights in it. Drones are named on every night: of them alone we have no list.
    """
    day, span = question.day, question.span
    if question.post:
        return "post:{}:{}".format(*question.post)
    if span and question.versus:
        return ":".join(("compare", *(f"{one:%Y%m%d}" for one in (*span, *question.versus))))
    if question.places:
        dates = (day, day) if day else span or ()
        return ":".join(("region", question.places[0], *map(str, dates)))
    if day:
        return f"night:{day}"
    named = question.weapon or (question.kind if question.kind in KINDS else None)
    if span:
        return f"weapon:{question.weapon}:{span.first}:{span.last}" if question.weapon else span_key(span, today)
    return f"weapon:{named}" if named else ""


def span_key(span: DateRange, today: date) -> str:
    """Return a range's key: that of its month where it is a whole one, or all of one up to today."""
    first, last = span
    return f"month:{first:%Y-%m}" if ranges.is_of_month(span, today) else f"span:{first}:{last}"
