"""One channel: fetch a page, check what it is, and only then store it."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.follow.errors import HaltedError, NothingOlderError, PageError
from bot.follow.forwards import tell_forwards
from bot.follow.gate import Gate
from bot.follow.page_check import IDENTITY, KEPT_PAGES, check_identity, check_kind
from bot.follow.plan import (
    EMPTY_TRIES,
    OTHER_LOOKS,
    REPORT_LOOKS,
    WATCHED_FOR,
    FetchStep,
    Outlook,
    Purpose,
)
from bot.follow.requests import RequestBudget
from parsers.records import Reader
from parsers.sources.preview_page import read_page
from storage import Snapshot
from storage.channels import cursors, raw_pages, rechecks
from storage.channels.gaps import gaps, tried
from storage.channels.raw_pages import UnreadPage
from storage.database import Store
from storage.posts.intake import Intake
from storage.posts.page_intake import Seen, take_page

log = logging.getLogger(__name__)


class ChannelSource(Protocol):
    """A source of channel pages."""

    async def page(self, channel: str, below: int | None = None) -> str:
        """Return the newest page, or the one with posts older than id ``below``. Raises ``PageError``."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """What all followed channels share.

    ``on_intake``, ``on_alarm`` and ``on_polled`` are called with the channel; the last for every poll that brought a
    page.
    """

    store: Store
    reader: Reader
    source: ChannelSource
    gate: Gate
    requests: RequestBudget
    now: Callable[[], datetime]
    on_intake: Callable[[str, Intake], Awaitable[None]]
    on_alarm: Callable[[str, str], Awaitable[None]]
    on_polled: Callable[[str], object] = lambda channel: None


class Alarms:
    """What the operator was told, so that nothing is repeated."""

    def __init__(self) -> None:
        self._of_newest: str | None = None
        self._of_older: dict[str, datetime] = {}

    def recovered(self) -> None:
        """Record that the newest page is good again: its next failure is news."""
        self._of_newest = None

    def is_news(self, sentence: str, now: datetime, *, newest: bool) -> bool:
        """Return whether to tell it: once while the newest page fails in one way, once a day for older pages."""
        if newest:
            known, self._of_newest = self._of_newest, sentence
            return known != sentence
        self._of_older = {old: at for old, at in self._of_older.items() if now - at < timedelta(days=1)}
        return self._of_older.setdefault(sentence, now) == now


class PageFollower:
    """The pages of one channel, each stored completely or refused with a reason."""

    def __init__(self, name: str, tools: Tools) -> None:
        self.name = name
        self._tools = tools
        self._alarms = Alarms()
        self._empty = 0

    async def is_paused(self) -> bool:
        """Return whether the operator paused the channel, not whether another id did, a pause that a page may end."""
        reason = (await self._tools.store.read(cursors.freshness, self.name)).paused_reason
        return reason is not None and not reason.startswith(IDENTITY)

    async def check_pause(self) -> None:
        """Raise ``PageError`` where the operator paused the channel."""
        if await self.is_paused():
            raise PageError("paused", f"@{self.name} is paused by the operator and not read; /resume ends that.")

    async def poll(self) -> Intake:
        """Read the newest page. Raises ``PageError``."""
        return await self.read(None)

    async def take(self, step: FetchStep) -> Intake:
        """Read the page a step asks for. Raises ``PageError``, for a first walk ``NothingOlderError`` until it ends."""
        self._tools.requests.note(self._tools.now())
        if step.gap:
            await self._tools.store.write(tried, self.name, step.gap.from_id, self._tools.now())
        if step.purpose is not Purpose.FIRST_WALK:
            return await self.read(step.below)
        try:
            taken = await self.older(step.below)
        except NothingOlderError:
            self._empty += 1
            if self._empty < EMPTY_TRIES:
                raise
            # The end of history or a lasting limit: either way the first start is over; a backfill may continue later.
            await self._tools.store.write(cursors.end_first_walk, self.name, self._tools.now())
            taken = Intake()
        self._empty = 0
        return taken

    async def read(self, below: int | None) -> Intake:
        """Fetch one page and store it. Whatever is wrong with it is recorded, reported and raised."""
        try:
            taken = await self._read(below)
        except PageError as error:
            await self._note(error, below)
            raise
        if below is None:
            self._alarms.recovered()
        await self._hand_on(taken)
        return taken

    async def older(self, below: int, *, patient: bool = True) -> Intake:
        """As ``read``, for posts that may not exist: that nothing is shown is raised but not recorded as a failure.

        Raises ``HaltedError`` during a halt that the host asked for, if the caller does not want to wait.
        """
        try:
            taken = await self._read(below, patient=patient)
        except (NothingOlderError, HaltedError):
            raise
        except PageError as error:
            await self._note(error, below)
            raise
        await self._hand_on(taken)
        return taken

    async def _hand_on(self, taken: Intake) -> None:
        """Call ``on_intake``; an error there is not the follower's failure."""
        try:
            await self._tools.on_intake(self.name, taken)
            await tell_forwards(taken, self._tools.now(), self._tools.on_alarm)
        except Exception:
            log.exception("@%s: new posts could not be passed on", self.name)

    async def _note(self, error: PageError, below: int | None) -> None:
        """Record a failure and tell the operator if it is news."""
        sentence, now = str(error), self._tools.now()
        log.warning("%s", sentence)
        if error.retry_after:
            self._tools.gate.halt(error.retry_after)
        await self._tools.store.write(cursors.record_failure, self.name, now, sentence)
        if self._alarms.is_news(sentence, now, newest=below is None):
            await self._tools.on_alarm(self.name, sentence)

    async def outlook(self) -> Outlook:
        """Return everything the next step depends on."""
        now = self._tools.now()
        return await self._tools.store.read(_outlook, self.name, now, self._tools.requests.spare(now))

    async def _read(self, below: int | None, *, patient: bool = True) -> Intake:
        tools = self._tools
        async with tools.gate.turn(urgent=below is None, patient=patient):
            await tools.store.write(cursors.count_request, self.name, tools.now())
            html = await tools.source.page(self.name, below)
        fetched_at = tools.now()
        page = read_page(html, fetched_at)
        try:
            check_kind(self.name, page, below)
            await check_identity(self.name, page, tools.store)
        except NothingOlderError:
            raise
        except PageError as error:
            if error.reason in KEPT_PAGES:
                unread = UnreadPage(html, error.reason, fetched_at, len(html))
                await tools.store.write(raw_pages.keep, self.name, unread)
            raise
        seen = Seen(page.sightings, below, page.rendered_at, fetched_at, page.unread)
        taken = await tools.store.write(take_page, self.name, seen, tools.reader)
        if below is not None and page.sightings[-1].message_id >= below:
            raise NothingOlderError("not_older", f"@{self.name}: asked for posts older than {below}, newer ones came.")
        return taken


def _outlook(snapshot: Snapshot, channel: str, now: datetime, spare: int) -> Outlook:
    watched = rechecks.watched(
        snapshot,
        channel,
        since=now - WATCHED_FOR,
        reports_before=now - REPORT_LOOKS[0][1],
        others_before=now - OTHER_LOOKS[0][1],
    )
    return Outlook(
        cursors.cursor(snapshot, channel),
        gaps(snapshot, channel),
        rechecks.has_night(snapshot, channel),
        watched,
        spare,
    )
