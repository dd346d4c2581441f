"""Shared scenes of the correction tests: posts with a figure, newer readers, and chats that were shown the figure."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.demo.bot_api import Message
from parsers.judge import judge
from parsers.records import Line, Outcome, Post, Reader, Reading, Sighting, Tally, Unreadable
from parsers.time.night import nights_of
from storage import Store
from storage.chats import chats
from storage.posts.intake import take_in
from tests.bot.talking import Talk, until
from tests.storage.builders import at, line, tally

POSTED = at("2026-09-22 05:30")

NOW = at("2026-09-22 06:00")

NUMBER = 79455

TITLE = {"en": "Correction · night of 21–22 September", "uk": "Виправлення · ніч на 22 вересня"}


def night_of(day: date, *lines: Line) -> Tally:
    return tally("kpszsu", f"{day - timedelta(days=1)} 15:00", f"{day} 05:00", *lines)


def reader_that(version: int, says: Mapping[str, int] | None = None, refuses: frozenset[str] = frozenset()) -> Reader:
    """A reader of texts such as ``launched 84``; ``says`` is what it takes a text for instead."""

    def read(post: Post) -> Reading:
        assert post.posted
        if post.text in refuses or not post.text.startswith("launched"):
            return Unreadable("no_downed")
        number = (says or {}).get(post.text, int(post.text.split()[1]))
        return night_of(post.posted.date(), line(Outcome.LAUNCHED, number, "shahed"))

    return Reader(version=version, read=read, nights=nights_of, judge=judge)


FIRST = reader_that(1)


def seen(text: str, when: datetime = POSTED, number: int = NUMBER, posted: datetime = POSTED) -> Sighting:
    return Sighting(number, posted, text, when, "preview")


def take(store: Store, *sightings: Sighting) -> None:
    store.write_now(take_in, "kpszsu", list(sightings), FIRST)


async def no_rest(_: float) -> None:
    await asyncio.sleep(0)


async def asked(talk: Talk, question: str = "/night 22.09") -> None:
    await talk.ask(question)
    await until(lambda: talk.bot.store.read_now(chats.shown_to, talk.chat.id))


async def told(talk: Talk, clock: str = "08:05") -> list[Message]:
    """Deliver at this time and return the messages that arrive."""
    before = len(talk.api.sent)
    talk.moment.now = at(f"2026-09-22 {clock}")
    await talk.deliver()
    talk.moment.now += timedelta(minutes=1)
    came = [await talk.next() for _ in talk.api.sent[before:]]
    await talk.deliver()
    assert len(talk.api.sent) == before + len(came), "told twice"
    return came
