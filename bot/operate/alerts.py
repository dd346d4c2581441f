"""What the operators are told of what is wrong with the machine: once when it began, once when it is over."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

log = logging.getLogger(__name__)

# Tells every operator a sentence; raises where it cannot.
Way = Callable[[str], Awaitable[None]]


class Alerts:
    """``ways`` are tried in their order until one holds, so that what is wrong with one of them is told by another."""

    def __init__(self, ways: Sequence[Way]) -> None:
        self._ways = tuple(ways)
        self._begun: set[str] = set()

    async def begin(self, cause: str, sentence: str) -> None:
        """Something is wrong. Told once, however often it is raised, until it is over."""
        if cause in self._begun:
            return
        self._begun.add(cause)
        log.error("%s", sentence)
        await self._tell(sentence)

    async def end(self, cause: str, sentence: str) -> None:
        """It is well again; told only where it was told that it began."""
        if cause not in self._begun:
            return
        self._begun.discard(cause)
        log.warning("%s", sentence)
        await self._tell(sentence)

    async def _tell(self, sentence: str) -> None:
        for way in self._ways:
            try:
                await way(sentence)
            except Exception as error:  # whatever is wrong with one way, the next is tried
                log.warning("the operators could not be told in one way: %s", error)
            else:
                return
        log.critical("no operator could be told: %s", sentence)
