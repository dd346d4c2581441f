"""Moving a whole database to another place, of either engine: all of it, checked row by row, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from storage.engines.lines import TableShape
from storage.engines.mover import Filling, Giving, mover_of
from storage.errors import DamagedError, StorageError
from storage.location import Location
from storage.schema import shapes

# Progress is told once in so many rows.
ROWS_BETWEEN = 2_000


@dataclass(frozen=True, slots=True)
class MovedTable:
    """A table that was moved: its rows, and the SHA-256 of their lines in the order of its key."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, table by table; ``passed_over`` are tables of the source that are not overnight's."""

    tables: tuple[MovedTable, ...]
    passed_over: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Return how many rows there are in all."""
        return sum(table.rows for table in self.tables)

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of all tables' names and hashes, a line each."""
        return hashlib.sha256("".join(f"{one.sha256}  {one.name}\n" for one in self.tables).encode()).hexdigest()


# What is being done, how many rows are done, and how many there are to do.
Tell = Callable[[str, int, int], None]


def _untold(_words: str, _done: int, _rows: int) -> None:
    pass


def move(source: Location, target: Location, tell: Tell = _untold) -> Moved:
    """Copy every table of a database into an empty one; the source stays as it is.

    Nobody may use the source meanwhile. What was copied is read back and compared before it counts. Raises
    ``StorageError``, with the target as empty as before.
    """
    if mover_of(source).identity() == mover_of(target).identity():
        raise StorageError(target, f"{target} is the database itself; name another one.")
    with mover_of(source).giving(alone=True) as given, mover_of(target).filling() as filled:
        return _moved(source, given, target, filled, tell)


def copy_beside(source: Location, path: Path, tell: Tell = _untold) -> Moved:
    """As ``move``, into a file, of one moment of a database that others may go on using."""
    with mover_of(source).giving(alone=False) as given, mover_of(path).filling() as filled:
        return _moved(source, given, path, filled, tell)


def _moved(source: Location, given: Giving, target: Location, filled: Filling, tell: Tell) -> Moved:
    ours = shapes()
    counts = {shape.name: given.count(shape) for shape in ours}
    progress = _Progress(tell, 2 * sum(counts.values()))
    tables = []
    for shape in ours:
        hashed = _Hashed()
        filled.fill(shape, progress.through(f"copying {shape.name}", hashed.through(given.lines(shape))))
        tables.append(hashed.of(shape))
        if hashed.rows != counts[shape.name]:
            raise DamagedError(source, f"{shape.name} has {counts[shape.name]:,} rows, but {hashed.rows:,} can be read")
    for shape, table in zip(ours, tables, strict=True):
        hashed = _Hashed()
        for _ in progress.through(f"checking {shape.name}", hashed.through(filled.lines(shape))):
            pass
        if hashed.of(shape) != table:
            raise StorageError(
                target, f"{target} does not give back the rows of {shape.name} as they are; nothing is kept."
            )
    names = {shape.name for shape in ours}
    passed_over = tuple(name for name in given.tables() if name not in names)
    return Moved(tuple(sorted(tables, key=lambda table: table.name)), passed_over)


class _Hashed:
    """The number and the hash of the lines that went through it."""

    def __init__(self) -> None:
        self.rows = 0
        self._digest = hashlib.sha256()

    def through(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            self._digest.update(line)
            self.rows += 1
            yield line

    def of(self, shape: TableShape) -> MovedTable:
        return MovedTable(shape.name, self.rows, self._digest.hexdigest())


class _Progress:
    """How many rows of how many went through it."""

    def __init__(self, tell: Tell, rows: int) -> None:
        self._tell = tell
        self._rows = rows
        self._done = 0

    def through(self, words: str, lines: Iterable[bytes]) -> Iterator[bytes]:
        self._tell(words, self._done, self._rows)
        for line in lines:
            self._done += 1
            if self._done % ROWS_BETWEEN == 0:
                self._tell(words, self._done, self._rows)
            yield line
