"""Updates by webhook: requests without the secret are not read beyond their headers.

python-telegram-bot's own server reads a whole body, up to 100 MB, before it checks the secret, and logs an update it
cannot parse with everything a person said.
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

from bot.fleet.once import NotTakenError
from bot.net.servers import Bounds, Plain, listening, quiet

log = logging.getLogger(__name__)

SETTING = "OVERNIGHT_WEBHOOK_LISTEN"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # nosec B105: the name of a header
MAX_BYTES = 1024 * 1024
# tornado's own limit is above ours, so that a body that is too long is answered with 413 and not with 400.
BOUNDS = Bounds(idle_seconds=60.0, body_seconds=30.0, body_bytes=2 * MAX_BYTES)

Put = Callable[[Update], Awaitable[None]]


def _nothing() -> None:
    """Do nothing: nobody wants to know of updates."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The secret that updates are checked with and where they go; ``on_update`` is called for each from Telegram."""

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
    """Take updates at ``path`` of ``listen`` until the block ends, and ``put`` each; yield the port.

    Telegram is answered once ``put`` has ended; if it raises, with 500 (503 for ``NotTakenError``), and Telegram sends
    the update again.
    Raises ``ListenError`` with a sentence where the address cannot be bound.
    """
    receiver = Receiver(path, secret.encode(), bot, put, on_update)
    application = Application([(r".*", _Updates, {"receiver": receiver})], log_function=quiet)
    async with listening(SETTING, listen, application, bounds) as port:
        yield port


@stream_request_body
class _Updates(Plain):
    """One request, streamed so that ``prepare`` can refuse it before a byte of its body is read."""

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
        """Return whether the request has the secret, exactly once. Headers are Latin-1, so any byte can be compared."""
        said = self.request.headers.get_list(SECRET_HEADER)
        return len(said) == 1 and hmac.compare_digest(said[0].encode("latin-1"), self._receiver.secret)

    def data_received(self, chunk: bytes) -> None:
        self._body += chunk
        if len(self._body) > MAX_BYTES:  # a chunked body does not tell its length beforehand
            self._body.clear()
            self.send_error(413)

    async def post(self) -> None:
        update_id, fields = _read(bytes(self._body))
        self._receiver.on_update()
        update = _parsed(update_id, fields, self._receiver.bot)
        if update is not None:
            try:
                await self._receiver.put(update)
            except NotTakenError:
                raise HTTPError(503) from None
        self.finish("")


def _read(body: bytes) -> tuple[int, dict[str, Any]]:
    """Return an update's id and fields. Raises ``HTTPError`` where the body is not an update."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPError(400) from None
    update_id = fields.get("update_id") if isinstance(fields, dict) else None
    if not isinstance(update_id, int) or isinstance(update_id, bool):
        raise HTTPError(400)
    return update_id, fields


def _parsed(update_id: int, fields: dict[str, Any], bot: Bot) -> Update | None:
    """Return the update; None for one the library cannot parse. If it were refused, Telegram would send it forever."""
    try:
        return Update.de_json(fields, bot)
    except Exception as error:
        # neither its text nor that of the error, which may quote it
        log.error("update %d cannot be parsed and is skipped: %s", update_id, type(error).__name__)
        return None
