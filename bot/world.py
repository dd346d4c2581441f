"""The outside world as the application is given it: clock, waiting, chance."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from telegram.request import BaseRequest

from bot.chat.languages import Languages, our_languages
from bot.clock import SteadyClock, utc_now


@dataclass(frozen=True, slots=True)
class World:
    """What the application is given of the world: the time (UTC), waiting, chance, and how often it looks what is due.

    ``tick_seconds`` are real seconds. ``real_from`` is the first number of a post that is not made up, in the demo.
    ``draws_ahead`` is whether the usual pictures are drawn as soon as a report comes, ``lists_commands`` whether
    Telegram is sent the lists of commands at the start. Nothing is sent before nobody else with the bot's token was
    seen for ``peace_seconds``. ``request`` makes what the Bot API is asked with, for getUpdates (True) and for all
    else; None for HTTP. ``languages`` are those it answers in.
    """

    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    uniform: Callable[[float, float], float] = random.uniform
    clock: Callable[[], float] = time.monotonic
    tick_seconds: float = 20.0
    real_from: int | None = None
    draws_ahead: bool = True
    lists_commands: bool = True
    peace_seconds: float = 0.0
    request: Callable[[bool], BaseRequest] | None = None
    languages: Languages = field(default_factory=our_languages)


def real_world() -> World:
    """The machine's own, its clock's steps not believed at once."""
    return World(now=SteadyClock(utc_now, time.monotonic), peace_seconds=3.0)
