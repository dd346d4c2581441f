"""The files of a SQLite database: whose they are, which belong together, and how they are moved."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from storage.errors import StorageError

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700


def make_private(path: Path) -> None:
    """Make an empty file that its owner alone may read, whatever the umask; one that is there is left as it is.

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


def mode_for_others(path: Path) -> str | None:
    """The mode of a file that others than its owner may read or write, as ``chmod`` takes it; None where none may."""
    mode = path.stat().st_mode & 0o777
    return f"{mode:o}" if mode & 0o077 else None


def companions(path: Path) -> tuple[Path, Path]:
    """What SQLite writes beside a database in use. It would take them for a part of any database of that name."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def stamp(now: datetime) -> str:
    """A moment as it stands in a file's name, in UTC."""
    return f"{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"


def make_durable(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
