"""Which handler answers what: a row a command, a row a button."""

from __future__ import annotations

from datetime import date

from telegram.constants import ChatAction

from bot.chat.desk import Asked, Desk, Handler
from bot.chat.handlers import depth, drawn, exporting, morning, nights, operator, own, places, ranges, watching
from bot.chat.handlers.history import with_offer
from bot.chat.keyboards import HELP_LINK, NIGHT_LINK
from bot.chat.message import Message
from bot.chat.messages import plain


async def start(desk: Desk, asked: Asked) -> Message:
    """The greeting, or what a deep link names (``n_2026-09-22``, ``help``); the operator is offered the history."""
    if asked.text.strip() == HELP_LINK:
        return plain.help_text(asked.reader.words)
    day = iso_day(asked.text.strip().removeprefix(NIGHT_LINK)) if asked.text.startswith(NIGHT_LINK) else None
    if day:
        return await nights.night_for(desk, asked.reader, day)
    greeting = plain.start(asked.reader.words)
    return await with_offer(desk, asked, greeting) if operator.is_operator(desk, asked) else greeting


async def help_(desk: Desk, asked: Asked) -> Message:
    return plain.help_text(asked.reader.words)


async def about(desk: Desk, asked: Asked) -> Message:
    return plain.about(asked.reader.words)


async def privacy(desk: Desk, asked: Asked) -> Message:
    return plain.privacy(asked.reader.words)


COMMANDS: dict[str, Handler] = {
    "start": start,
    "help": help_,
    "latest": nights.latest,
    "night": nights.night,
    "week": ranges.week,
    "month": ranges.month,
    "trend": drawn.trend,
    "records": places.records,
    "region": places.region,
    "compare": ranges.compare,
    "gaps": places.gaps,
    "source": depth.source,
    "cite": depth.cite,
    "digest": morning.digest,
    "subscribe": morning.subscribe,
    "unsubscribe": morning.unsubscribe,
    "export": exporting.export,
    "watch": watching.watch,
    "settings": own.settings,
    "status": depth.status,
    "about": about,
    "privacy": privacy,
    "mydata": own.mydata,
    "forget": own.forget,
}

# Verb of a button -> who answers; its arguments are the text that was asked, a time as 0930.
BUTTONS: dict[str, Handler] = {
    "latest": nights.latest,
    "night": nights.night,
    "words": depth.source,
    "cite": depth.cite,
    "versions": depth.versions,
    "trend": drawn.trend,
    "picture": drawn.picture,
    "month": ranges.month,
    "span": ranges.span,
    "compare": ranges.compare,
    "records": places.records,
    "region": places.region,
    "gaps": places.gaps,
    "settings": own.settings,
    "at": morning.subscribe_at,
    "speak": own.language,
    "silent": own.silent,
    "unsubscribe": morning.unsubscribe,
    "mute": morning.mute_today,
    **operator.BUTTONS,
    "watch": watching.watch,
    "unwatch": watching.unwatch,
    "theme": own.theme,
    "length": own.length,
    "sides": own.sides,
    "export": exporting.export,
}


# What takes a second or two: the person is told that it is on its way.
BUSY: dict[Handler | None, ChatAction] = {
    drawn.trend: ChatAction.UPLOAD_PHOTO,
    drawn.picture: ChatAction.UPLOAD_PHOTO,
    exporting.export: ChatAction.UPLOAD_DOCUMENT,
}


def iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
