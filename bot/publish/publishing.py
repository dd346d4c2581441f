"""Publish everything that is known into a folder: only what changed is written, and a run that is ended goes on later.

Nights first, month by month, each with its files and its rows of every table; then the tables and the files of no
night, the description of all files last. A month is recorded when its files are there, so whatever ends a run, the next
one makes what is lacking and ends with the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from bot.publish.folder import RecordFolder, WrittenFile, names, written_file
from bot.publish.months import (
    PublishedNight,
    PublishedRecord,
    by_month,
    first_of,
    load_record,
    save_month,
    save_shared,
)
from bot.publish.night_files import NightFiles
from bot.publish.program import program_fingerprint
from bot.publish.reading import RecordReading
from bot.publish.request import PublishError, PublishRequest, unwritable
from bot.publish.shared_files import Made, SharedFiles
from storage.views import Snapshot
from storage.views.night_inputs import are_stored, changed_nights, night_inputs, recorded_nights
from storage.views.record import NightRecord

# What was known around a night is read with it, three months of it: so many nights at once.
YEAR, GAP = timedelta(days=366), timedelta(days=5)


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a run did: how many nights there are and how many were made anew; how many files were written, removed."""

    nights: int
    changed: int
    written: int
    removed: int


def publish(
    db: Snapshot, root: Path, request: PublishRequest, progress: Callable[[int, int], None] = lambda done, all_: None
) -> PublishReport:
    """Publish what is known into the folder ``root``. Raises ``PublishError``.

    ``progress`` is called with how many of the changed nights are done.
    """
    folder = RecordFolder(root)
    try:
        folder.clear_unfinished()
        return _Run(db, folder, request, load_record(folder)).run(progress)
    except OSError as error:
        raise unwritable(root, error) from error


class _Run:
    """One run: the state of the folder, and what is made for it."""

    def __init__(self, db: Snapshot, folder: RecordFolder, request: PublishRequest, record: PublishedRecord) -> None:
        self._db, self._folder, self._request, self._record = db, folder, request, record
        self._night_files = NightFiles(request.site, request.languages, request.pages)
        self._removed = 0

    def run(self, progress: Callable[[int, int], None]) -> PublishReport:
        request = self._request
        names_ = [channel.name for channel in request.channels]
        edges = recorded_nights(self._db, names_, request.clock, request.reader)
        if edges is None:
            raise PublishError("No night is known yet, so there is nothing to publish; nothing was changed.")
        made_by = repr((program_fingerprint(), request.site, names_, request.zone.key))
        fresh = night_inputs(self._db, names_, edges, request.clock)
        self._refuse_to_drop([day for day, one in self._record.nights.items() if one.told and day not in fresh])
        nights = self._to_make(fresh, anew=self._record.made_by != made_by)
        if self._record.made_by != made_by:
            self._forget(made_by)
        done, reading = 0, RecordReading(self._db, request, edges)
        for some in _portions(nights):
            for month, records in groupby(self._records(reading, some), key=lambda record: first_of(record.day)):
                for record in records:
                    self._make_night(record, fresh[record.day], edges)
                    done += 1
                save_month(self._folder, self._record, month)
                progress(done, len(nights))
        self._drop_nights([day for day in self._record.nights if day not in fresh])
        self._share(reading, changed=bool(nights))
        return PublishReport(len(fresh), len(nights), self._folder.written, self._removed)

    def _to_make(self, fresh: dict[date, str], *, anew: bool) -> list[date]:
        """Return the nights to make: those that changed, and those of which a file is lacking."""
        if anew:
            return list(fresh)
        before = {day: one.inputs for day, one in self._record.nights.items() if self._is_whole(one)}
        return changed_nights(fresh, before)

    def _is_whole(self, night: PublishedNight) -> bool:
        return all(self._folder.holds(path, file) for path, file in night.files.items())

    def _forget(self, made_by: str) -> None:
        """Begin anew, for another program or site: recorded first, so that an ended run does not mix the two.

        All files stay recorded, so that none is left behind, but as made of nothing: so each is made again once.
        """
        for one in self._record.nights.values():
            one.inputs = ""
        self._record.shared = dict.fromkeys(self._record.shared, written_file(b""))
        for month, _ in by_month(self._record.nights):
            save_month(self._folder, self._record, month)
        self._record.made_by = made_by
        save_shared(self._folder, self._record)

    def _records(self, reading: RecordReading, some: Sequence[date]) -> Iterator[NightRecord]:
        wanted = set(some)
        return (record for record in reading.between(some[0], some[-1]) if record.day in wanted)

    def _make_night(self, record: NightRecord, inputs: str, edges: tuple[date, date]) -> None:
        before = self._record.nights.get(record.day)
        made = self._night_files.made(record, edges)
        told = before.told if before else {}
        if any(self._is_strange(channel, posts) for channel, posts in told.items() if channel not in made.told):
            self._refuse_to_drop([record.day])
        known = before.files if before else {}
        files = {path: self._folder.write(path, content, known.get(path)) for path, content in made.files.items()}
        self._remove(set(known) - set(files))
        self._record.nights[record.day] = PublishedNight(inputs, files, made.tables, made.told, made.corrections)

    def _is_strange(self, channel: str, posts: Sequence[int]) -> bool:
        """Return whether this database does not have a channel's posts, so that it is another one; else more is known
        of them than before, and they never told the night.
        """
        return channel not in self._request.site.channels or not are_stored(self._db, channel, posts)

    def _refuse_to_drop(self, nights: Sequence[date]) -> None:
        if nights and not self._request.may_drop:
            raise PublishError(
                f"{self._folder.root} tells of {names(map(str, nights))} what this database does not know: it may be "
                f"another one, or the clock is behind. Nothing of it was removed; --drop-nights publishes all the same."
            )

    def _drop_nights(self, nights: Sequence[date]) -> None:
        for month, some in by_month(nights):
            for day in some:
                self._remove(self._record.nights.pop(day).files)
            save_month(self._folder, self._record, month)

    def _remove(self, paths: Sequence[str] | set[str] | dict[str, WrittenFile]) -> None:
        for path in paths:
            self._folder.remove(path)
            self._removed += 1

    def _share(self, reading: RecordReading, *, changed: bool) -> None:
        """Write the files of no night: those of the program once, those of nights if one changed, the rest always."""
        shared = SharedFiles(reading, self._record.nights)
        before = self._record.shared
        files = self._written(shared.of_the_program(), again=False) | self._written(shared.of_the_sources(), again=True)
        rest = {path: file for path, file in before.items() if path not in files}
        if changed or not rest or not all(self._folder.holds(path, file) for path, file in rest.items()):
            files |= self._written(shared.of_the_nights(), again=True)
        else:
            files |= rest
        nights = {path: file for one in self._record.nights.values() for path, file in one.files.items()}
        for path, content in shared.described({**nights, **files}):
            files[path] = self._folder.write(path, content, before.get(path))
        self._remove(set(before) - set(files))
        if files != before:
            self._record.shared = files
            save_shared(self._folder, self._record)

    def _written(self, group: Iterator[tuple[str, Made]], *, again: bool) -> dict[str, WrittenFile]:
        """Write a group of files; if not ``again``, only those that are not there as they were recorded."""
        files: dict[str, WrittenFile] = {}
        for path, make in group:
            known = self._record.shared.get(path)
            is_there = known is not None and self._folder.holds(path, known)
            files[path] = known if known and is_there and not again else self._folder.write(path, make(), known)
        return files


def _portions(nights: Sequence[date]) -> Iterator[list[date]]:
    """Yield the nights in stretches of a year at most, without long gaps: each is read at once."""
    portion: list[date] = []
    for day in nights:
        if portion and (day - portion[-1] > GAP or day - portion[0] > YEAR):
            yield portion
            portion = []
        portion.append(day)
    if portion:
        yield portion
