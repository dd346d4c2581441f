"""PostgreSQL's errors as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from storage.errors import DamagedError, StorageError, is_broken
from storage.location import PostgresAddress

# What only a fault of our code can cause.
OURS = (psycopg.IntegrityError, psycopg.ProgrammingError, psycopg.InterfaceError, psycopg.NotSupportedError)


@contextmanager
def telling(location: PostgresAddress) -> Iterator[None]:
    """Raise PostgreSQL's errors within as ``StorageError``; faults of our code pass."""
    try:
        yield
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
        raise StorageError(
            location, f"{location} was written by an older overnight; 'overnight run' updates it."
        ) from error
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction) as error:
        raise StorageError(location, f"{location} cannot be used: {_first_line(error)}.") from error
    except OURS:
        raise
    except psycopg.Error as error:
        if is_broken(error):
            raise DamagedError(location, _first_line(error)) from error
        raise StorageError(location, f"{location} cannot be used: {_first_line(error)}.") from error


def _first_line(error: psycopg.Error) -> str:
    """Return the server's message, or what kept us from the server; libpq's messages have a line a try."""
    lines = (error.diag.message_primary or str(error) or type(error).__name__).strip().splitlines()
    return lines[-1].strip().rstrip(".")
