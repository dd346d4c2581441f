"""The log, without the token."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

# Any bot's token: httpx's INFO lines and telegram.Bot's DEBUG lines hold it in an address, repr(bot) plainly.
TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}")
HIDDEN = "<token>"
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These tell every request at INFO.
CHATTY = ("httpx", "httpcore", "apscheduler", "tornado.access")


class Redacting(logging.Formatter):
    """Writes a record as others do and then takes every token out: of its words, its values and its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub(HIDDEN, super().format(record))


class Throttle:
    """At most one warning a cause and minute; the next one tells how many were left out. ``clock`` counts seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last: dict[str, tuple[float, int]] = {}

    def warn(
        self,
        log: logging.Logger,
        cause: str,
        message: str,
        *args: object,
        exc_info: BaseException | None = None,
    ) -> None:
        """Log a warning, unless one of this cause was logged within the last minute."""
        now = self._clock()
        at, left_out = self._last.get(cause, (now - 60.0, 0))
        if now - at < 60.0:
            self._last[cause] = (at, left_out + 1)
            return
        self._last[cause] = (now, 0)
        more = f" (and {left_out} more like it)" if left_out else ""
        log.warning(message + more, *args, exc_info=exc_info)


def set_up_log(level: str) -> None:
    """Log to standard error, at ``level``, with no token in it."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
