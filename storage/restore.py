"""Restoring a backup: it is checked before anything is touched, and the former database is kept aside."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.backup import is_same, unfinished
from storage.engines.files import companions, make_durable, stamp
from storage.engines.locking import only_instance
from storage.engines.sqlite import copy_checked, looking_into, make_one_file, refuse_if_broken
from storage.errors import StorageError
from storage.schema import check_not_newer, steps


@dataclass(frozen=True, slots=True)
class Restored:
    """The restored database: its rows by table. ``aside`` is the path of the former database, if any."""

    rows: dict[str, int]
    aside: Path | None


def restore(backup: Path, path: Path, now: datetime, *, force: bool = False) -> Restored:
    """Replace the database at ``path`` by a copy of ``backup``; the backup itself stays as it is.

    Raises ``StorageError``, with nothing changed, where the backup is damaged, not ours or of a newer version, where a
    bot is running, where a database exists and ``force`` is not set, and where the disk is full. With ``force`` the
    former database is kept beside the new one, under a name that contains the time ``now``.
    """
    if not backup.is_file():
        raise StorageError(backup, f"There is no backup at {backup}.")
    if is_same(path, backup):
        raise StorageError(backup, f"{backup} is the database itself; name a backup.")
    if path.is_dir():
        raise StorageError(path, f"{path} is a folder.")
    given, path = path, path.resolve()
    with only_instance(path):
        if path.exists() and not force:
            raise StorageError(path, f"{given} already exists; with --force it is kept aside under another name.")
        _check(backup)
        with unfinished(path) as copy:
            rows = copy_checked(backup, copy, stopped=lambda: False)
            aside = _set_aside(path, now)
            copy.replace(path)
            make_durable(path.parent)
    return Restored(rows, aside)


def _check(backup: Path) -> None:
    with looking_into(backup) as db:
        refuse_if_broken(db, backup)
        check_not_newer(steps(db), backup)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Keep the former database and its companion files under another name; return it, None if there was none.

    A -wal left behind would be taken for the restored database's, so it is moved first. Where the file system has hard
    links, the database itself stays in place until the new one replaces it in one step.
    """
    log = companions(path)[0]
    if path.exists():
        make_one_file(path)
    elif not log.exists() or not log.stat().st_size:
        for one in companions(path):
            one.unlink(missing_ok=True)
    aside = path.with_name(f"{path.stem}-replaced-{stamp(now)}.db")
    pairs = list(zip((path, *companions(path)), (aside, *companions(aside)), strict=True))
    standing = [(old, new) for old, new in pairs if old.exists()]
    for _, new in standing:
        if new.exists():
            raise StorageError(path, f"{new} already exists; nothing was changed.")
    for old, new in reversed(standing):
        if old == path:
            _link_or_rename(old, new)
        else:
            old.rename(new)
    return standing[0][1] if standing else None


def _link_or_rename(old: Path, new: Path) -> None:
    """Give a file a second name; without hard links it is renamed, so that the path is missing for a moment."""
    try:
        os.link(old, new)
    except OSError:
        old.rename(new)
