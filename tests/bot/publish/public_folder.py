"""A published folder beside things that nobody may read, and a server of it on loopback."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from bot.net.servers import Bounds, bound
from bot.publish.serving.web import BOUNDS, public_server

# Stands in every file that must not be served; in none that may.
SECRET = b"123456789:AAE-not-for-strangers"
LATEST = b'{"nights": [' + b'{"launched": 212, "stopped": 177}, ' * 40 + b"{}]}\n"


@dataclass(frozen=True)
class Served:
    """A folder and where it is served."""

    folder: Path
    port: int

    async def ask(self, path: str, method: str = "GET", **headers: str) -> httpx.Response:
        """Ask as a client of good manners does; underscores in names of headers stand for hyphens."""
        given = {"accept-encoding": "identity"} | {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx.AsyncClient(trust_env=False) as client:
            return await client.request(method, f"http://127.0.0.1:{self.port}{path}", headers=given)

    async def raw(self, request: bytes) -> bytes:
        """Send these bytes; return all that comes back until the server hangs up."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            async with asyncio.timeout(30):
                return await reader.read()
        except ConnectionError:
            return b""
        finally:
            writer.close()


def replace(path: Path, content: bytes) -> None:
    """Write a file as publishing does: beside the old one, then in its place."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def fill(folder: Path) -> None:
    """Make a published folder, and within and around it what must not be served."""
    for name in ("v1/night", "uk", "v1/.hidden", "looks.json"):
        (folder / name).mkdir(parents=True)
    for name in ("index.html", "uk/index.html", "night.html"):
        (folder / name).write_text(f"<!doctype html><title>{name}</title>{'<p>text</p>' * 30}")
    for name in ("v1/latest.json", "v1/night/2026-09-22.json", "feed.json"):
        (folder / name).write_bytes(LATEST)
    (folder / "v1/nights.csv").write_text("night,launched\n" + "2026-09-22,212\n" * 40)
    (folder / "feed.atom").write_text("<feed/>")
    (folder / "style.css").write_text("p { margin: 0 }\n" * 30)
    (folder / "chart.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'>" + "<path d='M0 0'/>" * 30 + "</svg>")
    (folder / "chart.png").write_bytes(b"\x89PNG" + os.urandom(2000))
    hidden = ("../secret.json", "../.env", ".state.json", "v1/.hidden/latest.json", "v1/latest.json.tmp", "v1/latest",
              "overnight.db", ".git.json", "v1/latest.json~", "notes.md", "page.php")  # fmt: skip
    for name in hidden:
        (folder / name).write_bytes(SECRET)
    (folder / "linked.json").symlink_to(folder.parent / "secret.json")
    (folder / "within.json").symlink_to(folder / "v1/latest.json")
    (folder / "outside").symlink_to(folder.parent)
    (folder / "again").symlink_to(folder / "v1")
    os.mkfifo(folder / "pipe.json")
    unreadable = socket.socket(socket.AF_UNIX)
    try:
        unreadable.bind(os.path.relpath(folder / "socket.json"))
    finally:
        unreadable.close()


def children(parent: int, having: str) -> list[int]:
    """Return the processes that a process started and that have this in their command line."""
    found = []
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        with suppress(FileNotFoundError, ProcessLookupError):
            if having.encode() in Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def environment_of(process: int) -> bytes:
    """Return the environment that a process was started with."""
    return Path(f"/proc/{process}/environ").read_bytes()


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@asynccontextmanager
async def served(folder: Path, bounds: Bounds = BOUNDS) -> AsyncIterator[Served]:
    """Serve a folder in this process."""
    listener = bound("OVERNIGHT_PUBLIC_ADDRESS", f"127.0.0.1:{free_port()}")
    async with public_server(listener, folder, bounds) as port:
        yield Served(folder, port)


def shown(answer: httpx.Response, *names: str) -> dict[str, Any]:
    """Return these headers of an answer, None for what it lacks."""
    return {name: answer.headers.get(name) for name in names}
