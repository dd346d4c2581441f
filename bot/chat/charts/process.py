"""Drawing in a process of its own, which ends with the drawing: the bot never loads Matplotlib."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.chat.charts.sheets import LENGTH_BYTES, Sheet
from bot.children import bare_environment

Draw = Callable[[Sequence[Sheet]], Awaitable[list[bytes]]]


# Drawing takes half a second per sheet and one to start; anything this much longer hangs.
SECONDS_A_SHEET = 20.0


class DrawingError(Exception):
    """Sheets that could not be drawn. ``told`` is the drawing process's error output."""

    def __init__(self, told: str) -> None:
        super().__init__(f"The picture could not be drawn: {told}")
        self.told = told


class DrawingStopped(DrawingError):
    """Sheets that were not drawn because the bot is being stopped; they are drawn when they are asked for again."""

    def __init__(self) -> None:
        super().__init__("the bot is being stopped")


def drawing_in(cache: Path, seconds_a_sheet: float = SECONDS_A_SHEET) -> Draw:
    """A way to draw sheets into PNGs, in their order, that leaves Matplotlib's list of fonts in the folder ``cache``.

    It raises ``DrawingError``. The process is given nothing of the bot's environment, its token least of all.
    """

    async def draw(sheets: Sequence[Sheet]) -> list[bytes]:
        environment = bare_environment() | {"MPLCONFIGDIR": str(cache)}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.chat.charts"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment,
        )
        try:
            async with asyncio.timeout(seconds_a_sheet * (len(sheets) + 1)):
                written, said = await process.communicate(json.dumps(sheets).encode())
        except TimeoutError as error:
            raise DrawingError(f"it took more than {seconds_a_sheet:g} s a picture") from error
        finally:
            await _ended(process)
        if process.returncode:
            raise DrawingError(said.decode(errors="replace").strip().splitlines()[-1] if said else "it said nothing")
        return split(written)

    return draw


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Kill the drawing process when the request for it ends."""
    if process.returncode is None:
        process.kill()
        await process.wait()


def split(written: bytes) -> list[bytes]:
    """Read the PNGs of the drawing process, each preceded by its length."""
    found = []
    while written:
        length = int.from_bytes(written[:LENGTH_BYTES], "big")
        found.append(written[LENGTH_BYTES : LENGTH_BYTES + length])
        written = written[LENGTH_BYTES + length :]
    return found
