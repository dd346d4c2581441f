"""A small forward proxy on loopback: CONNECT and absolute-form, with names that only it can resolve."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class ForwardProxy:
    """``names`` are made-up hosts and the ports of loopback they stand for; ``asked`` are the first lines it got."""

    names: Mapping[str, int]
    refuses: bool = False
    port: int = 0
    asked: list[str] = field(default_factory=list)
    credentials: list[str] = field(default_factory=list)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            first, *headers = head.split("\r\n")
            self.asked.append(first)
            self.credentials += [one for one in headers if one.lower().startswith("proxy-authorization:")]
            if self.refuses:
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            else:
                await self._lead(first.split()[0], first.split()[1], headers, reader, writer)
        writer.close()

    async def _lead(
        self, method: str, target: str, headers: list[str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        assert parts.hostname
        there, thither = await asyncio.open_connection("127.0.0.1", self.names[parts.hostname])
        self.writers.append(thither)
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        else:
            thither.write("\r\n".join([f"{method} {parts.path} HTTP/1.1", *headers]).encode())
        await asyncio.gather(_copy(reader, thither), _copy(there, writer))


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
    with suppress(ConnectionError, OSError):
        target.close()


@asynccontextmanager
async def forward_proxy(names: Mapping[str, int], *, refuses: bool = False) -> AsyncIterator[ForwardProxy]:
    """A proxy at work; its ``port`` is on 127.0.0.1."""
    proxy = ForwardProxy(names, refuses)
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    async with server:
        yield proxy
        for writer in proxy.writers:
            writer.close()
            with suppress(ConnectionError, OSError):
                await writer.wait_closed()
