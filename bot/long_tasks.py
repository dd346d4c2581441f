"""The long tasks of a running bot: which there are, and under which lease each is done where there are replicas."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial

from bot.app import Overnight
from bot.fleet import names
from bot.fleet.holding import Work
from bot.fleet.news import News
from bot.fleet.rereading import Rereading
from bot.operate.attendance import Attendance
from bot.operate.health import SENDER, TICK, follow_task
from bot.operate.supervisor import LongTask
from bot.telegram_start import COMMANDS, list_commands
from parsers import READER
from storage.fleet.fencing import Fence

# A task without a sign of life for this long is restarted: longer than any request or statement takes.
FROZEN_SECONDS = 180.0
FOLLOWERS, REREADING, ATTENDANCE, HEARING = "follow", "re-read", "replica", "news"


def long_tasks(overnight: Overnight, follows: bool, peace: asyncio.Event | None) -> list[LongTask]:
    """Return the tasks that send, decide what is owed, follow the channels and read again.

    Nothing is sent before ``peace``, which tells that no other program has the bot's token (None: nobody can tell).
    """

    async def send(fence: Fence | None) -> None:
        while peace and not peace.is_set():
            overnight.pulses.waits(SENDER)
            with contextlib.suppress(TimeoutError):
                # not wait_for: in Python 3.11 it loses a cancellation that comes just as the wait ends
                async with asyncio.timeout(30.0):
                    await peace.wait()
        await overnight.send_forever(fence)

    # a message that arrived is recorded whoever sends by then: its claims look for the lease by themselves
    sending = LongTask(SENDER, under(overnight, names.SEND, SENDER, send, fenced=False), frozen_after=FROZEN_SECONDS)
    ticking = under(overnight, names.TICK, TICK, overnight.tick_forever)
    tasks = [sending, LongTask(TICK, ticking, frozen_after=FROZEN_SECONDS + overnight.world.tick_seconds)]
    if overnight.world.lists_commands:
        tasks.append(LongTask(COMMANDS, lambda: list_commands(overnight), ends=True))
    if follows:
        following = under(overnight, names.FOLLOW, FOLLOWERS, without_fence(overnight.following.forever))
        tasks += [LongTask(FOLLOWERS, following), _rereading(overnight)]
    if overnight.holding.replica:
        tasks += [_attending(overnight), _hearing(overnight)]
    return tasks


def _rereading(overnight: Overnight) -> LongTask:
    """Return the task that reads again after an upgrade; where there are replicas, whenever theirs ends or begins."""
    if not overnight.holding.replica:
        return LongTask(REREADING, overnight.read_again, ends=True)
    waits = partial(overnight.pulses.waits, REREADING)
    one = Rereading(
        overnight.store, overnight.holding, READER.fingerprint, overnight.world.now,
        read_again=overnight.read_again, waits=waits,
    )  # fmt: skip
    return LongTask(REREADING, lambda: one.forever(overnight.world.sleep))


def _attending(overnight: Overnight) -> LongTask:
    """Return what each replica does for itself."""
    one = Attendance(
        overnight.store, overnight.holding, READER.fingerprint, overnight.world.now,
        alerts=overnight.alerts, look_after=overnight.look_after_itself, may_tell=overnight.may_tell,
    )  # fmt: skip
    beat = partial(overnight.pulses.beat, ATTENDANCE)
    return LongTask(ATTENDANCE, lambda: one.forever(overnight.world.sleep, beat), frozen_after=FROZEN_SECONDS)


def _hearing(overnight: Overnight) -> LongTask:
    """Return the task that hears what other replicas change; while it does not, no answer is kept."""
    kept = overnight.services.kept
    kept.trust(False)
    news = News(
        overnight.store.changes, forget=kept.forget, trust=kept.trust, wake=overnight.wakes.owed,
        tick=lambda: overnight.background.start(overnight.tick(), "deciding after news"),
    )  # fmt: skip
    waits = partial(overnight.pulses.waits, HEARING)
    return LongTask(HEARING, lambda: news.forever(overnight.world.sleep, waits))


def under(
    overnight: Overnight, lease: str, task: str, work: Work, *, fenced: bool = True
) -> Callable[[], Awaitable[None]]:
    """Return the work of a long task so that it is done under a lease: while another has it, it waits."""
    tasks = [task] if task != FOLLOWERS else [task, *map(follow_task, overnight.settings.channels)]

    def waits() -> None:
        for one in tasks:
            (overnight.pulses.elsewhere if lease in overnight.holding.elsewhere() else overnight.pulses.waits)(one)

    return partial(overnight.holding.under, lease, work, waits=waits, fenced=fenced)


def without_fence(work: Callable[[], Awaitable[None]]) -> Work:
    """Return work that has no use for the fence it is done under."""

    async def done(_fence: Fence | None) -> None:
        await work()

    return done
