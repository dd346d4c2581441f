"""What moving a database asks of its engine: rows out as lines, rows in, and nothing by halves."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from storage.engines import choosing
from storage.engines.lines import TableShape
from storage.engines.sqlite_mover import SqliteMover
from storage.location import Location


class Giving(Protocol):
    """The rows of a database at one moment."""

    def tables(self) -> list[str]:
        """Return the names of all its tables but those of the engine itself."""

    def count(self, shape: TableShape) -> int:
        """Return how many rows a table has."""

    def lines(self, shape: TableShape) -> Iterator[bytes]:
        """Yield a table's rows by its key, as ``storage.engines.lines`` has them. Raises ``StorageError``."""


class Filling(Giving, Protocol):
    """An empty database that is being filled; what stands in it already can be read back."""

    def fill(self, shape: TableShape, lines: Iterable[bytes]) -> None:
        """Write these rows into a table. Raises ``StorageError``."""


class Mover(Protocol):
    """Moves the rows of one database out or in. Everything raises ``StorageError``."""

    def identity(self) -> Hashable:
        """Return what is the same for two locations of the same database only."""

    def giving(self, *, alone: bool) -> AbstractContextManager[Giving]:
        """Have the database read.

        ``alone``: nobody uses it, and whoever would write to it meanwhile is refused; else as it is at one moment.
        It is refused where it is missing, damaged, in use, or not of today's schema.
        """

    def filling(self) -> AbstractContextManager[Filling]:
        """Have a database filled that is missing or has no rows; unless the block ends well, nothing has changed."""


def mover_of(location: Location) -> Mover:
    """Return the mover for a database. Raises ``StorageError`` where its driver is not installed."""
    if isinstance(location, Path):
        return SqliteMover(location)
    choosing.engine_of(location)
    from storage.engines.postgres.mover import PostgresMover  # noqa: PLC0415 - the default stays light

    return PostgresMover(location)
