"""A file of the folder by the path of a request: only regular files, none outside the folder, none behind a link."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LONGEST_PATH = 200
# The file that is meant by the path of a folder.
INDEX = "index.html"
# Names as the record has them, each beginning with a letter or a figure: no hidden file, no "..", nothing encoded.
_FOLDER = r"[A-Za-z0-9][A-Za-z0-9_-]*"
_FILE = rf"{_FOLDER}(?:\.[A-Za-z0-9_-]+)+"
_PATH = re.compile(rf"/((?:{_FOLDER}/){{0,5}})({_FILE})?", re.ASCII)
_AS_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
# Without waiting, should somebody put a pipe there.
_AS_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
# What the system answers where there is no such file, or none that may be read; whatever else it says is a fault.
_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.EACCES, errno.EPERM, errno.ENXIO}

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileVersion:
    """What changes when a file is replaced or written: a file with an equal one has equal content."""

    device: int
    inode: int
    modified_ns: int
    changed_ns: int
    size: int


def named(path: str) -> Name | None:
    """Return the folders and the file that the path of a request names, below the root; None if it names none.

    A path that ends with a slash names the ``index.html`` there. Nothing is decoded: no name of the record needs it.
    """
    found = _PATH.fullmatch(path) if len(path) <= LONGEST_PATH else None
    return (*found[1].split("/")[:-1], found[2] or INDEX) if found else None


def version_of(root: Path, name: Name) -> FileVersion | None:
    """Return the version of a file; None if there is no regular file there. Raises ``OSError`` of a faulty disk."""
    with _absent_is_none(), _folder_of(root, name) as folder:
        return _version(os.stat(name[-1], dir_fd=folder, follow_symlinks=False))
    return None


def read(root: Path, name: Name) -> tuple[FileVersion, bytes] | None:
    """Return a file's content, whole even if the file is replaced meanwhile, and its version; None as above."""
    with _absent_is_none(), _opened(root, name) as file:
        version = _version(os.fstat(file))
        if version is not None:
            with open(file, "rb", closefd=False) as content:
                return version, content.read(version.size)
    return None


@contextmanager
def _opened(root: Path, name: Name) -> Iterator[int]:
    with _folder_of(root, name) as folder:
        file = os.open(name[-1], _AS_FILE, dir_fd=folder)
    try:
        yield file
    finally:
        os.close(file)


@contextmanager
def _folder_of(root: Path, name: Name) -> Iterator[int]:
    """Open the folder of a file, from folder to folder, so that none of them can be a link. (The root may be one.)"""
    here = os.open(root, _AS_FOLDER)
    try:
        for folder in name[:-1]:
            there = os.open(folder, _AS_FOLDER | os.O_NOFOLLOW, dir_fd=here)
            os.close(here)
            here = there
        yield here
    finally:
        os.close(here)


@contextmanager
def _absent_is_none() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _ABSENT:
            raise


def _version(status: os.stat_result) -> FileVersion | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileVersion(status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns, status.st_size)
