"""The errors of the database, each with a message a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

# SQLite's codes for a damaged file, as opposed to one that only cannot be written for now.
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_broken(error: sqlite3.Error) -> bool:
    """Return whether an error says that the file is damaged. The low byte of an error code is its kind."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in BROKEN


class StorageError(Exception):
    """The database cannot be used; the message says why and what would help.

    ``is_broken`` says that the file is damaged; other causes (a lock, a full disk) may pass.
    """

    def __init__(self, path: Path, message: str, *, is_broken: bool = False) -> None:
        super().__init__(message)
        self.path = path
        self.is_broken = is_broken


class NotADatabaseError(StorageError):
    """The file exists but is not an SQLite database."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is not an overnight database; nothing was written to it.")


class NewerSchemaError(StorageError):
    """The database was written by a newer version of overnight."""

    def __init__(self, path: Path, unknown: list[str]) -> None:
        names = ", ".join(unknown)
        super().__init__(
            path,
            f"{path} was written by a newer overnight (it has {names}); nothing was changed. Update overnight.",
        )


class InUseError(StorageError):
    """Another bot uses the database, or it is being restored."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"Another overnight runs on {path} (or restores it); only one may at a time. Stop that one first."
        )


class DamagedError(StorageError):
    """The file is damaged; ``fault`` is SQLite's message."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(
            path,
            f"{path} is damaged ({fault.strip().splitlines()[-1]}); 'overnight verify' says which parts are intact, "
            "'overnight restore' replaces it with a backup.",
            is_broken=True,
        )
        self.fault = fault
