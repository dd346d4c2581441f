"""The serving process: what it is given, and that it ends with its parent."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import httpx
import pytest

from bot.children import NICENESS, bare_environment
from bot.net.servers import bound
from bot.operate.supervisor import ExpectedError
from bot.publish.serving.process import serve_folder
from tests.bot.publish.public_folder import LATEST, children, environment_of, free_port

# A bot that does nothing but serve a folder; it says "alive" whenever the process that serves says so.
PARENT = """
import asyncio, sys
from pathlib import Path
from bot.net.servers import bound
from bot.publish.serving.process import serve_folder
listener = bound("OVERNIGHT_PUBLIC_ADDRESS", "127.0.0.1:" + sys.argv[2])
asyncio.run(serve_folder(listener, Path(sys.argv[1]), lambda: print("alive", flush=True)))
"""


async def answers(port: int) -> bytes | None:
    """What is served as the newest night; None where nobody listens."""
    async with httpx.AsyncClient(trust_env=False) as client:
        try:
            return (await client.get(f"http://127.0.0.1:{port}/v1/latest.json")).content
        except httpx.TransportError:
            return None


async def test_it_is_given_no_secrets_yields_to_the_bot_and_ends_with_its_killed_parent(public: Path) -> None:
    port = free_port()
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PARENT, str(public), str(port)),
        stdout=PIPE, env=bare_environment() | {"OVERNIGHT_BOT_TOKEN": "secret"},
    )  # fmt: skip
    try:
        assert parent.stdout
        assert await parent.stdout.readline() == b"alive\n"
        assert await answers(port) == LATEST
        (child,) = children(parent.pid, "bot.publish.serving")
        assert b"OVERNIGHT" not in environment_of(child)
        assert os.getpriority(os.PRIO_PROCESS, child) == min(os.getpriority(os.PRIO_PROCESS, 0) + NICENESS, 19)
        # in a session of its own its priority would count for nothing, in the bot's group it would be stopped by Ctrl-C
        assert (os.getsid(child), os.getpgid(child)) == (os.getsid(parent.pid), child)
    finally:
        parent.send_signal(signal.SIGKILL)
        await parent.wait()
    async with asyncio.timeout(30):
        while await answers(port) is not None:  # noqa: ASYNC110 - it tells nobody when it has ended
            await asyncio.sleep(0.01)


async def test_a_process_that_ends_by_itself_is_a_failure_and_the_next_one_finds_the_socket(public: Path) -> None:
    port, alive = free_port(), asyncio.Event()
    with bound("OVERNIGHT_PUBLIC_ADDRESS", f"127.0.0.1:{port}") as listener:
        for _ in range(2):
            alive.clear()
            serving = asyncio.create_task(serve_folder(listener, public, alive.set))
            await alive.wait()
            assert await answers(port) == LATEST
            (child,) = children(os.getpid(), "bot.publish.serving")
            os.kill(child, signal.SIGKILL)
            with pytest.raises(ExpectedError, match="it ended with status -9"):
                await serving


async def test_what_it_says_last_is_the_reason_of_its_failure(
    public: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.publish.serving.process.sys.executable", "/bin/ls")  # it knows no such arguments
    at = f"127.0.0.1:{free_port()}"
    with bound("OVERNIGHT_PUBLIC_ADDRESS", at) as listener, pytest.raises(ExpectedError, match="ls"):
        await serve_folder(listener, public, lambda: None)
    assert "the public server: " in caplog.text


async def test_a_stop_ends_it(public: Path) -> None:
    port, alive = free_port(), asyncio.Event()
    with bound("OVERNIGHT_PUBLIC_ADDRESS", f"127.0.0.1:{port}") as listener:
        serving = asyncio.create_task(serve_folder(listener, public, alive.set))
        await alive.wait()
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
    assert await answers(port) is None
