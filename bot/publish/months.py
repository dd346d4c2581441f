"""What was published, month by month: of each night what it was made of, its files, its rows of every table.

This is kept in the folder, below ``.record``, and lets a run begin where another was ended: a month is written to it
when all files of its nights are there. It is a function of what is published, and holds nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from bot.publish.folder import RecordFolder, WrittenFile

STATE = ".record"
SHARED = f"{STATE}/shared.json"
# The form of these files: raised with every change of it, so that what another program recorded is not mistaken.
FORM = 2


@dataclass(slots=True)
class PublishedNight:
    """A night as it was published.

    ``inputs`` is the fingerprint of what it was made of, ``files`` what its files hold, ``tables`` its rows of each
    table as text, ``told`` the posts that told it at some time, by channel, ``corrections`` those of its figures.
    """

    inputs: str
    files: dict[str, WrittenFile]
    tables: dict[str, str]
    told: dict[str, list[int]]
    corrections: list[dict[str, Any]]


@dataclass(slots=True)
class PublishedRecord:
    """All that was published: by which program and of which site (``made_by``), the nights, the files of no night."""

    made_by: str = ""
    nights: dict[date, PublishedNight] = field(default_factory=dict)
    shared: dict[str, WrittenFile] = field(default_factory=dict)


def load_record(folder: RecordFolder) -> PublishedRecord:
    """Return what was published; nothing where it cannot be told, so that all is written anew."""
    try:
        shared = _read(folder, SHARED)
        if shared["form"] != FORM:
            return PublishedRecord()
        months = [_read(folder, f"{STATE}/{path.name}") for path in sorted((folder.root / STATE).glob("????-??.json"))]
        return PublishedRecord(
            made_by=shared["made_by"],
            nights={date.fromisoformat(day): _night(one) for month in months for day, one in month.items()},
            shared=_written(shared["files"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return PublishedRecord()


def save_month(folder: RecordFolder, record: PublishedRecord, month: date) -> None:
    """Record that a month's nights are published; a month without any is no file."""
    nights = {
        day.isoformat(): asdict(one) | {"files": _plain(one.files)}
        for day, one in sorted(record.nights.items())
        if first_of(day) == month
    }
    path = f"{STATE}/{month:%Y-%m}.json"
    if nights:
        folder.write(path, _json(nights))
    else:
        folder.remove(path)


def save_shared(folder: RecordFolder, record: PublishedRecord) -> None:
    """Record the files of no night, and by what everything was made."""
    folder.write(SHARED, _json({"form": FORM, "made_by": record.made_by, "files": _plain(record.shared)}))


def first_of(day: date) -> date:
    return day.replace(day=1)


def by_month(nights: Iterable[date]) -> Iterable[tuple[date, list[date]]]:
    """Yield each month's first day with its nights, oldest first."""
    return ((month, list(days)) for month, days in groupby(sorted(nights), key=first_of))


def _read(folder: RecordFolder, path: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder.root / path).read_bytes())
    return found


def _json(value: object) -> bytes:
    """Return JSON in the order of the keys, which what is published keeps when it is made of this."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(files: Mapping[str, WrittenFile]) -> dict[str, list[Any]]:
    return {path: list(one) for path, one in files.items()}


def _written(files: Mapping[str, list[Any]]) -> dict[str, WrittenFile]:
    return {path: WrittenFile(*one) for path, one in files.items()}


def _night(one: dict[str, Any]) -> PublishedNight:
    return PublishedNight(**one | {"files": _written(one["files"])})
