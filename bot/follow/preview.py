"""Fetching a channel's preview page: which hosts, in which order, and what is refused.

Addresses are built from a channel's name and a number alone, redirects are followed only among the hosts of the
settings, and a page is read to 4 MB at most, packed or not.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any

import httpx

from bot.follow.errors import PageError
from bot.follow.plan import Rest
from parsers.channels import NAME

# The project has no public address yet; when it has one it belongs here. Whoever runs the bot can tell their own.
PROJECT = "open-source Telegram bot, reads public channel pages"
MAX_BYTES = 4 * 1024 * 1024
MAX_REDIRECTS = 3
TIMEOUT = httpx.Timeout(20.0, connect=10.0)
WHOLE_PAGE_SECONDS = 60
# A poll a minute finds its connection still open; a host that closes it sooner is met with a new one.
KEPT_ALIVE_SECONDS = 120
# After it could not be reached, a host is left alone this long while another one answers.
HOST_REST = timedelta(minutes=5)


class _Connection:
    """Hears from the transport whether a request went over a connection that had served another one before."""

    def __init__(self) -> None:
        self._events: set[str] = set()

    async def hear(self, event: str, _: Any) -> None:
        self._events.add(event)

    @property
    def was_kept(self) -> bool:
        opened, sent = "connection.connect_tcp.started", "http11.send_request_headers.started"
        return sent in self._events and opened not in self._events


class Preview:
    """The preview hosts as one source of pages. Requests are not ordered here: see ``bot.follow.gate``."""

    def __init__(self, client: httpx.AsyncClient, hosts: Sequence[str], now: Callable[[], datetime]) -> None:
        self._client = client
        self._hosts = tuple(host.rstrip("/") for host in hosts)
        self._now = now
        self._rests: dict[str, Rest] = {}

    async def page(self, channel: str, below: int | None = None) -> str:
        """The newest page of a channel, or the one with posts older than id ``below``. Raises ``PageError``."""
        if not NAME.fullmatch(channel):
            raise PageError("bad_name", f"{channel!r} is not the name of a channel.")
        path = f"/s/{channel}" + (f"?before={int(below)}" if below is not None else "")
        for host in self._in_order():
            try:
                async with asyncio.timeout(WHOLE_PAGE_SECONDS):
                    return await self._get(httpx.URL(host + path), channel)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                self._rests[host] = Rest(self._now(), self._now() + HOST_REST)
            except (httpx.InvalidURL, UnicodeError) as error:
                raise PageError("redirected_away", f"{_name(host)} sends us to an address that is none.") from error
            except (httpx.HTTPError, TimeoutError) as error:
                raise PageError("dropped", f"{_name(host)} broke off: {error or type(error).__name__}.") from error
        raise PageError("unreachable", f"none of {', '.join(map(_name, self._hosts))} can be reached.")

    def _in_order(self) -> list[str]:
        """The hosts of the settings, those that rest last."""
        now = self._now()
        return sorted(self._hosts, key=lambda host: host in self._rests and self._rests[host].left(now) > 0)

    async def _get(self, url: httpx.URL, channel: str) -> str:
        for _ in range(MAX_REDIRECTS + 1):
            async with aclosing(await self._send(url)) as response:
                if not response.has_redirect_location:
                    _refuse(response, self._now())
                    return (await _body(response)).decode("utf-8", errors="replace")
                url = self._followed(url.join(response.headers["location"]), channel)
        raise PageError("redirected_away", "the preview host redirects in a circle.")

    async def _send(self, url: httpx.URL) -> httpx.Response:
        """The beginning of an answer; a request that meets the end of a kept connection is sent again on a new one."""
        connection = _Connection()
        try:
            return await self._client.send(self._request(url, connection), stream=True)
        except (httpx.RemoteProtocolError, httpx.ReadError):
            if not connection.was_kept:
                raise
            return await self._client.send(self._request(url, connection), stream=True)

    def _request(self, url: httpx.URL, connection: _Connection) -> httpx.Request:
        return self._client.build_request("GET", url, extensions={"trace": connection.hear})

    def _followed(self, url: httpx.URL, channel: str) -> httpx.URL:
        """The target of a redirect, if it is the same channel on a host of ours."""
        ours = any(_origin(url) == _origin(httpx.URL(host)) for host in self._hosts)
        if not ours or url.path.removeprefix("/s/").strip("/").lower() != channel.lower():
            raise PageError("redirected_away", f"the preview host sends us away to {url.host}; not followed.")
        return url


@asynccontextmanager
async def open_preview(
    hosts: Sequence[str], now: Callable[[], datetime], contact: str | None = None
) -> AsyncIterator[Preview]:
    """The preview hosts behind one kept-alive connection; ``contact`` is where its sender is reached."""
    async with httpx.AsyncClient(
        headers={
            "User-Agent": user_agent(contact),
            "Accept-Language": "en",
            "Accept-Encoding": "gzip",
        },
        limits=httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEPT_ALIVE_SECONDS),
        timeout=TIMEOUT,
        follow_redirects=False,
        trust_env=False,
    ) as client:
        yield Preview(client, hosts, now)


def user_agent(contact: str | None) -> str:
    """Who asks, and the https or mail address at which they are reached, as far as that was set."""
    where = f"; +{contact if contact.startswith('https:') else f'mailto:{contact}'}" if contact else ""
    return f"overnight/{version('overnight')} ({PROJECT}{where})"


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return (url.scheme, url.host, url.port)


def _name(host: str) -> str:
    return httpx.URL(host).netloc.decode()


def _refuse(response: httpx.Response, now: datetime) -> None:
    """Raise for an answer that is no page."""
    status = response.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS:
        wait = _retry_after(response.headers.get("retry-after"), now)
        raise PageError("too_many_requests", "the preview host asks for patience (429).", retry_after=wait)
    if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN, httpx.codes.UNAVAILABLE_FOR_LEGAL_REASONS):
        raise PageError("blocked", f"the preview host refuses us ({status}).")
    if status == httpx.codes.NOT_FOUND:
        raise PageError("not_found", "the preview host knows no such channel (404).")
    if status != httpx.codes.OK:
        wait = _retry_after(response.headers.get("retry-after"), now)
        raise PageError("server_error", f"the preview host answers {status}.", retry_after=wait)


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait by a ``Retry-After`` header, which holds seconds or a date; None where it says nothing."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment - now).total_seconds()) if moment.tzinfo else None


async def _body(response: httpx.Response) -> bytes:
    """The page, unpacked here so that a small answer cannot grow past the limit."""
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed not in ("identity", "gzip", ""):
        raise PageError("unreadable", f"the preview host packs its answer as {packed}, which was not asked for.")
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16) if packed == "gzip" else None
    body = bytearray()
    try:
        async for chunk in response.aiter_raw():
            body += unpack.decompress(chunk, MAX_BYTES + 1 - len(body)) if unpack else chunk
            if len(body) > MAX_BYTES:
                raise PageError("too_large", "the preview host sends more than 4 MB for one page; not read.")
    except zlib.error as error:
        raise PageError("dropped", "the preview host sent a broken gzip answer.") from error
    return bytes(body)
