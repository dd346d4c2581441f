"""Stopping a command that runs until it is interrupted."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Coroutine, Iterator
from types import FrameType
from typing import Any, NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run_until_stopped(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` to its end, or until the process is asked to end; then cancel it, once, and let it tidy up.

    A signal that the process was started to ignore (``nohup``, a background job) stays ignored.
    """
    asyncio.run(_heeding(work))


async def _heeding(work: Coroutine[Any, Any, None]) -> None:
    running, loop = asyncio.create_task(work), asyncio.get_running_loop()

    def stop() -> None:
        # `timeout` sends one signal to the process and one to its group; the second must not interrupt the tidying up
        if not running.cancelling():
            running.cancel()

    for one in SIGNALS:
        if signal.getsignal(one) is not signal.SIG_IGN:
            loop.add_signal_handler(one, stop)
    with contextlib.suppress(asyncio.CancelledError):
        await running


@contextlib.contextmanager
def interrupted_by_any_signal() -> Iterator[None]:
    """Have every signal that ends a process raise ``KeyboardInterrupt`` within, so that nothing unfinished is left.

    A signal that the process was started to ignore stays ignored.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        raise KeyboardInterrupt

    former = {one: signal.getsignal(one) for one in SIGNALS}
    heeded = [one for one, handler in former.items() if handler is not signal.SIG_IGN]
    for one in heeded:
        signal.signal(one, interrupt)
    try:
        yield
    finally:
        for one in heeded:
            signal.signal(one, former[one])
