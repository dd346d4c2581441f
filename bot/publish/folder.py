"""The published folder: every file is written beside its place and moved there, so that nobody reads half of one."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
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
        """Return whether the file itself, no link, is there, as long as it should be and for everybody to read."""
        try:
            found = os.lstat(self.root / path)
        except OSError:
            return False
        return (found.st_mode, found.st_size) == (stat.S_IFREG | FILE_MODE, file.bytes)

    def remove(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    def clear_unfinished(self) -> None:
        """Delete what an interrupted run left."""
        for path in self.root.rglob(f".*{UNFINISHED}"):
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
                if one == self.root:
                    make_root(one)
                else:
                    _make_within(one)
                self._made.add(one)


def make_root(folder: Path) -> None:
    """Make a folder that anybody may enter, and those above it that are lacking. Raises ``OSError``.

    One that is there may be another's, and keeps what else its mode says: that of a group, or the sticky bit of /tmp.
    """
    if not folder.is_dir():
        if not folder.parent.is_dir():
            make_root(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(FOLDER_MODE)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & FOLDER_MODE != FOLDER_MODE:
        folder.chmod(mode | FOLDER_MODE)


def _make_within(folder: Path) -> None:
    """Make a folder of ours. Raises ``OSError`` where a link is in its place: what is written would be elsewhere."""
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        raise NotADirectoryError(errno.ENOTDIR, "it is a link, not a folder", str(folder))
    folder.chmod(FOLDER_MODE)


def names(paths: Iterable[str], most: int = 3) -> str:
    """Return a few of many names, for a sentence."""
    found = sorted(paths)
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
