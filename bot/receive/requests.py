"""Requests to the Bot API whose answers are what the Bot API says, or one known error.

python-telegram-bot 22.8 goes by the HTTP status alone: an odd body with status 200 ends in a ``KeyError`` or a
``TypeError`` of its own, and a proxy's HTML page with 403 reads as a person's block. Here an answer that is not clean
JSON of the Bot API (``ok`` with a ``result``, or not ``ok`` with a ``description``) is an ``OddAnswerError``: nobody
can know what became of the request.
"""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any

from telegram import Update
from telegram.error import NetworkError, RetryAfter
from telegram.request import HTTPXRequest, RequestData

log = logging.getLogger(__name__)

Odv = Any


class OddAnswerError(NetworkError):
    """The answer is not the Bot API's: the message says in which way, without its text."""


class StrictRequest(HTTPXRequest):
    """Asks as the library does; raises ``OddAnswerError`` for what is no answer of the Bot API."""

    async def do_request(  # noqa: PLR0917 - the base class names them
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Odv = HTTPXRequest.DEFAULT_NONE,
        write_timeout: Odv = HTTPXRequest.DEFAULT_NONE,
        connect_timeout: Odv = HTTPXRequest.DEFAULT_NONE,
        pool_timeout: Odv = HTTPXRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body. A file (GET) is passed on as it is."""
        status, body = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if method == "GET":
            return status, body
        return status, checked(status, body)


class UpdatesRequest(StrictRequest):
    """As ``StrictRequest``, for getUpdates: an update the library cannot read is passed over, so that others come."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The status and the body, each unreadable update in it bared to its number."""
        status, body = await super().do_request(*args, **kwargs)
        return status, readable(body) if status < 300 else body


def wait_of(error: RetryAfter) -> timedelta:
    """How long Telegram wants us to wait, in either type the library gives it in (see ``bot.app.build``)."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def checked(status: int, body: bytes) -> bytes:
    """The body, if it is an answer of the Bot API that fits its status; raises ``OddAnswerError``."""
    try:
        answer = json.loads(body)
    except ValueError:
        raise OddAnswerError(f"an answer that is no JSON, with status {status}") from None
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        raise OddAnswerError(f"JSON that is no answer of the Bot API, with status {status}")
    if answer["ok"] != (status < 300):
        raise OddAnswerError(f"an answer that says ok: {answer['ok']} with status {status}")
    if "result" not in answer if answer["ok"] else not isinstance(answer.get("description"), str):
        raise OddAnswerError(f"an answer of the Bot API without what it has to say, with status {status}")
    return body


def readable(body: bytes) -> bytes:
    """The answer to getUpdates in which every update can be read: of others only the number is left.

    Each is logged once, without its text, and the offset moves on past it.
    """
    answer = json.loads(body)
    result = answer.get("result")
    if not isinstance(result, list):
        raise OddAnswerError("an answer to getUpdates that is no list")
    kept = [one if is_readable(one) else bared(one) for one in result]
    if all(new is old for new, old in zip(kept, result, strict=True)):
        return body
    return json.dumps(answer | {"result": [one for one in kept if one]}).encode()


def is_readable(update: Any) -> bool:
    """Whether the library can make an ``Update`` of it."""
    try:
        return isinstance(Update.de_json(update, None).update_id, int)
    except Exception as error:  # whatever the library stumbles over
        number = update.get("update_id") if isinstance(update, dict) else None
        log.error("update %s cannot be read and is passed over (%s)", number, type(error).__name__)
        return False


def bared(update: Any) -> dict[str, int] | None:
    """The update with its number alone; None where it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return {"update_id": number} if isinstance(number, int) else None
