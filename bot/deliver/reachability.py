"""Whether Telegram answers: after an unanswered request nothing new is begun until a harmless call is answered.

If the harmless call is answered but messages are not, only one at a time is tried, after growing pauses.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.log import LogThrottle
from bot.operate.alerts import Alerts
from bot.receive.requests import wait_of

log = logging.getLogger(__name__)

# Seconds between two harmless calls while none is answered.
RESTS = (1.0, 2.0, 4.0, 8.0, 15.0, 20.0)
CALL_SECONDS = 10.0
# After this many unanswered messages in a row they are sent one at a time.
DOUBTED = 3
# The operators are told when Telegram has not answered for this long.
TOLD_AFTER = timedelta(minutes=1)
UNANSWERED = (
    "Telegram does not say whether messages arrive. They go out one at a time now, and once more, silently, where no "
    "answer came."
)


@dataclass(frozen=True, slots=True)
class ReachReports:
    """Who is told: the operators, and the log."""

    alerts: Alerts
    throttle: LogThrottle


class Reachability:
    """Told the outcome of each request by ``answered`` and ``doubted``; ``wait`` returns when one may be begun."""

    def __init__(
        self,
        bot: Bot,
        sleep: Callable[[float], Awaitable[None]],
        now: Callable[[], datetime],
        told: ReachReports,
        waits: Callable[[], None],
    ) -> None:
        self._bot = bot
        self._sleep = sleep
        self._now = now
        self._told = told
        self._waits = waits
        self._away_since: datetime | None = None
        self._doubted_since: datetime | None = None
        self._asking = asyncio.Lock()
        self._answers = False
        self._in_a_row = 0
        self._away = 0

    @property
    def is_clear(self) -> bool:
        """Return whether the last message was answered."""
        return self._in_a_row == 0

    @property
    def one_at_a_time(self) -> bool:
        """Return whether requests must go one at a time."""
        return self._in_a_row >= DOUBTED

    def answered(self) -> None:
        """Record that a message was answered, even by a refusal."""
        self._in_a_row, self._doubted_since = 0, None

    def doubted(self) -> None:
        """Record that a message was not answered."""
        self._answers = False
        self._in_a_row += 1
        self._doubted_since = self._doubted_since or self._now()

    def unreached(self) -> None:
        """Record that Telegram could not be reached."""
        self._answers = False

    async def wait(self) -> None:
        """Return once Telegram answers a harmless call made since the last unanswered request."""
        if self.one_at_a_time:
            if self._doubted_since and self._now() - self._doubted_since >= TOLD_AFTER:
                await self._told.alerts.begin("unanswered", UNANSWERED)
            await self._sleep(RESTS[min(self._in_a_row - DOUBTED, len(RESTS) - 1)])
        if self.is_clear:
            await self._told.alerts.end("unanswered", "Telegram confirms messages again.")
        async with self._asking:
            while not self._answers:
                self._waits()
                await self._ask()

    async def _ask(self) -> None:
        try:
            await self._bot.get_me(read_timeout=CALL_SECONDS, connect_timeout=CALL_SECONDS)
        except TelegramError as error:
            why, rest = error.message, RESTS[min(self._away, len(RESTS) - 1)]
            if isinstance(error, RetryAfter):
                rest = max(rest, min(wait_of(error).total_seconds(), 60.0))
        except Exception as error:  # the library failed on an answer
            why, rest = f"an unreadable answer ({type(error).__name__})", RESTS[-1]
        else:
            self._answers, self._away, self._away_since = True, 0, None
            await self._told.alerts.end("away", "Telegram answers again; waiting messages are sent now.")
            return
        self._away += 1
        self._told.throttle.warn(log, "away", "Telegram does not answer (%s); nothing new is sent until it does", why)
        await self._tell_operators()
        await self._sleep(rest)

    async def _tell_operators(self) -> None:
        now = self._now()
        self._away_since = self._away_since or now
        if now - self._away_since >= TOLD_AFTER:
            since = f"{self._away_since:%d %B %H:%M}"
            await self._told.alerts.begin("away", f"Telegram has not answered since {since} UTC; messages wait.")
