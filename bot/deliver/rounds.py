"""The rounds that decide what is owed to whom; one that fails does not stop the others and is reported."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

from telegram import Bot

from bot.chat.context import Services
from bot.deliver.corrections import corrections_round
from bot.deliver.digests import mornings_round
from bot.deliver.followups import completions_round
from bot.deliver.held_alerts import waiting_round
from bot.deliver.inline_corrections import inline_round
from bot.deliver.notices import alarm, notices_round
from bot.deliver.own_chats import losses_round
from bot.deliver.watch_alerts import watches_round
from bot.log import LogThrottle
from bot.operate.alerts import Alerts
from storage import StorageError
from storage.errors import LeaseLostError
from storage.outbox import expiry

log = logging.getLogger(__name__)

Round = Callable[[Services], Awaitable[int]]
# The operators are told after this many failures of a round in a row.
TOLD_AFTER = 3
EXPIRED = "Digests could not be sent within six hours of their time and were given up; /health counts them."


async def expiry_round(services: Services) -> int:
    """Expire deliveries that are too late, and tell the operators."""
    if not services.is_settled() or not await services.actions.store.write(expiry.expire, services.now):
        return 0
    log.error("%s", EXPIRED)
    return await alarm(services.actions.store, tuple(services.operators), EXPIRED, services.now)


class Rounds:
    """All rounds of one application."""

    def __init__(self, services: Services, bot: Bot, alerts: Alerts, throttle: LogThrottle) -> None:
        self._services = services
        self._alerts = alerts
        self._throttle = throttle
        self._failures: dict[str, int] = {}

        async def inline_corrections_round(services: Services) -> int:
            await inline_round(services, bot)
            return 0

        self._rounds: Sequence[Round] = (
            expiry_round, mornings_round, watches_round, completions_round, corrections_round, losses_round,
            notices_round, waiting_round, inline_corrections_round,
        )  # fmt: skip

    async def run(self) -> int:
        """Run every round; return how many deliveries were added. Raises ``LeaseLostError`` where another replica
        decides that by now.
        """
        made = 0
        for one in self._rounds:
            name = one.__name__
            try:
                made += await one(self._services)
            except LeaseLostError:
                raise
            except Exception as error:
                await self._failed(name, error)
            else:
                self._failures.pop(name, None)
                await self._alerts.end(name, f"The {_words(name)} works again.")
        return made

    async def _failed(self, name: str, error: Exception) -> None:
        """Log expected errors in one line and others with a traceback, each once a minute."""
        self._failures[name] = self._failures.get(name, 0) + 1
        if isinstance(error, StorageError):
            self._throttle.warn(log, name, "the %s could not be run: %s", _words(name), error)
        else:
            self._throttle.warn(log, name, "the %s failed", _words(name), exc_info=error)
        if self._failures[name] == TOLD_AFTER:
            why = str(error) if isinstance(error, StorageError) else type(error).__name__
            sentence = f"The {_words(name)} failed {TOLD_AFTER} times in a row: {why.rstrip('.')}."
            await self._alerts.begin(name, sentence)


def _words(name: str) -> str:
    return name.replace("_", " ")
