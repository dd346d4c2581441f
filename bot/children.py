"""Processes of the bot beside its own: what they are given, and that they end."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress

# By how much a process that nobody waits for yields to the bot.
NICENESS = 10
LEAST_URGENT = 19
# A group of its own, so that Ctrl-C in a terminal is the bot's alone to heed; but not a session of its own, since Linux
# shares the processor out by sessions first, whatever the priorities in them (sched(7), autogroup).
OWN_GROUP = 0
# Tells a process where the database is, if that may hold a password: everybody on the machine can read arguments.
DATABASE = "OVERNIGHT_DATABASE"
# How long a process may take to end by itself.
END_SECONDS = 5.0


def bare_environment() -> dict[str, str]:
    """Return the environment of a process of ours: where its modules are, and nothing of the bot's own, its token least
    of all.
    """
    return {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def yield_to_the_bot(process: asyncio.subprocess.Process) -> None:
    """Lower the priority of a process, where the system lets us and the process still runs."""
    with suppress(OSError):
        ours = os.getpriority(os.PRIO_PROCESS, 0)
        os.setpriority(os.PRIO_PROCESS, process.pid, min(ours + NICENESS, LEAST_URGENT))


async def end(process: asyncio.subprocess.Process) -> None:
    """Ask a process to end, kill it if it does not, and wait until it has ended."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    try:
        async with asyncio.timeout(END_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
