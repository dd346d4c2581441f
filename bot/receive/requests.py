"""Requests to the Bot API that return a valid answer of the Bot API or raise one known error.

python-telegram-bot 22.8 only checks the HTTP status: an odd body with status 200 ends in a ``KeyError`` or a
``TypeError``, and a proxy's HTML page with 403 looks like a person's block. Here an answer that is not clean JSON of
the Bot API (``ok`` with a ``result``, or not ``ok`` with a ``description``) is an ``OddAnswerError``: nobody can know
whether the request was carried out.
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
    """The answer is not one of the Bot API: the message says why, without its text."""


class StrictRequest(HTTPXRequest):
    """Requests as the library does; raises ``OddAnswerError`` for anything that is not an answer of the Bot API."""

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
        """Return the status and the body. A file (GET) is passed on unchecked."""
        status, body = await super().do_request(
            url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
        )
        if method == "GET":
            return status, body
        return status, checked(status, body)


class UpdatesRequest(StrictRequest):
    """As ``StrictRequest``, for getUpdates: an update the library cannot read is skipped, so that others come."""

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Return the status and the body, with each unreadable update reduced to its number."""
        status, body = await super().do_request(*args, **kwargs)
        return status, readable(body) if status < 300 else body


def wait_of(error: RetryAfter) -> timedelta:
    """Return how long Telegram asks us to wait, from either type the library uses (see ``bot.app.build``)."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def checked(status: int, body: bytes) -> bytes:
    """Return the body if it is an answer of the Bot API that fits its status; raise ``OddAnswerError`` otherwise."""
    try:
        answer = json.loads(body)
    except ValueError:
        raise OddAnswerError(f"an answer that is not JSON, with status {status}") from None
    if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
        raise OddAnswerError(f"JSON that is not an answer of the Bot API, with status {status}")
    if answer["ok"] != (status < 300):
        raise OddAnswerError(f"an answer that says ok: {answer['ok']} with status {status}")
    if "result" not in answer if answer["ok"] else not isinstance(answer.get("description"), str):
        raise OddAnswerError(f"an answer of the Bot API without its content, with status {status}")
    return body


def readable(body: bytes) -> bytes:
    """Return the answer to getUpdates with unreadable updates reduced to their number.

    Each is logged once, without its text, and the offset moves past it.
    """
    answer = json.loads(body)
    result = answer.get("result")
    if not isinstance(result, list):
        raise OddAnswerError("an answer to getUpdates that is not a list")
    kept = [one if is_readable(one) else bared(one) for one in result]
    if all(new is old for new, old in zip(kept, result, strict=True)):
        return body
    return json.dumps(answer | {"result": [one for one in kept if one]}).encode()


def is_readable(update: Any) -> bool:
    """Return whether the library can make an ``Update`` of it."""
    try:
        return isinstance(Update.de_json(update, None).update_id, int)
    except Exception as error:  # whatever the library fails on
        number = update.get("update_id") if isinstance(update, dict) else None
        log.error("update %s cannot be read and is skipped (%s)", number, type(error).__name__)
        return False


def bared(update: Any) -> dict[str, int] | None:
    """Return the update with only its number; None where it has none."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return {"update_id": number} if isinstance(number, int) else None
