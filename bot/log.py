"""The log, without secrets and in harmless letters."""

from __future__ import annotations

import logging
import re

from bot.shown import marked, marked_line

# Any bot's token: httpx's INFO lines and telegram.Bot's DEBUG lines hold it in an address, repr(bot) plainly.
TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}")
HIDDEN = "<token>"
# What stands before the host in an address: a proxy's user and password, in whatever cites its address.
CREDENTIALS = re.compile(r"(?<=://)[^\s/]+@")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These tell every request at INFO.
CHATTY = ("httpx", "httpcore", "apscheduler", "tornado.access")


class Redacting(logging.Formatter):
    """Writes a record as others do, without secrets and without what would steer the terminal that shows it.

    Tokens and credentials are taken out of its words, its values and its traceback; a line break in its words, which
    may be those of a stranger, begins no new line.
    """

    def format(self, record: logging.LogRecord) -> str:
        return marked(CREDENTIALS.sub("<hidden>@", TOKEN.sub(HIDDEN, super().format(record))))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The record's own line. (The name is the library's.)"""
        record.message = marked_line(record.message)
        return super().formatMessage(record)


def set_up_log(level: str) -> None:
    """Log to standard error, at ``level``, with no token in it."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
