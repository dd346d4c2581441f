"""Asking the bot's own handlers from the command line: the same questions, dates and words as in a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import click

from bot.chat.context import Fetching, Request, Services
from bot.chat.message import Message
from bot.chat.messages.as_of import as_known
from bot.chat.rich_text import as_plain
from bot.chat.routing import questions
from bot.chat.routing.commands import COMMANDS
from bot.cli.as_of import known_at
from bot.cli.open_database import kept_store, settings_or_fail
from bot.cli.output import tell
from bot.locales import language_codes
from bot.safe_text import marked
from bot.services import make_services
from bot.world import World
from parsers import ask
from parsers.ask import NoSuchDayError, Question

Command = Callable[..., Any]

# A command line is no chat: nothing is stored of it.
NO_CHAT = 0
# Up to this many links of an answer are written out below it.
MOST_LINKS = 4


@dataclass(frozen=True)
class Asking:
    """The bot's services on the database of the settings, and the language that is answered in.

    ``moment`` is the one as of which it answers; None: it answers as of now.
    """

    services: Services
    language: str
    moment: datetime | None = None

    def today(self) -> date:
        """Return today's date where the nights are counted."""
        return self.services.today

    async def answered(self, command: str, text: str = "") -> Message:
        """Return what the bot answers to a command with this text behind it."""
        return await questions.command(COMMANDS[command], self.services, self._request(text))

    async def answered_plain(self, text: str) -> Message | None:
        """Return what the bot answers to a text without a slash; None if it does not understand it."""
        return await questions.understood(self.services, self._request(text))

    def _request(self, text: str) -> Request:
        return Request(
            chat_id=NO_CHAT,
            thread_id=None,
            user_id=None,
            private=True,
            text=text,
            told_language=self.language,
            audience=self.services.audience(self.language),
            may_set=_never,
        )

    def tell(self, command: str, text: str = "") -> None:
        """Print what the bot answers to a command."""
        if self.moment:
            tell(as_plain((as_known(self.services.audience(self.language), self.moment),)) + "\n")
        show(asyncio.run(self.answered(command, text)))


def show(message: Message) -> None:
    """Print an answer of the bot, and its links where they are few."""
    tell(message.plain)
    pieces = (piece for block in message.blocks for line in block.lines for piece in line)
    links = list(dict.fromkeys(piece.link for piece in pieces if piece.link and piece.link not in message.plain))
    if 0 < len(links) <= MOST_LINKS:
        tell("\n" + "\n".join(links))


@contextmanager
def asking(language: str | None, as_of: str | None = None) -> Iterator[Asking]:
    """Open the database of the settings for questions, as it was known at a moment if one is given.

    ``language`` None: that of the settings.
    """
    settings = settings_or_fail()
    with kept_store(settings) as store, known_at(store, settings, as_of) as asked:
        services = make_services(settings, asked.store, World(now=asked.now), _no_origin, _NoHistory())
        yield Asking(services, language or settings.language, asked.moment)


async def _never() -> bool:
    return False


async def _no_origin(_: object) -> None:
    return None


class _NoHistory:
    """The command line fetches nothing while it answers."""

    @property
    def state(self) -> Fetching:
        return Fetching(goes_on=False, page_seconds=0)

    def begin(self, chat_id: int, word: object) -> bool:
        return False

    async def stop(self) -> None:
        """Do nothing: nothing goes on."""


# what a person types


class NotUnderstoodError(click.ClickException):
    """An argument that names nothing the bot knows. Its sentence says what to type."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(marked(message))


def words_argument(metavar: str) -> Callable[[Command], Command]:
    """Add an argument of any number of words, given to the command as one text."""
    return click.argument("text", nargs=-1, metavar=metavar, callback=lambda _ctx, _param, words: " ".join(words))


def language_option(function: Command) -> Command:
    """Add ``--language``."""
    choice = click.Choice(sorted(language_codes()))
    option = click.option("--language", type=choice, help="The language of the answer.  [default: OVERNIGHT_LANGUAGE]")
    return option(function)


def json_option(function: Command) -> Command:
    """Add ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")(function)


def question_of(text: str, today: date, otherwise: str) -> Question:
    """Return what a text asks, as the chat understands it. Raises ``NotUnderstoodError``, with what to type instead."""
    try:
        question = ask.understood(text, today)
    except NoSuchDayError as error:
        raise NotUnderstoodError(f"There is no such date: {error}.") from error
    if question is None or question.command or question.is_alert:
        raise NotUnderstoodError(otherwise)
    return question


def no_date(text: str, typed: str) -> str:
    """Say that a text is no date; ``typed`` is what a person types before one."""
    return f"“{text}” is no date; type it like this: {typed} yesterday, {typed} 22.09 or {typed} 2026-09-22."


def named_day(text: str, today: date, typed: str) -> date:
    """Return the night that a text names, and nothing besides. Raises ``NotUnderstoodError``."""
    question = question_of(text, today, no_date(text, typed))
    if question.places or not (question.day or question.span) or question.versus:
        raise NotUnderstoodError(no_date(text, typed))
    if question.span and question.span.first != question.span.last:
        raise NotUnderstoodError(no_date(text, typed))
    return question.day or (question.span.last if question.span else today)
