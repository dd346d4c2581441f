"""The demo ends with its terminal, whatever way that goes, and leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import pty
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

# however busy the machine is
BOUND = 60.0
ASKED = "/export csv 2026-10-01 2026-10-06\n"


@dataclass
class InTerminal:
    """A demo at work in a terminal of its own; ``screen`` is the terminal's other end."""

    process: asyncio.subprocess.Process
    screen: int
    seen: str = ""

    async def shows(self, words: str) -> None:
        """Wait until these words have been on the screen."""
        async with asyncio.timeout(BOUND):
            while words not in self.seen:
                self.seen += (await asyncio.to_thread(os.read, self.screen, 65536)).decode("utf-8", "replace")

    def type(self, keys: str) -> None:
        os.write(self.screen, keys.encode())

    async def ended(self) -> int:
        """The status with which it ends."""
        async with asyncio.timeout(BOUND):
            return await self.process.wait()


@asynccontextmanager
async def in_terminal(folder: Path, *arguments: str, before: str = "") -> AsyncIterator[InTerminal]:
    """``overnight demo`` in a terminal, its temporary files in ``folder``; ``before`` is what a shell does first."""
    screen, end = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *("setsid", "-c", "sh", "-c", f'{before} exec "$@"', "sh", sys.executable, "-m", "bot", "demo", *arguments),
        stdin=end,
        stdout=end,
        stderr=end,
        env=os.environ | {"TMPDIR": str(folder)},
    )
    os.close(end)
    demo = InTerminal(process, screen)
    try:
        yield demo
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        if demo.screen >= 0:
            os.close(demo.screen)


def closed(demo: InTerminal) -> None:
    """The window of the terminal is closed."""
    os.close(demo.screen)
    demo.screen = -1


def within(folder: Path, names: str) -> list[Path]:
    return list(folder.rglob(names))


ENDS: dict[str, Callable[[InTerminal], None]] = {
    "its window is closed": closed,
    "Ctrl-C": lambda demo: demo.type("\x03"),
    "Ctrl-D": lambda demo: demo.type("\x04"),
    "/quit": lambda demo: demo.type("/quit\n"),
    "SIGHUP": lambda demo: demo.process.send_signal(signal.SIGHUP),
}


@pytest.mark.parametrize("how", ENDS)
async def test_a_demo_ends_with_its_terminal_and_leaves_nothing_that_was_sent(how: str, tmp_path: Path) -> None:
    async with in_terminal(tmp_path) as demo:
        await demo.shows("/quit leaves.")
        demo.type(ASKED)
        await demo.shows("[saved: ")
        assert within(tmp_path, "*.zip") != []
        ENDS[how](demo)
        assert await demo.ended() == 0
    assert within(tmp_path, "*") == []


@pytest.mark.parametrize("arguments", [[], ["--web", "--no-browser"]], ids=["terminal", "page"])
async def test_a_demo_that_ignores_hang_ups_ends_with_its_terminal_all_the_same(
    arguments: list[str], tmp_path: Path
) -> None:
    async with in_terminal(tmp_path, *arguments, before="trap '' HUP;") as demo:
        await demo.shows("overnight")
        await demo.shows("\n")
        closed(demo)
        assert await demo.ended() == 0
    assert within(tmp_path, "*") == []


async def test_a_demo_without_an_input_that_could_end_goes_on(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", "--web", "--no-browser"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert process.stdout
    async with asyncio.timeout(BOUND):
        assert b"http://127.0.0.1:" in await process.stdout.readline()
    process.terminate()
    _, status = await asyncio.gather(process.stdout.read(), process.wait())
    assert status == 0
