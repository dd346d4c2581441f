"""The bot's side of the serving process: starts it, hears that it is alive, and ends it."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import Callable
from pathlib import Path

from bot.children import OWN_GROUP, bare_environment, end, yield_to_the_bot
from bot.operate.supervisor import ExpectedError

log = logging.getLogger(__name__)


async def serve_folder(listener: socket.socket, folder: Path, alive: Callable[[], object]) -> None:
    """Serve ``folder`` at a listening socket, in a process that yields to the bot, until cancelled.

    ``alive`` is called whenever that process tells that it is. The socket stays ours, so that a process that is started
    after this one finds it. Raises ``ExpectedError`` where the process ends by itself.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.publish.serving", str(folder), str(listener.fileno())),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        env=bare_environment(),
        pass_fds=(listener.fileno(),),
        process_group=OWN_GROUP,
    )
    assert process.stdout and process.stderr, "asked for both"
    yield_to_the_bot(process)
    said = asyncio.create_task(_log_lines(process.stderr), name="what the public server says")
    try:
        while await process.stdout.readline():
            alive()
        status = await process.wait()
        raise ExpectedError(await said or f"it ended with status {status}")
    finally:
        said.cancel()
        await end(process)


async def _log_lines(lines: asyncio.StreamReader) -> str:
    """Log what the process says; return the last of it when it has ended."""
    last = ""
    async for line in lines:
        last = line.decode(errors="replace").strip()
        log.warning("the public server: %s", last)
    return last
