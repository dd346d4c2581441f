"""A headless Chromium, driven over its DevTools protocol: no more of it than a look at one page needs."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless=new", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--remote-debugging-port=0")
# a machine with other work takes long to start a browser
START_SECONDS = 60.0
WAIT_SECONDS = 30.0
END_SECONDS = 5.0
LOOK_MS = 50
LISTENING = re.compile(rb"DevTools listening on ws://127\.0\.0\.1:(\d+)/")
KEYS = {"Tab": 9, "Enter": 13, "Escape": 27}


@dataclass(eq=False)
class Tab:
    """One page of the browser, and what it did: the addresses it asked for, the errors it told of."""

    socket: WebSocketClientConnection
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _answers: dict[int, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _number: int = 0

    async def listen(self) -> None:
        """Take what the browser says, until it says no more."""
        while (line := await self.socket.read_message()) is not None:
            said = json.loads(line)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            else:
                self._note(said["method"], said["params"])

    def _note(self, method: str, params: dict[str, Any]) -> None:
        if method == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(params["exceptionDetails"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(params["entry"]["text"])

    async def do(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol; its result. Raises RuntimeError when the browser refuses it."""
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self.socket.write_message(json.dumps({"id": self._number, "method": method, "params": params}))
        async with asyncio.timeout(WAIT_SECONDS):
            said = await answer
        if "error" in said:
            raise RuntimeError(f"{method}: {said['error']}")
        result: dict[str, Any] = said["result"]
        return result

    async def value(self, script: str) -> Any:
        """What a script on the page gives. Raises RuntimeError when it throws."""
        done = await self.do("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in done:
            raise RuntimeError(json.dumps(done["exceptionDetails"]))
        return done["result"].get("value")

    async def until(self, script: str) -> Any:
        """Let the page look until a script gives something true; that. Raises TimeoutError."""
        look = (
            f"const look = () => {{ const seen = {script}; seen ? done(seen) : setTimeout(look, {LOOK_MS}); }}; look();"
        )
        return await self.value(f"new Promise((done) => {{ {look} }})")

    async def type(self, words: str) -> None:
        await self.do("Input.insertText", text=words)

    async def key(self, name: str) -> None:
        """Press and let go one of KEYS."""
        code = {"key": name, "code": name, "windowsVirtualKeyCode": KEYS[name]}
        text = {"text": "\r"} if name == "Enter" else {}
        await self.do("Input.dispatchKeyEvent", type="keyDown", **code, **text)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **code)

    async def window(self, width: int, height: int, scheme: str) -> None:
        """The window's size in pixels, and ``light`` or ``dark``."""
        await self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        await self.do("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    async def picture(self) -> bytes:
        """What the window shows, as PNG."""
        shot = await self.do("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])


def program() -> str:
    """Where the browser is. Raises FileNotFoundError when there is no Chromium."""
    found = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if found is None:
        raise FileNotFoundError(f"none of {', '.join(PROGRAMS)} is installed")
    return found


@asynccontextmanager
async def opened_tab(address: str) -> AsyncIterator[Tab]:
    """A browser of its own with one page at ``address``. Raises FileNotFoundError when there is no Chromium."""
    with tempfile.TemporaryDirectory(prefix="overnight-chromium-", ignore_cleanup_errors=True) as folder:
        # its own sandbox does not work for root, as which a container often runs
        flags = [*FLAGS, f"--user-data-dir={folder}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = await asyncio.create_subprocess_exec(
            program(), *flags, "about:blank", stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        assert browser.stderr is not None
        try:
            async with _tab(await _port(browser.stderr)) as tab:
                draining = asyncio.create_task(browser.stderr.read())
                await tab.do("Page.navigate", url=address)
                try:
                    yield tab
                    await tab.do("Browser.close")
                finally:
                    draining.cancel()
                    await asyncio.gather(draining, return_exceptions=True)
        finally:
            await _ended(browser)


@asynccontextmanager
async def _tab(port: int) -> AsyncIterator[Tab]:
    pages = json.loads((await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/json/list")).body)
    url = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
    async with asyncio.timeout(WAIT_SECONDS):
        socket = await websocket_connect(url, max_message_size=64 * 2**20)
    tab = Tab(socket)
    listening = asyncio.create_task(tab.listen())
    try:
        for domain in ("Page", "Runtime", "Network", "Log"):
            await tab.do(f"{domain}.enable")
        yield tab
    finally:
        socket.close()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)


async def _port(said_by_browser: asyncio.StreamReader) -> int:
    """Where the browser listens, as it says itself. Raises TimeoutError, and EOFError when it ends before."""
    async with asyncio.timeout(START_SECONDS):
        async for line in said_by_browser:
            if said := LISTENING.search(line):
                return int(said[1])
    raise EOFError("the browser ended before it listened")


async def _ended(browser: asyncio.subprocess.Process) -> None:
    """Wait for the browser's end, or bring it about where it was not asked to close."""
    try:
        async with asyncio.timeout(END_SECONDS):
            await browser.communicate()
    except TimeoutError:
        browser.kill()
        await browser.wait()
