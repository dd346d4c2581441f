"""Reading the database of a running bot from another process: nothing is written, created or blocked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from storage.engines import choosing
from storage.engines.engine import Database, bound
from storage.location import Location

P = ParamSpec("P")
T = TypeVar("T")


def read_beside(location: Location, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run ``fn(db, …)`` in a snapshot on a read-only connection of its own and close it; safe on any thread.

    Raises ``StorageError`` where there is no database or it cannot be read.
    """
    return choosing.engine_of(location).beside(bound(fn, *args, **kwargs))
