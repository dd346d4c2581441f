"""One publisher at a time in a folder: a second one would undo what the first is doing."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.publish.folder import FOLDER_MODE, make_root
from bot.publish.months import STATE
from bot.publish.request import PublishError


@contextmanager
def publishing_alone(root: Path) -> Iterator[None]:
    """Hold the folder's lock, which ends with the process. Raises ``PublishError`` where another holds it, ``OSError``
    where the folder cannot be made or written.
    """
    make_root(root)
    (root / STATE).mkdir(mode=FOLDER_MODE, exist_ok=True)
    with (root / STATE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublishError(f"Something else is publishing into {root} right now; nothing was changed.") from error
        yield
