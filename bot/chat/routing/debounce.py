"""Ignore a button pressed twice within seconds: a double tap, or a phone that shows no change yet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable

# A chart takes a second or two; a deliberate second press comes later than that.
SECONDS = 3.0
REMEMBERED = 1_000

Key = tuple[int, int, str]
# Whether nobody else pressed a button of a chat within so many seconds: the chat, its message and button, the seconds.
IsFirst = Callable[[int, str, float], Awaitable[bool]]


class Debounce:
    """The presses of the last seconds. ``clock`` counts seconds and never goes back.

    ``is_first`` is asked of a press that is new here, where a double tap may reach another program.
    """

    def __init__(self, clock: Callable[[], float], is_first: IsFirst | None = None) -> None:
        self._clock = clock
        self._is_first = is_first
        self._last: OrderedDict[Key, float] = OrderedDict()

    async def again(self, chat_id: int, message_id: int, data: str) -> bool:
        """Return whether anyone pressed this button of this message a moment ago; one answer serves both."""
        key, now = (chat_id, message_id, data), self._clock()
        if key in self._last and now - self._last[key] < SECONDS:
            return True
        self._last[key] = now
        self._last.move_to_end(key)
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
        return self._is_first is not None and not await self._is_first(chat_id, f"{message_id} {data}", SECONDS)
