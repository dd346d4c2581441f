"""How a request that fails is answered on the wire."""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import Any

from tornado.iostream import IOStream, StreamClosedError
from tornado.web import RequestHandler

from bot.demo.bot_api.faults import Failure, Fault
from bot.demo.bot_api.odd import ODD, told

# Closing with this option sends RST instead of FIN.
AT_ONCE = struct.pack("ii", 1, 0)


class Cut(Exception):
    """The request gets no proper answer; ``result`` is what it would have been, None before acceptance."""

    def __init__(self, fault: Fault, result: Any = None) -> None:
        super().__init__(fault.failure.value)
        self.fault = fault
        self.result = result

    @property
    def failure(self) -> Failure:
        return self.fault.failure


async def answer(handler: RequestHandler, cut: Cut) -> None:
    """Answer as the fault wants it."""
    match cut.failure:
        case Failure.GARBAGE | Failure.REFUSE:
            handler.set_status(502 if cut.failure is Failure.GARBAGE else cut.fault.code)
            handler.write(f"<html><body>{cut.fault.description}</body></html>")
        case Failure.ODD:
            handler.set_header("Content-Type", "application/json")
            handler.write(ODD[cut.fault.odd](cut.result))
        case Failure.HALF:
            await _half(handler.detach(), told(cut.result).encode())
        case Failure.RESET:
            stream = handler.detach()
            stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            stream.close()
        case _:
            handler.detach().close()


async def _half(stream: IOStream, body: bytes) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with contextlib.suppress(StreamClosedError):
        await stream.write(head + body[: len(body) // 2])
    stream.close()
