"""Importing a Telegram Desktop export from a file, a folder or a zip into the database, in portions."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby, islice
from pathlib import Path
from typing import BinaryIO

from bot.follow.archives import MAX_BYTES, base_name, open_entry, open_zip, readable
from parsers.records import Reader
from parsers.sources.desktop_export import read_export
from parsers.sources.desktop_messages import ExportedPost, ExportError
from storage import Store
from storage.channels.gaps import shrink
from storage.posts.intake import Intake, take_in

NAME = "result.json"
# Posts per transaction: the running bot waits only a fraction of a second for it.
PORTION = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file had of one channel, and what of it was new; ``without_text`` counts posts that it only names."""

    posts: int = 0
    without_text: int = 0
    taken: Intake = field(default_factory=Intake)

    def grown(self, posts: int, without_text: int, taken: Intake) -> Imported:
        """Return the sum with another portion."""
        return Imported(self.posts + posts, self.without_text + without_text, self.taken + taken)


class _Reach:
    """The ids of a channel that a file covers: from ``lowest`` to ``highest``, except ``unseen``, which it only names.

    An export is complete between its first and last post; ids between two exports are not covered.
    """

    def __init__(self, begins: int) -> None:
        self.lowest = self.highest = begins
        self.unseen: set[int] = set()

    def add(self, portion: Sequence[ExportedPost]) -> None:
        ids = [one.message_id for one in portion]
        ids += [member for one in portion if one.sighting for member in one.sighting.members]
        self.lowest, self.highest = min(self.lowest, *ids), max(self.highest, *ids)
        self.unseen |= {one.message_id for one in portion if one.sighting is None}


def import_export(
    path: Path,
    followed: Mapping[int, str],
    store: Store,
    reader: Reader,
    now: Callable[[], datetime],
    *,
    progress: Callable[[int], None],
) -> dict[str, Imported]:
    """Import every ``result.json`` in ``path``; return what each followed channel got from it.

    ``followed`` are numeric ids and names. ``progress`` is called with how many posts were read so far. An interrupted
    import can simply be repeated. Raises ``ExportError`` with a sentence.
    """
    totals: dict[str, Imported] = {}
    with opened(path) as files:
        for file in files:
            reaches: dict[str, _Reach] = {}
            for channel, portion in _portions(read_export(file, followed)):
                seen = [one.sighting for one in portion if one.sighting]
                taken = store.write_now(take_in, channel, seen, reader)
                totals[channel] = totals.get(channel, Imported()).grown(len(seen), len(portion) - len(seen), taken)
                reaches.setdefault(channel, _Reach(portion[0].message_id)).add(portion)
                progress(sum(one.posts for one in totals.values()))
            for channel, reach in reaches.items():
                store.write_now(shrink, channel, reach.lowest, reach.highest, now(), unseen=reach.unseen)
    return totals


def _portions(posts: Iterator[ExportedPost]) -> Iterator[tuple[str, list[ExportedPost]]]:
    for channel, group in groupby(posts, key=lambda one: one.channel):
        while portion := list(islice(group, PORTION)):
            yield channel, portion


@contextmanager
def opened(path: Path) -> Iterator[Iterator[BinaryIO]]:
    """Yield the export files in ``path``, opened one after another."""
    with readable(path):
        if path.is_dir():
            yield _in_folder(path)
        elif zipfile.is_zipfile(path):
            yield _in_zip(path)
        else:
            yield _alone(path)


def _alone(path: Path) -> Iterator[BinaryIO]:
    if path.stat().st_size > MAX_BYTES:
        raise ExportError(f"{path} is larger than 8 GB; no export of a channel is.")
    with path.open("rb") as file:
        yield file


def _in_folder(path: Path) -> Iterator[BinaryIO]:
    found = sorted({*path.glob(NAME), *path.glob(f"*/{NAME}")})
    if not found:
        raise ExportError(f"There is no {NAME} in {path}; export the channel as machine-readable JSON.")
    for one in found:
        yield from _alone(one)


def _in_zip(path: Path) -> Iterator[BinaryIO]:
    with open_zip(path) as archive:
        entries = [entry for entry in archive.infolist() if base_name(entry) == NAME]
        if not entries:
            raise ExportError(f"There is no {NAME} in {path}; export the channel as machine-readable JSON.")
        for entry in entries:
            with open_entry(archive, entry, path) as file:
                yield file
