"""What the operators are told of what is wrong with the machine: once when it began, once when it is over."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence

log = logging.getLogger(__name__)

# Tells every operator a sentence; raises where it cannot.
Way = Callable[[str], Awaitable[None]]


class Alerts:
    """``ways`` are tried in their order until one holds, so that what is wrong with one of them is told by another.

    What no way could tell is kept until ``tell_again`` finds one.
    """

    def __init__(self, ways: Sequence[Way]) -> None:
        self._ways = tuple(ways)
        self._begun: set[str] = set()
        self._untold: list[str] = []

    async def begin(self, cause: str, sentence: str, *, last_way_first: bool = False) -> None:
        """Something is wrong. Told once, however often it is raised, until it is over.

        With ``last_way_first`` the ways are tried from their end: what is wrong is with the first one.
        """
        if cause in self._begun:
            return
        self._begun.add(cause)
        log.error("%s", sentence)
        await self._tell_or_keep(sentence, self._ways[::-1] if last_way_first else self._ways)

    async def end(self, cause: str, sentence: str) -> None:
        """It is well again; told only where it was told that it began."""
        if cause not in self._begun:
            return
        self._begun.discard(cause)
        log.warning("%s", sentence)
        await self._tell_or_keep(sentence, self._ways)

    async def tell_again(self) -> None:
        """Try once more what nobody could be told so far, in its order; the first that fails ends it for now."""
        while self._untold and await self._tell(self._untold[0], self._ways):
            self._untold.pop(0)

    async def _tell_or_keep(self, sentence: str, ways: Sequence[Way]) -> None:
        if self._untold or not await self._tell(sentence, ways):
            log.critical("no operator could be told yet: %s", sentence)
            self._untold.append(sentence)

    async def _tell(self, sentence: str, ways: Sequence[Way]) -> bool:
        """Whether one way held."""
        for way in ways:
            try:
                await way(sentence)
            except Exception as error:  # whatever is wrong with one way, the next is tried
                log.debug("the operators could not be told in one way: %s", error)
            else:
                return True
        return False
