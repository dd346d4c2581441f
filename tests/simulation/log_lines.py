"""What the program writes to its log, with the true time of each line."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from bot.log import CHATTY, FORMAT, Redacting
from tests.simulation.loop import LIFE, Clocks


class LogLines(logging.Handler):
    """Keeps each line as it would be written, with its second; what a dead program says is not heard."""

    def __init__(self, clocks: Clocks) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(Redacting(FORMAT.replace("%(asctime)s ", "")))
        self.lines: list[tuple[float, str]] = []
        self._clocks = clocks

    def emit(self, record: logging.LogRecord) -> None:
        life = LIFE.get()
        if life is not None and not life.is_dead:
            self.lines += [(self._clocks.seconds, line) for line in self.format(record).splitlines()]

    def most_a_minute(self) -> int:
        """The number of lines in the fullest minute."""
        return max(Counter(int(at // 60) for at, _ in self.lines).values(), default=0)

    def causes(self) -> Counter[str]:
        """How often each beginning of a line was written."""
        return Counter(line[:90] for _, line in self.lines)


@contextmanager
def log_kept(lines: LogLines) -> Iterator[None]:
    """Everything that is logged at INFO and above goes to ``lines`` alone."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    chatty = {name: logging.getLogger(name).level for name in CHATTY}
    root.handlers[:] = [lines]
    root.setLevel(logging.INFO)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        yield
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name, old in chatty.items():
            logging.getLogger(name).setLevel(old)
