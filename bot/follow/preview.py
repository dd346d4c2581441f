"""Fetching a channel's preview page: from which hosts, in which order, and what is refused.

Addresses are built only from a channel's name and a number, redirects are followed only among the hosts of the
settings, and at most 4 MB of a page are read, compressed or not.

A host that cannot be reached, hangs, breaks off or answers 5xx has failed, and the next one is tried. Redirects, 4xx
and 429 are answers: what a host says of the channel, or asks of us, is not circumvented by asking another name.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any

import httpx

from bot.follow.errors import HostFailedError, PageError
from bot.follow.plan import Rest
from bot.follow.responses import body_of, refuse
from parsers.channels import NAME

# The project has no public address yet; when it has one it belongs here. Whoever runs the bot can tell their own.
PROJECT = "open-source Telegram bot, reads public channel pages"
MAX_REDIRECTS = 3
# A poll a minute finds its connection still open; if a host closes it sooner, a new one is opened.
KEPT_ALIVE_SECONDS = 120
ONE_CONNECTION = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEPT_ALIVE_SECONDS)
# After a failure a host is skipped this long while another one answers; longer if it fails again or asks for it.
HOST_REST = timedelta(minutes=5)
LONGEST_HOST_REST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HostPatience:
    """How long to wait for a host: for its next bytes, and for the whole page, in seconds."""

    next_bytes: httpx.Timeout
    whole_page: float


# A page comes in less than a second. A host that hangs must not cost the poll while others are left to try; one host
# per poll, the last that does not rest, is given longer, since the way to all of them may be slow.
BRIEF = HostPatience(httpx.Timeout(6.0, connect=4.0), 15.0)
LONG = HostPatience(httpx.Timeout(20.0, connect=10.0), 60.0)


class _Connection:
    """Watches the transport to see whether a request reused a connection."""

    def __init__(self) -> None:
        self._events: set[str] = set()

    async def hear(self, event: str, _: Any) -> None:
        self._events.add(event)

    @property
    def was_kept(self) -> bool:
        opened = any(event.endswith("connect_tcp.started") for event in self._events)  # to a SOCKS proxy as well
        return "http11.send_request_headers.started" in self._events and not opened


class Preview:
    """The preview hosts as one source of pages. Requests are not ordered here: see ``bot.follow.gate``."""

    def __init__(self, client: httpx.AsyncClient, hosts: Sequence[str], now: Callable[[], datetime]) -> None:
        self._client = client
        self._hosts = tuple(host.rstrip("/") for host in hosts)
        self._now = now
        self._rests: dict[str, Rest] = {}
        self._failures: Counter[str] = Counter()

    async def page(self, channel: str, below: int | None = None) -> str:
        """Return the newest page of a channel, or the one with posts older than id ``below``. Raises ``PageError``."""
        if not NAME.fullmatch(channel):
            raise PageError("bad_name", f"{channel!r} is not the name of a channel.")
        path = f"/s/{channel}" + (f"?before={int(below)}" if below is not None else "")
        failures: list[HostFailedError] = []
        fresh, resting = self._in_order()
        patient = (fresh or resting)[-1]
        for host in (*fresh, *resting):
            try:
                html = await self._from(host, path, channel, LONG if host == patient else BRIEF)
            except HostFailedError as error:
                failures.append(error)
                self._rest(host, error.retry_after)
            else:
                self._failures.pop(host, None)
                self._rests.pop(host, None)
                return html
        raise _all_failed(failures, self._hosts)

    def _in_order(self) -> tuple[list[str], list[str]]:
        """Return the hosts to try first, and those that rest, which are tried if no other answers."""
        now = self._now()
        resting = [host for host in self._hosts if host in self._rests and self._rests[host].left(now) > 0]
        return [host for host in self._hosts if host not in resting], resting

    def _rest(self, host: str, wish: float | None) -> None:
        """Let a host rest: twice as long each time it fails again, or as many seconds as it asked for."""
        self._failures[host] += 1
        usual = HOST_REST.total_seconds() * 2.0 ** min(self._failures[host] - 1, 10)
        seconds = min(max(usual, wish or 0.0), LONGEST_HOST_REST.total_seconds())
        now = self._now()
        self._rests[host] = Rest(now, now + timedelta(seconds=seconds))

    async def _from(self, host: str, path: str, channel: str, patience: HostPatience) -> str:
        """Return the page from this host. Raises ``HostFailedError`` where another may have it, else ``PageError``."""
        name = _name(host)
        try:
            async with asyncio.timeout(patience.whole_page):
                return await self._get(httpx.URL(host + path), channel, patience)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise HostFailedError("unreachable", f"{name} cannot be reached.") from error
        except httpx.ProxyError as error:
            raise HostFailedError("proxy", f"the proxy does not lead to {name}: {error}.") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise PageError("redirected_away", f"{name} redirects to an invalid address.") from error
        except httpx.TimeoutException as error:
            raise HostFailedError("hung", f"{name} sent nothing for {patience.next_bytes.read:.0f} s.") from error
        except TimeoutError as error:
            raise HostFailedError("hung", f"{name} did not send the page in {patience.whole_page:.0f} s.") from error
        except httpx.HTTPError as error:
            raise HostFailedError("dropped", f"{name} broke off: {str(error) or type(error).__name__}.") from error

    async def _get(self, url: httpx.URL, channel: str, patience: HostPatience) -> str:
        for _ in range(MAX_REDIRECTS + 1):
            async with aclosing(await self._send(url, patience)) as response:
                if not response.has_redirect_location:
                    refuse(response, self._now())
                    return (await body_of(response)).decode("utf-8", errors="replace")
                url = self._followed(url.join(response.headers["location"]), channel)
        raise PageError("redirected_away", "the preview host redirects in a circle.")

    async def _send(self, url: httpx.URL, patience: HostPatience) -> httpx.Response:
        """Return the start of an answer; a request on a kept connection that was closed is sent again on a new one."""
        connection = _Connection()
        try:
            return await self._client.send(self._request(url, patience, connection), stream=True)
        except (httpx.RemoteProtocolError, httpx.ReadError):
            if not connection.was_kept:
                raise
            return await self._client.send(self._request(url, patience, connection), stream=True)

    def _request(self, url: httpx.URL, patience: HostPatience, connection: _Connection) -> httpx.Request:
        trace = {"trace": connection.hear}
        return self._client.build_request("GET", url, timeout=patience.next_bytes, extensions=trace)

    def _followed(self, url: httpx.URL, channel: str) -> httpx.URL:
        """Return the target of a redirect, if it is the same channel on a host of the settings."""
        ours = any(_origin(url) == _origin(httpx.URL(host)) for host in self._hosts)
        if not ours or url.path.removeprefix("/s/").strip("/").lower() != channel.lower():
            raise PageError("redirected_away", f"the preview host redirects to {url.host}, which is not followed.")
        return url


def straight(url: str) -> str | None:
    """Return no proxy for any address."""
    return None


@asynccontextmanager
async def open_preview(
    hosts: Sequence[str],
    now: Callable[[], datetime],
    contact: str | None = None,
    proxy_to: Callable[[str], str | None] = straight,
    on_request: Callable[[str], object] = lambda host: None,
) -> AsyncIterator[Preview]:
    """Yield the preview hosts with one client that keeps connections alive; ``contact`` is how to reach the operator.

    ``proxy_to`` returns the proxy for a host's address, or None; ``on_request`` is called with the host's name at every
    request.
    """

    async def told(request: httpx.Request) -> None:
        on_request(request.url.host)

    async with httpx.AsyncClient(
        headers={
            "User-Agent": user_agent(contact),
            "Accept-Language": "en",
            "Accept-Encoding": "gzip",
        },
        limits=ONE_CONNECTION,
        mounts={host: _by_proxy(proxy) for host in hosts if (proxy := proxy_to(host))},
        event_hooks={"request": [told]},
        follow_redirects=False,
        trust_env=False,
    ) as client:
        yield Preview(client, hosts, now)


def _by_proxy(proxy: str) -> httpx.AsyncHTTPTransport:
    return httpx.AsyncHTTPTransport(proxy=proxy, limits=ONE_CONNECTION, trust_env=False)


def _all_failed(failures: Sequence[HostFailedError], hosts: Sequence[str]) -> HostFailedError:
    """Return one error for all hosts, with each one's cause; the last that is not just unreachable gives the reason."""
    met = [one for one in failures if one.reason != "unreachable"]
    if not met:
        return HostFailedError("unreachable", f"none of {', '.join(map(_name, hosts))} can be reached.")
    last = (met or failures)[-1]
    causes = "; ".join(str(one).rstrip(".") for one in failures)
    return HostFailedError(last.reason, f"{causes}.", last.retry_after)


def user_agent(contact: str | None) -> str:
    """Return the User-Agent: who asks, and the https or mail address of the operator, if set."""
    where = f"; +{contact if contact.startswith('https:') else f'mailto:{contact}'}" if contact else ""
    return f"overnight/{version('overnight')} ({PROJECT}{where})"


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return (url.scheme, url.host, url.port)


def _name(host: str) -> str:
    return httpx.URL(host).netloc.decode()
