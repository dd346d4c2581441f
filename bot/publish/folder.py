"""The published folder: every file is written beside its place and moved there, so that nobody reads half of one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

FILE_MODE, FOLDER_MODE = 0o644, 0o755
# Files of ours that are not published begin with a dot: servers leave such files out, and ours refuses them.
UNFINISHED = ".unfinished"


class WrittenFile(NamedTuple):
    """What a file holds: its length in bytes, and the SHA-256 of its bytes in hexadecimal."""

    bytes: int
    sha256: str


def written_file(content: bytes) -> WrittenFile:
    """Return what a file with this content holds."""
    return WrittenFile(len(content), hashlib.sha256(content).hexdigest())


class RecordFolder:
    """A folder that anybody may read, whatever the umask: files 0644, folders 0755."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._made: set[Path] = set()
        self.written = 0

    def write(self, path: str, content: bytes, before: WrittenFile | None = None) -> WrittenFile:
        """Write a file, unless it holds this already (``before``, and it is there); return what it holds."""
        fresh = written_file(content)
        if fresh != before or not self.holds(path, fresh):
            self._replace(self.root / path, content)
            self.written += 1
        return fresh

    def holds(self, path: str, file: WrittenFile) -> bool:
        """Return whether the file is there, as long as it should be."""
        try:
            return os.stat(self.root / path).st_size == file.bytes  # noqa: PTH116 - 5,000 times a run
        except OSError:
            return False

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    def clear_unfinished(self) -> None:
        """Delete what an interrupted run left."""
        for path in self.root.rglob(f"*{UNFINISHED}"):
            path.unlink(missing_ok=True)

    def _replace(self, path: Path, content: bytes) -> None:
        self._make(path.parent)
        unfinished = path.with_name(f".{path.name}{UNFINISHED}")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, FILE_MODE)
        with os.fdopen(descriptor, "wb") as out:
            os.fchmod(descriptor, FILE_MODE)
            out.write(content)
        unfinished.replace(path)

    def _make(self, folder: Path) -> None:
        for one in (*reversed([parent for parent in folder.parents if self.root in (parent, *parent.parents)]), folder):
            if one not in self._made:
                one.mkdir(exist_ok=True)
                one.chmod(FOLDER_MODE)
                self._made.add(one)


def names(paths: Iterable[str], most: int = 3) -> str:
    """Return a few of many names, for a sentence."""
    found = sorted(paths)
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
