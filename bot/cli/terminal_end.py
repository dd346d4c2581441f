"""Noticing that the terminal has gone, or whoever wrote to standard input, without reading from it."""

from __future__ import annotations

import asyncio
import select
import sys
from collections.abc import Awaitable, Callable

LOOK_SECONDS = 1.0

Ending = Callable[[], Awaitable[None]]


def terminal_ending(look_seconds: float = LOOK_SECONDS) -> Ending:
    """Return what waits until standard input is hung up: its terminal was closed, or the other end of its pipe.

    A signal tells that, too, but not a program that was started to ignore it. Nothing is read, since reading would stop
    a job in the background. An input that has ended by now, or never can (``/dev/null``), ends nothing.
    """
    poll = _watched()
    if poll is None or poll.poll(0):
        return _never

    async def ended() -> None:
        while True:
            await asyncio.sleep(look_seconds)
            if poll.poll(0):
                return

    return ended


async def _never() -> None:
    await asyncio.Event().wait()


def _watched() -> select.poll | None:
    """Return what tells of the end of standard input; None where there is no such input."""
    try:
        number = sys.stdin.fileno()
    except (AttributeError, OSError, ValueError):
        return None
    poll = select.poll()
    poll.register(number, 0)  # errors and hang-ups are told unasked
    return poll
