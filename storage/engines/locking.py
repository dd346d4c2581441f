"""One bot on one database: a lock that the system frees with the process, however that ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.engines.files import make_private
from storage.errors import InUseError, StorageError


def lock_file(path: Path) -> Path:
    """The file that is locked. It stays: removing it would let two hold locks of the same name."""
    real = path.resolve()
    return real.with_name(real.name + "-lock")


@contextmanager
def only_instance(path: Path) -> Iterator[None]:
    """Be the one bot (or restore) on the database at ``path``, under whatever name it is reached.

    Raises ``InUseError`` at once where another is, and ``StorageError`` where the lock file cannot be made.
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
