"""A backup in the place of the database: checked before anything is touched, what was there kept aside."""

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
from storage.schema import check_not_newer


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands in the place of the database now: its rows by table. ``aside`` is where the former one is, if any."""

    rows: dict[str, int]
    aside: Path | None


def restore(backup: Path, path: Path, now: datetime, *, force: bool = False) -> Restored:
    """Put a copy of ``backup`` in the place of the database at ``path``; the backup itself is left as it is.

    Raises ``StorageError`` with nothing changed: the backup is damaged, is no database of ours or a newer one; a bot
    runs; there is a database and not ``force``; the disk is full. With ``force`` the former database is kept beside,
    under a name with the moment ``now``.
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
            raise StorageError(path, f"{given} is there already; with --force it is kept aside under another name.")
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
        check_not_newer(db, backup)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Keep the former database under another name, with what belongs to it.

    A -wal that stayed would be taken for the restored one's, so it goes first; the database itself is there until
    another one takes its place in one step, where the file system knows links.
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
            raise StorageError(path, f"{new} is there already; nothing was changed.")
    for old, new in reversed(standing):
        if old == path:
            _link_or_rename(old, new)
        else:
            old.rename(new)
    return standing[0][1] if standing else None


def _link_or_rename(old: Path, new: Path) -> None:
    """Give a file a second name; on a file system that knows no links it loses the first, and is not there a moment."""
    try:
        os.link(old, new)
    except OSError:
        old.rename(new)
