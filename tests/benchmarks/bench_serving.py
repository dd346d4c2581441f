"""How many requests a second the server of published files takes, beside a running bot that answers meanwhile.

``python -m tests.benchmarks.bench_serving``; with ``--runs 1`` once instead of five times, with ``--seconds 5`` not so
long. The load is made by Debian's ``wrk``, as fast as it is answered; the bot is asked as in ``bench_chat``, against
the Bot API stand-in. All of them share the machine. First the bot alone, then with each kind of request.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import shutil
import statistics
import sys
import tempfile
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

import httpx

from bot.demo.bot_api import BotApi, Chat
from bot.net.servers import bound
from bot.publish.serving.process import serve_folder
from storage import open_store
from tests.benchmarks.bench_chat import A_SECOND, PEOPLE, asked_evenly, at_work, ninety_ninth, way
from tests.benchmarks.bench_views import fill
from tests.bot.publish.public_folder import free_port
from tests.storage.looking import file_of

FILE_BYTES = 10_000
CONNECTIONS = 32
WANTED_A_SECOND, P99_MS = 1000.0, 25.0
# What is asked for, and the headers and the status that go with it.
KINDS = {"200": ({}, 200), "200 gzip": ({"Accept-Encoding": "gzip"}, 200), "304": ({"If-None-Match": "ETAG"}, 304)}
NO_REQUESTS = "no requests"

Figures = tuple[float, float, float]


def write_latest(folder: Path) -> None:
    """Write a latest.json of ten kilobytes, as compressible as figures are."""
    dice, nights = Random(1), list[dict[str, str | int]]()
    while len(json.dumps(nights)) < FILE_BYTES:
        nights.append({"night": f"2026-09-{dice.randrange(1, 31):02}", "launched": dice.randrange(600)})
    (folder / "v1").mkdir()
    (folder / "v1/latest.json").write_text(json.dumps(nights), encoding="ascii")


@asynccontextmanager
async def server(folder: Path) -> AsyncIterator[str]:
    """The address of the newest night, served by the real process."""
    port, alive = free_port(), asyncio.Event()
    with bound("--", f"127.0.0.1:{port}") as listener:
        serving = asyncio.create_task(serve_folder(listener, folder, alive.set))
        try:
            await alive.wait()
            yield f"http://127.0.0.1:{port}/v1/latest.json"
        finally:
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving


async def requests_a_second(url: str, headers: dict[str, str], seconds: int) -> float:
    """What wrk counts. Ends the benchmark where any answer was an error."""
    given = [part for name, value in headers.items() for part in ("--header", f"{name}: {value}")]
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s", *given, url]
    wrk = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    told, _ = await wrk.communicate()
    found = re.search(r"^Requests/sec: +([\d.]+)", told.decode(), re.MULTILINE)
    if found is None or "Non-2xx" in told.decode() or "Socket errors" in told.decode():
        sys.exit(f"wrk met errors:\n{told.decode()}")
    return float(found[1])


async def headers_of(url: str, kind: str) -> dict[str, str]:
    """The headers of a kind of request, the ETag filled in; ends where the server does not answer as it should."""
    template, status = KINDS[kind]
    async with httpx.AsyncClient(trust_env=False) as client:
        etag = (await client.get(url, headers={"Accept-Encoding": "identity"})).headers["etag"]
        headers = {name: value.replace("ETAG", etag) for name, value in template.items()}
        answer = await client.get(url, headers={"Accept-Encoding": "identity"} | headers)
    if answer.status_code != status:
        sys.exit(f"{kind}: answered with {answer.status_code}")
    return headers


async def run(api: BotApi, people: list[Chat], url: str, kind: str, seconds: int) -> Figures:
    """Requests a second, and the median and the 99th percentile of /latest in milliseconds, of one run."""
    if kind == NO_REQUESTS:
        rate, taken = 0.0, await asked_evenly(api, people, seconds)
    else:
        load = requests_a_second(url, await headers_of(url, kind), seconds)
        rate, taken = await asyncio.gather(load, asked_evenly(api, people, seconds))
    return rate, statistics.median(taken), ninety_ninth(taken)


async def measure(database: Path, folder: Path, runs: int, seconds: int) -> list[str]:
    """Print the figures of every run and their medians; what is beyond what was promised. The kinds take turns, so that
    they share the machine's good and bad times.
    """
    kinds = (NO_REQUESTS, *KINDS)
    found: dict[str, list[Figures]] = {kind: [] for kind in kinds}
    async with BotApi(keep=5000) as api, at_work(api, database), server(folder) as url:
        people = [api.private(f"P{number}") for number in range(PEOPLE)]
        for chat in people[:5]:
            await way(api, chat, "/latest")
        print(f"  /latest {A_SECOND} times a second, {seconds} s a run; wrk: {CONNECTIONS} connections, one thread")
        for kind in kinds * runs:
            found[kind].append(await run(api, people, url, kind, seconds))
            print(f"      {told(kind, found[kind][-1])}", flush=True)
    print(f"  the medians of {runs} runs:")
    late = []
    for kind, each in found.items():
        rate, middle, p99 = (statistics.median(values) for values in zip(*each, strict=True))
        print(f"      {told(kind, (rate, middle, p99))}")
        late += [f"requests a second ({kind})"] if kind in KINDS and rate < WANTED_A_SECOND else []
        late += [f"p99 of /latest ({kind})"] if p99 > P99_MS else []
    return late


def told(kind: str, figures: Figures) -> str:
    """One line of figures."""
    rate, middle, p99 = figures
    return f"{kind:12}{rate:6,.0f} requests a second; /latest median {middle:6.1f}, p99 {p99:6.1f} ms"


def main() -> None:
    """Print the figures, and fail where one is beyond what was promised."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--seconds", type=int, default=8)
    asked = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing; Debian's package wrk has it.")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "public"
        folder.mkdir()
        write_latest(folder)
        with open_store(Path(place) / "bench.db") as store:
            store.write_now(fill, Random(1))
            late = asyncio.run(measure(file_of(store), folder, asked.runs, asked.seconds))
    if late:
        sys.exit(f"beyond what was promised: {', '.join(late)}")


if __name__ == "__main__":
    main()
