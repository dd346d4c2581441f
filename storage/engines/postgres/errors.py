"""PostgreSQL's errors as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from storage.errors import DamagedError, StorageError, is_broken
from storage.location import PostgresAddress

# What only a fault of our code can cause.
OURS = (psycopg.IntegrityError, psycopg.ProgrammingError, psycopg.InterfaceError, psycopg.NotSupportedError)
# What a server says that answers and lets nobody in, in libpq's message about a try to connect.
_FATAL = re.compile(r"FATAL:\s+(.+)")
# Where and how libpq tried.
_TRIED = re.compile(r"(?:connection is bad: |.* failed: |\[Errno [-\d]+\] )")


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
        raise StorageError(location, sentence(location, error)) from error
    except OURS:
        raise
    except psycopg.Error as error:
        if is_broken(error):
            raise DamagedError(location, error.diag.message_primary or str(error)) from error
        raise StorageError(location, sentence(location, error)) from error


def sentence(location: PostgresAddress, error: psycopg.Error) -> str:
    """Return one sentence about an error: the server's words, or why it could not be reached."""
    if answered := error.diag.message_primary:
        return f"{location} cannot be used: {_short(answered)}."
    if fatal := _FATAL.search(str(error)):
        return f"{location} cannot be used: {_short(fatal[1])}."
    return f"{location} cannot be reached: {_short(_TRIED.sub('', _short(str(error) or type(error).__name__)))}."


def _short(text: str) -> str:
    """Return the first line: what follows explains it, or is about other hosts."""
    return text.strip().splitlines()[0].strip().rstrip(".")
