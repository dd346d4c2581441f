"""Every command and every button: one row each, in the order of the lists."""

from __future__ import annotations

from datetime import date

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.chat.context import Request, Services
from bot.chat.handlers import (
    accuracy,
    charts,
    digest,
    export,
    gaps,
    latest,
    operator,
    own_chats,
    preferences,
    ranges,
    records,
    region,
    sent_on,
    settings,
    source,
    watches,
    weapon,
)
from bot.chat.handlers.answers import answer_to
from bot.chat.handlers.history import history, with_offer
from bot.chat.keyboards import HELP_LINK, NIGHT_LINK, linked
from bot.chat.language import N_
from bot.chat.message import Message
from bot.chat.messages import static
from bot.chat.routing.rows import Command, Verb, Where, Who, by_name, listed


async def start(services: Services, request: Request) -> Message:
    """Greet, or answer a deep link (see ``keyboards``); an operator is offered the history."""
    if request.text.strip() == HELP_LINK:
        return await help_(services, request)
    if (asks := linked(request.text.strip())) and (found := await answer_to(services, request, asks)):
        return found
    day = iso_day(request.text.strip().removeprefix(NIGHT_LINK)) if request.text.startswith(NIGHT_LINK) else None
    if day:
        return await latest.night_for(services, request.audience, day)
    greeting = static.start(request.audience.words)
    return await with_offer(services, request, greeting) if operator.is_operator(services, request) else greeting


async def help_(services: Services, request: Request) -> Message:
    """List the commands of the person who asks: in a group its members' or admins', and an operator's own."""
    where = Where.PRIVATE if request.private else await _where_in_group(request)
    theirs = listed(COMMANDS.values(), Where.OPERATORS) if operator.is_operator(services, request) else []
    return static.help_text(request.audience.words, listed(COMMANDS.values(), where), theirs)


async def _where_in_group(request: Request) -> Where:
    """Return the audience in a group: admins or members; members if Telegram cannot be asked."""
    try:
        return Where.ADMINS if await request.may_set() else Where.GROUPS
    except TelegramError:
        return Where.GROUPS


async def about(services: Services, request: Request) -> Message:
    return static.about(request.audience.words)


async def privacy(services: Services, request: Request) -> Message:
    return static.privacy(request.audience.words)


SETTERS = (Who.SETTERS, Where.FOR_SETTERS)
OPERATORS = (Who.OPERATORS, Where.OPERATORS)

COMMANDS = by_name(
    Command("start", start, "", where=Where.NOWHERE),
    Command("latest", latest.latest, N_("last night, both sides")),
    Command("night", latest.night, N_("the night of a date: /night 22.09")),
    Command("week", ranges.week, N_("the last seven nights")),
    Command("month", ranges.month, N_("the nights of a month: /month 2026-08")),
    Command("trend", charts.trend, N_("a chart of 30, 90 or 365 nights"), busy=ChatAction.UPLOAD_PHOTO),
    Command("chart", charts.chart, N_("a night or a region in a chart: /chart Odesa"), busy=ChatAction.UPLOAD_PHOTO),
    Command("records", records.records, N_("the largest nights")),
    Command("region", region.region, N_("reports that name a region: /region Odesa")),
    Command("compare", ranges.compare, N_("two nights or months: /compare 2026-05 2026-06")),
    Command("source", source.source, N_("the source text of the posts")),
    Command("cite", sent_on.cite, N_("a sentence to quote")),
    Command("digest", digest.digest, N_("the morning digest, now")),
    Command("export", export.export, N_("the numbers as a file: /export csv"), busy=ChatAction.UPLOAD_DOCUMENT),
    Command("subscribe", digest.subscribe, N_("a digest every morning: /subscribe 09:00"), *SETTERS),
    Command("unsubscribe", digest.unsubscribe, N_("no more digests"), *SETTERS),
    Command(
        "watch",
        watches.watch,
        N_("hear about a large night, a region or a record: /watch 500"),
        where=Where.FOR_SETTERS,
    ),
    Command("settings", settings.settings, N_("time, zone, language, length, sides"), where=Where.FOR_SETTERS),
    Command("post", own_chats.post, N_("the digest in a channel or group of yours"), where=Where.PRIVATE),
    Command("gaps", gaps.gaps, N_("which nights are missing")),
    Command("accuracy", accuracy.accuracy, N_("our figures beside others' tables")),
    Command("status", source.status, N_("how fresh the data is")),
    Command("about", about, N_("what is counted and what is not")),
    Command("privacy", privacy, N_("what is stored about you")),
    Command("mydata", preferences.mydata, N_("everything stored about this chat")),
    Command("forget", preferences.forget, N_("delete everything stored about this chat"), *SETTERS),
    Command("help", help_, N_("this list")),
    # operators only
    Command("health", operator.health, N_("bot health"), *OPERATORS),
    Command("unread", operator.unread, N_("reports that could not be read, and doubts"), *OPERATORS),
    Command("release", operator.release, N_("show a figure that was held back: /release kpszsu/79455"), *OPERATORS),
    Command("drop", operator.drop, N_("discard a report for good: /drop kpszsu/79455"), *OPERATORS),
    Command("pause", operator.pause, N_("pause following or sending: /pause sending"), *OPERATORS),
    Command("resume", operator.resume, N_("resume what was paused: /resume sending"), *OPERATORS),
    Command("broadcast", operator.broadcast, N_("a notice to every chat: /broadcast Maintenance at noon."), *OPERATORS),
)

BUTTONS = by_name(
    Verb("latest", latest.latest),
    Verb("night", latest.night),
    Verb("words", source.source),
    Verb("cite", sent_on.cite),
    Verb("versions", source.versions),
    Verb("trend", charts.trend, busy=ChatAction.UPLOAD_PHOTO),
    Verb("picture", charts.picture, busy=ChatAction.UPLOAD_PHOTO),
    Verb("file", charts.as_file, busy=ChatAction.UPLOAD_DOCUMENT),
    Verb("month", ranges.month),
    Verb("span", ranges.span),
    Verb("compare", ranges.compare),
    Verb("records", records.records),
    Verb("region", region.region),
    Verb("weapon", weapon.weapon),
    Verb("help", help_),
    Verb("gaps", gaps.gaps),
    Verb("accuracy", accuracy.accuracy),
    Verb("settings", settings.settings),
    Verb("at", digest.subscribe_at, Who.SETTERS),
    Verb("speak", preferences.language, Who.SETTERS),
    Verb("silent", preferences.silent, Who.SETTERS),
    Verb("late", preferences.late_side, Who.SETTERS),
    Verb("with", preferences.with_picture, Who.SETTERS),
    Verb("topic", preferences.topic, Who.SETTERS),
    Verb("unsubscribe", preferences.no_digest, Who.SETTERS),
    Verb("mute", digest.mute_today, Who.SETTERS),
    Verb("notice", operator.send_notice, Who.OPERATORS),
    Verb("history", history, Who.OPERATORS),
    Verb("release", operator.release, Who.OPERATORS),
    Verb("drop", operator.drop, Who.OPERATORS),
    Verb("undecide", operator.undecide, Who.OPERATORS),
    Verb("watch", watches.watch),
    Verb("unwatch", watches.unwatch, Who.SETTERS),
    Verb("theme", preferences.theme, Who.SETTERS),
    Verb("length", preferences.length, Who.SETTERS),
    Verb("sides", preferences.sides, Who.SETTERS),
    Verb("own", own_chats.own),
    Verb("export", export.export, busy=ChatAction.UPLOAD_DOCUMENT),
)


def iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
