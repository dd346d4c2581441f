"""A load balancer on loopback between Telegram's webhook calls and the replicas, as nginx or Caddy is one.

Round robin. A replica that refuses the connection is passed over, one that does not answer in time or breaks off is not
asked again for a while; such an update may have been taken, so it is not passed to another one: Telegram, answered with
an error, brings it again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

CONNECT_SECONDS = 1.0
ANSWER_SECONDS = 3.0
ASIDE_SECONDS = 5.0
NOBODY, NO_ANSWER = 502, 504


@dataclass(frozen=True, slots=True)
class Passed:
    """An update passed to the process ``pid`` at a second (``time.time``); ``status`` is its answer, None for none."""

    update_id: int
    pid: int
    at: float
    status: int | None


@dataclass
class Balancer:
    """``ports`` are those of the replicas, ``pid_of`` the process that is or was behind one, by its place."""

    ports: Sequence[int]
    pid_of: Callable[[int], int]
    passed: list[Passed] = field(default_factory=list)
    port: int = 0
    _turn: count[int] = field(default_factory=count)
    _aside_until: dict[int, float] = field(default_factory=dict)
    _server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening."""
        if self._server:
            self._server.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head, body = await _message(reader)
            status = await self._pass_on(head + body, int(json.loads(body)["update_id"]))
            writer.write(f"HTTP/1.1 {status} .\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        writer.close()

    async def _pass_on(self, request: bytes, update_id: int) -> int:
        """Return the status for Telegram."""
        for place in self._in_turn():
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    reader, writer = await asyncio.open_connection("127.0.0.1", self.ports[place])
            except OSError:  # a TimeoutError is one
                self._aside_until[place] = time.time() + ASIDE_SECONDS
                continue
            pid, at = self.pid_of(place), time.time()
            status = await _answer(reader, writer, request)
            self.passed.append(Passed(update_id, pid, at, status))
            if status is None:
                self._aside_until[place] = time.time() + ASIDE_SECONDS
            return status or NO_ANSWER
        return NOBODY

    def _in_turn(self) -> list[int]:
        """The places to try: the next one in turn first; all of them where all are set aside."""
        first, size, now = next(self._turn), len(self.ports), time.time()
        places = [(first + step) % size for step in range(size)]
        return [place for place in places if self._aside_until.get(place, 0.0) <= now] or places


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int | None:
    """The status a replica answers with; None where it does not answer in time or breaks off."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            writer.write(request)
            head, _ = await _message(reader)
            return int(head.split(b" ", 2)[1])
    except (OSError, asyncio.IncompleteReadError):
        return None
    finally:
        writer.close()


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """A request or an answer: its head, and the body that Content-Length tells of."""
    head = await reader.readuntil(b"\r\n\r\n")
    told = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    return head, await reader.readexactly(int(told[1]) if told else 0)
