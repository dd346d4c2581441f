"""Our own long polling: no answer of Telegram's and no update ends it.

The library's own loop ends for good at one 401 or 404, and requests an update that it cannot read without end.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.fleet.once import NotTakenError
from bot.log import LogThrottle
from bot.operate.alerts import Alerts
from bot.operate.health import UPDATES
from bot.operate.pulses import Pulses
from bot.operate.supervisor import CannotHoldUpError, ExpectedError
from bot.receive.requests import wait_of

log = logging.getLogger(__name__)

# Telegram holds a poll open this long (Bot API, getUpdates), and we wait a little longer.
POLL_SECONDS = 30
ANSWER_SECONDS = 10.0
RESTS = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
# Another program that polls with our token is the older one if it disturbs us this early.
FIRST_SECONDS = 10.0
# This many times: the first may be a poll of ours from before a restart.
LATER_ONE = 2
# Where replicas poll in turn, the former one's last poll may disturb for half a minute; then it is another program.
OF_A_REPLICA = 6
CONFLICT_RESTS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
TAKEN = "another program takes this bot's updates; only one may run with a token"


@dataclass(frozen=True, slots=True)
class Ears:
    """What a poller uses: ``put`` takes an update, ``sleep`` waits, ``clock`` counts seconds.

    ``has_turn`` returns whether this replica is the one that polls; None where there is only one program.
    """

    put: Callable[[Update], Awaitable[Any]]
    sleep: Callable[[float], Awaitable[None]]
    clock: Callable[[], float]
    pulses: Pulses
    alerts: Alerts
    throttle: LogThrottle
    has_turn: Callable[[], bool] | None = None


class Poller:
    """Polls for updates until cancelled; ``peace`` is set when no other program was seen for ``peace_seconds``."""

    def __init__(self, bot: Bot, ears: Ears, allowed: Sequence[str], peace_seconds: float) -> None:
        self._bot = bot
        self._ears = ears
        self._allowed = list(allowed)
        self._peace_seconds = peace_seconds
        self._offset: int | None = None
        self._conflicts = 0
        self._failures = 0
        self._began: float | None = None
        self.peace = asyncio.Event()

    async def run(self) -> None:
        """Poll. Raises ``CannotHoldUpError`` where another program with this token was first (of replicas none ends),
        and ``ExpectedError`` for every refusal of the token.
        """
        await self._unhook()
        if self._began is None:
            self._began = self._ears.clock()
        peace = asyncio.create_task(self._keep_peace())
        try:
            while True:
                await self._poll()
                if peace.done():
                    peace.result()  # without peace nothing is ever sent: what ended it ends the polling, too
        finally:
            peace.cancel()
            await asyncio.gather(peace, return_exceptions=True)
            await self._confirm()

    async def _unhook(self) -> None:
        """Delete a webhook set before, which would keep updates from polls."""
        while True:
            try:
                await self._bot.delete_webhook()
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._failed(error)
            else:
                return

    async def _poll(self) -> None:
        ears = self._ears
        ears.pulses.waits(UPDATES)
        try:
            updates = await self._bot.get_updates(
                self._offset, timeout=POLL_SECONDS, read_timeout=ANSWER_SECONDS, allowed_updates=self._allowed
            )  # fmt: skip
        except Conflict:
            await self._conflict()
        except InvalidToken as error:
            raise ExpectedError(f"Telegram refuses the token ({error.message})") from None
        except Exception as error:  # malformed answers too: nothing ends the polling
            await self._failed(error)
        else:
            self._failures = 0
            ears.pulses.beat(UPDATES)
            if self._conflicts and self.peace.is_set():
                self._conflicts = 0
                await ears.alerts.end("conflict", "No other program takes this bot's updates any more.")
            await self._take(updates)

    async def _take(self, updates: Sequence[Update]) -> None:
        """Take updates, in order, until one cannot be taken: that and the rest are asked for again."""
        for update in updates:
            try:
                await self._ears.put(update)
            except NotTakenError as error:
                await self._failed(error)
                return
            self._offset = update.update_id + 1

    async def _failed(self, error: Exception) -> None:
        rest = RESTS[min(self._failures, len(RESTS) - 1)]
        if isinstance(error, RetryAfter):
            rest = max(rest, min(wait_of(error).total_seconds(), 60.0))
        self._failures += 1
        self._ears.throttle.warn(log, "no updates", "no updates from Telegram: %s", str(error) or type(error).__name__)
        self._ears.pulses.waits(UPDATES)
        await self._ears.sleep(rest)

    async def _conflict(self) -> None:
        """End the later of two programs with one token; the earlier one continues and tells the operator.

        A replica whose turn it is continues in any case: the one before it may have been frozen during a poll.
        """
        assert self._began is not None, "set before the first poll"
        self._conflicts += 1
        early = not self.peace.is_set() or self._ears.clock() - self._began <= FIRST_SECONDS
        if self._ears.has_turn:
            early = self._conflicts < OF_A_REPLICA
        elif early and self._conflicts >= LATER_ONE:
            raise CannotHoldUpError(f"{TAKEN}, and it was there first.")
        if not early:
            await self._ears.alerts.begin("conflict", f"{TAKEN[0].upper()}{TAKEN[1:]}. This one continues.")
        self._ears.throttle.warn(log, "conflict", TAKEN)
        self._ears.pulses.waits(UPDATES)
        await self._ears.sleep(CONFLICT_RESTS[min(self._conflicts, len(CONFLICT_RESTS)) - 1])

    async def _keep_peace(self) -> None:
        """Wait until it is clear that no other program with this token sends."""
        if self._peace_seconds:
            seen = -1
            while seen != self._conflicts:
                seen = self._conflicts
                await self._ears.sleep(self._peace_seconds)
        self.peace.set()

    async def _confirm(self) -> None:
        """Tell Telegram which updates were taken, so that they do not return after a restart.

        A replica that is out of turn would disturb the next one, which has to ask for them in any case.
        """
        if self._offset is not None and (self._ears.has_turn is None or self._ears.has_turn()):
            with contextlib.suppress(TelegramError):
                await self._bot.get_updates(self._offset, timeout=0, limit=1, read_timeout=2.0)
