"""A move that is ended in its midst."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Stops:
    """Ends a move when its progress has been told so many times."""

    after: int
    error: BaseException = field(default_factory=KeyboardInterrupt)
    told: int = 0

    def __call__(self, _words: str, _done: int, _rows: int) -> None:
        self.told += 1
        if self.told == self.after:
            raise self.error
