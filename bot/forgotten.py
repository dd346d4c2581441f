"""Which chats asked to be forgotten while an answer was on its way: of those nothing is kept afterwards."""

from __future__ import annotations


class Forgotten:
    """Counts the chats that were forgotten since the start. A question remembers the count it came at."""

    def __init__(self) -> None:
        self.count = 0
        self._last: dict[int, int] = {}

    def add(self, chat_id: int) -> None:
        """A chat asks to be forgotten; to be told before its rows are deleted."""
        self._last[chat_id] = self.count + 1
        self.count += 1

    def move(self, old_id: int, new_id: int) -> None:
        """A group has another id: what was asked under the old one is answered under the new one."""
        if old_id in self._last:
            self._last[new_id] = max(self._last[old_id], self._last.get(new_id, 0))

    def since(self, chat_id: int, count: int) -> bool:
        """Whether a chat asked to be forgotten after a question that came at this count."""
        return self._last.get(chat_id, 0) > count
