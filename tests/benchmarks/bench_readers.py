"""How much of the database a reader of the daily digest takes: what the chat was shown in 90 days, a week's deliveries.

    python -m tests.benchmarks.bench_readers
    python -m tests.benchmarks.bench_readers postgresql://overnight@127.0.0.1/empty

The database of PostgreSQL's has to be one that nobody needs: the rows stay in it.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from storage import open_store
from storage.location import PostgresAddress, location_of

READERS = 20_000
SHOWN_DAYS, DELIVERY_DAYS, DAY_SECONDS = 90, 7, 86_400
BEGIN = 1_790_000_000
COLUMNS = {
    "chats": "chat_id, told_language, state, since",
    "subscriptions": "chat_id, at_minute, next_at, next_day",
    "shown": "chat_id, channel, message_id, revision, shown_at, figures",
    "deliveries": "key, kind, chat_id, body, is_silent, night, rank, due_at, turn, not_before, expires_at, state, "
    "tries, sent_message_id, owed_at, ended_at",
}
Row = tuple[Any, ...]


def chats() -> list[int]:
    """Ids as large as Telegram's are, in no order."""
    return [5_000_000_000 + number * 7919 % 1_000_000_007 for number in range(READERS)]


def rows(table: str) -> Iterator[Row]:
    """What is stored of these readers, day by day, as it grows in a host's life."""
    if table == "chats":
        yield from ((chat, "uk", "active", BEGIN) for chat in chats())
    elif table == "subscriptions":
        yield from ((chat, 480, BEGIN + chat % DAY_SECONDS, "2026-11-30") for chat in chats())
    elif table == "shown":
        for day in range(SHOWN_DAYS):
            for channel in ("kpszsu", "mod_russia"):
                figures = f"{day:02d}{channel}".ljust(32, "0")
                yield from ((chat, channel, 80_000 + day, 1, BEGIN + day * DAY_SECONDS, figures) for chat in chats())
    else:
        for day in range(DELIVERY_DAYS):
            night, at = f"2026-11-{20 + day}", BEGIN + day * DAY_SECONDS
            yield from (
                (f"digest:{chat}:{night}", "digest", chat, "b" * 64, 0, night, 1, at, chat * 40_503 % 2**32, at,
                 at + 21_600, "sent", 1, 9_000 + day, at, at + 60)
                for chat in chats()
            )  # fmt: skip


def in_sqlite(database: Path) -> Callable[[str], int]:
    """Fill a table and return by how many bytes the file grew."""
    db = sqlite3.connect(database)

    def size() -> int:
        return int(db.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0])

    def fill(table: str) -> int:
        before = size()
        marks = ", ".join("?" for _ in COLUMNS[table].split(","))
        with db:
            db.executemany(f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({marks})", rows(table))
        return size() - before

    return fill


def in_postgresql(address: PostgresAddress) -> Callable[[str], int]:
    """Fill a table and return by how many bytes it grew, with its indexes."""
    import psycopg  # noqa: PLC0415  # nobody needs it for SQLite

    conn = psycopg.connect(address.url, autocommit=True)

    def fill(table: str) -> int:
        with conn.cursor().copy(f"COPY {table} ({COLUMNS[table]}) FROM STDIN") as copy:
            for row in rows(table):
                copy.write_row(row)
        found = conn.execute("SELECT pg_total_relation_size(%s)", (table,)).fetchone()
        assert found
        return int(found[0])

    return fill


def main(location: Path | PostgresAddress) -> None:
    """Print a line a table, and the sum."""
    with open_store(location):
        fill = in_sqlite(location) if isinstance(location, Path) else in_postgresql(location)
    total = 0.0
    for table in COLUMNS:
        each = fill(table) / READERS
        total += each
        print(f"{table:14} {each:10,.0f} bytes a reader")
    print(f"{'all':14} {total:10,.0f} bytes a reader")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(location_of(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(Path(folder) / "overnight.db")
