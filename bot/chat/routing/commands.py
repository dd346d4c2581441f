"""Which handler answers what: a row a command, a row a button."""

from __future__ import annotations

from datetime import date

from telegram.constants import ChatAction

from bot.chat.context import Handler, Request, Services
from bot.chat.handlers import charts, digest, export, latest, operator, preferences, ranges, records, source, watches
from bot.chat.handlers.history import with_offer
from bot.chat.keyboards import HELP_LINK, NIGHT_LINK
from bot.chat.message import Message
from bot.chat.messages import static


async def start(services: Services, request: Request) -> Message:
    """The greeting, or what a deep link names (``n_2026-09-22``, ``help``); the operator is offered the history."""
    if request.text.strip() == HELP_LINK:
        return static.help_text(request.audience.words)
    day = iso_day(request.text.strip().removeprefix(NIGHT_LINK)) if request.text.startswith(NIGHT_LINK) else None
    if day:
        return await latest.night_for(services, request.audience, day)
    greeting = static.start(request.audience.words)
    return await with_offer(services, request, greeting) if operator.is_operator(services, request) else greeting


async def help_(services: Services, request: Request) -> Message:
    return static.help_text(request.audience.words)


async def about(services: Services, request: Request) -> Message:
    return static.about(request.audience.words)


async def privacy(services: Services, request: Request) -> Message:
    return static.privacy(request.audience.words)


COMMANDS: dict[str, Handler] = {
    "start": start,
    "help": help_,
    "latest": latest.latest,
    "night": latest.night,
    "week": ranges.week,
    "month": ranges.month,
    "trend": charts.trend,
    "records": records.records,
    "region": records.region,
    "compare": ranges.compare,
    "gaps": records.gaps,
    "source": source.source,
    "cite": source.cite,
    "digest": digest.digest,
    "subscribe": digest.subscribe,
    "unsubscribe": digest.unsubscribe,
    "export": export.export,
    "watch": watches.watch,
    "settings": preferences.settings,
    "status": source.status,
    "about": about,
    "privacy": privacy,
    "mydata": preferences.mydata,
    "forget": preferences.forget,
}

# Verb of a button -> who answers; its arguments are the text that was asked, a time as 0930.
BUTTONS: dict[str, Handler] = {
    "latest": latest.latest,
    "night": latest.night,
    "words": source.source,
    "cite": source.cite,
    "versions": source.versions,
    "trend": charts.trend,
    "picture": charts.picture,
    "month": ranges.month,
    "span": ranges.span,
    "compare": ranges.compare,
    "records": records.records,
    "region": records.region,
    "gaps": records.gaps,
    "settings": preferences.settings,
    "at": digest.subscribe_at,
    "speak": preferences.language,
    "silent": preferences.silent,
    "unsubscribe": digest.unsubscribe,
    "mute": digest.mute_today,
    **operator.BUTTONS,
    "watch": watches.watch,
    "unwatch": watches.unwatch,
    "theme": preferences.theme,
    "length": preferences.length,
    "sides": preferences.sides,
    "export": export.export,
}


# What takes a second or two: the person is told that it is on its way.
BUSY: dict[Handler | None, ChatAction] = {
    charts.trend: ChatAction.UPLOAD_PHOTO,
    charts.picture: ChatAction.UPLOAD_PHOTO,
    export.export: ChatAction.UPLOAD_DOCUMENT,
}


def iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
