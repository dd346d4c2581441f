"""A button that is pressed twice in a breath: a finger that trembles, or a phone that shows no change yet."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

# A picture takes a second or two; whoever means it presses again after that.
SECONDS = 3.0
REMEMBERED = 1_000

Key = tuple[int, int, str]


class Debounce:
    """The presses of the last moments. ``clock`` counts seconds and never goes back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last: OrderedDict[Key, float] = OrderedDict()

    def again(self, chat_id: int, message_id: int, data: str) -> bool:
        """Whether this button of this message was pressed a moment ago; whoever pressed, one answer does for both."""
        key, now = (chat_id, message_id, data), self._clock()
        if key in self._last and now - self._last[key] < SECONDS:
            return True
        self._last[key] = now
        self._last.move_to_end(key)
        if len(self._last) > REMEMBERED:
            self._last.popitem(last=False)
        return False
