"""Publishing as a long task: when it runs, that it never runs twice at a time, and how it fails and ends."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.app import StartError, build
from bot.demo.bot_api import BotApi
from bot.net.servers import bound
from bot.operate.health import PUBLIC_SERVER
from bot.operate.pulses import Pulses
from bot.operate.supervisor import ExpectedError
from bot.publish.tasks import Publishing, PublishingPace, database_secret, publish_command
from bot.run import running
from bot.settings import Settings, load_settings
from bot.world import World
from storage import Store
from storage.pulses import PUBLISH
from tests.bot.publish.public_folder import children, free_port
from tests.bot.talking import NOBODY, until
from tests.storage.looking import file_of

NOW = datetime(2026, 9, 22, 6, tzinfo=UTC)
# Begins, waits until it may end, ends: a line for each in the file "log" of its folder.
STAND_IN = """
import os, sys, time
os.chdir(sys.argv[1])
def log(word):
    with open("log", "a") as file:
        file.write(word + chr(10))
log("begin")
while not os.path.exists("go"):
    time.sleep(0.001)
log("end")
"""


@dataclass
class Run:
    """A publishing that goes on, with its stand-in's folder."""

    publishing: Publishing
    folder: Path
    pulses: Pulses

    @property
    def log(self) -> list[str]:
        log = self.folder / "log"
        return log.read_text().split() if log.exists() else []


@asynccontextmanager
async def published(folder: Path, most: float = 600.0) -> AsyncIterator[Run]:
    pulses = Pulses(lambda: NOW, lambda: 0.0)
    command = [sys.executable, "-I", "-S", "-c", STAND_IN, str(folder)]
    run = Run(Publishing(command, pulses, PublishingPace(most=most, rest=0.0)), folder, pulses)
    task = asyncio.create_task(run.publishing.forever())
    try:
        yield run
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def failed(*command: str, limit: float = 60.0) -> str:
    publishing = Publishing(command, Pulses(lambda: NOW, lambda: 0.0), PublishingPace(limit=limit))
    with pytest.raises(ExpectedError) as caught:
        await publishing.forever()
    return str(caught.value)


async def test_all_who_ask_during_a_run_get_one_more_after_it(tmp_path: Path) -> None:
    async with published(tmp_path) as run:
        await until(lambda: run.log == ["begin"])
        for _ in range(5):
            run.publishing.ask()
        assert run.pulses.pulse(PUBLISH).beat_at is None
        (tmp_path / "go").touch()
        await until(lambda: len(run.log) == 4)
        run.publishing.ask()
        await until(lambda: len(run.log) == 6)
    assert run.log == ["begin", "end"] * 3
    assert run.pulses.pulse(PUBLISH).beat_at == NOW


async def test_it_runs_regularly_without_being_asked(tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    async with published(tmp_path, most=0.01) as run:
        await until(lambda: len(run.log) >= 6)


async def test_a_stop_ends_the_run(tmp_path: Path) -> None:
    async with published(tmp_path) as run:
        await until(lambda: run.log == ["begin"])
    (tmp_path / "go").touch()
    assert children(os.getpid(), str(tmp_path)) == []
    assert run.log == ["begin"]


async def test_a_failed_run_is_told_by_its_last_line(caplog: pytest.LogCaptureFixture) -> None:
    assert await failed("/bin/sh", "-c", "echo first >&2; echo 'The disk is full.' >&2; exit 3") == "The disk is full."
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "publishing: first",
        "publishing: The disk is full.",
    ]
    assert await failed("/bin/sh", "-c", "exit 3") == "it ended with status 3"


async def test_a_run_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.children.END_SECONDS", 0.05)
    assert await failed("/bin/sh", "-c", "trap '' TERM; exec sleep 600", limit=0.05) == "it took more than 0.05 s"


async def test_a_run_is_given_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVERNIGHT_BOT_TOKEN", "123456789:secret")
    assert await failed("/bin/sh", "-c", 'echo "[$OVERNIGHT_BOT_TOKEN]" >&2; exit 1') == "[]"


def ours(store: Store, api: BotApi, folder: Path, **more: object) -> Settings:
    return load_settings(
        env_file=None, database=file_of(store), bot_token=api.token, bot_api_url=api.base_url, preview_hosts=NOBODY,
        publish_dir=folder, **more,
    )  # fmt: skip


def test_the_command_names_what_publishing_needs(tmp_path: Path) -> None:
    settings = load_settings(
        env_file=None, database=tmp_path / "o.db", publish_dir=tmp_path / "public", timezone="Europe/Kyiv",
        channels="kpszsu,mod_russia", publish_url="https://overnight.example.org/",
    )  # fmt: skip
    assert publish_command(settings) == [
        *(sys.executable, "-m", "bot.publish", "--database", f"{tmp_path}/o.db", "--dir", f"{tmp_path}/public"),
        *("--channels", "kpszsu,mod_russia", "--base-url", "https://overnight.example.org"),
    ]
    assert "--base-url" not in publish_command(settings.model_copy(update={"publish_url": None}))


async def test_a_running_bot_publishes_after_news_and_serves_the_folder(
    bot_api: BotApi, store: Store, tmp_path: Path
) -> None:
    folder, port = tmp_path / "public", free_port()
    folder.mkdir()
    bot = build(ours(store, bot_api, folder, public_address=f"127.0.0.1:{port}"), store, World(lists_commands=False))
    written = STAND_IN + "log('{}'); os.replace('log', 'log.json')"
    bot.publishing.command = (sys.executable, "-I", "-S", "-c", written, str(folder))
    bot.publishing.pace = PublishingPace(rest=0.0)
    (folder / "go").touch()
    async with running(bot, follows=False), httpx.AsyncClient(trust_env=False) as client:
        await until(lambda: bot.pulses.pulse(PUBLISH).beat_at and bot.pulses.pulse(PUBLIC_SERVER).beat_at)
        assert (await client.get(f"http://127.0.0.1:{port}/log.json")).text == "begin\nend\n{}\n"
        (folder / "log.json").unlink()
        bot.services.kept.forget()
        await until((folder / "log.json").exists)
        assert (await client.get(f"http://127.0.0.1:{port}/healthz")).status_code == 404
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_busy_public_address_ends_the_start_with_a_sentence(
    bot_api: BotApi, store: Store, tmp_path: Path
) -> None:
    at = f"127.0.0.1:{free_port()}"
    with bound("OVERNIGHT_WEB_ADDRESS", at), pytest.raises(StartError) as caught:
        async with running(build(ours(store, bot_api, tmp_path / "public", public_address=at), store), follows=False):
            pass
    assert str(caught.value) == f"OVERNIGHT_PUBLIC_ADDRESS: {at} cannot be bound: Address already in use."


def test_an_address_of_the_database_is_told_by_the_environment_and_never_as_an_argument(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
    settings = load_settings(
        env_file=None, database="postgresql://overnight:hunter2@db/overnight", publish_dir="/srv/x"
    )
    assert "hunter2" not in " ".join(publish_command(settings))
    assert database_secret(settings) == {"OVERNIGHT_DATABASE": "postgresql://overnight:hunter2@db/overnight"}
    assert database_secret(load_settings(env_file=None, database="overnight.db")) == {}


def test_a_password_that_libpq_has_from_the_environment_reaches_the_process_that_publishes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGPASSWORD", "hunter2")
    monkeypatch.setenv("OVERNIGHT_BOT_TOKEN", "123456789:secret")
    told = database_secret(load_settings(env_file=None, database="postgresql://overnight@db/overnight", bot_token=""))
    assert told["PGPASSWORD"] == "hunter2"
    assert "OVERNIGHT_BOT_TOKEN" not in told
    assert database_secret(load_settings(env_file=None, database="overnight.db", bot_token="")) == {}
