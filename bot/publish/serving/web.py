"""The answers of the server: a file, that it is unchanged, or one plain line."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tornado.web import Application, HTTPError

from bot.net.servers import Bounds, Plain, quiet, serving
from bot.publish.serving.conditions import is_known, is_refused, takes_gzip
from bot.publish.serving.files import Representation, ServedFile, ServedFiles
from bot.publish.serving.folder import named

SETTING = "OVERNIGHT_PUBLIC_ADDRESS"
# Requests have no bodies. Half of the files that a process may open by default are for clients.
BOUNDS = Bounds(idle_seconds=30.0, body_seconds=5.0, body_bytes=1024, send_seconds=120.0, connections=500)
CACHE_CONTROL = "max-age=60, stale-if-error=86400"
# A body up to this size is sent with its headers; a larger one by itself, without being copied for each client.
SENT_AT_ONCE = 64 * 1024
# What a page of another site may ask with, and read of an answer; for a day it need not ask again.
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since, Range",
    "Access-Control-Max-Age": "86400",
}
EXPOSED = "Content-Length, Date, ETag, Last-Modified"


@asynccontextmanager
async def public_server(listener: socket.socket, root: Path, bounds: Bounds = BOUNDS) -> AsyncIterator[int]:
    """Serve the folder ``root`` at a listening socket until the block ends; yield the port."""
    files = ServedFiles(root)
    given = {"files": files, "send_seconds": bounds.send_seconds}
    application = Application(default_handler_class=_File, default_handler_args=given, log_function=quiet)
    try:
        async with serving(listener, application, bounds) as port:
            yield port
    finally:
        files.close()


class _File(Plain):
    """Answers every request, whatever its path."""

    SUPPORTED_METHODS = ("GET", "HEAD", "OPTIONS")

    def initialize(self, files: ServedFiles, send_seconds: float) -> None:
        self._files = files
        self._send_seconds = send_seconds

    def set_default_headers(self) -> None:
        super().set_default_headers()
        self.set_header("Access-Control-Allow-Origin", "*")
        self.set_header("Access-Control-Expose-Headers", EXPOSED)
        self.set_header("Referrer-Policy", "no-referrer")

    async def get(self) -> None:
        """Answer with the file, whole: a request for a range of it is one that need not be met."""
        name = named(self.request.path)
        file = await self._files.find(name) if name else None
        if file is None:
            raise HTTPError(404)
        packed = file.packed if takes_gzip(self.request.headers.get("Accept-Encoding")) else None
        shown = packed or file.plain
        if is_refused(self.request.headers, shown.etag, file.modified):
            raise HTTPError(412)
        self._describe(file, shown)
        if is_known(self.request.headers, shown.etag, file.modified):
            self.set_status(304)
            self.finish()
            return
        self._send(shown)

    head = get

    def options(self) -> None:
        """Answer whether a page of another site may ask: it may."""
        for name, value in PREFLIGHT.items():
            self.set_header(name, value)
        self.set_header("Allow", ", ".join(self.SUPPORTED_METHODS))
        self.set_status(204)
        self.finish()

    def check_etag_header(self) -> bool:
        """Return False: it was compared already, and more strictly than tornado does it."""
        return False

    def _describe(self, file: ServedFile, shown: Representation) -> None:
        self.set_header("Content-Type", file.type.header)
        self.set_header("ETag", shown.etag)
        self.set_header("Last-Modified", file.last_modified)
        self.set_header("Cache-Control", CACHE_CONTROL)
        self.set_header("Accept-Ranges", "none")
        if file.packed:
            self.set_header("Vary", "Accept-Encoding")
        if shown is file.packed:
            self.set_header("Content-Encoding", "gzip")
        if file.type.policy:
            self.set_header("Content-Security-Policy", file.type.policy)

    def _send(self, shown: Representation) -> None:
        """Send the body, and hang up on a client that does not take it in time."""
        self.set_header("Content-Length", str(len(shown.body)))
        if self.request.method != "HEAD":
            if len(shown.body) > SENT_AT_ONCE:
                self.flush()
            self.write(shown.body)
        sent = self.finish()
        if not sent.done():
            connection: Any = self.request.connection
            late = asyncio.get_running_loop().call_later(self._send_seconds, connection.close)
            sent.add_done_callback(lambda _: late.cancel())
