"""Updates by webhook: nobody without the secret is read beyond the headers.

python-telegram-bot's own server reads a body whole before it asks for the secret, to 100 MB, and writes an update it
cannot parse to the log with everything a person said.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update
from tornado.web import Application, HTTPError, stream_request_body

from bot.net.servers import Bounds, Plain, listening, quiet

log = logging.getLogger(__name__)

SETTING = "OVERNIGHT_WEBHOOK_LISTEN"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # nosec B105: the name of a header
MAX_BYTES = 1024 * 1024
# tornado's own limit lies above ours, so that a body that is too long is answered with 413 and not with 400.
BOUNDS = Bounds(idle_seconds=60.0, body_seconds=30.0, body_bytes=2 * MAX_BYTES)

Put = Callable[[Update], Awaitable[None]]


def _nothing() -> None:
    """Who does not want to hear of updates."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """What updates are checked with and where they go; ``on_update`` is told of each that Telegram brought."""

    path: str
    secret: bytes
    bot: Bot
    put: Put
    on_update: Callable[[], object]


@asynccontextmanager
async def webhook_server(
    listen: str,
    path: str,
    secret: str,
    bot: Bot,
    put: Put,
    *,
    on_update: Callable[[], object] = _nothing,
    bounds: Bounds = BOUNDS,
) -> AsyncIterator[int]:
    """Take updates at ``path`` of ``listen`` until the block ends, and ``put`` each; yields the port.

    Telegram is answered once ``put`` has ended; where it raises, with 500, and Telegram comes again.
    Raises ``ListenError`` with a sentence where the address cannot be listened at.
    """
    receiver = Receiver(path, secret.encode(), bot, put, on_update)
    application = Application([(r".*", _Updates, {"receiver": receiver})], log_function=quiet)
    async with listening(SETTING, listen, application, bounds) as port:
        yield port


@stream_request_body
class _Updates(Plain):
    """One request. It is streamed, so that ``prepare`` may refuse it before a byte of its body is read."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, receiver: Receiver) -> None:
        self._receiver = receiver
        self._body = bytearray()

    def prepare(self) -> None:
        if self.request.path != self._receiver.path:
            raise HTTPError(404)
        if not self._knows_secret():
            raise HTTPError(403)
        length = self.request.headers.get("Content-Length", "0")
        if length.isdecimal() and int(length[:12]) > MAX_BYTES:
            raise HTTPError(413)

    def _knows_secret(self) -> bool:
        """Whether the secret was said once, and rightly. Headers are Latin-1, so any byte can be compared."""
        said = self.request.headers.get_list(SECRET_HEADER)
        return len(said) == 1 and hmac.compare_digest(said[0].encode("latin-1"), self._receiver.secret)

    def data_received(self, chunk: bytes) -> None:
        self._body += chunk
        if len(self._body) > MAX_BYTES:  # in chunks no length is told beforehand
            self._body.clear()
            self.send_error(413)

    async def post(self) -> None:
        update_id, fields = _read(bytes(self._body))
        self._receiver.on_update()
        update = _parsed(update_id, fields, self._receiver.bot)
        if update is not None:
            await self._receiver.put(update)
        self.finish("")


def _read(body: bytes) -> tuple[int, dict[str, Any]]:
    """An update's id and fields. Raises ``HTTPError`` where the body is no update at all."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPError(400) from None
    update_id = fields.get("update_id") if isinstance(fields, dict) else None
    if not isinstance(update_id, int) or isinstance(update_id, bool):
        raise HTTPError(400)
    return update_id, fields


def _parsed(update_id: int, fields: dict[str, Any], bot: Bot) -> Update | None:
    """The update; None for one the library does not understand. Telegram would bring it again and again if refused."""
    try:
        return Update.de_json(fields, bot)
    except Exception as error:
        # neither its words nor those of the error, which may hold some of them
        log.error("update %d cannot be parsed and is passed over: %s", update_id, type(error).__name__)
        return None
