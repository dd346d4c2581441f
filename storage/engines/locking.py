"""The lock that allows one bot per database; the system frees it when the process ends, however it ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.engines.files import make_private
from storage.errors import InUseError, StorageError


def lock_file(path: Path) -> Path:
    """Return the path of the lock file. It is never removed: else two processes could lock files of the same name."""
    real = path.resolve()
    return real.with_name(real.name + "-lock")


@contextmanager
def only_instance(path: Path) -> Iterator[None]:
    """Hold the lock of the database at ``path``, whatever name it is reached by: one bot or one restore at a time.

    Raises ``InUseError`` at once where it is taken, and ``StorageError`` where the lock file cannot be created.
    """
    name = lock_file(path)
    make_private(name)
    try:
        file = name.open("r+b")
    except OSError as error:
        raise StorageError(path, f"{name} cannot be opened: {error.strerror}.") from error
    with file:
        try:
            # Neither a pid file, which outlives its process, nor lockf, whose lock ends with any handle of the file.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUseError(path) from error
        except OSError as error:
            raise StorageError(path, f"{name} cannot be locked: {error.strerror}.") from error
        yield
