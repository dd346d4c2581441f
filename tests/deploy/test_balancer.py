"""The fleet's balancer at work on loopback, where Caddy is installed: in front of real webhook servers and a folder."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import httpx
import pytest
from telegram import Bot, Update

from bot.net.servers import bound
from bot.publish.serving.web import public_server
from bot.receive.webhook import SECRET_HEADER, webhook_server

# Older ones do not pass an update on where a replica is gone: its body was closed with the first try.
NEW_ENOUGH = (2, 11, 2)
CADDYFILE = Path(__file__).parents[2] / "deploy/Caddyfile"
BOT = Bot("123456789:" + "A" * 35)
SECRET = "5e" * 32
HEADERS = {SECRET_HEADER: SECRET}
# One port for all, as the file has it: each replica has an address of its own in Linux's loopback range.
ADDRESSES = ("127.0.0.2", "127.0.0.3", "127.0.0.4")
DEADLINE = 20.0


def installed_caddy() -> str | None:
    """The Caddy that CADDY names, or the one of the system; None if there is none that is new enough."""
    found = os.environ.get("CADDY") or shutil.which("caddy")
    if found is None:
        return None
    said = subprocess.run([found, "version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"v?(\d+)\.(\d+)\.(\d+)", said)
    return found if version and tuple(map(int, version.groups())) >= NEW_ENOUGH else None


CADDY = installed_caddy()
pytestmark = pytest.mark.skipif(CADDY is None, reason="there is no Caddy of 2.11.2 or newer here")


@dataclass
class Fleet:
    """A balancer in front of the replicas; ``taken`` has the updates of each by its address."""

    url: str
    client: httpx.AsyncClient
    port: int
    taken: dict[str, list[int]] = field(default_factory=lambda: {one: [] for one in ADDRESSES})

    def replica(self, at: str) -> AbstractAsyncContextManager[int]:
        """A real webhook server at this address."""

        async def put(update: Update) -> None:
            self.taken[at].append(update.update_id)

        return webhook_server(f"{at}:{self.port}", "/telegram", SECRET, BOT, put)

    async def post(self, number: int, headers: dict[str, str] = HEADERS) -> int:
        """The status of an answer to an update."""
        answer = await self.client.post(f"{self.url}/telegram", content=update(number), headers=headers)
        return answer.status_code

    async def looked_at(self) -> None:
        """Wait until the balancer knows that a replica is there: what has no secret is then refused by one."""
        async with asyncio.timeout(DEADLINE):
            while await self.post(0, {}) == 503:
                pass


def update(number: int) -> bytes:
    chat = {"id": 42, "type": "private", "first_name": "Ann"}
    message = {"message_id": 7, "date": 1790000000, "chat": chat, "text": "/latest"}
    return json.dumps({"update_id": number, "message": message}).encode()


def free_port() -> int:
    """A port that is free at every address, as far as one can know."""
    with socket.create_server(("", 0)) as probe:
        return int(probe.getsockname()[1])


def configuration(port: int, folder: Path) -> str:
    """The file of the repository, with addresses of loopback and without the redirect, which needs port 80."""
    text = CADDYFILE.read_text(encoding="utf-8")
    for number, address in enumerate(ADDRESSES, 1):
        text = text.replace(f"bot-{number}:8080", f"{address}:{port}")
    text = text.replace("root * /public", f"root * {folder}")
    text = text.replace("health_interval 2s", "health_interval 200ms").replace(
        "fail_duration 3s", "fail_duration 300ms"
    )
    return text.replace("\tadmin off\n", "\tadmin off\n\tauto_https disable_redirects\n")


@asynccontextmanager
async def fleet(tmp_path: Path) -> AsyncIterator[Fleet]:
    """Run the balancer, without replicas yet, until the block ends."""
    assert CADDY
    port, listen = free_port(), free_port()
    folder = tmp_path / "public"
    folder.mkdir(exist_ok=True)
    (tmp_path / "Caddyfile").write_text(configuration(port, folder), encoding="utf-8")
    url = f"https://localhost:{listen}"
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    process = await asyncio.create_subprocess_exec(
        *(CADDY, "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"),
        stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, env={**os.environ, **home, "OVERNIGHT_WEBHOOK_URL": url},
    )  # fmt: skip
    try:
        assert process.stderr
        async with asyncio.timeout(DEADLINE):
            while b"certificate obtained successfully" not in (line := await process.stderr.readline()):
                assert line, "Caddy has ended"
        drained = asyncio.create_task(process.stderr.read())
        trust = ssl.create_default_context(cafile=tmp_path / "caddy/pki/authorities/local/root.crt")
        async with httpx.AsyncClient(verify=trust, timeout=DEADLINE, trust_env=False) as client:
            await answering(client, url)
            yield Fleet(url, client, port)
    finally:
        process.terminate()
        await process.wait()
    await drained


async def answering(client: httpx.AsyncClient, url: str) -> None:
    """Wait for the first answer: a certificate is logged a moment before it is used."""
    async with asyncio.timeout(DEADLINE):
        while True:
            with suppress(httpx.ConnectError):
                await client.get(url)
                return


async def test_updates_reach_the_replicas_with_telegram_s_secret_and_no_others_do(tmp_path: Path) -> None:
    async with fleet(tmp_path) as running, AsyncExitStack() as stack:
        for at in ADDRESSES:
            await stack.enter_async_context(running.replica(at))
        await running.looked_at()
        assert [await running.post(number) for number in range(30)] == [200] * 30
        assert await running.post(90, {}) == 403
        assert await running.post(91, {SECRET_HEADER: "another"}) == 403
        assert sorted(chain(*running.taken.values())) == list(range(30))


async def test_a_replica_that_is_gone_costs_nothing_and_gets_updates_again_when_it_is_back(tmp_path: Path) -> None:
    first, second, third = ADDRESSES
    async with fleet(tmp_path) as running, running.replica(first):
        async with running.replica(second), running.replica(third):
            await running.looked_at()
            assert await running.post(0) == 200
        # Two of three do not listen any more: what meets them goes on to the third at once.
        assert [await running.post(number) for number in range(1, 30)] == [200] * 29
        assert sorted(chain(*running.taken.values())) == list(range(30))
        async with running.replica(third), asyncio.timeout(DEADLINE):
            running.taken[third].clear()
            number = 30
            while not running.taken[third]:
                assert await running.post(number) == 200
                number += 1


async def test_an_update_that_a_replica_may_have_taken_is_left_for_telegram_to_repeat(tmp_path: Path) -> None:
    begun: list[bytes] = []

    async def take_and_die(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"POST"):
            begun.append(head)
        else:
            writer.write(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with fleet(tmp_path) as running, AsyncExitStack() as stack:
        for at in ADDRESSES:
            await stack.enter_async_context(await asyncio.start_server(take_and_die, at, running.port))
        await running.looked_at()
        begun.clear()
        assert await running.post(0) == 502
        assert len(begun) == 1


async def test_a_frozen_replica_gets_no_more_updates(tmp_path: Path) -> None:
    frozen, second, third = ADDRESSES
    async with fleet(tmp_path) as running, running.replica(second), running.replica(third):
        # The system takes connections for it, and nobody answers.
        with closing(bound("", f"{frozen}:{running.port}")) as listener:
            async with asyncio.timeout(DEADLINE):
                looked, _ = await asyncio.get_running_loop().sock_accept(listener)
                with closing(looked):  # the balancer looks at it, and has to learn that it does not answer
                    await until_ten_in_a_row(running)
        assert len(set(running.taken[second] + running.taken[third])) >= 10


async def until_ten_in_a_row(running: Fleet) -> None:
    """Post until ten updates in a row were answered, each within a second."""
    number = answered = 0
    while answered < 10:
        try:
            async with asyncio.timeout(1):
                answered = answered + 1 if await running.post(number) == 200 else 0
        except TimeoutError:
            answered = 0
        number += 1


async def test_the_open_record_has_the_headers_of_the_bot_s_own_server(tmp_path: Path) -> None:
    names = (
        "index.html",
        "v1/nights.csv",
        "v1/latest.json",
        "feed.json",
        "feed.atom",
        "picture.svg",
        "style.css",
        "a.png",
    )
    folder = tmp_path / "public"
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x" * 2000, encoding="utf-8")
    (folder / ".state").mkdir()
    (folder / ".state/secret.json").write_text("{}", encoding="utf-8")
    (folder / "v1/.lock").write_text("", encoding="utf-8")
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    async with fleet(tmp_path) as running, public_server(listener, folder) as port:
        for name in ("", *names):
            ours = await running.client.get(f"http://127.0.0.1:{port}/{name}")
            theirs = await running.client.get(f"{running.url}/{name}")
            assert theirs.status_code == 200, name
            assert described(theirs) == described(ours), name
            again = await running.client.get(f"{running.url}/{name}", headers={"If-None-Match": theirs.headers["ETag"]})
            assert again.status_code == 304
        for name in (".state/secret.json", "v1/.lock", "v1/", "nothing.html"):
            refused = await running.client.get(f"{running.url}/{name}")
            assert refused.status_code == 404, name


def described(answer: httpx.Response) -> dict[str, str | None]:
    """What both servers say of a file; each has ETags of its own, and Caddy sends ranges."""
    said = ("Content-Type", "Content-Security-Policy", "Cache-Control", "Referrer-Policy", "X-Content-Type-Options")
    cors = ("Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Content-Encoding")
    return {name: answer.headers.get(name) for name in (*said, *cors)}
