"""The HTTP server of the stand-in, on loopback."""

from __future__ import annotations

import asyncio
import hmac
import inspect
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.demo.bot_api.arguments import Arguments, arguments_of
from bot.demo.bot_api.broken import Cut, answer
from bot.demo.bot_api.faults import Failure, Fault
from bot.demo.bot_api.limits import FILE_BYTES
from bot.demo.bot_api.methods import METHODS
from bot.demo.bot_api.rates import Limit
from bot.demo.bot_api.records import Accepted, Call
from bot.demo.bot_api.refusals import Refused
from bot.demo.bot_api.state import State
from bot.demo.bot_api.webhook import Pusher

LOOPBACK = "127.0.0.1"
TOKEN = re.compile(r"\d+:[\w\-]{35}")
RATED = ("sendmessage", "sendphoto", "senddocument", "sendmediagroup")

Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True, eq=False)
class Server:
    """Carries out requests on the state, with the faults, the rates and the latency (seconds) asked for."""

    state: State
    sleep: Sleep
    rates: Limit | None = None
    latency: float = 0.0
    faults: list[Fault] = field(default_factory=list)
    port: int = 0
    pusher: Pusher = field(init=False)
    _http: HTTPServer | None = None
    _pushing: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self.pusher = Pusher(self.state.updates, self.state.now, self.sleep)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    async def start(self) -> None:
        """Listen on a free port of loopback and begin to push to a webhook, once one is set."""
        routes = [
            (r"/bot([^/]+)/(\w+)", ApiRequests, {"server": self}),
            (r"/file/bot([^/]+)/(.+)", Files, {"server": self}),
        ]
        self._http = HTTPServer(Application(routes, log_function=_quiet), max_buffer_size=2 * FILE_BYTES)
        self.port = self.listen_also()
        self._pushing = asyncio.create_task(self.pusher.run())

    def listen_also(self) -> int:
        """Serve at one more free port of loopback and return it; what is accepted names the port it came to."""
        assert self._http, "started"
        sockets = bind_sockets(0, LOOPBACK)
        self._http.add_sockets(sockets)
        port: int = sockets[0].getsockname()[1]
        return port

    async def stop(self) -> None:
        """Stop listening, end the long poll and the pushing."""
        if self._pushing:
            self._pushing.cancel()
            await asyncio.gather(self._pushing, return_exceptions=True)
        self.pusher.close()
        if self._http:
            self._http.stop()
            self.state.updates.wake()
            await self._http.close_all_connections()

    async def carry_out(
        self, token: str, method: str, arguments: Arguments, gone: Callable[[], bool] = lambda: False, port: int = 0
    ) -> Any:
        """Handle one request and return its result. Raises Refused, and Cut for one that gets no proper answer.

        Half of the latency comes before the request is carried out and half after. ``gone`` tells whether the bot has
        hung up: a request that arrived is still carried out, one delayed before that is not. ``port`` is where it came.
        """
        self.check_token(token)
        self.state.calls.append(Call(method, arguments.values))
        await self._delay()
        fault = self._fault(method, arguments)
        if fault and not fault.after:
            await self._fail_before(fault, gone)
        taken = self.state.taken
        result = await self._run(method, arguments)
        accepted = self.state.taken_since(taken)
        for one in accepted:
            one.port = port
        if fault and fault.after:
            _note(accepted, fault.failure.value)
            await self._fail_after(fault, result)
        await self._delay()
        if gone():
            _note(accepted, "gone")
        return result

    async def _delay(self) -> None:
        if self.latency:
            await self.sleep(self.latency / 2)

    async def _fail_before(self, fault: Fault, gone: Callable[[], bool]) -> None:
        if fault.failure is Failure.HANG:
            await self.sleep(fault.seconds)
            if not gone():
                return
        if fault.failure is Failure.REFUSE and not fault.html:
            raise fault.refusal(self.state.now())
        raise Cut(fault)

    async def _fail_after(self, fault: Fault, result: Any) -> None:
        if fault.failure is Failure.HANG:
            await self.sleep(fault.seconds)
            return
        if fault.failure is Failure.REFUSE and not fault.html:
            raise fault.refusal(self.state.now())
        raise Cut(fault, result)

    def check_token(self, token: str) -> None:
        if not TOKEN.fullmatch(token):
            raise Refused(404, "Not Found")
        if not hmac.compare_digest(token, self.state.token):
            raise Refused(401, "Unauthorized")

    async def _run(self, method: str, arguments: Arguments) -> Any:
        known = METHODS.get(method.lower())
        if known is None:
            raise Refused(404, "Not Found: method not found")
        if self.rates and method.lower() in RATED:
            self.rates.take(self.state.chat(arguments).id)
        result = known(self.state, arguments)
        return await result if inspect.isawaitable(result) else result

    def _fault(self, method: str, arguments: Arguments) -> Fault | None:
        name = arguments.text("chat_id") or ""
        chat = int(name) if name.lstrip("-").isdecimal() else None
        now = self.state.now()
        found = next((fault for fault in self.faults if fault.fits(method, chat, now)), None)
        if found and found.times is not None:
            found.times -= 1
        self.faults[:] = [fault for fault in self.faults if not fault.is_over(now)]
        return found


def _note(accepted: list[Accepted], answered: str) -> None:
    for one in accepted:
        one.answered = answered


class ApiRequests(RequestHandler):
    """/bot<token>/<method>"""

    def initialize(self, server: Server) -> None:
        self.server = server
        self.task: asyncio.Task[Any] | None = None
        self.polls = False

    async def post(self, token: str, method: str) -> None:
        try:
            work = self.server.carry_out(token, method, arguments_of(self.request), lambda: self._gone, self._port)
            self.polls = method.lower() == "getupdates"
            self.task = asyncio.ensure_future(work)
            self._write(200, {"ok": True, "result": await self.task})
        except Refused as refused:
            if "retry_after" in refused.parameters:
                self.set_header("Retry-After", str(refused.parameters["retry_after"]))
            self._write(refused.code, refused.body())
        except Cut as cut:
            if not self._gone:
                await answer(self, cut)
        except asyncio.CancelledError:
            if not self.request.connection or not self._gone:
                raise

    get = post
    _gone = False

    @property
    def _port(self) -> int:
        port = self.request.host.rpartition(":")[2]
        return int(port) if port.isdecimal() else 0

    def on_connection_close(self) -> None:
        """The bot hung up: its long poll is over, and no other poll conflicts with it. All else is carried out."""
        self._gone = True
        if self.task and self.polls:
            self.task.cancel()

    def _write(self, code: int, body: dict[str, Any]) -> None:
        if self._gone:
            return
        self.set_status(code)
        self.set_header("Content-Type", "application/json")
        self.write(json.dumps(body, ensure_ascii=False))


class Files(RequestHandler):
    """/file/bot<token>/<path>"""

    def initialize(self, server: Server) -> None:
        self.server = server

    async def get(self, token: str, path: str) -> None:
        try:
            self.server.check_token(token)
            kept = self.server.state.files.get(path.rpartition("/")[2])
            if kept is None or kept.path != path:
                raise Refused(404, "Not Found")
        except Refused as refused:
            self.set_status(refused.code)
            self.write(refused.body())
            return
        self.set_header("Content-Type", "application/octet-stream")
        try:
            await self.finish(kept.data)
        except StreamClosedError:
            return


def _quiet(handler: RequestHandler) -> None:
    """No request line is logged: it holds the token."""
