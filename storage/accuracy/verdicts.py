"""What a person found about each disagreement, as it was last read from a file."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.records.outside import Cause, OutsideField, TableVerdict
from storage.engines.engine import Database


def replace_verdicts(db: Database, verdicts: Sequence[TableVerdict]) -> None:
    """Save the verdicts of a file in place of all earlier ones; of two about one figure the later counts."""
    db.execute("DELETE FROM outside_verdicts")
    db.executemany(
        """INSERT INTO outside_verdicts (slug, place, field, ours, theirs, cause, why) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (slug, place, field) DO UPDATE SET ours = excluded.ours, theirs = excluded.theirs,
                cause = excluded.cause, why = excluded.why""",
        [tuple(one) for one in verdicts],
    )


def stored_verdicts(db: Database) -> dict[tuple[str, str, OutsideField], TableVerdict]:
    """Return the verdicts by table, report and field."""
    rows = db.execute("SELECT slug, place, field, ours, theirs, cause, why FROM outside_verdicts").fetchall()
    found = (
        TableVerdict(slug, place, OutsideField(field), ours, theirs, Cause(cause), why)
        for slug, place, field, ours, theirs, cause, why in rows
    )
    return {(one.table, one.place, one.field): one for one in found}
