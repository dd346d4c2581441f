"""Time charts at 400,000 stored posts and 1,100 nights a side: ``python -m tests.benchmarks.bench_pictures``."""

from __future__ import annotations

import asyncio
import resource
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from random import Random

from bot.chat.charts.cache import Pictures
from bot.chat.charts.process import drawing_in
from bot.chat.charts.requests import NightRequest, PictureRequest, RegionRequest, TrendRequest
from bot.chat.languages import our_languages, words_of
from storage import Store, open_store
from tests.benchmarks.bench_views import CHANNELS, KYIV, LAST, NOW, fill
from tests.storage.looking import file_of

TICK = 0.001
ASKED: dict[str, PictureRequest] = {
    "trend of 30": TrendRequest("kpszsu", 30, LAST),
    "trend of 90": TrendRequest("kpszsu", 90, LAST),
    "trend of 365": TrendRequest("kpszsu", 365, LAST),
    "region": RegionRequest("RU-BEL", LAST),
    "night": NightRequest(LAST),
}
FRESH_MS, KEPT_MS, STALL_MS = 2000.0, 20.0, 50.0


class Stalls:
    """The longest time the event loop did not come round, in milliseconds."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        while True:
            begin = time.perf_counter()
            await asyncio.sleep(TICK)
            self.longest = max(self.longest, (time.perf_counter() - begin - TICK) * 1000)


async def milliseconds(run: Callable[[], Awaitable[object]]) -> float:
    begin = time.perf_counter()
    await run()
    return (time.perf_counter() - begin) * 1000


async def measure(store: Store) -> list[str]:
    """Print a line a picture; what was too slow."""
    drawing = drawing_in(file_of(store).parent)
    await drawing([])  # the first process writes the list of fonts, once in the life of a house
    pictures = Pictures(store, drawing, CHANNELS, KYIV, lambda: NOW, languages=our_languages())
    late = []
    for name, request in ASKED.items():
        stalls = Stalls()
        watch = asyncio.create_task(stalls.watch())
        drawn = partial(pictures.picture, request, words_of("en"), "light")
        fresh = await milliseconds(drawn)
        watch.cancel()
        again = [await milliseconds(drawn) for _ in range(40)]
        kept = sorted(again)[int(len(again) * 0.95)]
        print(
            f"  {name:14} fresh {fresh:7.0f}   loop stalled at most {stalls.longest:5.1f}"
            f"   kept: median {statistics.median(again):5.1f}, 95th {kept:5.1f}"
        )
        late += [name] if fresh > FRESH_MS or kept > KEPT_MS or stalls.longest > STALL_MS else []
    ahead = await milliseconds(pictures.after_intake)
    print(f"  the usual ones ahead of asking {ahead:7.0f}")
    return late


def main() -> None:
    """Print the figures, and fail where one is beyond what was promised."""
    words_of("uk")  # its catalogue is compiled at the start of the bot
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bench.db") as store:
        store.write_now(fill, Random(1))
        print("milliseconds")
        late = asyncio.run(measure(store))
    print(f"  the drawing process took {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")
    if late:
        raise SystemExit(f"too slow: {', '.join(late)}")


if __name__ == "__main__":
    main()
