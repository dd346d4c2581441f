"""Reading a channel's history backwards, page by page, as far as requested."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.follow.channel import PageFollower, Tools
from bot.follow.errors import NothingOlderError, PageError
from bot.follow.plan import EMPTY_TRIES, rest_after
from storage.channels import cursors
from storage.posts import posts
from storage.posts.intake import Intake

FAILED_TRIES = 8


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a backfill ends: at posts published before a time, at an id, or after a number of pages; None: no limit."""

    published: datetime | None = None
    message_id: int | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Walked:
    """The progress of a backfill: pages read, what they brought, the oldest post reached and its time."""

    pages: int
    taken: Intake
    floor_id: int
    oldest: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between pages, the monotonic clock that measures them, and how to wait."""

    pause: float
    clock: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


async def backfill(
    name: str, tools: Tools, goal: Goal, pace: Pace, progress: Callable[[Walked], None]
) -> tuple[Walked, str]:
    """Read back from the oldest known post to the goal; return the progress and a sentence on why it ended.

    Every page is stored together with where the next one begins, so an interrupted backfill continues from there.
    Raises ``PageError`` where the host keeps failing, and where the operator paused the channel.
    """
    channel = PageFollower(name, tools)
    await channel.check_pause()
    begun = pace.clock() - pace.pause
    if await tools.store.read(cursors.cursor, name) is None:
        begun = pace.clock()
        await channel.poll()
    walked = await _stand(name, tools, 0, Intake())
    while (why := _reached(goal, walked)) is None:
        await pace.sleep(max(0.0, pace.pause - (pace.clock() - begun)))
        begun = pace.clock()
        await channel.check_pause()
        try:
            taken = await _patiently(channel, walked.floor_id, pace)
        except NothingOlderError:
            return walked, f"nothing older than post {walked.floor_id} is shown."
        walked = await _stand(name, tools, walked.pages + 1, walked.taken + taken)
        progress(walked)
    return walked, why


async def _stand(name: str, tools: Tools, pages: int, taken: Intake) -> Walked:
    cursor = await tools.store.read(cursors.cursor, name)
    oldest = await tools.store.read(posts.published_near, name, cursor.floor_id) if cursor else None
    if cursor is None or oldest is None:
        raise PageError("empty", f"@{name} has no posts.")
    return Walked(pages, taken, cursor.floor_id, oldest)


def _reached(goal: Goal, walked: Walked) -> str | None:
    """Return why the backfill ends here; None while it continues."""
    if walked.floor_id <= 1:
        return "the first post of the channel is reached."
    if goal.pages is not None and walked.pages >= goal.pages:
        return f"the {goal.pages} pages asked for are read."
    if goal.message_id is not None and walked.floor_id <= goal.message_id:
        return f"post {goal.message_id} is reached."
    if goal.published is not None and walked.oldest < goal.published:
        return f"{goal.published:%d %B %Y} is reached."
    return None


async def _patiently(channel: PageFollower, below: int, pace: Pace) -> Intake:
    """Fetch one page, retrying after ever longer pauses while it fails."""
    empty = failed = 0
    while True:
        try:
            return await channel.older(below)
        except NothingOlderError:
            empty += 1
            if empty == EMPTY_TRIES:
                raise
        except PageError as error:
            failed += 1
            if failed == FAILED_TRIES or error.reason == "identity":
                raise
        await pace.sleep(rest_after(empty + failed, max(pace.pause, 1.0)))
