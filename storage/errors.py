"""The errors of the database, each with a message a person can act on."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.location import Location

# The engines' codes for a damaged database, as opposed to one that only cannot be written for now: SQLite's, whose low
# byte is the kind, and PostgreSQL's (data_corrupted and index_corrupted in its appendix A).
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
BROKEN_STATES = ("XX001", "XX002")


def is_broken(error: Exception) -> bool:
    """Return whether an error of either engine says that the database is damaged."""
    return (getattr(error, "sqlite_errorcode", 0) & 0xFF) in BROKEN or getattr(error, "sqlstate", "") in BROKEN_STATES


class StorageError(Exception):
    """The database cannot be used; the message says why and what would help.

    ``is_broken`` says that the file is damaged; other causes (a lock, a full disk) may pass.
    """

    def __init__(self, location: Location, message: str, *, is_broken: bool = False) -> None:
        super().__init__(message)
        self.location = location
        self.is_broken = is_broken


class NotADatabaseError(StorageError):
    """The file exists but is not an SQLite database."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"{path} is not an overnight database; nothing was written to it.")


class NewerSchemaError(StorageError):
    """The database was written by a newer version of overnight."""

    def __init__(self, location: Location, unknown: list[str]) -> None:
        names = ", ".join(unknown)
        super().__init__(
            location,
            f"{location} was written by a newer overnight (it has {names}); nothing was changed. Update overnight.",
        )


class InUseError(StorageError):
    """Another bot uses the database, or it is being restored."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"Another overnight runs on {path} (or restores it); only one may at a time. Stop that one first."
        )


class LeaseLostError(StorageError):
    """Another program has taken over the work that this was a part of; nothing was written."""

    def __init__(self, location: Location, lease: str) -> None:
        super().__init__(location, f"Another replica has taken over '{lease}'; nothing more was written.")
        self.lease = lease


class DamagedError(StorageError):
    """The file is damaged; ``fault`` is SQLite's message."""

    def __init__(self, location: Location, fault: str) -> None:
        super().__init__(
            location,
            f"{location} is damaged ({fault.strip().splitlines()[-1]}); 'overnight verify' says which parts are "
            "intact, 'overnight restore' replaces it with a backup.",
            is_broken=True,
        )
        self.fault = fault
