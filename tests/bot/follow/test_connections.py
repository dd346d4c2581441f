"""One connection per host: reused between polls, reopened silently, with honest headers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from types import SimpleNamespace

import pytest

from bot.demo.channel_page import ChannelPages
from bot.follow.preview import Preview, open_preview
from tests.bot.follow.hosts import NOW, refused


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("https://bot.example.org/about", "; +https://bot.example.org/about)"),
        ("me@example.org", "; +mailto:me@example.org)"),
        (None, "reads public channel pages)"),
    ],
)
async def test_requests_carry_the_contact_of_the_operator(contact: str | None, told: str) -> None:
    async with open_preview(["http://127.0.0.1:9"], lambda: NOW, contact) as source:
        agent = source._client.headers["user-agent"]
    assert agent.startswith("overnight/")
    assert agent.endswith(told)


# The contact above is that of one who runs the bot. Where none is set, a host still cannot look up what asks it.
@pytest.mark.xfail(strict=True, reason="the project has no public address yet; none is made up")
async def test_the_user_agent_links_to_the_project() -> None:
    async with open_preview(["http://127.0.0.1:9"], lambda: NOW) as source:
        assert "+https://" in source._client.headers["user-agent"]


async def test_pages_are_requested_compressed_with_honest_headers() -> None:
    pages = ChannelPages(lambda: NOW)
    pages.add_channel("kpszsu", 1223955273)
    pages.add_post("kpszsu", 5, "тривога")
    address = await pages.start()
    async with open_preview([address], lambda: NOW) as source:
        assert "тривога" in await source.page("kpszsu")
        assert "No posts found" in await source.page("kpszsu", below=5)
        headers = source._client.headers
    await pages.stop()
    assert headers["user-agent"].startswith("overnight/")
    assert headers["accept-encoding"] == "gzip"
    assert [one.before for one in pages.asked] == [None, 5]


class Host:
    """A host on loopback that serves some requests a connection and does with the next one as it likes."""

    def __init__(self, answers: int, *, then_close: bool) -> None:
        self.connections = 0
        self.requests = 0
        self._answers = answers
        self._then_close = then_close
        self._writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.append(writer)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            for _ in range(self._answers):
                await self._request(reader)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage")
            if not self._then_close:
                await self._request(reader)
        writer.close()

    async def _request(self, reader: asyncio.StreamReader) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.requests += 1

    async def closed(self) -> None:
        for writer in self._writers:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()


@asynccontextmanager
async def met(host: Host) -> AsyncIterator[Preview]:
    server = await asyncio.start_server(host.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, open_preview([f"http://127.0.0.1:{port}"], lambda: NOW) as source:
        yield source
    await host.closed()


async def test_polls_a_minute_apart_reuse_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    later = SimpleNamespace(seconds=0.0)
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + later.seconds)
    monkeypatch.setattr("httpcore._async.http11.time", clock)
    host = Host(100, then_close=False)
    async with met(host) as source:
        for _ in range(5):
            assert await source.page("kpszsu") == "page"
            later.seconds += 65
    assert (host.connections, host.requests) == (1, 5)


@pytest.mark.parametrize("then_close", [True, False], ids=["closed while idle", "closed when asked"])
async def test_a_connection_closed_by_the_host_is_reopened_silently(then_close: bool) -> None:
    host = Host(1, then_close=then_close)
    async with met(host) as source:
        for _ in range(3):
            assert await source.page("kpszsu") == "page"
            await asyncio.sleep(0)
    assert host.connections == 3


async def test_a_request_is_not_retried_when_a_new_connection_breaks() -> None:
    host = Host(0, then_close=False)
    async with met(host) as source:
        assert (await refused(source)).reason == "dropped"
    assert host.requests == 1


async def test_an_unreachable_host_is_reported_in_a_sentence() -> None:
    async with open_preview(["http://127.0.0.1:9"], lambda: NOW) as source:
        assert str(await refused(source)) == "none of 127.0.0.1:9 can be reached."
