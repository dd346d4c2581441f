"""The files of an SQLite database: who may read them, which belong together, how they reach the disk."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import StorageError

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700


def make_private(path: Path) -> None:
    """Create an empty file that only its owner may read, whatever the umask; an existing file is left as it is.

    SQLite gives -wal and -shm the mode of their database. Raises ``StorageError`` where the file cannot be made.
    """
    try:
        made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE)
    except FileExistsError:
        return
    except OSError as error:
        raise StorageError(path, f"{path} cannot be opened: {error.strerror}.") from error
    os.fchmod(made, PRIVATE)
    os.close(made)


def refuse_missing(path: Path) -> None:
    """Raise ``StorageError`` where there is no file of this name."""
    if not path.is_file():
        raise StorageError(path, f"There is no database at {path}.")


def refuse_missing_or_empty(path: Path) -> None:
    """Raise ``StorageError`` where there is no file of this name, or nothing in it."""
    refuse_missing(path)
    if not path.stat().st_size:
        raise StorageError(path, f"{path} is empty.")


def mode_for_others(path: Path) -> str | None:
    """Return the mode of a file, as ``chmod`` takes it, if others than its owner may read or write it, else None."""
    mode = path.stat().st_mode & 0o777
    return f"{mode:o}" if mode & 0o077 else None


def companions(path: Path) -> tuple[Path, Path]:
    """Return the -wal and -shm files of a database. SQLite would take them for part of any database of that name."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def stamp(now: datetime) -> str:
    """Return a moment in UTC as text for a file name."""
    return f"{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"


def make_durable(path: Path) -> None:
    """Sync a file or a folder to the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
