"""Commands that run until they are stopped, as processes of their own: a stop leaves nothing behind."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.demo.bot_api import BotApi
from tests.bot.talking import NOBODY, until

# however busy the machine is
BOUND = 60.0
TYPED = asyncio.subprocess.PIPE


@dataclass
class Started:
    """A command at work."""

    process: asyncio.subprocess.Process

    async def line(self, of: asyncio.StreamReader | None) -> str:
        """The next line of its output or its log."""
        assert of, "it is a pipe"
        async with asyncio.timeout(BOUND):
            return (await of.readline()).decode()

    async def stopped(self, *signals: signal.Signals) -> tuple[int | None, str]:
        """Send signals; the status with which it ends and what it wrote to its log since."""
        for one in signals:
            self.process.send_signal(one)
        assert self.process.stdout and self.process.stderr, "they are pipes"
        async with asyncio.timeout(BOUND):
            _, log, status = await asyncio.gather(
                self.process.stdout.read(), self.process.stderr.read(), self.process.wait()
            )
        return status, log.decode()


@asynccontextmanager
async def started(*arguments: str, before: str = "", **environment: str) -> AsyncIterator[Started]:
    """``overnight`` with these arguments; ``before`` is what a shell does first."""
    process = await asyncio.create_subprocess_exec(
        *("sh", "-c", f'{before} exec "$@"', "sh", sys.executable, "-m", "bot", *arguments),
        stdin=TYPED,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | environment,
    )
    try:
        yield Started(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def settings(api_url: str, folder: Path) -> dict[str, str]:
    """The environment of a bot that reaches nobody but a stand-in."""
    return {
        "OVERNIGHT_BOT_TOKEN": "123456789:AAE" + "x" * 32,
        "OVERNIGHT_BOT_API_URL": api_url,
        "OVERNIGHT_DATABASE": str(folder / "overnight.db"),
        "OVERNIGHT_PREVIEW_HOSTS": NOBODY,
    }


def within(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.mark.parametrize("arguments", [["demo"], ["demo", "--web", "--no-browser"]], ids=["terminal", "page"])
async def test_a_stopped_demo_leaves_no_folder_behind(arguments: list[str], tmp_path: Path) -> None:
    async with started(*arguments, TMPDIR=str(tmp_path)) as demo:
        assert (await demo.line(demo.process.stdout)).startswith("overnight")
        assert within(tmp_path) != []
        assert await demo.stopped(signal.SIGTERM, signal.SIGTERM) == (0, "")
    assert within(tmp_path) == []


async def test_a_demo_in_the_background_ignores_interrupts_but_ends_on_request(tmp_path: Path) -> None:
    async with started("demo", before="trap '' INT;", TMPDIR=str(tmp_path)) as demo:
        await demo.line(demo.process.stdout)
        demo.process.send_signal(signal.SIGINT)
        assert demo.process.stdin
        demo.process.stdin.write(b"forward nobody/1\n")
        told = ""
        while "There is no post nobody/1" not in told:
            told = await demo.line(demo.process.stdout)
            assert told, "it goes on"
        assert await demo.stopped(signal.SIGTERM) == (0, "")


async def test_interrupting_a_running_bot_ends_it_without_a_traceback(bot_api: BotApi, tmp_path: Path) -> None:
    ours = settings(bot_api.base_url, tmp_path) | {"OVERNIGHT_BOT_TOKEN": bot_api.token}
    async with started("run", **ours) as bot:
        await until(lambda: bool(bot_api.calls("getUpdates")))
        status, log = await bot.stopped(signal.SIGTERM)
    assert (status, "Traceback" in log) == (0, False)


async def test_interrupting_a_bot_that_cannot_reach_telegram_ends_it_without_a_traceback(tmp_path: Path) -> None:
    async with started("run", **settings(NOBODY, tmp_path)) as bot:
        assert "cannot be reached" in await bot.line(bot.process.stderr)
        status, log = await bot.stopped(signal.SIGTERM)
    assert (status, "Traceback" in log) == (0, False)
