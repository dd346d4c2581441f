"""The figures of others' tables, as they were last read from a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from parsers.records.outside import Credit, FigureRange, OutsideField, OutsideReport, OutsideTable
from storage.engines.engine import Database
from storage.readings.rows import moment_of, moment_text


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table that was read: whose it is, when, and how many of its rows could not be used."""

    credit: Credit
    skipped: int
    read_at: datetime


def replace_table(db: Database, table: OutsideTable, now: datetime) -> None:
    """Save a table in place of what an earlier reading of it brought."""
    credit = table.credit
    db.execute("DELETE FROM outside_tables WHERE slug = ?", (credit.slug,))
    db.execute(
        """INSERT INTO outside_tables (slug, title, author, licence, address, skipped, read_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
        (credit.slug, credit.title, credit.author, credit.licence, credit.address, len(table.skipped),
         int(now.timestamp())),
    )  # fmt: skip
    db.executemany(
        """INSERT INTO outside_reports (slug, position, channel, message_id, period_start, period_end, night)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [
            (credit.slug, position, one.channel, one.message_id, moment_text(one.start), moment_text(one.end),
             moment_text(one.night))
            for position, one in enumerate(table.reports)
        ],
    )  # fmt: skip
    db.executemany(
        "INSERT INTO outside_figures (slug, position, field, low, high) VALUES (?, ?, ?, ?, ?)",
        [
            (credit.slug, position, field.value, *figure)
            for position, one in enumerate(table.reports)
            for field, figure in one.figures.items()
        ],
    )


def stored_tables(db: Database) -> list[StoredTable]:
    """Return the tables that were read, by title."""
    rows = db.execute(
        "SELECT slug, title, author, licence, address, skipped, read_at FROM outside_tables ORDER BY title, slug"
    ).fetchall()
    return [
        StoredTable(Credit(*credit), skipped, datetime.fromtimestamp(read_at, UTC))
        for *credit, skipped, read_at in rows
    ]


def stored_reports(db: Database, slug: str) -> list[OutsideReport]:
    """Return the reports of a table, in its order."""
    figures: defaultdict[int, dict[OutsideField, FigureRange]] = defaultdict(dict)
    for position, field, low, high in db.execute(
        "SELECT position, field, low, high FROM outside_figures WHERE slug = ? ORDER BY position, field", (slug,)
    ).fetchall():
        figures[position][OutsideField(field)] = FigureRange(low, high)
    rows = db.execute(
        """SELECT position, channel, message_id, period_start, period_end, night FROM outside_reports
            WHERE slug = ? ORDER BY position""",
        (slug,),
    ).fetchall()
    return list(_reports(rows, figures))


def _reports(
    rows: list[tuple[int, str, int | None, str | None, str | None, str | None]],
    figures: dict[int, dict[OutsideField, FigureRange]],
) -> Iterator[OutsideReport]:
    for position, channel, message_id, start, end, night in rows:
        speaks_for = date.fromisoformat(night) if night else None
        told = figures.get(position, {})
        yield OutsideReport(channel, message_id, moment_of(start), moment_of(end), speaks_for, told)
