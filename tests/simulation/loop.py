"""An event loop whose time passes only when everybody waits, and the two clocks that are read by it."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from contextvars import Context, ContextVar
from datetime import datetime, timedelta
from typing import Any


class StuckError(Exception):
    """Everybody waits and nothing will ever happen."""


class Life:
    """One run of the program, from its start to its end. What is dead does nothing more in the world.

    ``tasks`` are those that run in it, in the order in which they were made.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.is_dead = False
        self.tasks: dict[asyncio.Task[Any], None] = {}


# The run of the program that a piece of code belongs to; None for the world around it.
LIFE: ContextVar[Life | None] = ContextVar("life", default=None)


class _Selector(selectors.SelectSelector):
    """Waits for nothing: no socket is open here."""

    leap: Callable[[float | None], None]

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None or timeout > 0:
            self.leap(timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """Jumps to the next timer when nothing is ready. What is given to a thread is done at once, in this one."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self.on_leap: Callable[[], None] = lambda: None
        selector = _Selector()
        selector.leap = self._leap
        super().__init__(selector)
        self.set_task_factory(_living)  # type: ignore[arg-type]  # for coroutines, of which all tasks are made

    def time(self) -> float:
        return self._seconds

    def _leap(self, timeout: float | None) -> None:
        if timeout is None:
            raise StuckError
        timers: list[asyncio.TimerHandle] = self._scheduled  # type: ignore[attr-defined]  # asyncio's own heap
        self._seconds = max(self._seconds, timers[0].when())
        self.on_leap()

    # it is no coroutine, for the work is done when it is asked for
    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as error:
            done.set_exception(error)
        return done

    def _write_to_self(self) -> None:
        """Nobody sleeps who would have to be woken."""


def _living(
    loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, Any], context: Context | None = None
) -> asyncio.Task[Any]:
    """A task that its run of the program knows of."""
    task = asyncio.Task(coro, loop=loop, context=context)
    life = context.get(LIFE) if context else LIFE.get()
    if life:
        life.tasks[task] = None
        task.add_done_callback(lambda done: life.tasks.pop(done, None))
    return task


class Clocks:
    """The true time, and the time that the machine's own clock shows (both UTC).

    ``error`` is by how many seconds the machine's clock is wrong; ``suspended`` how many seconds it slept, in which its
    monotonic clock (the loop's time) stood still.
    """

    def __init__(self, loop: VirtualLoop, begin: datetime) -> None:
        self.loop = loop
        self.begin = begin
        self.suspended = 0.0
        self.error = 0.0

    @property
    def seconds(self) -> float:
        """True seconds since the beginning."""
        return self.loop.time() + self.suspended

    def right(self) -> None:
        """The machine's clock is right again."""
        self.error = 0.0

    def true(self) -> datetime:
        return self.begin + timedelta(seconds=self.seconds)

    def shown(self) -> datetime:
        """The time as the program sees it."""
        return self.true() + timedelta(seconds=self.error)
