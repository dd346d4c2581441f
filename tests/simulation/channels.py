"""The channels' preview pages in this process: every night's reports, edits, noise, and pages that fail."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

import httpx

from bot.demo import channel_page
from bot.demo.channel_page import ChannelPages
from bot.demo.nights import Sample
from bot.demo.templates import text_of
from parsers.channels import CHANNELS
from tests.simulation.loop import LIFE, Clocks
from tests.simulation.trace import Trace

MADE_UP_ID = 1_999_999_999
FIRST_POST = 5000
PAGE_SECONDS = 0.3
PLACES = ("UA-59", "UA-63", "UA-12", "UA-51", "UA-53")
REGIONS = ("RU-BEL", "RU-BRY", "RU-KRS", "RU-VOR", "RU-TUL")
AFTER_NIGHT = timedelta(minutes=35)


@dataclass(frozen=True, slots=True)
class Planned:
    """A report to come: on which channel, when (UTC), of which figures."""

    at: datetime
    sample: Sample


def nightly(day: date, chance: random.Random) -> list[Planned]:
    """Both sides' reports of the night to a day, some late; now and then one never comes."""
    launched = chance.randint(40, 300)
    kyiv, moscow = ZoneInfo("Europe/Kyiv"), ZoneInfo("Europe/Moscow")
    ua = _sample("kpszsu", day, kyiv, (18, 0), (8, 0), launched, chance)
    ru = _sample("mod_russia", day, moscow, (23, 0), (7, 0), launched // 2, chance)
    found = []
    for sample in (ua, ru):
        assert isinstance(sample.end, datetime)
        late = chance.choice([0, 0, 0, 0, 20, 90, 300])
        if chance.random() < 0.9:
            found.append(Planned(sample.end + AFTER_NIGHT + timedelta(minutes=late), sample))
    return found


def _sample(  # noqa: PLR0917 - a report's figures
    channel: str,
    day: date,
    zone: ZoneInfo,
    start: tuple[int, int],
    end: tuple[int, int],
    launched: int,
    chance: random.Random,
) -> Sample:
    ours = channel == "kpszsu"
    return Sample(
        channel=channel,
        number=FIRST_POST,
        start=datetime.combine(day - timedelta(days=1), time(*start), zone),
        end=datetime.combine(day, time(*end), zone),
        launched=launched if ours else None,
        downed=launched * chance.randint(60, 95) // 100,
        lost=None,
        jets=None,
        jets_downed=None,
        missiles=(),
        airborne=None,
        hit_sites=chance.randint(1, 20) if ours else None,
        debris_sites=chance.randint(1, 9) if ours else None,
        origins=("kursk", "bryansk", "oryol", "millerovo") if ours else (),
        places=tuple(chance.sample(PLACES if ours else REGIONS, 3)),
    )


class FakeChannels:
    """The pages, and what becomes of a request for one. ``hanging_until`` is in the loop's seconds."""

    def __init__(self, clocks: Clocks, chance: random.Random, trace: Trace) -> None:
        self.pages = ChannelPages(clocks.true)
        self.down_until = 0.0
        self.hanging_until = 0.0
        self.pings = 0
        self._clocks = clocks
        self._chance = chance
        self._trace = trace
        self._next = dict.fromkeys(CHANNELS, FIRST_POST)
        self._reports: list[tuple[int, Sample]] = []
        self.published: list[tuple[float, str, Sample]] = []
        for name, row in CHANNELS.items():
            self.pages.add_channel(name, row.numeric_id or MADE_UP_ID)

    def publish(self, planned: Planned) -> None:
        """Put a report on its page."""
        number = self._number(planned.sample.channel)
        self._reports.append((number, planned.sample))
        self.published.append((self._clocks.seconds, planned.sample.channel, planned.sample))
        self.pages.add_post(planned.sample.channel, number, text_of(planned.sample), self._clocks.true())
        self._trace.note(f"report {planned.sample.channel}/{number}")

    def say_something(self) -> None:
        """A post that is no report."""
        channel = self._chance.choice(list(CHANNELS))
        self.pages.add_post(channel, self._number(channel), "Увага! Загроза застосування ударних БпЛА.")

    def edit(self) -> None:
        """The last report's figures change."""
        if self._reports:
            number, sample = self._reports[-1]
            changed = replace(sample, downed=(sample.downed or 0) + 1)
            self._reports[-1] = (number, changed)
            if number in self.pages.posts(sample.channel):
                self.pages.edit_post(sample.channel, number, text_of(changed))
            self._trace.note(f"edited {sample.channel}/{number}")

    def delete(self) -> None:
        """The last report goes away."""
        if self._reports:
            number, sample = self._reports[-1]
            if number in self.pages.posts(sample.channel):
                self.pages.delete_post(sample.channel, number)

    def fail(self, times: int) -> None:
        """The next pages fail in one of the ways there are."""
        ways: tuple[Callable[[], channel_page.Fault], ...] = (
            lambda: channel_page.status(self._chance.choice([500, 502, 503, 520])),
            lambda: channel_page.status(429, 120),
            channel_page.cut_off,
            channel_page.no_posts,
            channel_page.are_you_human,
            channel_page.dropped,
            lambda: channel_page.status(403),
        )
        self.pages.fail(self._chance.choice(ways)(), times)

    def _number(self, channel: str) -> int:
        self._next[channel] += 1
        return self._next[channel]

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """In place of httpx's transport, for whatever is not the Bot API."""
        life = LIFE.get()
        if life and life.is_dead:
            raise asyncio.CancelledError
        await asyncio.sleep(self._chance.uniform(0.1, PAGE_SECONDS))
        if not request.url.path.startswith("/s/"):
            self.pings += 1
            return httpx.Response(200, text="ok", request=request)
        now = asyncio.get_running_loop().time()
        if now < self.hanging_until:
            await asyncio.sleep(request.extensions.get("timeout", {}).get("read") or 20.0)
            raise httpx.ReadTimeout("", request=request)
        if now < self.down_until:
            raise httpx.ConnectError("refused", request=request)
        answer = self.pages.answer(request.url.path, request.url.params.get("before"), request.url.params.get("after"))
        if answer.dropped:
            raise httpx.RemoteProtocolError("closed", request=request)
        body = httpx.ByteStream(answer.body.encode())
        return httpx.Response(answer.status, headers=list(answer.headers), stream=body, request=request)


@contextmanager
def pages_in_process(channels: FakeChannels) -> Iterator[None]:
    """Every httpx client that is made or used in the block meets these pages and no network."""

    async def handle(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        return await channels.answer(request)

    with patch.object(httpx.AsyncHTTPTransport, "handle_async_request", handle):
        yield
