"""The database as it would have been at a moment: every view answers from it as it answers from today's.

Time travel is therefore no feature of any view. What concerns a report that was another then is judged again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from parsers.records import Reader, Tally
from storage.as_of.copying import KnownThen, TableRows
from storage.database import Store, open_engine
from storage.engines.engine import Database
from storage.engines.sqlite_engine import SqliteEngine
from storage.readings import tallies
from storage.readings.judging import judge_around
from storage.readings.load import load_all
from storage.readings.packed import unpack_reading
from storage.readings.readings import nights_of


@contextmanager
def past_store(known: KnownThen, reader: Reader) -> Iterator[Store]:
    """Open a database of its own, in a temporary folder, that knows only what was known then."""
    with (
        TemporaryDirectory(prefix="overnight-as-of-") as folder,
        open_engine(SqliteEngine(Path(folder) / "then.db")) as store,  # whichever engine keeps today's
    ):
        store.write_now(fill, known, reader)
        yield store


def fill(db: Database, known: KnownThen, reader: Reader) -> None:
    """Fill an empty database with what was known, and judge again what was another then."""
    for table, rows in known.tables.items():
        _insert(db, table, rows)
    for one in known.past:
        reading = unpack_reading(one.packed)
        nights = nights_of(reader, one.key.channel, reading)
        tallies.save(
            db, *one.key, reading, reader_version=one.reader_version, reader=one.reader, nights=nights, judged=None
        )
    _unjudge(db, known, reader)
    for channel in sorted(known.days.keys() | {key.channel for key in known.judged_anew}):
        own = {key for key in known.judged_anew if key.channel == channel}
        judge_around(db, channel, known.days.get(channel, set()), reader, own)


def _unjudge(db: Database, known: KnownThen, reader: Reader) -> None:
    """Leave the versions that are judged anew with the verdict on themselves alone."""
    for key, kept in load_all(db, sorted(known.judged_anew)).items():
        if isinstance(kept.reading, Tally):
            tallies.save(
                db,
                *key,
                kept.reading,
                reader_version=kept.reader_version,
                reader=kept.reader,
                nights=nights_of(reader, key.channel, kept.reading),
                judged=reader.judge(kept.reading, ()),
            )


def _insert(db: Database, table: str, found: TableRows) -> None:
    marks = ", ".join("?" * len(found.columns))
    statement = f"INSERT INTO {table} ({', '.join(found.columns)}) VALUES ({marks})"  # nosec B608: our tables
    db.executemany(statement, found.rows)
