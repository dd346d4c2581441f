"""The log, without the token."""

from __future__ import annotations

import logging
import re

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


def set_up_log(level: str) -> None:
    """Log to standard error, at ``level``, with no token in it."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
