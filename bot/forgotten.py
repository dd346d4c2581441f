"""The chats that asked to be forgotten while an answer was on its way: nothing is stored of them afterwards."""

from __future__ import annotations


class Forgotten:
    """Counts the chats forgotten since the start. A request remembers the count at its arrival."""

    def __init__(self) -> None:
        self.count = 0
        self._last: dict[int, int] = {}

    def add(self, chat_id: int) -> None:
        """Record that a chat asks to be forgotten. Call it before its rows are deleted."""
        self._last[chat_id] = self.count + 1
        self.count += 1

    def move(self, old_id: int, new_id: int) -> None:
        """Record a group's new id: a request under the old id is answered under the new one."""
        if old_id in self._last:
            self._last[new_id] = max(self._last[old_id], self._last.get(new_id, 0))

    def since(self, chat_id: int, count: int) -> bool:
        """Return whether a chat asked to be forgotten after a request that arrived at this count."""
        return self._last.get(chat_id, 0) > count
