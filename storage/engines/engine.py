"""What the store asks of a database engine, whichever it is."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, Protocol, TypeAlias, TypeVar

from storage.location import Location

P = ParamSpec("P")
T = TypeVar("T")


class Rows(Protocol):
    """What a statement gives: its rows, as tuples, and how many it concerned."""

    @property
    def rowcount(self) -> int: ...

    @property
    def description(self) -> Any: ...

    def fetchone(self) -> Any: ...

    def fetchmany(self, size: int) -> list[Any]: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``keys`` are the columns of each unique key, the primary one first; ``links`` the table and column that
    a column refers to.
    """

    name: str
    columns: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    links: dict[str, tuple[str, str]]


class Database(Protocol):
    """A database within a transaction or a snapshot.

    Its SQL is what SQLite and PostgreSQL share, with ``?`` (or ``?1``, ``:name``) for values; what they do not share
    is a method here.
    """

    @property
    def location(self) -> Location: ...

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ..., /) -> Rows:
        """Run one statement with these values."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> int:
        """Run one statement for each row of values; return how many rows of the table that concerned."""

    def one_moment(self) -> AbstractContextManager[None]:
        """Have all reads within see one moment, for who is in no transaction."""

    def is_fault(self, error: Exception) -> bool:
        """Return whether an error comes from the database rather than from our code."""

    def milliseconds(self) -> int:
        """Return the time by the database's clock, in milliseconds since 1970: one clock for all who use it."""

    def size(self) -> int:
        """Return the bytes the database takes."""

    def schema_tables(self) -> list[Table]:
        """Return every table of ours by name, read from the database itself, never from a list."""

    def check_links_at_the_end(self) -> None:
        """Check references at the end of the transaction: until then a row may refer to one that is missing."""

    def broken_links(self) -> list[str]:
        """Return a sentence for each row whose reference leads nowhere, where the engine lets that happen."""


# Told in place of a table where anything may have changed.
EVERYTHING = ""

# The first argument of a function that ``Store.write`` or ``Store.read`` runs. Other packages only pass it on to
# functions of ``storage``: SQL stays here.
Transaction: TypeAlias = Database
Snapshot: TypeAlias = Database


class Lane(Protocol):
    """Runs functions with the database, each in a transaction (of the writing lane) or a snapshot (of a reading one).

    Its methods are called on the lane's own threads, but that ``close`` is called when they have ended, where it has
    several. The engine's errors are raised as ``StorageError``, but for those that only a fault of our code can cause.
    """

    def run(self, fn: Callable[[Database], T], /, *, durable: bool = False) -> T:
        """Run ``fn``, all of it or nothing. With ``durable`` it would survive a power cut once this returns.

        On PostgreSQL it is run anew where another transaction came between: it must do nothing but use the database.
        """

    def close(self) -> None: ...


class Engine(Protocol):
    """One database and how it is used."""

    @property
    def location(self) -> Location: ...

    @property
    def reading_threads(self) -> int:
        """Return how many threads may read at a time."""

    def exists(self) -> bool:
        """Return whether there is a database, of whatever schema."""

    def prepare(self, fill: Callable[[Database], object]) -> None:
        """Create the database where it is missing, bring its schema to today's, and run ``fill`` in a transaction.

        Raises ``StorageError``: it cannot be reached, is another's, or was written by a newer version.
        """

    def writing(self) -> Lane:
        """Return the lane that writes; called on its thread."""

    def reading(self) -> Lane:
        """Return the lane that reads; called on one of its threads."""

    def changes(self) -> AsyncGenerator[str, None]:
        """Yield the name of each table that a commit changed, by whichever program; at the beginning ``EVERYTHING``.

        A file is one program's: there nothing is told. Raises ``StorageError`` where the connection is lost.
        """

    def beside(self, fn: Callable[[Database], T], /) -> T:
        """Run ``fn`` in a snapshot of its own, while others may use the database; nothing is written or created."""


def bound(fn: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> Callable[[Database], T]:
    """Return ``fn`` with all arguments but the database.

    Raises ``TypeError`` for an iterator: a transaction that is run again would find it empty, and write nothing.
    """
    if any(isinstance(one, Iterator) for one in (*args, *kwargs.values())):
        raise TypeError(f"{getattr(fn, '__name__', fn)} was given an iterator, which a second run would find empty")

    def run(db: Database) -> T:
        return fn(db, *args, **kwargs)

    return run
