"""All checks of a database in order; a check that cannot be made is reported, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from parsers.records import Reader
from storage.engines.engine import Database
from storage.location import Location
from storage.schema import Names, todays, unknown_steps
from storage.verify.contents import check_bodies, look_through
from storage.verify.links import check_links
from storage.verify.report import Built, Check, Report, parts_of

T = TypeVar("T")

CONTENT_TABLES = frozenset({"posts", "revisions"})
READING_TABLES = frozenset({"readings", "lines", "places", "doubts"})


def report_on(
    location: Location,
    db: Database,
    built: Built,
    look_at_schema: Callable[[], tuple[Check, bool]],
    reader: Reader,
    *,
    undo: Callable[[], object] = lambda: None,
) -> Report:
    """Check what is in a database whose tables are known; the report names it by ``location``.

    ``look_at_schema`` also returns whether the schema is today's. ``undo`` is called behind a check that failed itself.
    """

    def attempt(name: str, look: Callable[[], T]) -> T | Check:
        """Return what a check returns, or a failed check if it raises: damage can make any error."""
        try:
            return look()
        except Exception as error:
            undo()
            return Check(name, False, f"The {name} could not be checked: {str(error) or type(error).__name__}.")

    of_schema = attempt("schema", look_at_schema)
    check, is_todays = of_schema if isinstance(of_schema, tuple) else (of_schema, False)
    checks, broken = [built.check, check], set(built.broken)
    tables = frozenset(built.tables) - built.misbuilt
    if tables >= CONTENT_TABLES:
        with_readings = is_todays and tables >= READING_TABLES
        found = attempt("texts", lambda: look_through(db, reader, with_readings=with_readings))
        if isinstance(found, Check):
            checks, broken = [*checks, found], broken | {"revisions"}
        else:
            checks += found.checks(with_readings=with_readings)
            broken |= found.damaged
    if is_todays and "bodies" in tables:
        checks.append(attempt("messages", lambda: check_bodies(db)))
        broken |= set() if checks[-1].ok else {"bodies"}
    if is_todays and not built.misbuilt:
        checks.append(attempt("links", lambda: check_links(db)))
    return Report(location, tuple(checks), parts_of(built.tables, broken))


def check_schema(taken: Sequence[str], found: dict[str, Names]) -> tuple[Check, bool]:
    """Return the check of a schema by its migrations and its tables' parts, and whether it is the current one."""
    known, parts = todays()
    unknown = unknown_steps(taken)
    if not taken:
        return Check("schema", False, "It is a database, but not one of overnight's."), False
    if unknown:
        return Check("schema", False, f"A newer overnight wrote it (it has {', '.join(unknown)})."), False
    if len(taken) < len(known):
        told = f"The schema is older; the next start updates it ({len(taken)} of {len(known)} steps)."
        return Check("schema", True, told), False
    lacking = _lacking(parts, found)
    if lacking:
        return Check("schema", False, f"The schema lacks {', '.join(lacking)}.", tuple(lacking[:20])), False
    return Check("schema", True, f"The schema is current: {len(taken)} steps."), True


def _lacking(wanted: dict[str, Names], found: dict[str, Names]) -> Sequence[str]:
    return [
        f"{table}.{name}" if table in found else table
        for table, names in wanted.items()
        for name in (sorted(names - found[table]) if table in found else [""])
    ]
