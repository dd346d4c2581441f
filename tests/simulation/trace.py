"""What happened, a line an event: the same seed gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable


class Trace:
    """``seconds`` gives the true seconds since the beginning."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self.lines: list[str] = []
        self._seconds = seconds

    def note(self, what: str) -> None:
        self.lines.append(f"{self._seconds():.6f} {what}")

    @property
    def sha256(self) -> str:
        return hashlib.sha256("\n".join(self.lines).encode()).hexdigest()

    def around(self, start: float, end: float) -> list[str]:
        """The lines between two moments (seconds)."""
        return [line for line in self.lines if start <= float(line.partition(" ")[0]) <= end]
