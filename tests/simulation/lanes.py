"""The store's lanes without threads: each call is done at once, unless the disk or a lock keeps it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from storage import database
from storage.engines.sqlite_engine import BUSY_MILLISECONDS, SqliteLane
from tests.simulation.loop import LIFE, Life

# A write waits so long for another program's lock.
BUSY_SECONDS = BUSY_MILLISECONDS / 1000

Call = Callable[..., Any]


@dataclass
class Disk:
    """How the machine's disk is: until when (the loop's seconds) another program locks the file, or it is full."""

    locked_until: float = 0.0
    full_until: float = 0.0
    writes: int = 0
    refused: list[float] = field(default_factory=list)


class InlineLane:
    """In place of ``storage.database.LaneThreads``. Of a run that is dead nothing is done any more."""

    disk: Disk

    def __init__(self, lane: Callable[[], SqliteLane], name: str, threads: int = 1) -> None:
        self._writes = "write" in name
        self._life: Life | None = LIFE.get()
        self.lane = lane()
        self.lane.db.execute("PRAGMA synchronous=OFF")
        self._waiting: deque[tuple[Future[Any], Call]] = deque()

    def submit(self, fn: Call, *, durable: bool = False) -> Future[Any]:
        answer: Future[Any] = Future()
        self._waiting.append((answer, lambda: self.lane.run(fn, durable=durable)))
        if len(self._waiting) == 1:
            self._go_on()
        return answer

    def close(self) -> None:
        self.lane.close()

    def _go_on(self) -> None:
        while self._waiting:
            locked = self.disk.locked_until - _now() if self._writes and self.disk.locked_until else 0.0
            if locked > 0:
                asyncio.get_running_loop().call_later(min(locked, BUSY_SECONDS), self._waited, locked > BUSY_SECONDS)
                return
            self._run(self._waiting[0][1])

    def _waited(self, in_vain: bool) -> None:
        if in_vain:
            self.disk.refused.append(_now())
            self._run(self._refusing("database is locked"))
        else:
            self._run(self._waiting[0][1])
        self._go_on()

    def _run(self, call: Call) -> None:
        answer, _ = self._waiting[0]
        try:
            if self._life is not None and self._life.is_dead:
                answer.cancel()
            elif not answer.set_running_or_notify_cancel():
                return
            elif self._writes and self.disk.full_until and self.disk.full_until > _now():
                self.disk.refused.append(_now())
                self._refusing("database or disk is full")()
            else:
                self.disk.writes += self._writes
                answer.set_result(call())
        except Exception as error:
            answer.set_exception(error)
        finally:
            self._waiting.popleft()

    def _refusing(self, why: str) -> Call:
        def refuse(db: Any) -> None:
            raise sqlite3.OperationalError(why)

        return lambda: self.lane.run(refuse)


def _now() -> float:
    return asyncio.get_running_loop().time()


@contextmanager
def inline_lanes(disk: Disk) -> Iterator[None]:
    """Every store that is opened in the block works without threads, on this disk."""
    lane = type("Lane", (InlineLane,), {"disk": disk})
    with patch.object(database, "LaneThreads", lane):
        yield
