"""The answers of preview hosts: read to the end of the page, or refused."""

from __future__ import annotations

import zlib
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from bot.follow.errors import HostFailedError, PageError

MAX_BYTES = 4 * 1024 * 1024


def refuse(response: httpx.Response, now: datetime) -> None:
    """Raise ``PageError`` for an answer that is not a page."""
    status = response.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS:
        wait = _retry_after(response.headers.get("retry-after"), now)
        raise PageError("too_many_requests", "the preview host asks us to wait (429).", retry_after=wait)
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN, httpx.codes.UNAVAILABLE_FOR_LEGAL_REASONS):
        raise PageError("blocked", f"the preview host refuses us ({status}).")
    if status == httpx.codes.NOT_FOUND:
        raise PageError("not_found", "the preview host knows no such channel (404).")
    if status != httpx.codes.OK:
        wait = _retry_after(response.headers.get("retry-after"), now)
        sentence = f"{response.url.host} answers {status}."
        raise (HostFailedError if response.is_server_error else PageError)("server_error", sentence, retry_after=wait)


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds of a ``Retry-After`` header, which has seconds or a date; None without a valid one."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment - now).total_seconds()) if moment.tzinfo else None


async def body_of(response: httpx.Response) -> bytes:
    """Return the page, decompressed here so that a small answer cannot grow past the limit."""
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "gzip", ""):
        raise PageError("unreadable", f"the preview host compressed its answer as {packed}, which was not requested.")
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if packed == "gzip" else None
    body = bytearray()
    try:
        async for chunk in response.aiter_raw():
            body += unpack.decompress(chunk, MAX_BYTES + 1 - len(body)) if unpack else chunk
            if len(body) > MAX_BYTES:
                raise PageError("too_large", "the preview host sends more than 4 MB for one page, which is not read.")
    except zlib.error as error:
        raise HostFailedError("dropped", f"{response.url.host} sent a broken gzip answer.") from error
    return bytes(body)
