"""Opening the record of another host and reading it line by line; what is wrong with it is said in one sentence."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from bot.export.files import PACKAGE, TABLE
from bot.follow.archives import MAX_BYTES, base_name, check_whole, open_entry, open_zip, readable
from bot.hosts.write import TEXTS
from parsers.records import HostHead, HostRevision
from parsers.sources.desktop_messages import ExportError
from parsers.sources.host_record import LONGEST_LINE, head_of, revision_of

T = TypeVar("T")

# The table is held in memory while the texts are read; that of ten years has some 20 MB.
LONGEST_TABLE = 256 * 1024 * 1024
LONGEST_PACKAGE = 16 * 1024 * 1024
MADE_BY = "'overnight export record' makes one."


@dataclass(frozen=True, slots=True)
class HostRecord:
    """A record that is open; its lines can be read while it is."""

    path: Path
    head: HostHead
    _archive: zipfile.ZipFile
    _entries: Mapping[str, zipfile.ZipInfo]
    _stack: ExitStack

    def revisions(self) -> Iterator[HostRevision]:
        """Return the versions of posts, in the order of the file. They raise ``ExportError`` at a line that is none."""
        return self._closed_at_end(self._revisions())

    def table(self) -> Iterator[dict[str, str | Any]]:
        """Return the rows of the table of tallies. They raise ``ExportError`` where it is none."""
        return self._closed_at_end(self._rows())

    def _closed_at_end(self, lines: Generator[T, None, None]) -> Iterator[T]:
        """Whoever stops early leaves a file open in the zip."""
        self._stack.callback(lines.close)
        return lines

    def _revisions(self) -> Generator[HostRevision, None, None]:
        with readable(self.path), self._opened(TEXTS, MAX_BYTES) as file:
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                yield revision_of(line, number)

    def _rows(self) -> Generator[dict[str, str | Any], None, None]:
        try:
            with (
                readable(self.path),
                self._opened(TABLE, LONGEST_TABLE) as file,
                io.TextIOWrapper(file, "utf-8", newline="") as text,
            ):
                yield from csv.DictReader(text)
        except (csv.Error, UnicodeDecodeError) as error:
            raise ExportError(f"{TABLE} in {self.path} is no table as overnight writes it; it is damaged.") from error

    def _opened(self, name: str, most: int) -> BinaryIO:
        return open_entry(self._archive, self._entries[name], self.path, most)


def is_record(path: Path) -> bool:
    """Return whether a file is a host's record, by what the zip holds. Raises ``ExportError`` for a damaged one."""
    with readable(path):
        if path.is_dir():
            return False
        if not zipfile.is_zipfile(path):
            check_whole(path)
            return False
        with open_zip(path) as archive:
            names = {base_name(entry) for entry in archive.infolist()}
    if TABLE in names and TEXTS not in names:
        raise ExportError(f"{path} has tallies without the posts' texts and cannot be merged; {MADE_BY}")
    return TEXTS in names


@contextmanager
def opened_record(path: Path) -> Iterator[HostRecord]:
    """Yield the record at ``path``, open. Raises ``ExportError`` with a sentence where it is none or is damaged."""
    if not is_record(path):
        raise ExportError(f"{path} is no record of a host; {MADE_BY}")
    with readable(path), open_zip(path) as archive, ExitStack() as stack:
        entries = {name: _only(archive, name, path) for name in (TEXTS, TABLE, PACKAGE)}
        with open_entry(archive, entries[PACKAGE], path, LONGEST_PACKAGE) as file:
            head = _head(file.read())
        yield HostRecord(path, head, archive, entries, stack)


def _only(archive: zipfile.ZipFile, name: str, path: Path) -> zipfile.ZipInfo:
    found = [entry for entry in archive.infolist() if base_name(entry) == name]
    if len(found) != 1:
        raise ExportError(f"{path} has {name} {len(found)} times; a host's record has it once.")
    return found[0]


def _head(raw: bytes) -> HostHead:
    try:
        package = json.loads(raw.decode())
    except (ValueError, RecursionError):
        package = None
    return head_of(package.get("record") if isinstance(package, dict) else None)
