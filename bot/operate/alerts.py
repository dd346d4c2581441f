"""Alerts to the operators about faults of the bot: once when a fault begins, once when it is over."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

log = logging.getLogger(__name__)

# Tells every operator a sentence; raises if it cannot.
Way = Callable[[str], Awaitable[None]]


class Alerts:
    """``ways`` are tried in order until one works, so that a fault of one of them is reported by another.

    What no way could deliver is kept for ``tell_again``.
    """

    def __init__(self, ways: Sequence[Way]) -> None:
        self._ways = tuple(ways)
        self._begun: set[str] = set()
        self._untold: list[str] = []

    async def begin(self, cause: str, sentence: str, *, last_way_first: bool = False) -> None:
        """Report a fault, once until it is over, however often it is raised.

        With ``last_way_first`` the ways are tried in reverse: the fault is of the first one.
        """
        if cause in self._begun:
            return
        self._begun.add(cause)
        log.error("%s", sentence)
        await self._tell_or_keep(sentence, self._ways[::-1] if last_way_first else self._ways)

    async def end(self, cause: str, sentence: str) -> None:
        """Report that a fault is over, only if its beginning was reported."""
        if cause not in self._begun:
            return
        self._begun.discard(cause)
        log.warning("%s", sentence)
        await self._tell_or_keep(sentence, self._ways)

    async def tell_again(self) -> None:
        """Retry the alerts that could not be delivered, in order, until one fails again."""
        while self._untold and await self._tell(self._untold[0], self._ways):
            self._untold.pop(0)

    async def _tell_or_keep(self, sentence: str, ways: Sequence[Way]) -> None:
        if self._untold or not await self._tell(sentence, ways):
            log.critical("no operator could be told yet: %s", sentence)
            self._untold.append(sentence)

    async def _tell(self, sentence: str, ways: Sequence[Way]) -> bool:
        """Return whether one way worked."""
        for way in ways:
            try:
                await way(sentence)
            except Exception as error:  # whatever fails in one way, the next is tried
                log.debug("the operators could not be told in one way: %s", error)
            else:
                return True
        return False
