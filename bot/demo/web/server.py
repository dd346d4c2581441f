"""The page's HTTP server: on loopback, for loopback names only, and for no page but its own."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tornado.escape import json_decode
from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.web import Application, HTTPError, RequestHandler

from bot.demo.bot_api.pictures import JPEG, PNG
from bot.demo.web.chat import Impossible, WebChat

LOOPBACK = "127.0.0.1"
# A page elsewhere may have its own name lead to loopback; these cannot be anyone's.
NAMES = (LOOPBACK, "localhost")
# The longest text in JSON's six letters a unit, and the rest of a request.
BODY_BYTES = 32 * 1024
# seconds between two tellings of the chat's time
TICK_SECONDS = 1.0
HERE = Path(__file__).parent
PAGES = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
    "/words.js": ("words.js", "text/javascript; charset=utf-8"),
    "/bubbles.js": ("bubbles.js", "text/javascript; charset=utf-8"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
PICTURES = ((PNG, "image/png"), (JPEG, "image/jpeg"))
NOT_JSON = "A request is a JSON object of texts."
# what a person may do -> how, and the texts it takes
DEEDS: dict[str, tuple[Callable[..., Awaitable[dict[str, Any]]], tuple[str, ...]]] = {
    "say": (WebChat.say, ("text",)),
    "press": (WebChat.press, ("key", "data")),
    "choose": (WebChat.choose, ("query", "result")),
}


@asynccontextmanager
async def serving(chat: WebChat, port: int = 0, tick: float = TICK_SECONDS) -> AsyncIterator[str]:
    """Serve the chat on a port of loopback (0: a free one); yields the page's address. Raises OSError."""
    handlers = {"chat": chat}
    routes: list[Any] = [(path, _Page) for path in PAGES]
    routes += [("/events", _Events, handlers | {"tick": tick}), ("/commands", _Commands, handlers)]
    routes += [(r"/files/(\w+)", _File, handlers), (r"/(say|press|choose)", _Does, handlers)]
    application = Application(routes, log_function=_quiet, default_handler_class=_Missing)
    http = HTTPServer(application, max_body_size=BODY_BYTES)
    listening = socket.create_server((LOOPBACK, port))  # tornado's own leaves a socket open when the port is taken
    listening.setblocking(False)
    http.add_socket(listening)
    try:
        yield f"http://{LOOPBACK}:{listening.getsockname()[1]}/"
    finally:
        http.stop()
        chat.end()
        await http.close_all_connections()


class _Handler(RequestHandler):
    """What every answer has: the headers, and the check of who asks."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Only a loopback name, and no page from elsewhere."""
        if urlsplit(f"//{self.request.host}").hostname not in NAMES:
            raise HTTPError(403, "not a loopback name")
        origin = self.request.headers.get("Origin")
        if origin is not None and origin != f"http://{self.request.host}":
            raise HTTPError(403, "from another page")

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class _Missing(_Handler):
    def get(self) -> None:
        raise HTTPError(404)


class _Page(_Handler):
    def get(self) -> None:
        name, kind = PAGES[self.request.path]
        self.set_header("Content-Type", kind)
        self.finish((HERE / name).read_bytes())


class _ChatHandler(_Handler):
    def initialize(self, chat: WebChat) -> None:
        self.chat = chat


class _Commands(_ChatHandler):
    def get(self) -> None:
        self.finish({"commands": self.chat.commands()})


class _File(_ChatHandler):
    """A picture to be shown, or a document to be saved: never a page of its own."""

    def get(self, file_id: str) -> None:
        file = self.chat.file(file_id)
        if file is None:
            raise HTTPError(404)
        shown = [kind for head, kind in PICTURES if file.size and file.data.startswith(head)]
        self.set_header("Content-Type", shown[0] if shown else "application/octet-stream")
        if not shown:
            name = quote(Path(file.name).name)
            self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{name}")
        self.finish(file.data)


class _Events(_Handler):
    """Stream the chat as Server-Sent Events: the existing messages, then new ones, and the time while idle."""

    def initialize(self, chat: WebChat, tick: float) -> None:
        self._chat = chat
        self._tick = tick

    async def get(self) -> None:
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        with self._chat.watched() as telling:
            try:
                while (event := await self._next(telling)) is not None:
                    self.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n")
                    await self.flush()
            except StreamClosedError:
                return  # the watcher has left

    async def _next(self, telling: asyncio.Queue[dict[str, Any] | None]) -> dict[str, Any] | None:
        try:
            async with asyncio.timeout(self._tick):
                return await telling.get()
        except TimeoutError:
            return self._chat.time()


class _Does(_ChatHandler):
    """What the person does; see DEEDS."""

    async def post(self, what: str) -> None:
        does, fields = DEEDS[what]
        asked = self._asked()
        if not all(field in asked for field in fields):
            self._refuse(400, NOT_JSON)
            return
        try:
            self.finish(await does(self.chat, *(asked[field] for field in fields)))
        except Impossible as error:
            self._refuse(409, str(error))

    def _refuse(self, status: int, why: str) -> None:
        self.set_status(status)
        self.finish({"error": why})

    def _asked(self) -> dict[str, str]:
        """Return the request's text fields; ignore everything else in it."""
        try:
            asked = json_decode(self.request.body)
        except ValueError:
            return {}
        fields = asked.items() if isinstance(asked, dict) else ()
        return {name: value for name, value in fields if isinstance(value, str)}


def _quiet(handler: RequestHandler) -> None:
    """No line for every request; the chat shows what happens."""
