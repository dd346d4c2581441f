"""Fencing: what is written under a lease is written only while the lease stands, whatever became of who writes it.

A program that was frozen believes that it still holds its leases; so each transaction of its work looks for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from storage.engines.engine import Database
from storage.errors import LeaseLostError
from storage.fleet import leases

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fence:
    """The lease that some work is done under: its name, its holder and the epoch in which the work began."""

    name: str
    holder: str
    epoch: int


_FENCE: ContextVar[Fence | None] = ContextVar("fence", default=None)


@contextmanager
def fenced(fence: Fence | None) -> Iterator[None]:
    """Have every ``Store.write`` within, and in tasks that are started within, look whether the lease still stands.

    With None nothing is looked for, whatever stands around.
    """
    token = _FENCE.set(fence)
    try:
        yield
    finally:
        _FENCE.reset(token)


def fence_here() -> Fence | None:
    """Return the fence that this task writes under."""
    return _FENCE.get()


def checked(fn: Callable[[Database], T]) -> Callable[[Database], T]:
    """Return ``fn`` so that it first looks for the lease of this task, in its own transaction; ``fn`` itself where
    there is none. It raises ``LeaseLostError`` where the lease is another's: then nothing is written.
    """
    fence = _FENCE.get()
    if fence is None:
        return fn

    def run(db: Database) -> T:
        if not leases.stands(db, fence.name, fence.holder, fence.epoch):
            raise LeaseLostError(db.location, fence.name)
        return fn(db)

    return run
