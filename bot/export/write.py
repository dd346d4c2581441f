"""Writing a file portion by portion: reading on the database's thread, writing on another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO, Protocol

from bot.export.about import About
from bot.export.files import CsvFile, JsonFile
from storage.database import Store
from storage.views.export import export_edges, export_portion, place_of
from storage.views.readings import TallyView

# A bot may send 50 MB (core.telegram.org/bots/api); some of it is the request's own.
LONGEST = 45_000_000


class TooLargeError(Exception):
    """A file that would be longer than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The file would be longer than {limit:,} bytes.")
        self.limit = limit


class ExportFile(Protocol):
    """A file that is written tally by tally."""

    def add(self, tallies: Sequence[TallyView]) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is started, and the ending of its name."""

    begin: Callable[[BinaryIO, About], ExportFile]
    ending: str


FORMS = {"csv": Form(CsvFile, ".zip"), "json": Form(JsonFile, ".json")}


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file ready to send, with the number of tallies in it."""

    name: str
    data: bytes
    tallies: int


class Exports:
    """Makes files for chats, one at a time and none longer than ``limit`` bytes, Telegram's limit for bots."""

    def __init__(
        self, store: Store, channels: tuple[str, ...], real_from: int | None, now: Callable[[], datetime],
        limit: int = LONGEST,
    ) -> None:  # fmt: skip
        self._store, self._channels, self._real_from, self._now = store, channels, real_from, now
        self._limit, self._busy = limit, asyncio.Lock()

    async def edges(self) -> tuple[date, date] | None:
        """Return the first and last date that has a tally; None where there is none."""
        return await self._store.read(export_edges, self._channels)

    async def file(self, form: str, first: date, last: date) -> ExportedFile:
        """Return a file of the tallies ending from first to last, in a form of ``FORMS``. Raises ``TooLargeError``."""
        about = About(self._channels, first, last, self._now(), self._real_from)
        async with self._busy:
            out = BytesIO()
            tallies = await write_export(self._store, about, FORMS[form], out, self._limit)
            return ExportedFile(about.name + FORMS[form].ending, out.getvalue(), tallies)


async def write_export(store: Store, about: About, form: Form, out: BinaryIO, limit: int | None = None) -> int:
    """Write the tallies to ``out``; return how many. Raises ``TooLargeError`` beyond ``limit`` bytes."""
    file = await asyncio.to_thread(form.begin, out, about)
    try:
        written = await _write(store, about, file, out, limit)
    finally:
        await asyncio.to_thread(file.close)
    _check(out, limit)
    return written


async def _write(store: Store, about: About, file: ExportFile, out: BinaryIO, limit: int | None) -> int:
    written, after = 0, None
    while portion := await store.read(export_portion, about.channels, about.first, about.last, after):
        await asyncio.to_thread(file.add, portion)
        written, after = written + len(portion), place_of(portion[-1])
        _check(out, limit)
    return written


def _check(out: BinaryIO, limit: int | None) -> None:
    if limit is not None and out.tell() > limit:
        raise TooLargeError(limit)
