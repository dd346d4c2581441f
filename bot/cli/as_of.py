"""``--as-of``: a command that answers from the database as it was known at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from bot.chat.handlers.as_of import moment_of
from bot.clock import utc_now
from bot.safe_text import marked
from bot.settings import Settings
from parsers import READER
from parsers.ask import NoSuchDayError, as_of_moment
from storage import Store
from storage.as_of.copying import known_then
from storage.as_of.past_store import past_store

Command = Callable[..., Any]


class NoMomentError(click.ClickException):
    """An argument of ``--as-of`` that is no moment of the past."""

    exit_code = 2


@dataclass(frozen=True)
class AskedStore:
    """The database that a command answers from, and the moment as of which it does; None: it is today's."""

    store: Store
    moment: datetime | None

    def now(self) -> datetime:
        return self.moment or utc_now()


def as_of_option(function: Command) -> Command:
    """Add ``--as-of``."""
    told = "Answer as it was known then: “2025-09-07 09:00”, 2025-09-07T06:00Z, yesterday."
    return click.option("--as-of", metavar="MOMENT", help=told)(function)


@contextmanager
def known_at(store: Store, settings: Settings, told: str | None) -> Iterator[AskedStore]:
    """Yield the database as it was known at the moment that was typed. Raises ``NoMomentError``."""
    if told is None:
        yield AskedStore(store, None)
        return
    moment = _moment(told, ZoneInfo(settings.timezone))
    with past_store(store.read_now(known_then, moment), READER) as then:
        yield AskedStore(then, moment)


def _moment(told: str, zone: ZoneInfo) -> datetime:
    now = utc_now()
    today = now.astimezone(zone).date()
    try:
        moment = moment_of(as_of_moment(told, today), today, zone, now)
    except NoSuchDayError as error:
        raise NoMomentError(marked(f"There is no such date: {error}.")) from error
    if moment is None:
        raise NoMomentError(marked(f"“{told}” is no moment; type it like this: --as-of “2025-09-07 09:00”."))
    if moment > now:
        raise NoMomentError(f"That moment has not come yet: {moment:%Y-%m-%d %H:%M}.")
    return moment
