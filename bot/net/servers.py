"""Our HTTP servers: where they listen, and limits on what a stranger can cost them."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream, StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler

from bot.net.addresses import host_and_port

log = logging.getLogger(__name__)

HEADER_BYTES = 16 * 1024


class ListenError(Exception):
    """An address cannot be bound; the message says which setting named it, and why."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits for clients: ``idle_seconds`` for the headers of a request or between two requests,
    ``body_seconds`` and ``body_bytes`` for a body, ``send_seconds`` for taking a large answer; ``connections`` at a
    time.
    """

    idle_seconds: float = 30.0
    body_seconds: float = 20.0
    body_bytes: int = 16 * 1024
    send_seconds: float = 120.0
    connections: int = 200


class _Bounded(HTTPServer):
    """Closes a connection at once where too many are open; tornado limits everything else but not that."""

    def initialize(self, application: Application, most: int, **options: Any) -> None:  # type: ignore[override]
        super().initialize(application, **options)
        self._most = most
        self._open = 0

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        if self._open >= self._most:
            stream.close()
            return
        self._open += 1
        super().handle_stream(stream, address)

    def on_close(self, server_conn: object) -> None:
        self._open -= 1
        super().on_close(server_conn)


@asynccontextmanager
async def listening(setting: str, at: str, application: Application, bounds: Bounds) -> AsyncIterator[int]:
    """Serve until the block ends; yield the port. ``setting`` is the one that named ``at``. Raises ``ListenError``."""
    async with serving(bound(setting, at), application, bounds) as port:
        yield port


@asynccontextmanager
async def serving(listener: socket.socket, application: Application, bounds: Bounds) -> AsyncIterator[int]:
    """Serve at a socket that ``bound`` returned, here or in another process, until the block ends; yield the port."""
    server = _Bounded(
        application,
        bounds.connections,
        idle_connection_timeout=bounds.idle_seconds,
        body_timeout=bounds.body_seconds,
        max_body_size=bounds.body_bytes,
        max_header_size=HEADER_BYTES,
    )
    server.add_socket(listener)
    try:
        yield int(listener.getsockname()[1])
    finally:
        server.stop()
        await server.close_all_connections()


def bound(setting: str, at: str) -> socket.socket:
    """Return a socket that listens at ``at``, which ``setting`` named; tornado's own function leaves one open where the
    port is taken. Raises ``ListenError``.
    """
    host, port = host_and_port(at)
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        found = socket.create_server(address, family=family)
    except (socket.gaierror, UnicodeError) as error:
        raise ListenError(f"{setting}: {host!r} is not an address of this machine.") from error
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise ListenError(f"{setting}: {_shown(host, port)} cannot be bound: {why}.") from error
    found.setblocking(False)
    return found


def _shown(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class Plain(RequestHandler):
    """Answers in short plain text, reveals nothing of what runs here, and accepts the methods its subclass names."""

    def set_default_headers(self) -> None:
        """Set the headers of every answer, refusals too."""
        self.clear_header("Server")
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Write one line. An answer to a wrong method names the right ones."""
        if status_code == 405:
            self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))
        self.finish(f"{status_code} {self._reason}\n")

    def compute_etag(self) -> None:
        """Return None: "not modified" would not answer whether everything works."""

    def log_exception(self, typ: Any, value: BaseException | None, tb: Any) -> None:
        """Log only our own errors; refusals are no news, and a stranger could fill the log with them."""
        if not isinstance(value, (HTTPError, StreamClosedError)):
            log.error("a request could not be answered: %s", value, exc_info=value)


class NothingHere(Plain):
    """The handler of unknown paths."""

    SUPPORTED_METHODS = ("GET",)

    def get(self) -> None:
        """Answer 404."""
        self.send_error(404)


def quiet(handler: RequestHandler) -> None:
    """Log no requests: strangers would fill the log."""
