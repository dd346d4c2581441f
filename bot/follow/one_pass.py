"""One pass over a channel: the newest page, then back until nothing is missing or the page limit is reached."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.follow.channel import PageFollower, Tools
from bot.follow.errors import NothingOlderError, PageError
from bot.follow.plan import WALK_PAGES, FetchStep, Outlook, Purpose, next_step, rest_after
from storage.channels.gaps import gaps
from storage.posts.intake import Intake


@dataclass(frozen=True, slots=True)
class PassReport:
    """The result of a pass over one channel; ``gaps`` are those open after it, ``error`` is why it ended early."""

    pages: int
    taken: Intake
    gaps: int
    error: str | None = None


async def follow_once(
    names: Sequence[str], tools: Tools, pause: float, sleep: Callable[[float], Awaitable[None]]
) -> dict[str, PassReport]:
    """Make one pass over every channel, one after another, with ``pause`` seconds between pages of a walk.

    A channel that cannot be read, or that the operator paused, has that as the error in its report and does not stop
    the others.
    """
    return {name: await _pass(PageFollower(name, tools), tools, pause, sleep) for name in names}


async def _pass(
    channel: PageFollower, tools: Tools, pause: float, sleep: Callable[[float], Awaitable[None]]
) -> PassReport:
    pages, walked, taken, error = 0, 0, Intake(), None
    try:
        await channel.check_pause()
        taken += await channel.poll()
        pages += 1
        while step := _step(await channel.outlook(), tools, walked):
            await sleep(pause)
            taken += await _patiently(channel, step, pause, sleep)
            pages += 1
            walked += step.purpose is not Purpose.FIRST_WALK
    except PageError as refused:
        error = str(refused)
    return PassReport(pages, taken, len(await tools.store.read(gaps, channel.name)), error)


async def _patiently(
    channel: PageFollower, step: FetchStep, pause: float, sleep: Callable[[float], Awaitable[None]]
) -> Intake:
    """Fetch the page of a step; a first walk that finds nothing older retries after growing pauses until it ends."""
    empty = 0
    while True:
        try:
            return await channel.take(step)
        except NothingOlderError:
            if step.purpose is not Purpose.FIRST_WALK:
                raise
        empty += 1
        await sleep(rest_after(empty, max(pause, 1.0)))


def _step(outlook: Outlook, tools: Tools, walked: int) -> FetchStep | None:
    """Return the next page of a pass; the walk of a first start has a limit of its own."""
    step = next_step(outlook, tools.now(), walking=True)
    return step if step and (walked < WALK_PAGES or step.purpose is Purpose.FIRST_WALK) else None
