"""Following the channels: one supervised long task per channel."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.follow.channel import PageFollower, Tools
from bot.follow.errors import PageError
from bot.follow.plan import JITTER, WALK_PAGES, WALK_REST, FetchStep, Purpose, Rest, next_step, rest_after
from storage import StorageError
from storage.channels import cursors
from storage.fleet.fencing import fence_here

log = logging.getLogger(__name__)

# How often an idle channel checks whether something is due.
IDLE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between polls and between pages of a walk, how to wait, and the source of jitter."""

    poll: float
    page_pause: float
    sleep: Callable[[float], Awaitable[None]]
    uniform: Callable[[float, float], float]


async def follow_forever(names: Sequence[str], tools: Tools, rhythm: Rhythm) -> None:
    """Follow every channel until cancelled. A channel's task that fails is restarted and counted.

    Where several replicas share the database its errors are raised: one that lost its lease stops following, and one
    that cannot reach the database waits for it with everything else.
    """
    async with asyncio.TaskGroup() as group:
        for name in names:
            group.create_task(_supervised(name, tools, rhythm), name=f"follow {name}")


async def _supervised(name: str, tools: Tools, rhythm: Rhythm) -> None:
    deaths = 0
    while True:
        started = tools.now()
        try:
            await Follower(PageFollower(name, tools), tools, rhythm).run()
        except Exception as error:
            expected = isinstance(error, StorageError)
            if fence_here() and isinstance(error, StorageError) and not error.is_broken:
                raise
            log.error("following @%s failed and is restarted: %s", name, error, exc_info=not expected)
            deaths = 0 if tools.now() - started > timedelta(hours=1) else deaths + 1
            why = str(error) if isinstance(error, StorageError) else type(error).__name__
            sentence = f"@{name}: the follower failed ({why.rstrip('.')}) and was restarted."
            await _note_death(name, tools, sentence)
        await rhythm.sleep(rest_after(deaths, rhythm.poll))


async def _note_death(name: str, tools: Tools, sentence: str) -> None:
    """Count the restart and tell the operator, each even if the other fails.

    A database that takes neither must not stop the other channels.
    """
    try:
        await tools.store.write(cursors.record_restart, name, tools.now(), sentence)
    except Exception as error:
        log.error("the restart of @%s could not be recorded: %s", name, error)
    try:
        await tools.on_alarm(name, sentence)
    except Exception:
        log.critical("the operator could not be told: %s", sentence, exc_info=True)


class Follower:
    """Polls one channel regularly and uses the time in between for walks and rechecks."""

    def __init__(self, channel: PageFollower, tools: Tools, rhythm: Rhythm) -> None:
        self._channel = channel
        self._tools = tools
        self._rhythm = rhythm
        self._failures = 0
        self._page_failures = 0
        self._walked = 0
        self._poll_rests = self._page_rests = self._walk_rests = Rest(tools.now(), tools.now())
        self._thinned: date | None = None

    async def run(self) -> None:
        """Follow the channel forever; raise only unexpected errors."""
        while True:
            now = self._tools.now()
            if not self._poll_rests.left(now):
                await self._poll(now)
            elif not self._page_rests.left(now) and (step := await self._step(now)):
                await self._take(step)
            else:
                await self._rhythm.sleep(self._idle(now))

    def _idle(self, now: datetime) -> float:
        """Return the seconds until the next poll, or until the next page of a walk may be fetched."""
        poll = self._poll_rests.left(now)
        return min(max(min(poll, self._page_rests.left(now) or poll), 0.001), IDLE_SECONDS)

    async def _poll(self, now: datetime) -> None:
        try:
            if await self._channel.is_paused():
                self._failures = 0
            else:
                await self._channel.poll()
                self._failures = 0
                self._tools.on_polled(self._channel.name)
                await self._thin(now)
        except PageError:
            self._failures += 1
        rest = timedelta(seconds=rest_after(self._failures, self._rhythm.poll))
        # After a halt longer than the pause, polling starts over instead of catching up.
        ended = self._tools.now()
        begun = now if ended - now < rest else ended
        self._poll_rests = Rest(begun, begun + rest * self._rhythm.uniform(1 - JITTER, 1 + JITTER))

    async def _step(self, now: datetime) -> FetchStep | None:
        if self._failures or await self._channel.is_paused():
            return None
        return next_step(await self._channel.outlook(), now, walking=not self._walk_rests.left(now))

    async def _take(self, step: FetchStep) -> None:
        rest = self._rhythm.page_pause
        try:
            await self._channel.take(step)
            self._page_failures = 0
        except PageError:
            self._page_failures += 1
            rest = rest_after(self._page_failures, self._rhythm.poll)
        now = self._tools.now()
        self._page_rests = Rest(now, now + timedelta(seconds=rest))
        self._walked = self._walked + 1 if step.purpose is Purpose.GAP else 0
        if self._walked == WALK_PAGES:
            self._walked, self._walk_rests = 0, Rest(now, now + WALK_REST)

    async def _thin(self, now: datetime) -> None:
        if self._thinned != now.date():
            self._thinned = now.date()
            await self._tools.store.write(cursors.prune, self._channel.name, now)
