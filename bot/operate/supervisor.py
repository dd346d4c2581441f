"""The supervisor of long tasks: restarts them after a pause when they end, counts and reports failures, and ends the
process where no pause helps, so that systemd or Docker can act.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.operate.alerts import Alerts
from bot.operate.health import SENDER
from bot.operate.pulses import Pulses
from storage import StorageError

log = logging.getLogger(__name__)

# Seconds before a task is restarted, after its first failure in a row, its second, …
RESTS = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
# The operators are told after this many failures in a row.
TOLD_AFTER = 3
# A task that keeps failing without progress for this long cannot be kept running.
GIVE_UP_SECONDS = 300.0
# Seconds between two checks whether a task is frozen.
LOOK_SECONDS = 15.0


class CannotHoldUpError(Exception):
    """A long task cannot be kept running; the message says which and why."""


class ExpectedError(Exception):
    """A failure of a long task that needs no traceback: its message says what is wrong."""


@dataclass(frozen=True, slots=True)
class LongTask:
    """``work`` runs until it is cancelled. Returning is a failure too, unless the task may ``end``.

    It calls ``Pulses.beat`` whenever it makes progress and ``Pulses.waits`` while it waits; if it calls neither for
    ``frozen_after`` seconds it is restarted. A task that never ``gives_up`` fails for outside causes, which pass.
    """

    name: str
    work: Callable[[], Awaitable[None]]
    ends: bool = False
    frozen_after: float | None = None
    gives_up: bool = True


class Supervisor:
    """Keeps long tasks running. Temporary errors of the database (a lock, a full disk) are retried without end."""

    def __init__(self, pulses: Pulses, alerts: Alerts, sleep: Callable[[float], Awaitable[None]]) -> None:
        self._pulses = pulses
        self._alerts = alerts
        self._sleep = sleep

    async def run(self, tasks: Sequence[LongTask]) -> None:
        """Keep all these running until cancelled. Raises ``CannotHoldUpError``, which a task may raise itself."""
        held = [asyncio.create_task(self._hold(one), name=one.name) for one in tasks]
        try:
            await asyncio.gather(*held)
        finally:
            for one in held:
                # a task that is being cancelled may wait for its last requests: cancelling again would interrupt that
                if not one.cancelling():
                    one.cancel()
            await asyncio.gather(*held, return_exceptions=True)

    async def _hold(self, task: LongTask) -> None:
        self._pulses.expect(task.name)
        while True:
            try:
                await self._watch(task)
            except CannotHoldUpError:
                raise
            except Exception as error:
                await self._failed(task, error)
            else:
                if task.ends:
                    return
                await self._failed(task, RuntimeError("it ended by itself"))
            failures = self._pulses.pulse(task.name).failures
            await self._sleep(RESTS[min(failures, len(RESTS)) - 1])

    async def _watch(self, task: LongTask) -> None:
        """Run the work; raise what it raises, or that it is frozen. A beat after failures ends their alert."""
        work = asyncio.ensure_future(task.work())
        try:
            while not (await asyncio.wait({work}, timeout=LOOK_SECONDS))[0]:
                pulse = self._pulses.pulse(task.name)
                if task.frozen_after is not None and pulse.quiet > task.frozen_after:
                    raise TimeoutError(f"it did nothing for {pulse.quiet:.0f} s")
                if not pulse.failures:
                    await self._alerts.end(task.name, f"{task.name.capitalize()} works again.")
            await work
        finally:
            await _ended(work)

    async def _failed(self, task: LongTask, error: Exception) -> None:
        sentence = str(error) or type(error).__name__
        failures = self._pulses.failed(task.name, sentence)
        expected = isinstance(error, (StorageError, TimeoutError, ExpectedError))
        if failures == 1 or not failures % 20:
            log.warning("%s failed and is restarted: %s", task.name, sentence, exc_info=None if expected else error)
        pulse = self._pulses.pulse(task.name)
        hopeless = pulse.age > GIVE_UP_SECONDS and failures > TOLD_AFTER and not isinstance(error, StorageError)
        if hopeless and task.gives_up:
            raise CannotHoldUpError(f"{task.name} cannot be kept running: {sentence.rstrip('.')}.")
        if failures == TOLD_AFTER:
            told = f"{task.name.capitalize()} failed {failures} times in a row: {sentence.rstrip('.')}."
            await self._alerts.begin(task.name, told, last_way_first=task.name == SENDER)


async def _ended(work: asyncio.Future[None]) -> None:
    """Cancel a task, repeatedly if needed: a library that swallows the cancellation must not keep the process alive."""
    while not work.done():
        work.cancel()
        await asyncio.wait({work}, timeout=LOOK_SECONDS)
    await asyncio.gather(work, return_exceptions=True)
