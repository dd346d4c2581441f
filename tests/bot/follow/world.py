"""A small world in virtual time: growing channels, failing hosts and a follower under observation."""

from __future__ import annotations

import asyncio
import random
import re
import selectors
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import httpx

from bot.demo.channel_page import Answer, ChannelPages
from bot.follow.channel import Tools
from bot.follow.followers import Rhythm, follow_forever
from bot.follow.gate import Gate
from bot.follow.preview import Preview
from bot.follow.requests import RequestBudget
from storage.database import Store
from storage.engines.choosing import engine_of
from storage.engines.engine import bound
from storage.posts.intake import Intake
from tests.tiny_reader import TINY_READER

START = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOSTS = ("https://one.test", "https://two.test", "https://three.test")
NUMERIC_IDS = {"kpszsu": 1223955273, "mod_russia": 777000777}
POST = re.compile(r'data-post="(\w+)/(\d+)"')


class _Selector(selectors.SelectSelector):
    """Instead of waiting, moves the clock on."""

    elapsed = 0.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            raise RuntimeError("everything waits and nothing will happen")
        self.elapsed += max(0.0, timeout)
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose time advances only when every task waits."""

    def __init__(self) -> None:
        self.clock = _Selector()
        super().__init__(self.clock)

    def time(self) -> float:
        return self.clock.elapsed


class BlockingStore:
    """A store whose work is done at once, on this thread: no virtual time passes and no thread is waited for."""

    def __init__(self, database: Path) -> None:
        engine = engine_of(database)
        self._writing, self._reading = engine.writing(), engine.reading()

    async def write(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        return self.write_now(fn, *args, **kwargs)

    async def read(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        return self.read_now(fn, *args, **kwargs)

    def write_now(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        return self._writing.run(bound(fn, *args, **kwargs))

    def read_now(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        return self._reading.run(bound(fn, *args, **kwargs))

    def close(self) -> None:
        self._writing.close()
        self._reading.close()


class Watched(ChannelPages):
    """Channel pages that remember which versions of which posts were really shown, and when."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now)
        self.shown: dict[tuple[str, int], list[str | None]] = {}

    def answer(self, path: str, before: str | None = None, after: str | None = None) -> Answer:
        answer = super().answer(path, before, after)
        if answer.status == 200 and not answer.dropped and answer.body.rstrip().endswith("-->"):
            for channel, number in POST.findall(answer.body):
                if self.numeric_id(channel) != NUMERIC_IDS[channel]:
                    continue  # another channel of this name: nothing of it is to be taken
                versions = self.shown.setdefault((channel, int(number)), [])
                text = self.posts(channel)[int(number)].text
                if not versions or versions[-1] != text:
                    versions.append(text)
        return answer


class World:
    """Two channels, three hosts and a follower in virtual time, from noon of 1 September 2026."""

    def __init__(self, database: Path, *, poll: float = 60.0, latency: float = 0.5, seed: int = 0) -> None:
        self.loop = VirtualLoop()
        self.random = random.Random(seed)
        self.latency = latency
        self.poll = poll
        self.down: set[str] = set()
        self.clock_is_off = timedelta()
        self.pages = Watched(self.true_now)
        self.next_ids = dict.fromkeys(NUMERIC_IDS, 1000)
        for name, numeric_id in NUMERIC_IDS.items():
            self.pages.add_channel(name, numeric_id)
        self.store = cast(Store, BlockingStore(database))  # it has all of a store that is asked for here
        self.reports: dict[str, int] = {}  # each channel's newest report, for one who edits it
        self.alarms: list[str] = []
        self.alarmed_at: list[datetime] = []
        self.intakes: list[tuple[datetime, str, Intake]] = []
        self.requests: list[datetime] = []
        self._client = httpx.AsyncClient(transport=httpx.MockTransport(self._serve))
        self._task: asyncio.Task[None] | None = None

    def true_now(self) -> datetime:
        return START + timedelta(seconds=self.loop.time())

    def now(self) -> datetime:
        """The time by the machine's clock, which may be off."""
        return self.true_now() + self.clock_is_off

    def publish(self, channel: str, text: str | None = "alert", *, skip: int = 0, **more: Any) -> int:
        """A new post; ``skip`` ids before it are lost."""
        message_id = self.next_ids[channel] + skip
        self.next_ids[channel] = message_id + max(1, len(more.get("items", ())))
        self.pages.add_post(channel, message_id, text, **more)
        return message_id

    def tools(self) -> Tools:
        return Tools(
            store=self.store,
            reader=TINY_READER,
            source=Preview(self._client, HOSTS, self.now),
            gate=Gate(self.now, asyncio.sleep),
            requests=RequestBudget(),
            now=self.now,
            on_intake=self._on_intake,
            on_alarm=self._on_alarm,
        )

    def start(self) -> None:
        rhythm = Rhythm(self.poll, 3.0, asyncio.sleep, self.random.uniform)
        self._task = self.loop.create_task(follow_forever(tuple(NUMERIC_IDS), self.tools(), rhythm))

    def stop(self) -> None:
        """End the follower at once, wherever it stands."""
        if self._task is not None:
            self._task.cancel()
            self.loop.run_until_complete(asyncio.gather(self._task, return_exceptions=True))
            self._task = None

    def advance(self, seconds: float) -> None:
        """Let time pass. A follower that died for good is an error."""
        self.loop.run_until_complete(asyncio.sleep(seconds))
        if self._task is not None and self._task.done():
            self._task.result()

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    def close(self) -> None:
        self.stop()
        self.loop.run_until_complete(self._client.aclose())
        self.store.close()
        self.loop.close()

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.store.read_now(lambda db: db.execute(statement, values).fetchall())

    async def _on_intake(self, channel: str, taken: Intake) -> None:
        self.intakes.append((self.now(), channel, taken))

    async def _on_alarm(self, channel: str, sentence: str) -> None:
        self.alarms.append(sentence)
        self.alarmed_at.append(self.now())

    async def _serve(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(self.now())
        await asyncio.sleep(self.latency)
        if f"https://{request.url.host}" in self.down:
            raise httpx.ConnectError("no such host", request=request)
        answer = self.pages.answer(request.url.path, request.url.params.get("before"))
        if answer.dropped:
            raise httpx.RemoteProtocolError("server disconnected", request=request)
        return httpx.Response(answer.status, headers=list(answer.headers), content=_in_pieces(answer.body.encode()))


async def _in_pieces(body: bytes) -> AsyncIterator[bytes]:
    """The body as a stream: one that is given whole counts as read already."""
    yield body
