"""The heartbeat is sent only while everything works."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.operate import heartbeat
from bot.operate.health import patience_with
from bot.operate.heartbeat import Beating, open_heartbeat
from bot.operate.pulses import Pulses
from storage import Store, pulses
from storage.channels import cursors
from tests.storage.builders import at
from tests.storage.looking import READ_ONLY, refuse_writes

NOW = at("2026-09-22 06:00")
SECRET = "0a1b2c-secret"
TASKS = ("sender", "follow @kpszsu", "follow @mod_russia")


@dataclass
class Service:
    """A service on loopback that receives heartbeats, and the bot that sends them."""

    store: Store
    status: int = 200
    pings: list[str] = field(default_factory=list)
    seconds: float = 1000.0
    port: int = 0
    hangs: bool = False

    def __post_init__(self) -> None:
        self.pulses = Pulses(lambda: NOW, lambda: self.seconds)
        for task in TASKS:
            self.pulses.beat(task)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/ping/{SECRET}?status=up"

    def beating(self) -> Beating:
        return Beating(self.store, self.pulses, ("kpszsu", "mod_russia"), patience_with(60), lambda: NOW)

    async def beat(self, times: int = 1) -> bool:
        """Whether the last of these beats arrived."""
        arrived = False
        async with open_heartbeat(self.url, self.beating()) as heart:
            for _ in range(times):
                arrived = await heart.beat_once()
        return arrived


class _Pinged(RequestHandler):
    def initialize(self, service: Service) -> None:
        self.service = service

    def get(self) -> None:
        self.service.pings.append(self.request.uri or "")
        if self.service.hangs:
            self._auto_finish = False
            return
        self.set_status(self.service.status)
        if self.service.status == 302:
            self.set_header("Location", "/elsewhere")


@pytest.fixture
async def service(store: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Service]:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")  # nobody: a service that is near is asked without it
    service = Service(store)
    server = HTTPServer(Application([(r".*", _Pinged, {"service": service})], log_function=lambda _: None))
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    service.port = listener.getsockname()[1]
    server.add_socket(listener)
    yield service
    server.stop()
    await server.close_all_connections()


async def test_the_heartbeat_is_sent_while_everything_works(service: Service) -> None:
    assert await service.beat()
    assert service.pings == [f"/ping/{SECRET}?status=up"]


async def test_the_heartbeat_writes_to_the_database_first(service: Service) -> None:
    await service.beat()
    assert {one.task for one in service.store.read_now(pulses.kept)} == set(TASKS)


@pytest.mark.parametrize("task", TASKS)
async def test_no_heartbeat_is_sent_when_a_task_is_dead(
    service: Service, task: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.seconds += 301
    for other in set(TASKS) - {task}:
        service.pulses.beat(other)
    assert not await service.beat(times=3)
    assert service.pings == []
    assert caplog.messages == [f"no heartbeat: {task} made no progress"]


async def test_no_heartbeat_is_sent_before_the_tasks_started(service: Service) -> None:
    service.pulses = Pulses(lambda: NOW, lambda: service.seconds)
    assert not await service.beat()
    assert service.pings == []


async def test_no_heartbeat_is_sent_when_the_database_rejects_writes(
    service: Service, caplog: pytest.LogCaptureFixture
) -> None:
    service.store.write_now(refuse_writes)
    assert not await service.beat(times=2)
    assert service.pings == []
    assert len(caplog.messages) == 1
    assert re.search(rf"{READ_ONLY}\.$", caplog.messages[0])


async def test_a_paused_channel_does_not_stop_the_heartbeat(service: Service) -> None:
    service.store.write_now(cursors.pause, "kpszsu", "operator: a test")
    service.seconds += 4000
    for task in ("sender", "follow @mod_russia"):
        service.pulses.beat(task)
    assert await service.beat()


@pytest.mark.parametrize("status", [302, 404, 500])
async def test_a_refused_heartbeat_is_reported_once_with_only_the_host(
    service: Service, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    service.status = status
    assert not await service.beat(times=3)
    assert service.pings == [f"/ping/{SECRET}?status=up"] * 3  # and nothing elsewhere
    assert caplog.messages == [f"127.0.0.1 refused the heartbeat: {status}"]


async def test_a_recovered_heartbeat_is_reported_once(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.operate.heartbeat")
    async with open_heartbeat(service.url, service.beating()) as heart:
        service.status = 500
        assert not await heart.beat_once()
        service.status = 200
        assert await heart.beat_once()
        assert await heart.beat_once()
    ours = [record.getMessage() for record in caplog.records if record.name == "bot.operate.heartbeat"]
    assert ours == ["127.0.0.1 refused the heartbeat: 500", "the heartbeat goes to 127.0.0.1 again"]


async def test_a_hanging_heartbeat_service_is_not_waited_for(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(heartbeat, "TIMEOUT_SECONDS", 0.05)
    service.hangs = True
    assert not await service.beat(times=2)
    (said,) = caplog.messages
    assert said.startswith("the heartbeat did not arrive at 127.0.0.1: ")
    assert SECRET not in caplog.text


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/{secret}", "https://127.0.0.1:1/{secret}"])
async def test_an_unreachable_heartbeat_service_is_reported_without_its_url(
    service: Service, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    url: Any = address.format(secret=SECRET)
    async with open_heartbeat(url, service.beating()) as heart:
        assert not await heart.beat_once()
    assert "the heartbeat did not arrive at 127.0.0.1: ConnectError" in caplog.text
    assert SECRET not in caplog.text
