"""Backups of the database, made while a bot writes: private, checked before they are named, the oldest deleted."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.engines.files import PRIVATE, PRIVATE_FOLDER, companions, make_durable, refuse_missing, stamp
from storage.engines.sqlite import copy_checked
from storage.errors import StorageError

UNFINISHED = ".unfinished"
# An unfinished copy that was not written to for this long was abandoned.
WRITTEN_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup: its file, its size in bytes, its rows by table, and the older backups deleted after it."""

    path: Path
    size: int
    rows: dict[str, int]
    deleted: tuple[Path, ...] = ()


def _go_on() -> bool:
    return False


def back_up(path: Path, target: Path, *, force: bool = False, stopped: Callable[[], bool] = _go_on) -> Backup:
    """Copy the database at ``path`` to ``target``, as it is at this moment.

    The copy is renamed to ``target`` only when it is complete and checked; until then an existing file stays untouched.
    Raises ``StorageError`` where the file exists and ``force`` is not set, where it is the database itself, where the
    disk is full or the database damaged (then no copy is kept), and when ``stopped`` returns true.
    """
    refuse_missing(path)
    if is_same(path, target):
        raise StorageError(target, f"{target} is the database itself; name another file.")
    if target.is_dir():
        raise StorageError(target, f"{target} is a folder.")
    standing = [one for one in (target, *companions(target)) if one.exists()]
    if standing and not force:
        raise StorageError(target, f"{standing[0]} already exists; --force overwrites it.")
    with unfinished(target) as copy:
        rows = copy_checked(path, copy, stopped)
        for one in companions(target):
            one.unlink(missing_ok=True)
        copy.replace(target)
        make_durable(target.parent)
    return Backup(target, target.stat().st_size, rows)


def back_up_dated(
    path: Path, folder: Path, now: datetime, *, keep: int | None = None, keep_days: int | None = None,
    stopped: Callable[[], bool] = _go_on,
) -> Backup:  # fmt: skip
    """Copy the database into a folder, created if missing, under a name that contains the time ``now``.

    Then delete the oldest copies of this database: all but the newest ``keep``, or all but those of the newest
    ``keep_days`` days that have a copy. Days with copies are counted, not elapsed days, so that a clock that is wrong
    for a while deletes nothing. Nothing else in the folder is touched. Raises ``StorageError``.
    """
    refuse_missing(path)
    ready_folder(folder)
    _delete(_left_behind(path, folder, now))
    made = back_up(path, folder / f"{path.stem}-{stamp(now)}.db", stopped=stopped)
    return Backup(made.path, made.size, made.rows, _delete(_too_old(dated(path, folder), keep, keep_days)))


def ready_folder(folder: Path) -> None:
    """Create a folder for backups if it is missing. Raises ``StorageError`` where it cannot be written to."""
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(folder, f"Cannot write backups to {folder}: {error.strerror}.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StorageError(folder, f"Cannot write backups to {folder}: no permission.")


def dated(path: Path, folder: Path) -> list[Path]:
    """Return the dated copies of a database in a folder, oldest first."""
    return sorted(one for one in folder.iterdir() if _name_of(path).fullmatch(one.name) and one.is_file())


def is_same(one: Path, other: Path) -> bool:
    """Return whether two paths lead to the same file, or one to a companion file of the other."""
    if other.exists() and one.exists() and one.samefile(other):
        return True
    real = one.resolve()
    return other.resolve() in {real, *companions(real)}


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Yield a new private file beside ``target``, to be renamed to it; delete it if it is left over."""
    try:
        opened, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=UNFINISHED, dir=target.parent)
    except OSError as error:
        raise StorageError(target, f"{target} cannot be written: {error.strerror}.") from error
    os.fchmod(opened, PRIVATE)
    os.close(opened)
    path = Path(name)
    try:
        yield path
    except OSError as error:
        raise StorageError(target, f"{target} cannot be written: {error.strerror}.") from error
    finally:
        for one in (path, *companions(path)):
            one.unlink(missing_ok=True)


def _name_of(path: Path) -> re.Pattern[str]:
    """Return a pattern for the name of a dated copy; an unfinished copy's name begins with it."""
    return re.compile(rf"{re.escape(path.stem)}-\d{{4}}-\d\d-\d\dT\d{{6}}Z\.db")


def _left_behind(path: Path, folder: Path, now: datetime) -> list[Path]:
    """Return the files that interrupted copies left in a folder, without those being written right now."""
    name, before = _name_of(path), now.timestamp() - WRITTEN_SECONDS
    found = (one for one in folder.iterdir() if one.name.startswith(".") and one.name.endswith(UNFINISHED))
    return [one for one in found if name.match(one.name[1:]) and one.stat().st_mtime < before]


def _too_old(copies: list[Path], keep: int | None, keep_days: int | None) -> list[Path]:
    if keep is not None:
        return copies[: max(len(copies) - keep, 0)]
    if keep_days is not None:
        days = {one: one.name.removesuffix(".db")[-len("2026-11-29T030000Z") :][:10] for one in copies}
        kept = sorted(set(days.values()))[-keep_days:]
        return [one for one, day in days.items() if day not in kept]
    return []


def _delete(files: list[Path]) -> tuple[Path, ...]:
    try:
        for one in files:
            one.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(files[0], f"Cannot delete an old backup: {error.strerror}.") from error
    return tuple(files)
