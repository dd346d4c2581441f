"""What can go wrong with the database, each with a sentence a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

# What SQLite says of a file that is damaged, as against one that takes nothing for now.
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_broken(error: sqlite3.Error) -> bool:
    """Whether the file is damaged. The low byte of a code is its kind."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in BROKEN


class StorageError(Exception):
    """The database cannot be used; the message says why and what would help.

    ``is_broken`` is whether the file is damaged; what else it is (a lock, a full disk) may pass.
    """

    def __init__(self, path: Path, message: str, *, is_broken: bool = False) -> None:
        super().__init__(message)
        self.path = path
        self.is_broken = is_broken


class NotADatabaseError(StorageError):
    """The file is there and is no SQLite database."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is not an overnight database; nothing was written to it.")


class NewerSchemaError(StorageError):
    """The database was written by a newer overnight than this one."""

    def __init__(self, path: Path, unknown: list[str]) -> None:
        names = ", ".join(unknown)
        super().__init__(
            path,
            f"{path} was written by a newer overnight (it has {names}); update overnight, nothing was changed.",
        )


class InUseError(StorageError):
    """Another bot runs on the database, or it is being restored."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"Another overnight runs on {path} (or restores it); only one may at a time. Stop that one first."
        )


class DamagedError(StorageError):
    """A part of the file is broken; ``fault`` is what SQLite says of it."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(
            path,
            f"{path} is damaged ({fault.strip().splitlines()[-1]}); 'overnight verify' tells which part is whole, "
            "'overnight restore' puts a backup in its place.",
            is_broken=True,
        )
        self.fault = fault
