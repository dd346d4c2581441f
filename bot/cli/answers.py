"""Commands that answer from the database, as the bot answers in a chat, or as JSON for machines."""

from __future__ import annotations

import asyncio
import sys
from datetime import date, timedelta

import click

from bot.chat.routing.questions import ARGUED
from bot.cli.answers_json import latest_json, night_json, nights_json, region_json
from bot.cli.as_of import as_of_option
from bot.cli.asking import (
    Asking,
    NotUnderstoodError,
    asking,
    json_option,
    language_option,
    named_day,
    no_date,
    question_of,
    show,
    words_argument,
)
from bot.cli.output import UNREACHABLE, tell_json
from parsers import ask
from parsers.ask import DateRange, NoSuchDayError
from storage import Snapshot
from storage.views.latest import LatestView, Silence, latest_view
from storage.views.night import night_view
from storage.views.readings import Sources
from storage.views.region import RegionView, last_sources, region_view

WEEK = timedelta(days=6)
# Of the commands that a question may name, those that answer and set nothing.
ANSWERED = ARGUED | {"records", "gaps", "accuracy", "status", "about"}


@click.command("latest", short_help="Show the newest night of both sides.")
@json_option
@language_option
@as_of_option
def latest_command(as_json: bool, language: str | None, as_of: str | None) -> None:
    """Show the newest night of both sides, as /latest does; exit status 4 if no channel can be reached.

    \b
    Example:
      overnight latest
      overnight latest --language uk
      overnight latest --as-of "2025-09-07 09:00"
      overnight latest --json | jq .sides.ua_air_force.night
    """
    with asking(language, as_of) as bot:
        view = _newest(bot)
        if as_json:
            tell_json(latest_json(view))
        else:
            bot.tell("latest")
    _end_as_reached(view)


def _end_as_reached(view: LatestView) -> None:
    """End the command with its own status where neither side can be reached."""
    if all(side.silence is Silence.UNREACHABLE for side in view.sides):
        sys.exit(UNREACHABLE)


def _newest(bot: Asking) -> LatestView:
    services = bot.services
    store = services.actions.store
    return store.read_now(latest_view, services.channels, services.now, services.house, services.patience)


@click.command("night", short_help="Show the night of a date: yesterday, 22.09, 2026-09-22.")
@words_argument("[DATE]")
@json_option
@language_option
@as_of_option
def night_command(text: str, as_json: bool, language: str | None, as_of: str | None) -> None:
    """Show what each side reports of the night that ends on DATE, in words or figures; without it, on today's date.

    Without DATE, and in words, it tells what "latest" tells, and so does its exit status.

    \b
    Example:
      overnight night yesterday
      overnight night "цієї ночі" --language uk
      overnight night 2025-05-20 --json
    """
    with asking(language, as_of) as bot:
        if as_json:
            day = named_day(text, bot.today(), "overnight night") if text else bot.today()
            services = bot.services
            tell_json(night_json(services.actions.store.read_now(night_view, services.channels, day, services.house)))
        else:
            _tell_dated(bot, "night", text)
        newest = None if text or as_json else _newest(bot)
    if newest:
        _end_as_reached(newest)


def _tell_dated(bot: Asking, command: str, text: str) -> None:
    """Print what the bot answers to a command that takes a date."""
    if text:
        question_of(text, bot.today(), no_date(text, f"overnight {command}"))
    bot.tell(command, text)


@click.command("week", short_help="Show the last seven nights, or those up to a date.")
@words_argument("[DATE]")
@json_option
@language_option
@as_of_option
def week_command(text: str, as_json: bool, language: str | None, as_of: str | None) -> None:
    """Show seven nights: up to today, or up to DATE.

    As JSON the sums have their bounds, and say of how many nights they are.

    \b
    Example:
      overnight week
      overnight week 22.09
    """
    with asking(language, as_of) as bot:
        if as_json:
            last = named_day(text, bot.today(), "overnight week") if text else bot.today()
            _print_nights(bot, DateRange(last - WEEK, last))
        else:
            _tell_dated(bot, "week", text)


@click.command("month", short_help="Show the nights of a month: may, 2026-08, “last month”.")
@words_argument("[MONTH]")
@json_option
@language_option
def month_command(text: str, as_json: bool, language: str | None) -> None:
    """Show the nights of MONTH, or of any other range that is named; without it, of this month.

    \b
    Example:
      overnight month may
      overnight month "last month"
      overnight month 1-15 september
    """
    with asking(language) as bot:
        span, today = None, bot.today()
        if text:
            typed = "overnight month"
            how = f"“{text}” is no month; type it like this: {typed} may, {typed} 2026-08 or {typed} last month."
            asked = question_of(text, today, how)
            span = asked.span or (DateRange(asked.day, asked.day) if asked.day else None)
            if as_json and (span is None or asked.versus or asked.places):
                raise NotUnderstoodError(how)
        if as_json:
            _print_nights(bot, span or DateRange(today.replace(day=1), today))
        else:
            bot.tell("month", text)


def _print_nights(bot: Asking, span: DateRange) -> None:
    services = bot.services
    store = services.actions.store
    tell_json(store.read_now(nights_json, services.channels, span, services.house))


@click.command("region", short_help="Show where a region is named: Odesa, Бєлгород.")
@words_argument("NAME")
@json_option
@language_option
def region_command(text: str, as_json: bool, language: str | None) -> None:
    """Show which reports name a region of Ukraine or Russia, or a place in it.

    \b
    Example:
      overnight region Odesa
      overnight region Odesa yesterday
      overnight region "Moscow region" --json
    """
    if not text:
        raise NotUnderstoodError("Which region? Type its name: overnight region Odesa.")
    unknown = f"“{text}” is no region the bot knows; type one like this: overnight region Odesa."
    with asking(language) as bot:
        places = question_of(text, bot.today(), unknown).places
        if not places:
            raise NotUnderstoodError(unknown)
        if as_json:
            services = bot.services
            tell_json(region_json(*services.actions.store.read_now(_region, services.channels, places[0], bot.today())))
        else:
            bot.tell("region", text)


def _region(snapshot: Snapshot, channels: tuple[str, ...], code: str, today: date) -> tuple[RegionView, Sources]:
    view = region_view(snapshot, channels, code, today)
    return view, last_sources(snapshot, view)


@click.command("cite", short_help="Print what to quote of a night, with its sources.")
@words_argument("[DATE]")
@json_option
@language_option
def cite_command(text: str, as_json: bool, language: str | None) -> None:
    """Print what to quote of the night of DATE: who says what, when, and the links; without DATE, of the newest night.

    \b
    Example:
      overnight cite 2025-05-20
      overnight cite yesterday --language uk
    """
    with asking(language) as bot:
        day = named_day(text, bot.today(), "overnight cite") if text else _newest(bot).newest or bot.today()
        if not as_json:
            bot.tell("cite", day.isoformat())
            return
        message = asyncio.run(bot.answered("cite", day.isoformat()))
        posts = dict.fromkeys(f"https://t.me/{one.channel}/{one.message_id}" for one in message.shows)
        tell_json({"night": day.isoformat(), "language": bot.language, "text": message.plain, "posts": list(posts)})


@click.command("ask", short_help="Answer a question as the bot does: Odesa yesterday, biggest night.")
@words_argument("QUESTION")
@language_option
def ask_command(text: str, language: str | None) -> None:
    """Answer a question in the words of people, as the bot answers it in a chat.

    \b
    Example:
      overnight ask Odesa yesterday
      overnight ask "скільки шахедів збили у травні" --language uk
    """
    how = f"“{text}” is not understood; ask like this: overnight ask Odesa yesterday."
    with asking(language) as bot:
        try:
            question = ask.understood(text, bot.today())
        except NoSuchDayError as error:
            raise NotUnderstoodError(f"There is no such date: {error}.") from error
        if question is None or (question.command or "latest") not in ANSWERED:
            raise NotUnderstoodError(how)
        message = asyncio.run(bot.answered_plain(text))
        if message is None:
            raise NotUnderstoodError(how)
        show(message)
