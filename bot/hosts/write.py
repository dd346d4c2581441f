"""Writing the record of this host: every version of the posts, word for word, and the tallies that stand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.export.about import About
from bot.export.columns import COLUMNS, rows_of
from bot.export.files import PACKAGE, TABLE, datapackage
from bot.hosts.checks import known_id
from parsers.records import HostHead, HostRevision
from parsers.sources.host_record import head_fields, line_of
from storage import Store
from storage.views.host_record import Holdings, HostPortion, Published, host_portion

TEXTS = "texts.jsonl"
WORD_FOR_WORD = (
    "A host's record: the posts word for word, in every version it saw, for joining hosts and for checking one against "
    "another. The words are the channels'; the file is not for publishing."
)
# Until so much of the table is written it is held in memory.
IN_MEMORY = 8 * 1024 * 1024

# Field of a line of the texts, its type by Table Schema, and its meaning.
FIELDS = (
    ("channel", "string", "The channel's public name on Telegram."),
    ("message_id", "integer", "The post's number in its channel; of an album the lowest."),
    ("published_at", "datetime", "When it was posted, UTC."),
    ("is_edited", "boolean", "Whether it was ever seen with Telegram's edit mark."),
    ("unmarked_at", "datetime", "When it was last seen without that mark, UTC; null if it never was."),
    ("forward", "object", "Where it was forwarded from: name, address, numeric_id; null for the channel's own."),
    ("members", "array", "The numbers of all items of an album; empty for a single post."),
    ("revision", "integer", "Which version of the post's text, from 1 in the order of time."),
    ("text", "string", "The text, word for word; null where the post was shown without it."),
    ("sha256", "string", "SHA-256 of the text with spaces made alike; empty where text is null."),
    ("observed_at", "datetime", "When this version was seen first, UTC."),
    ("last_observed_at", "datetime", "When it was seen last before the next version, UTC."),
    ("between", "array", "Times between those two at which it was seen; those of the last days only."),
    ("transports", "array", "How it came: preview, export, channel_post; record:… where another host saw it."),
)  # fmt: skip


class Written(NamedTuple):
    """How many posts and versions a record has."""

    posts: int
    versions: int


def head_for(known: Holdings, first: date | None, last: date | None, every: bool, now: datetime) -> HostHead:
    """Return the head of a record of the posts published on these days (UTC), by default all there are."""
    day_after = (last or known.last.date()) + timedelta(days=1)
    return HostHead(
        made_at=now,
        first=_midnight(first or known.first.date()),
        until=min(_midnight(day_after), now.replace(microsecond=0)),
        every=every,
        channels={
            name: replace(one, numeric_id=known_id(name, one.numeric_id)) for name, one in known.channels.items()
        },
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def name_of(head: HostHead) -> str:
    """Return ``overnight-record-2026-09-01-2026-09-22.zip``."""
    return f"overnight-record-{head.first.date()}-{last_day(head)}.zip"


def last_day(head: HostHead) -> date:
    """Return the last day (UTC) of which a record has posts."""
    return (head.until - timedelta(seconds=1)).date()


def write_record(store: Store, head: HostHead, out: BinaryIO) -> Written:
    """Write a record to ``out``, portion by portion; each portion is of one moment."""
    file = RecordFile(out, head)
    posts = versions = 0
    with closing(file):
        for portion in chain.from_iterable(_portions(store, channel, head) for channel in head.channels):
            file.add(portion)
            posts += len({one.message_id for one in portion.revisions})
            versions += len(portion.revisions)
    return Written(posts, versions)


def _portions(store: Store, channel: str, head: HostHead) -> Iterator[HostPortion]:
    span, after = Published(head.first, head.until, head.every), 0
    while portion := store.read_now(host_portion, channel, span, after):
        yield portion
        after = portion.last


class RecordFile:
    """``texts.jsonl``, ``lines.csv`` and ``datapackage.json`` in a zip.

    A zip is written file by file, so the table waits beside it while the texts are written.
    """

    def __init__(self, out: BinaryIO, head: HostHead) -> None:
        self._head = head
        self._about = About(tuple(head.channels), head.first.date(), last_day(head), head.made_at)
        self._zip = ZipFile(out, "w", ZIP_DEFLATED)
        self._texts = self._zip.open(self._entry(TEXTS), "w", force_zip64=True)
        # It is closed with the file.
        self._table = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self._rows([[column.name for column in COLUMNS]])

    def add(self, portion: HostPortion) -> None:
        """Write some posts."""
        self._lines(portion.revisions)
        self._rows([row for view in portion.tallies for row in rows_of(view, self._about)])

    def close(self) -> None:
        """Write the table, and what the fields mean."""
        self._texts.close()
        self._table.seek(0)
        with self._zip.open(self._entry(TABLE), "w") as table, self._table:
            while piece := self._table.read(IN_MEMORY):
                table.write(piece)
        package = json.dumps(_package(self._about, self._head), ensure_ascii=False, indent=2)
        self._zip.writestr(self._entry(PACKAGE), package)
        self._zip.close()

    def _lines(self, revisions: Sequence[HostRevision]) -> None:
        self._texts.write("".join(f"{line_of(one)}\n" for one in revisions).encode())

    def _rows(self, rows: Sequence[Sequence[str | int | None]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        self._table.write(text.getvalue().encode())

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name, self._head.made_at.timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        return entry


def _package(about: About, head: HostHead) -> dict[str, Any]:
    """Return the description of both files by the Data Package standard, with the head of the record."""
    package = datapackage(about)
    texts = {
        "name": "texts",
        "path": TEXTS,
        "description": "One line a version of a post, as JSON.",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": name, "type": kind, "description": meaning} for name, kind, meaning in FIELDS],
            "primaryKey": ["channel", "message_id", "revision"],
        },
    }
    return package | {
        "profile": "data-package",
        "title": f"What a host saw of the channels' posts, {about.first} to {about.last}",
        "description": f"{WORD_FOR_WORD} {package['description']}",
        "resources": [texts, *package["resources"]],
        "record": head_fields(head),
    }
