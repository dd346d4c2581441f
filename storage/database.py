"""Opening the database, and the threads that use it.

A database belongs to the threads of a lane, and an ``await`` within a transaction would let another task's write join
it. So every function of this package takes a ``Database`` first, does not await, and is run here: writes one after
another on one thread, each in a transaction; reads on other threads, each in a snapshot. What can run in neither
(backups, checks of the file) opens the database itself: ``storage.backup``, ``storage.verify``.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Concatenate, ParamSpec, TypeVar

from storage.engines import choosing
from storage.engines.engine import Database, Engine, Lane, bound
from storage.fleet.fencing import checked
from storage.location import Location
from storage.readings import current_figures

P = ParamSpec("P")
T = TypeVar("T")


class Store:
    """The open database. It never hands out its ``Database``: callers pass a function of ``storage`` and arguments."""

    def __init__(self, engine: Engine) -> None:
        self.location: Location = engine.location
        self.changes = engine.changes
        self._engine = engine
        self._writing = LaneThreads(engine.writing, "storage-write")
        try:
            self._reading = LaneThreads(engine.reading, "storage-read", engine.reading_threads)
        except BaseException:
            self._writing.close()
            raise

    async def write(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``fn(db, …)`` as one transaction on the writing thread: all of it is committed or none.

        Work that is done under a lease is refused with ``LeaseLostError`` once another has the lease. On PostgreSQL it
        may be run again, where another transaction came between: it does nothing but use ``db``.
        """
        return await asyncio.wrap_future(self._writing.submit(checked(bound(fn, *args, **kwargs))))

    async def write_durably(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``write``, but return only when the data would survive a power cut: in the file itself, not the log."""
        return await asyncio.wrap_future(self._writing.submit(checked(bound(fn, *args, **kwargs)), durable=True))

    async def read(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``fn(db, …)`` in one snapshot on a reading thread, which waits for no write and cannot write.

        Two reads see two moments, so everything one answer needs is read by one ``fn``.
        """
        return await asyncio.wrap_future(self._reading.submit(bound(fn, *args, **kwargs)))

    def write_now(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``write``, for a caller without an event loop (the command line)."""
        return self._writing.submit(checked(bound(fn, *args, **kwargs))).result()

    def read_now(self, fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As ``read``, for a caller without an event loop."""
        return self._reading.submit(bound(fn, *args, **kwargs)).result()

    def beside(self) -> Store:
        """Return another store on the same database, with threads of its own: for what must not wait behind others."""
        return Store(self._engine)

    def close(self) -> None:
        """Wait for running calls, then end the threads and close their connections."""
        self._writing.close()
        self._reading.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class LaneThreads:
    """The threads of one lane, which is opened and closed on them."""

    def __init__(self, lane: Callable[[], Lane], name: str, threads: int = 1) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix=name)
        self.lane = self._pool.submit(lane).result()

    def submit(self, fn: Callable[[Database], T], *, durable: bool = False) -> Future[T]:
        """Have ``fn`` run in a transaction."""
        return self._pool.submit(self.lane.run, fn, durable=durable)

    def close(self) -> None:
        """Wait for what was submitted, then close the lane: on its only thread, or when its threads have ended."""
        if self._threads == 1:
            self._pool.submit(self.lane.close).result()
            self._pool.shutdown()
        else:
            self._pool.shutdown()
            self.lane.close()


def open_store(location: Location) -> Store:
    """Open (or create) a database and migrate its schema. Only the owner can read a file created here.

    Raises ``NotADatabaseError``, ``NewerSchemaError``, or ``StorageError`` where it cannot be opened.
    """
    return open_engine(choosing.engine_of(location))


def open_engine(engine: Engine) -> Store:
    """As ``open_store``, for an engine that is chosen already."""
    engine.prepare(_fill)
    return Store(engine)


def _fill(db: Database) -> None:
    if current_figures.is_unfilled(db):
        current_figures.fill(db)
