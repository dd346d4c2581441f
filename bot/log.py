"""The log, without secrets and without control characters."""

from __future__ import annotations

import json
import logging
import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from bot.safe_text import marked, marked_line

# Any bot's token: httpx's INFO lines and telegram.Bot's DEBUG lines have it in a URL, repr(bot) has it as it is.
TOKEN = re.compile(r"\d{6,12}:[\w-]{30,}")
HIDDEN = "<token>"
# The part before the host in a URL: a proxy's user and password, in any text that quotes its address.
CREDENTIALS = re.compile(r"(?<=://)[^\s/]+@")
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These log every request at INFO, or every malformed one that a stranger makes.
CHATTY = ("httpx", "httpcore", "apscheduler", "tornado.access", "tornado.general")
# One warning per cause in this many seconds, and at most this many causes at a time.
THROTTLE_SECONDS = 60.0
MOST_CAUSES = 1000

Format = Literal["text", "json"]


def redacted(text: str) -> str:
    """Return the text without any bot's token and without the password of any URL."""
    return CREDENTIALS.sub("<hidden>@", TOKEN.sub(HIDDEN, text))


class Redacting(logging.Formatter):
    """The text formatter, which removes secrets and escapes what would control the terminal that shows the log.

    Tokens and credentials are removed from the message, its values and the traceback; a line break in the message,
    which may quote a stranger, begins no new line.
    """

    def format(self, record: logging.LogRecord) -> str:
        return marked(redacted(super().format(record)))

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the record's own line. (The name is the library's.)"""
        record.message = marked_line(record.message)
        return super().formatMessage(record)


class JsonLines(logging.Formatter):
    """The JSON formatter: one object per line, without any token: time (ISO, UTC), level, logger, message, and the
    traceback as text where there is one.
    """

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        trace = [self.formatException(record.exc_info)] if record.exc_info and record.exc_info[0] else []
        trace += [self.formatStack(record.stack_info)] if record.stack_info else []
        if trace:
            fields["traceback"] = "\n".join(trace)
        # each value by itself: after JSON's escaping a token would not be recognised any more
        clean = {name: redacted(value) for name, value in fields.items()}
        # only ASCII, so that no lone surrogate and no terminal can break a line
        return json.dumps(clean, ensure_ascii=True)


class LogThrottle:
    """Logs one warning per cause and minute, and then how many were skipped. ``clock`` is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        # cause -> when it was last logged, and how many were skipped since; the one logged longest ago first
        self._causes: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def warn(
        self, log: logging.Logger, cause: str, message: str, *args: object, exc_info: BaseException | None = None
    ) -> bool:
        """Log the warning, unless this cause was logged within the minute; return whether it was logged."""
        now = self._clock()
        logged_at, left_out = self._causes.get(cause, (None, 0))
        if logged_at is not None and now - logged_at < THROTTLE_SECONDS:
            self._causes[cause] = (logged_at, left_out + 1)
            return False
        self._causes[cause] = (now, 0)
        self._causes.move_to_end(cause)
        if len(self._causes) > MOST_CAUSES:
            self._causes.popitem(last=False)
        if left_out:
            log.warning(message + " (and %d more like this since the last line)", *args, left_out, exc_info=exc_info)
        else:
            log.warning(message, *args, exc_info=exc_info)
        return True


def set_up_log(level: str, form: Format = "text") -> None:
    """Log to standard error at ``level``, without any token."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else Redacting(FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
