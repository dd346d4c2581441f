"""How long ``overnight backfill`` takes beside the pauses it has to make. Run by ``make bench``; three minutes.

The command itself is run, against a channel page on loopback. Start-up, from the call to the first request, is told
apart: it is there once, however long the history.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.demo.channel_page import ChannelPages
from tests.benchmarks.bench_follow import ALERT

CHANNEL = "kpszsu"
# (pages, seconds from one page to the next); the last is the pace of the settings.
WALKS = ((100, 0.5), (40, 3.0))
A_PAGE = 20
WHOLE_HISTORY = 4000


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock from the call to the end, of them until the first request, and of CPU."""

    wall: float
    start_up: float
    cpu: float


def channel(pages: int) -> ChannelPages:
    """A channel of so many pages beyond the newest one."""
    now = datetime.now(UTC)
    made = ChannelPages(lambda: datetime.now(UTC))
    made.add_channel(CHANNEL, 1223955273)
    last = A_PAGE * (pages + 1)
    for number in range(1, last + 1):
        made.add_post(CHANNEL, number, f"{ALERT} {number}", now - timedelta(minutes=5 * (last - number)))
    return made


async def walk(pages: int, pause: float) -> Spent:
    """One run of the command."""
    made = channel(pages)
    address = await made.start()
    with tempfile.TemporaryDirectory() as folder:
        settings = {"OVERNIGHT_DATABASE": str(Path(folder) / "bench.db"), "OVERNIGHT_PREVIEW_HOSTS": address}
        command = [sys.executable, "-m", "bot", "backfill", CHANNEL, "--pages", str(pages), "--pause", str(pause)]
        before, called, begun = _child_cpu(), datetime.now(UTC), time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | settings, cwd=folder, stdout=-3, stderr=-3
        )
        assert await process.wait() == 0
        wall = time.monotonic() - begun
    await made.stop()
    # The newest page, then the pages that were asked for.
    assert len(made.asked) == pages + 1
    return Spent(wall, (made.asked[0].at - called).total_seconds(), _child_cpu() - before)


def _child_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    start = asyncio.run(walk(1, 0))
    for pages, pause in WALKS:
        spent = asyncio.run(walk(pages, pause))
        least = pages * pause
        per_page = (spent.cpu - start.cpu) / (pages - 1)
        print(f"overnight backfill, {pages} pages {pause:g} s apart: {spent.wall:.1f} s by the clock")
        print(f"  {spent.wall / least:.3f} of pages × pause (at most 1.05)")
        print(f"  without the {spent.start_up:.1f} s to the first request {(spent.wall - spent.start_up) / least:.3f}")
        print(f"  {1000 * per_page:.1f} ms of CPU a page: {WHOLE_HISTORY} pages take {per_page * WHOLE_HISTORY:.0f} s")


if __name__ == "__main__":
    main()
