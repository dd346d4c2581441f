"""How long publishing takes, as the whole command on one core: from nothing, again, and after one new post.

    python -m tests.benchmarks.bench_publish [NIGHTS]

The database has posts of both channels for so many nights (1,500 by default), every twentieth edited.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time as clocks
from datetime import UTC, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.demo.templates import text_of
from parsers import READER
from parsers.records import Sighting
from storage import open_store
from storage.posts.intake import take_in
from tests.benchmarks.long_history import air_force, fill

NIGHTS = 1_500
NEW_POSTS = 5


def published(database: Path, folder: Path) -> tuple[float, float]:
    """Run the command on one core; return its time on the wall clock and that of the processor, in seconds."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), clocks.perf_counter()
    core = min(os.sched_getaffinity(0))
    subprocess.run(
        [sys.executable, "-m", "bot", "publish", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"OVERNIGHT_DATABASE": str(database)},
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clocks.perf_counter() - began, spent


def add_post(database: Path, number: int) -> None:
    """Take in the report of this morning, and after it corrections of it by further posts."""
    today = datetime.combine(datetime.now(UTC).date(), wall_time())
    sample = air_force(90_000 + number, today, random.Random(number))
    seen = sample.posted + timedelta(minutes=number)
    with open_store(database) as store:
        store.write_now(
            take_in, "kpszsu", [Sighting(sample.number, sample.posted, text_of(sample), seen, "preview")], READER
        )


def main(nights: int) -> None:
    with TemporaryDirectory() as temporary:
        database, folder = Path(temporary) / "overnight.db", Path(temporary) / "public"
        fill(database, nights, datetime.now(UTC).date() - timedelta(days=1))
        print(f"{nights} nights of both channels; seconds on the wall clock (of the processor)")
        print("from nothing:       {:6.2f} ({:.2f})".format(*published(database, folder)))
        again = [published(database, folder) for _ in range(NEW_POSTS)]
        print(f"nothing new:        {median(one[0] for one in again):6.2f} ({median(one[1] for one in again):.2f})")
        after: list[tuple[float, float]] = []
        for number in range(NEW_POSTS):
            add_post(database, number)
            after.append(published(database, folder))
        print(f"after one new post: {median(one[0] for one in after):6.2f} ({median(one[1] for one in after):.2f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else NIGHTS)
