"""The bot's health over HTTP, from a real server on loopback."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as plain_metrics

from bot.net.servers import ListenError
from bot.operate import inspection
from bot.operate.event_counts import EventCounts
from bot.operate.health import patience_with, tasks_of
from bot.operate.inspection import Inspected, Inspector
from bot.operate.metrics import BotMetrics, Build
from bot.operate.pulses import Pulses
from bot.operate.web import web_server
from storage import Store
from storage.chats import chats
from storage.outbox import deliveries
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.posts.intake import Intake
from storage.read_only import read_beside
from tests.storage.builders import at
from tests.storage.looking import file_of, locked

NOW = at("2026-09-22 06:00")
CHANNELS = ("kpszsu", "mod_russia")
CHAT = 4_815_162_342
TOKEN = "123456789:" + "A" * 35


@dataclass
class Running:
    """A bot whose tasks all progressed just now, and its web address."""

    database: Path
    seconds: float = 1000.0
    telegram_wait: float = 0.0
    port: int = 0
    chosen: tuple[str, ...] = ()
    counts: EventCounts = field(default_factory=EventCounts)

    def __post_init__(self) -> None:
        self.pulses = Pulses(lambda: NOW, lambda: self.seconds)
        self.beat()

    def beat(self) -> None:
        for task in tasks_of(CHANNELS):
            self.pulses.beat(task)

    def inspected(self) -> Inspected:
        return Inspected(
            self.database, CHANNELS, self.pulses, patience_with(60), lambda: NOW, lambda: self.seconds,
            lambda: self.telegram_wait, self.chosen,
        )  # fmt: skip

    async def ask(self, path: str, method: str = "GET", accept: str = "text/plain") -> httpx.Response:
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.request(
                method, f"http://127.0.0.1:{self.port}{path}", headers={"Accept": accept, "If-None-Match": "*"}
            )

    async def numbers(self) -> dict[tuple[str, ...], float]:
        """Each sample by its name and labels' values."""
        text = (await self.ask("/metrics")).text
        samples = [sample for family in plain_metrics(text) for sample in family.samples]
        return {(sample.name, *sample.labels.values()): sample.value for sample in samples}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@asynccontextmanager
async def serving(running: Running) -> AsyncIterator[Running]:
    metrics = BotMetrics(Build("reader 7", CHANNELS), running.counts, running.database)
    async with web_server(f"127.0.0.1:{free_port()}", Inspector(running.inspected()), metrics) as running.port:
        yield running


@pytest.fixture
async def running(store: Store) -> AsyncIterator[Running]:
    async with serving(Running(file_of(store))) as served:
        yield served


async def test_healthz_answers_while_the_process_runs(running: Running) -> None:
    answer = await running.ask("/healthz")
    assert (answer.status_code, answer.text) == (200, "alive\n")


async def test_a_working_bot_is_ready_and_shows_its_ages(running: Running) -> None:
    running.seconds += 40
    answer = await running.ask("/readyz")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json() == {
        "ok": True,
        "faults": [],
        "notes": [],
        "age_seconds": {"poll": {"kpszsu": 40, "mod_russia": 40}, "sender": 40, "store": 40, "tick": 40, "updates": 40},
        "waiting": 0,
        "oldest_waiting_seconds": None,
        "telegram_wait_seconds": 0,
    }


async def test_a_dead_sender_makes_the_bot_not_ready_until_it_progresses(running: Running) -> None:
    running.pulses.failed("sender", f"https://api.telegram.org/bot{TOKEN} refused chat {CHAT}")
    running.seconds += 301
    for task in set(tasks_of(CHANNELS)) - {"sender"}:
        running.pulses.beat(task)
    answer = await running.ask("/readyz")
    assert answer.status_code == 503
    assert answer.json()["faults"] == ["The sender made no progress for 5 min."]
    assert (await running.ask("/healthz")).status_code == 200
    running.pulses.beat("sender")
    assert (await running.ask("/readyz")).status_code == 200


async def test_a_long_flood_wait_makes_the_bot_not_ready(running: Running) -> None:
    running.telegram_wait = 43_838.4
    answer = await running.ask("/readyz")
    assert answer.status_code == 503
    assert answer.json()["telegram_wait_seconds"] == 43_838


async def test_without_a_database_the_bot_is_live_and_not_ready(tmp_path: Path) -> None:
    async with serving(Running(tmp_path / "none.db")) as running:
        assert (await running.ask("/healthz")).status_code == 200
        answer = await running.ask("/readyz")
        assert (answer.status_code, answer.json()["faults"]) == (503, ["The database cannot be read."])
        assert ("overnight_ready",) in await running.numbers()
    assert not (tmp_path / "none.db").exists()


async def test_a_locked_database_does_not_block_the_answer(running: Running) -> None:
    with locked(running.database):
        assert (await running.ask("/readyz")).status_code == 200


async def test_simultaneous_requests_share_one_check(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []

    def counted(*asked: Any) -> object:
        looks.append(asked)
        return read_beside(*asked)

    monkeypatch.setattr(inspection, "read_beside", counted)
    answers = await asyncio.gather(*(running.ask("/readyz") for _ in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(looks) == 1
    running.seconds += 2
    await running.ask("/readyz")
    assert len(looks) == 2


async def test_the_metrics_are_those_of_the_bot(running: Running, store: Store) -> None:
    store.write_now(chats.remember, CHAT, "en", NOW)
    owed = [Owed(f"digest:{CHAT}:{n}", DeliveryKind.DIGEST, CHAT, None, "text") for n in range(3)]
    store.write_now(deliveries.enqueue, owed, at("2026-09-22 05:45"))
    running.counts.took_in("kpszsu", Intake(new=3, edited=1, tallies=2, unreadable=1))
    running.counts.requests["t.me"] += 7
    running.counts.sends["sent"] += 5
    running.counts.handled_update()
    running.pulses.failed("tick", "odd")
    running.pulses.failed("tick", "odd")
    running.seconds += 10
    running.telegram_wait = 3.5
    found = await running.numbers()
    expected = {
        ("overnight_posts_total", "kpszsu", "new"): 3,
        ("overnight_posts_total", "kpszsu", "edited"): 1,
        ("overnight_posts_total", "mod_russia", "new"): 0,
        ("overnight_readings_total", "kpszsu", "tally"): 2,
        ("overnight_readings_total", "kpszsu", "unreadable"): 1,
        ("overnight_preview_requests_total", "t.me"): 7,
        ("overnight_sends_total", "sent"): 5,
        ("overnight_updates_total",): 1,
        ("overnight_ready",): 1,
        ("overnight_task_age_seconds", "follow @kpszsu"): 10,
        ("overnight_task_restarts_total", "tick"): 2,
        ("overnight_task_consecutive_failures", "tick"): 2,
        ("overnight_telegram_wait_seconds",): 3.5,
        ("overnight_deliveries", "pending"): 3,
        ("overnight_queue_age_seconds",): 900,
    }
    assert {key: found.get(key) for key in expected} == expected
    assert found["overnight_database_bytes", "main"] == file_of(store).stat().st_size
    assert found["process_resident_memory_bytes",] > 10_000_000
    (build,) = [key for key in found if key[0] == "overnight_build_info"]
    assert "reader 7" in build


async def test_the_last_publishing_is_told_where_there_was_one(running: Running, store: Store) -> None:
    assert ("overnight_published_timestamp_seconds",) not in await running.numbers()
    async with serving(Running(file_of(store), chosen=("publish",))) as publishing:
        publishing.pulses.expect("publish")
        assert (await publishing.ask("/readyz")).status_code == 200
        publishing.pulses.beat("publish")
        publishing.seconds += 1801
        for task in tasks_of(CHANNELS):
            publishing.pulses.beat(task)
        answer = await publishing.ask("/readyz")
        assert (answer.status_code, answer.json()["faults"]) == (503, ["Nothing was published for 30 min."])
        assert answer.json()["age_seconds"]["publish"] == 1801
        found = await publishing.numbers()
    assert found["overnight_published_timestamp_seconds",] == NOW.timestamp()
    assert found["overnight_task_age_seconds", "publish"] == 1801


async def test_the_metrics_contain_no_token_and_no_chat(running: Running, store: Store) -> None:
    store.write_now(chats.remember, CHAT, "en", NOW)
    store.write_now(deliveries.enqueue, [Owed(f"digest:{CHAT}:1", DeliveryKind.DIGEST, CHAT, None, "text")], NOW)
    running.pulses.failed("sender", f"https://api.telegram.org/bot{TOKEN} refused chat {CHAT}")
    for path in ("/metrics", "/readyz", "/healthz", "/nothing"):
        answer = await running.ask(path)
        assert str(CHAT) not in answer.text
        assert TOKEN not in answer.text
        assert "server" not in answer.headers


async def test_metric_names_and_units_follow_openmetrics(running: Running) -> None:
    answer = await running.ask("/metrics", accept="application/openmetrics-text; version=1.0.0")
    assert answer.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    families = {family.name: family for family in open_metrics(answer.text)}  # raises where a name or a unit is wrong
    ours = [family for name, family in families.items() if name.startswith("overnight_")]
    assert len(ours) == 14
    assert all(family.documentation for family in ours)
    assert families["overnight_task_age_seconds"].unit == "seconds"
    assert families["overnight_database_bytes"].unit == "bytes"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_only_get_is_allowed(running: Running, path: str, method: str) -> None:
    answer = await running.ask(path, method)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize("path", ["/", "/healthz/", "/metrics/x", "/telegram", "/.env"])
async def test_other_paths_are_not_found(running: Running, path: str) -> None:
    answer = await running.ask(path)
    assert (answer.status_code, answer.text) == (404, "404 Not Found\n")


async def test_a_port_in_use_is_reported_in_one_sentence(running: Running) -> None:
    again = replace(running, port=running.port)
    metrics = BotMetrics(Build("reader 7", CHANNELS), again.counts, again.database)
    with pytest.raises(ListenError) as caught:
        async with web_server(f"127.0.0.1:{running.port}", Inspector(again.inspected()), metrics):
            pass
    at_port = f"127.0.0.1:{running.port}"
    assert str(caught.value) == f"OVERNIGHT_WEB_ADDRESS: {at_port} cannot be bound: Address already in use."
