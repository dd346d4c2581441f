"""How posts reach a running bot: polled pages, posts of channels it administers, posts that people forward."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.clock import bounded
from bot.follow.channel import Tools
from bot.follow.channel_posts import origin_of, read_forwarded, take_channel_post
from bot.follow.errors import PageError
from bot.follow.followers import Rhythm, follow_forever
from bot.follow.forwards import tell_forwards
from bot.follow.gate import Gate
from bot.follow.preview import open_preview
from bot.follow.requests import RequestBudget
from bot.settings import Settings
from parsers import READER
from parsers.channels import CHANNELS
from storage import Store
from storage.channels import cursors
from storage.posts.intake import Intake

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hearing:
    """The callbacks: with the channel, for what came in, for what the operator should know and for every good poll;
    with the host's name, for every request for a page.
    """

    intake: Callable[[str, Intake], Awaitable[None]]
    alarm: Callable[[str, str], Awaitable[None]]
    polled: Callable[[str], object]
    requested: Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Timing:
    """The time (UTC), waiting and chance, as passed to the application."""

    now: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]]
    uniform: Callable[[float, float], float]


class Following:
    """All ways by which posts come in. Pages are read only while it is ``opened``."""

    def __init__(self, settings: Settings, store: Store, pace: Timing, hearing: Hearing) -> None:
        self._settings = settings
        self._store = store
        self._pace = replace(pace, now=bounded(pace.now))
        self._hearing = hearing
        self._tools: Tools | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Open the shared connection to the preview hosts until the block ends."""
        pace, hearing, settings = self._pace, self._hearing, self._settings
        async with open_preview(
            settings.preview_hosts, pace.now, settings.contact, settings.proxy_to, hearing.requested
        ) as source:
            gate = Gate(pace.now, pace.sleep)
            self._tools = Tools(
                self._store,
                READER,
                source,
                gate,
                RequestBudget(),
                pace.now,
                hearing.intake,
                hearing.alarm,
                hearing.polled,
            )
            try:
                yield
            finally:
                self._tools = None

    def tools(self) -> Tools | None:
        """Return what pages are read with; None while it is not opened."""
        return self._tools

    async def forever(self) -> None:
        """Follow the channels until cancelled; new posts are reported at once."""
        settings, pace = self._settings, self._pace
        assert self._tools, "opened by the caller"
        rhythm = Rhythm(settings.poll_seconds, settings.page_pause_seconds, pace.sleep, pace.uniform)
        await follow_forever(settings.channels, self._tools, rhythm)

    async def channel_post(self, update: Update, context: Any) -> None:
        """Store a post or an edit of a followed channel that the bot administers, without answering.

        While the operator pauses a channel nothing is taken from it.
        """
        followed = {number: name for number, name in (await self._ids()).items() if not await self._paused(name)}
        taken = await take_channel_post(update, followed, self._store, READER)
        if taken is None:
            return
        posted = update.channel_post or update.edited_channel_post
        assert posted, "only those are taken"
        await self._hearing.intake(posted.chat.username or str(posted.chat_id), taken)
        await tell_forwards(taken, self._pace.now(), self._hearing.alarm)
        raise ApplicationHandlerStop

    async def forwarded(self, message: Message) -> tuple[str, int] | None:
        """Return which post of a followed channel a message was forwarded from, by id only; None where not proven.

        The post is fetched from the channel again, unless that fails now.
        """
        followed = await self._ids()
        origin = origin_of(message, followed)
        if origin is None:
            return None
        post = (origin.channel, origin.message_id)
        if self._tools is None or await self._paused(origin.channel):
            return post
        try:
            await read_forwarded(message, followed, self._tools)
        except PageError as error:
            log.warning("a forwarded post could not be read again: %s", error)
        return post

    async def _ids(self) -> dict[int, str]:
        """Return each followed channel by its own id, where that is known: from its row, or from its first page."""
        found = {}
        for name in self._settings.channels:
            number = CHANNELS[name].numeric_id or await self._store.read(cursors.pinned, name)
            if number is not None:
                found[number] = name
        return found

    async def _paused(self, channel: str) -> bool:
        return (await self._store.read(cursors.freshness, channel)).paused_reason is not None
