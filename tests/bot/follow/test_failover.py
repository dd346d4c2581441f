"""Which answers of a preview host cause failover, how long its timeout is, and how long it rests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.follow import preview
from bot.follow.errors import PageError
from bot.follow.preview import BRIEF, LONG, HostPatience, Preview, open_preview

HOSTS = ("https://one.test", "https://two.test", "https://three.test")
Answer = Callable[[httpx.Request], httpx.Response]


def page(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=pieces(b"page"))


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def drops() -> AsyncIterator[bytes]:
    yield b"pa"
    await asyncio.Event().wait()


def status(code: int, **headers: str) -> Answer:
    return lambda _: httpx.Response(code, headers=headers, content=pieces())


def raising(error: type[httpx.TransportError], words: str = "") -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        raise error(words, request=request)

    return answer


class Hosts:
    """Hosts that answer as they are told, on a clock that stands until it is set."""

    def __init__(self, *answers: Answer) -> None:
        self.now = datetime(2026, 9, 1, 12, tzinfo=UTC)
        self.answers = dict(zip((httpx.URL(host).host for host in HOSTS), (*answers, page, page, page), strict=False))
        self.asked: list[str] = []
        self.waited: list[float] = []
        client = httpx.AsyncClient(transport=httpx.MockTransport(self._answer))
        self.source = Preview(client, HOSTS, lambda: self.now)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host
        self.asked.append(name.removesuffix(".test"))
        self.waited.append(request.extensions["timeout"]["read"])
        return self.answers[name](request)

    async def poll(self, minutes: float = 1) -> list[str]:
        """Who is asked by a poll so long after the last one."""
        self.now += timedelta(minutes=minutes)
        self.asked.clear()
        self.waited.clear()
        with suppress(PageError):
            assert await self.source.page("kpszsu") == "page"
        return self.asked

    async def error(self) -> PageError:
        with pytest.raises(PageError) as caught:
            await self.source.page("kpszsu")
        return caught.value


FAILURES = {
    "no connection": raising(httpx.ConnectError),
    "no connection in time": raising(httpx.ConnectTimeout),
    "nothing said": raising(httpx.ReadTimeout),
    "request not taken": raising(httpx.WriteTimeout),
    "broken off": raising(httpx.RemoteProtocolError, "peer closed"),
    "reset": raising(httpx.ReadError),
    "500": status(500),
    "502": status(502),
    "503": status(503, **{"retry-after": "7"}),
    "520": status(520),
    "broken gzip": lambda _: httpx.Response(200, headers={"content-encoding": "gzip"}, content=pieces(b"no gzip")),
}
ANSWERS = {
    "429": status(429),
    "400": status(400),
    "403": status(403),
    "404": status(404),
    "410": status(410),
    "451": status(451),
    "204": status(204),
    "redirect away": status(302, location="https://evil.test/s/kpszsu"),
    "redirect to nowhere": status(302, location="https://[x"),
}


@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
async def test_a_failing_host_is_replaced_by_the_next_and_rests(failure: Answer) -> None:
    hosts = Hosts(failure)
    assert await hosts.poll() == ["one", "two"]
    assert await hosts.poll() == ["two"]
    assert await hosts.poll(minutes=3.9) == ["two"]
    assert await hosts.poll() == ["one", "two"]


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
async def test_a_definite_answer_does_not_cause_failover(answer: Answer) -> None:
    hosts = Hosts(answer)
    assert await hosts.poll() == ["one"]
    assert await hosts.poll() == ["one"]


async def test_an_endless_page_is_abandoned_for_the_next_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "BRIEF", HostPatience(BRIEF.next_bytes, 0.01))
    hosts = Hosts(lambda _: httpx.Response(200, content=drops()))
    assert await hosts.poll() == ["one", "two"]


async def test_a_host_that_hangs_costs_only_a_short_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "BRIEF", HostPatience(httpx.Timeout(0.02), 5.0))
    silent: list[asyncio.StreamWriter] = []

    async def hang(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        silent.append(writer)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\npage")
        writer.close()

    async with await asyncio.start_server(hang, "127.0.0.1", 0) as one:
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as two:
            hosts = [f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}" for server in (one, two)]
            async with open_preview(hosts, lambda: datetime.now(UTC)) as source:
                assert [await source.page("kpszsu"), await source.page("kpszsu")] == ["page", "page"]
        assert len(silent) == 1
        for writer in silent:
            writer.close()


async def test_only_one_host_per_poll_gets_the_long_timeout() -> None:
    brief, long = BRIEF.next_bytes.read, LONG.next_bytes.read
    hang = raising(httpx.ReadTimeout)
    hosts = Hosts(hang, hang, hang)
    await hosts.poll()
    assert hosts.waited == [brief, brief, long]
    await hosts.poll()
    assert hosts.waited == [brief, brief, long]
    hosts = Hosts(hang)
    await hosts.poll()
    await hosts.poll()
    assert (hosts.asked, hosts.waited) == (["two"], [brief])
    hosts.answers["two.test"] = hang
    await hosts.poll()
    assert (hosts.asked, hosts.waited) == (["two", "three"], [brief, long])
    await hosts.poll()
    assert (hosts.asked, hosts.waited) == (["three"], [long])


async def test_the_rest_of_a_failing_host_doubles_up_to_an_hour() -> None:
    hosts, asked = Hosts(raising(httpx.ReadTimeout)), []
    for minute in range(240):
        if "one" in await hosts.poll():
            asked.append(minute)
    assert asked == [0, 5, 15, 35, 75, 135, 195]
    hosts.answers["one.test"] = page
    await hosts.poll(minutes=60)
    hosts.answers["one.test"] = status(500)
    assert await hosts.poll() == ["one", "two"]
    assert await hosts.poll(minutes=6) == ["one", "two"]


async def test_a_longer_retry_after_of_a_host_is_obeyed() -> None:
    hosts = Hosts(status(503, **{"retry-after": "1200"}))
    await hosts.poll()
    assert await hosts.poll(minutes=19) == ["two"]
    assert await hosts.poll(minutes=1.1) == ["one", "two"]


async def test_when_all_hosts_fail_the_error_lists_each_cause_and_uses_the_last_reason_met() -> None:
    hosts = Hosts(raising(httpx.ReadTimeout), status(503, **{"retry-after": "9"}), raising(httpx.ConnectError))
    error = await hosts.error()
    assert str(error) == "one.test sent nothing for 6 s; two.test answers 503; three.test cannot be reached."
    assert (error.reason, error.retry_after) == ("server_error", 9)


async def test_when_no_host_is_reachable_the_error_is_one_short_sentence() -> None:
    down = raising(httpx.ConnectError)
    error = await Hosts(down, down, down).error()
    assert (error.reason, str(error)) == ("unreachable", "none of one.test, two.test, three.test can be reached.")


async def test_resting_hosts_are_asked_when_no_other_answers() -> None:
    hosts = Hosts(status(500))
    await hosts.poll()
    hosts.answers |= {"one.test": page, "two.test": status(500), "three.test": status(500)}
    assert await hosts.poll() == ["two", "three", "one"]
    assert await hosts.poll() == ["one"]
