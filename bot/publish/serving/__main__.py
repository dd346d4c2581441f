"""The serving process: ``python -m bot.publish.serving FOLDER DESCRIPTOR`` serves FOLDER at a listening socket that it
inherited, until its standard input ends: with the bot, however that ends. It writes a line whenever it is alive.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from bot.publish.serving.web import public_server

ALIVE_SECONDS = 10.0
# A loop that does not end by itself within this time is ended.
END_SECONDS = 2.0


async def serve(folder: Path, listener: socket.socket, ended: asyncio.Event) -> None:
    """Serve until ``ended`` is set."""
    os.set_blocking(sys.stdout.fileno(), False)
    async with public_server(listener, folder):
        while not ended.is_set():
            with suppress(BlockingIOError):  # nobody reads how we are: no reason to stand still
                os.write(sys.stdout.fileno(), b"alive\n")
            with suppress(TimeoutError):
                async with asyncio.timeout(ALIVE_SECONDS):
                    await ended.wait()


def end_with_parent(loop: asyncio.AbstractEventLoop, ended: asyncio.Event) -> None:
    """Wait, on a thread of its own, for the end of the standard input."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(ended.set)
    time.sleep(END_SECONDS)
    os._exit(0)


async def main(folder: Path, descriptor: int) -> None:
    """Serve as long as the parent lives."""
    ended = asyncio.Event()
    threading.Thread(target=end_with_parent, args=(asyncio.get_running_loop(), ended), daemon=True).start()
    await serve(folder, socket.socket(fileno=descriptor), ended)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
