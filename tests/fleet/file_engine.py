"""An engine that keeps in PostgreSQL what a test takes for a file."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from storage.engines.engine import Database
from storage.engines.files import make_private
from storage.engines.postgres.engine import PostgresEngine
from storage.errors import NotADatabaseError, StorageError
from storage.location import PostgresAddress

if TYPE_CHECKING:
    from storage.engines.postgres.lanes import PostgresLane
    from tests.fleet.databases import Databases

T = TypeVar("T")


@dataclass(frozen=True)
class NamedByPath(PostgresAddress):
    """An address that is told as the path which the test has for it."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


class FileEngine:
    """``PostgresEngine`` for a path, where a note stands for the database."""

    reading_threads = PostgresEngine.reading_threads

    def __init__(self, path: Path, databases: Databases) -> None:
        self.location = path
        self._databases = databases

    def exists(self) -> bool:
        """Return whether there is a file."""
        return self.location.exists()

    def prepare(self, fill: Callable[[Database], object]) -> None:
        """As for a file: created, readable by its owner alone, where it is missing."""
        make_private(self.location)
        self._engine().prepare(fill)

    def writing(self) -> PostgresLane:
        """Return the lane that writes."""
        return self._engine().writing()

    def reading(self) -> PostgresLane:
        """Return the lane that reads."""
        return self._engine().reading()

    def changes(self) -> AsyncGenerator[str, None]:
        """Yield the tables that commits change."""
        return self._engine().changes()

    def beside(self, fn: Callable[[Database], T], /) -> T:
        """Run ``fn`` in a snapshot on a connection of its own."""
        if not self.location.is_file():
            raise StorageError(self.location, f"There is no database at {self.location}.")
        try:
            engine = self._engine()
        except NotADatabaseError as error:
            raise StorageError(self.location, f"{self.location} cannot be read: file is not a database.") from error
        return engine.beside(fn)

    def _engine(self) -> PostgresEngine:
        try:
            name = self._databases.name_of(self.location) or self._databases.create(self.location)
        except OSError as error:
            raise StorageError(self.location, f"{self.location} cannot be opened: {error}.") from error
        return PostgresEngine(NamedByPath(self._databases.address(name).url, self.location))
