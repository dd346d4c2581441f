"""The faults of a broadcast, each with its beginning and its end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.demo.bot_api import ODD, Failure
from tests.proofs.delivery.proof import Proof

# How long a cause lasts that has no length of its own.
SECONDS = 20.0
SHORT, LONG = 20.0, 30.0
FULL_MB = 24

Play = Callable[[Proof], Awaitable[None]]


@dataclass(frozen=True)
class Cause:
    """``play`` begins it and returns when it has ended. ``speed`` is that of the bot's clock meanwhile."""

    play: Play
    speed: float = 1.0
    on_small_disk: bool = False


def window(lasting: float = SECONDS, method: str | None = "sendMessage", **fault: Any) -> Play:
    """All requests of a method fail for so many seconds of the machine's."""

    async def play(scene: Proof) -> None:
        until = scene.api.state.now() + timedelta(seconds=lasting * scene.speed)
        scene.api.fault(method, times=None, until=until, **fault)
        await asyncio.sleep(lasting)

    return play


def once(method: str, **fault: Any) -> Play:
    """The next request of a method fails; where that is for updates, one comes, so that it is asked for the next."""

    async def play(scene: Proof) -> None:
        scene.api.fault(method, **fault)
        scene.api.say(scene.api.private("Somebody"), "/help")
        await asyncio.sleep(2)

    return play


async def odd_answers(scene: Proof) -> None:
    """One of every shape for some digest, and for three chats each twice: for the copy too."""
    for shape in ODD:
        scene.api.fault("sendMessage", failure=Failure.ODD, odd=shape)
    for chat, shape in zip(scene.chats[-3:], ("[]", "result null", "no date"), strict=True):
        scene.api.fault("sendMessage", failure=Failure.ODD, odd=shape, chat=chat.id, times=2)
    await asyncio.sleep(1)


async def server_errors(scene: Proof) -> None:
    """Every code as JSON and as a page, each for one digest, after acceptance; then all for a while."""
    for code in (500, 502, 503, 520):
        for html in (False, True):
            scene.api.fault("sendMessage", code=code, description="Oops", html=html, accepted=True)
    await window(code=520, accepted=True, html=True)(scene)


async def locked(scene: Proof) -> None:
    """Another program writes for 30 s."""
    with closing(sqlite3.connect(scene.database, timeout=10, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        await asyncio.sleep(LONG)
        db.execute("ROLLBACK")


async def disk_full(scene: Proof) -> None:
    """Not a byte is left for 30 s."""
    stuffing = scene.database.with_name("stuffing")
    with contextlib.suppress(OSError), stuffing.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    await asyncio.sleep(LONG)
    stuffing.unlink()


async def break_a_page(scene: Proof) -> int:
    """Overwrite a page in the middle of the table of deliveries, as a failing disk does; how many rows it held."""
    with closing(sqlite3.connect(scene.database, timeout=10, isolation_level=None)) as db:
        while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:  # noqa: ASYNC110 - no other way to wait
            await asyncio.sleep(0.01)
        db.execute("BEGIN IMMEDIATE")
        size = db.execute("PRAGMA page_size").fetchone()[0]
        leaves = db.execute(
            "SELECT pageno, ncell FROM dbstat WHERE name = 'deliveries' AND pagetype = 'leaf' ORDER BY path"
        ).fetchall()
        page, rows = leaves[len(leaves) // 2]
        with scene.database.open("r+b") as file:
            file.seek((page - 1) * size)
            file.write(random.Random(1).randbytes(size))
        # the bot looks at the file anew once somebody else has written
        db.execute("UPDATE chats SET since = since + 1 WHERE chat_id = ?", (scene.chats[0].id,))
        db.execute("COMMIT")
    return int(rows)


async def unparsable(scene: Proof) -> None:
    scene.api.put_raw({"message": {"message_id": "first", "date": "soon", "chat": []}})
    scene.api.put_raw({"callback_query": 7})
    await asyncio.sleep(1)


CAUSES: dict[str, Cause] = {
    "database locked 30 s": Cause(locked),
    "disk full 30 s": Cause(disk_full, on_small_disk=True),
    "odd answers": Cause(odd_answers, 10),
    "5xx after acceptance": Cause(server_errors, 10),
    "503 before acceptance 20 s": Cause(window(code=503, description="Service Unavailable"), 10),
    "cut after acceptance 20 s": Cause(window(failure=Failure.CUT_AFTER), 10),
    "half an answer 20 s": Cause(window(failure=Failure.HALF), 10),
    "reset before acceptance 20 s": Cause(window(failure=Failure.RESET), 10),
    "reset after acceptance 20 s": Cause(window(failure=Failure.RESET, accepted=True), 10),
    "hang 20 s before acceptance": Cause(window(failure=Failure.HANG, seconds=SHORT)),
    "hang 20 s after acceptance": Cause(window(failure=Failure.HANG, seconds=SHORT, accepted=True)),
    "429 of 20 s": Cause(window(retry_after=20)),
    "Telegram away 40 s": Cause(window(40, None, failure=Failure.RESET)),
    "401 once": Cause(once("getUpdates", code=401, description="Unauthorized")),
    "404 once": Cause(once("getUpdates", code=404, description="Not Found")),
    "Conflict once": Cause(
        once("getUpdates", code=409, description="Conflict: terminated by other getUpdates request")
    ),
    "unparsable updates": Cause(unparsable),
}


def mount_small(folder: Path) -> bool:
    """Put a disk of a few MB at ``folder``; False where this machine does not let us."""
    return os.system(f"mount -t tmpfs -o size={FULL_MB}m tmpfs {folder} 2>/dev/null") == 0


def unmount(folder: Path) -> None:
    os.system(f"umount -l {folder}")
