"""The webhook server at work and under attack, over real sockets on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import tracemalloc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import Bot, Update

from bot.fleet.once import NotTakenError
from bot.net.servers import Bounds, ListenError
from bot.receive.webhook import MAX_BYTES, webhook_server

SECRET = "5e" * 32
SECRET_LINE = f"X-Telegram-Bot-Api-Secret-Token: {SECRET}"
BOT = Bot("123456789:" + "A" * 35)
MESSAGE = {
    "message_id": 7,
    "date": 1790000000,
    "chat": {"id": 42, "type": "private", "first_name": "Ann"},
    "text": "/latest",
}
UPDATE = json.dumps({"update_id": 100, "message": MESSAGE}).encode()


@dataclass
class Hook:
    """A running webhook server: the updates it accepted, and ways to send it requests."""

    port: int = 0
    taken: list[Update] = field(default_factory=list)
    beats: list[int] = field(default_factory=list)
    fails: bool = False
    cannot_take: bool = False

    async def put(self, update: Update) -> None:
        if self.fails:
            raise RuntimeError("no room")
        if self.cannot_take:
            raise NotTakenError("the database does not answer")
        self.taken.append(update)

    async def raw(self, *parts: bytes) -> bytes:
        """Send these bytes and return the answer until the server closes the connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            with contextlib.suppress(ConnectionError):
                for part in parts:
                    writer.write(part)
                    await writer.drain()
            return await _all_of(reader)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def post(self, body: bytes, *lines: str, path: str = "/telegram") -> int:
        """The status of an answer to a whole request."""
        return status(await self.raw(request("POST", path, [*lines, f"Content-Length: {len(body)}"]) + body))


async def _all_of(reader: asyncio.StreamReader) -> bytes:
    found = b""
    with contextlib.suppress(ConnectionError):
        while chunk := await asyncio.wait_for(reader.read(65_536), 5):
            found += chunk
    return found


def request(method: str, path: str, lines: Sequence[str]) -> bytes:
    head = [f"{method} {path} HTTP/1.1", "Host: bot.example", "Connection: close", *lines]
    return "\r\n".join([*head, "", ""]).encode("latin-1")


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@asynccontextmanager
async def hooked(bounds: Bounds | None = None) -> AsyncIterator[Hook]:
    hook = Hook()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    options: dict[str, Any] = {} if bounds is None else {"bounds": bounds}
    server = webhook_server(
        f"127.0.0.1:{port}", "/telegram", SECRET, BOT, hook.put, on_update=lambda: hook.beats.append(1), **options
    )
    async with server as hook.port:
        yield hook


async def test_an_update_with_the_secret_is_accepted() -> None:
    async with hooked() as hook:
        assert await hook.post(UPDATE, SECRET_LINE) == 200
    (update,) = hook.taken
    assert (update.update_id, update.message and update.message.text) == (100, "/latest")
    assert update.message and update.message.get_bot() is BOT
    assert hook.beats == [1]


async def test_one_connection_can_bring_two_updates() -> None:
    head = request("POST", "/telegram", [SECRET_LINE, f"Content-Length: {len(UPDATE)}"])
    kept = head.replace(b"Connection: close\r\n", b"") + UPDATE
    async with hooked() as hook:
        answer = await hook.raw(kept, head + UPDATE)
    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert len(hook.taken) == 2


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["X-Telegram-Bot-Api-Secret-Token: "],
        [f"X-Telegram-Bot-Api-Secret-Token: {SECRET[:-1]}"],
        [f"X-Telegram-Bot-Api-Secret-Token: {SECRET}x"],
        [SECRET_LINE, SECRET_LINE],
        [SECRET_LINE, "x-telegram-bot-api-secret-token: other"],
        [f"X-Telegram-Bot-Api-Secret-Token: {SECRET},{SECRET}"],
        ["X-Telegram-Bot-Api-Secret-Token: \xe9\xff\x80" + SECRET],
    ],
)
async def test_nothing_is_read_without_exactly_one_right_secret(lines: list[str]) -> None:
    head = request("POST", "/telegram", [*lines, "Content-Length: 40000000"])
    async with hooked() as hook:
        answer = await hook.raw(head)  # no byte of the body is ever sent, and still it is answered
    assert status(answer) == 403
    assert b"Connection: close" in answer
    assert not hook.taken


async def test_forty_megabytes_without_the_secret_cost_no_memory() -> None:
    head = request("POST", "/telegram", ["Content-Length: 40000000"])
    chunk = bytes(65_536)
    async with hooked() as hook:
        await hook.raw(head)
        tracemalloc.start()
        try:
            await asyncio.gather(*(hook.raw(head, *[chunk] * 610) for _ in range(4)))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 2 * 1024 * 1024


async def test_a_body_with_a_too_large_content_length_is_refused_unread() -> None:
    async with hooked() as hook:
        head = request("POST", "/telegram", [SECRET_LINE, f"Content-Length: {MAX_BYTES + 1}"])
        assert status(await hook.raw(head)) == 413


async def test_a_body_of_the_maximum_length_is_accepted() -> None:
    body = UPDATE[:-1] + b" " * (MAX_BYTES - len(UPDATE)) + b"}"
    async with hooked() as hook:
        assert await hook.post(body, SECRET_LINE) == 200
    assert len(hook.taken) == 1


def chunked(body: bytes, size: int) -> bytes:
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


async def test_chunks_are_joined_and_refused_beyond_the_limit() -> None:
    head = request("POST", "/telegram", [SECRET_LINE, "Transfer-Encoding: chunked"])
    async with hooked() as hook:
        assert status(await hook.raw(head + chunked(UPDATE, 10))) == 200
        assert status(await hook.raw(head, chunked(bytes(MAX_BYTES), 60_000)[:-5], b"1\r\nx\r\n")) == 413
    assert len(hook.taken) == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe", b"[" * 200_000, b"[]", b"null", b"{}", b'{"update_id": "1"}', b'{"update_id": true}',
     b'{"update_id": ' + b"9" * 5000 + b"}"],
)  # fmt: skip
async def test_a_body_that_is_no_update_is_a_bad_request(body: bytes, caplog: pytest.LogCaptureFixture) -> None:
    async with hooked() as hook:
        assert await hook.post(body, SECRET_LINE) == 400
    assert not hook.taken
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_an_unparseable_update_is_skipped_and_logged_without_its_text(
    caplog: pytest.LogCaptureFixture,
) -> None:
    odd = json.dumps({"update_id": 101, "message": {"text": "my private words"}}).encode()
    async with hooked() as hook:
        assert await hook.post(odd, SECRET_LINE) == 200
        assert await hook.post(UPDATE, SECRET_LINE) == 200
    assert [update.update_id for update in hook.taken] == [100]
    assert [record.getMessage() for record in caplog.records if record.name == "bot.receive.webhook"] == [
        "update 101 cannot be parsed and is skipped: KeyError"
    ]
    assert "private words" not in caplog.text


async def test_an_update_that_cannot_be_queued_is_answered_500_so_that_telegram_retries(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with hooked() as hook:
        hook.fails = True
        assert await hook.post(UPDATE, SECRET_LINE) == 500
        hook.fails = False
        assert await hook.post(UPDATE, SECRET_LINE) == 200
    assert "no room" in caplog.text


async def test_an_update_that_cannot_be_taken_is_answered_503_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    """The database is away: Telegram repeats it, and whoever looks after the database says so."""
    async with hooked() as hook:
        hook.cannot_take = True
        assert await hook.post(UPDATE, SECRET_LINE) == 503
        hook.cannot_take = False
        assert await hook.post(UPDATE, SECRET_LINE) == 200
    assert caplog.messages == []


@pytest.mark.parametrize("path", ["/", "/telegram/", "/telegram/x", "//telegram", "/healthz", "*"])
async def test_only_the_webhook_path_exists(path: str) -> None:
    async with hooked() as hook:
        assert await hook.post(UPDATE, SECRET_LINE, path=path) == 404


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
async def test_only_post_is_allowed(method: str) -> None:
    async with hooked() as hook:
        answer = await hook.raw(request(method, "/telegram", [SECRET_LINE]))
    assert status(answer) == 405
    assert b"Allow: POST" in answer


async def test_responses_do_not_reveal_the_software() -> None:
    async with hooked() as hook:
        answer = await hook.raw(request("POST", "/telegram", []))
    assert b"Server:" not in answer
    assert answer.endswith(b"\r\n\r\n403 Forbidden\n")


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /telegram HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        request("POST", "/telegram", [SECRET_LINE, "Content-Length: 500"]) + b'{"update_id"',
        request("POST", "/telegram", [SECRET_LINE, "Transfer-Encoding: chunked"]) + b"5\r\nab",
        b"",
    ],
)
async def test_slow_clients_are_disconnected(sent: bytes) -> None:
    async with hooked(Bounds(idle_seconds=0.05, body_seconds=0.05, body_bytes=MAX_BYTES)) as hook:
        assert await hook.raw(sent) == b""
        assert await hook.post(UPDATE, SECRET_LINE) == 200
    assert len(hook.taken) == 1


async def test_endless_headers_are_cut_off() -> None:
    async with hooked() as hook:
        await hook.raw(b"POST /telegram HTTP/1.1\r\n", *[b"X-More: " + b"a" * 8000 + b"\r\n"] * 20)
        assert await hook.post(UPDATE, SECRET_LINE) == 200


async def test_connections_beyond_the_limit_are_closed_at_once() -> None:
    async with hooked(Bounds(body_bytes=MAX_BYTES, connections=2)) as hook:
        held = [await asyncio.open_connection("127.0.0.1", hook.port) for _ in range(2)]
        assert await hook.raw(b"") == b""
        for _, writer in held:
            writer.close()
            await writer.wait_closed()
        for _ in range(50):  # the server hears of it in its own time
            if (await hook.raw(request("POST", "/telegram", []))).startswith(b"HTTP/1.1 403"):
                break
        else:
            pytest.fail("nobody is let in any more")


async def test_a_port_in_use_is_reported_in_one_sentence() -> None:
    async with hooked() as hook:
        at = f"127.0.0.1:{hook.port}"
        with pytest.raises(ListenError) as caught:
            async with webhook_server(at, "/telegram", SECRET, BOT, hook.put):
                pass
    assert str(caught.value) == f"OVERNIGHT_WEBHOOK_LISTEN: {at} cannot be bound: Address already in use."


async def test_an_address_of_another_machine_is_refused_in_one_sentence() -> None:
    with pytest.raises(ListenError, match=r"^OVERNIGHT_WEBHOOK_LISTEN: 192\.0\.2\.1:8080 cannot be bound: "):
        async with webhook_server("192.0.2.1:8080", "/telegram", SECRET, BOT, Hook().put):
            pass


async def test_the_webhook_listens_at_an_ipv6_address_in_brackets() -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as probe:
            port = probe.getsockname()[1]
    except OSError:
        pytest.skip("this machine has no IPv6")
    async with webhook_server(f"[::1]:{port}", "/telegram", SECRET, BOT, Hook().put) as listened:
        assert listened == port
        reader, writer = await asyncio.open_connection("::1", port)
        writer.write(request("POST", "/telegram", []))
        assert status(await _all_of(reader)) == 403
        writer.close()
        await writer.wait_closed()
