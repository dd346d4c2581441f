"""All checks of a database in order; a check that cannot be made is reported, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from parsers.records import Reader
from storage import schema
from storage.engines.connecting import SqliteDatabase
from storage.engines.sqlite import looking_into
from storage.errors import StorageError
from storage.verify.contents import check_bodies, look_through
from storage.verify.file import Built, check_file
from storage.verify.links import check_links
from storage.verify.report import Check, Report, parts_of

T = TypeVar("T")

CONTENT_TABLES = frozenset({"posts", "revisions"})
READING_TABLES = frozenset({"readings", "lines", "places", "doubts"})


def verify(path: Path, reader: Reader) -> Report:
    """Check everything in the database at ``path``, however damaged; a bot may go on writing meanwhile.

    Raises ``StorageError`` only where the file does not exist or cannot be opened.
    """
    if not path.is_file():
        raise StorageError(path, f"There is no database at {path}.")
    if not path.stat().st_size:
        raise StorageError(path, f"{path} is empty.")
    with looking_into(path) as db:
        built = check_file(db)
        if not built.tables:
            return Report(path, (built.check,), {})
        db.conn.text_factory = _any_text
        return _report(path, db, built, reader)


def _report(path: Path, db: SqliteDatabase, built: Built, reader: Reader) -> Report:
    of_schema = _attempt("schema", lambda: _schema(db))
    check, is_todays = of_schema if isinstance(of_schema, tuple) else (of_schema, False)
    checks, broken = [built.check, check], set(built.broken)
    tables = frozenset(built.tables) - built.misbuilt
    if tables >= CONTENT_TABLES:
        told, bad = _contents(db, reader, with_readings=is_todays and tables >= READING_TABLES)
        checks, broken = checks + told, broken | bad
    if is_todays and "bodies" in tables:
        checks.append(_attempt("messages", lambda: check_bodies(db)))
        broken |= set() if checks[-1].ok else {"bodies"}
    if is_todays and not built.misbuilt:
        checks.append(_attempt("links", lambda: check_links(db)))
    return Report(path, tuple(checks), parts_of(built.tables, broken))


def _contents(db: SqliteDatabase, reader: Reader, *, with_readings: bool) -> tuple[list[Check], set[str]]:
    """Return the checks of texts and readings, and which of the two tables are damaged."""
    found = _attempt("texts", lambda: look_through(db, reader, with_readings=with_readings))
    if isinstance(found, Check):
        return [found], {"revisions"}
    broken = {"revisions"} if found.wrong_texts else set()
    return found.checks(with_readings=with_readings), broken | ({"readings"} if found.wrong_readings else set())


def _attempt(name: str, look: Callable[[], T]) -> T | Check:
    """Return what a check returns, or a failed check if it raises.

    A damaged file can contain anything, so a check may raise any error.
    """
    try:
        return look()
    except Exception as error:
        return Check(name, False, f"The {name} could not be checked: {str(error) or type(error).__name__}.")


def _schema(db: SqliteDatabase) -> tuple[Check, bool]:
    """Return the check of the schema, and whether it is the current one."""
    taken, (known, parts) = schema.steps(db), schema.todays()
    unknown = [name for name in taken if name not in known]
    if not taken:
        return Check("schema", False, "It is a database, but not one of overnight's."), False
    if unknown:
        return Check("schema", False, f"A newer overnight wrote it (it has {', '.join(unknown)})."), False
    if len(taken) < len(known):
        told = f"The schema is older; the next start updates it ({len(taken)} of {len(known)} steps)."
        return Check("schema", True, told), False
    lacking = _lacking(parts, schema.parts(db))
    if lacking:
        return Check("schema", False, f"The schema lacks {', '.join(lacking)}.", tuple(lacking[:20])), False
    return Check("schema", True, f"The schema is current: {len(taken)} steps."), True


def _lacking(wanted: dict[str, frozenset[str]], found: dict[str, frozenset[str]]) -> Sequence[str]:
    return [
        f"{table}.{name}" if table in found else table
        for table, names in wanted.items()
        for name in (sorted(names - found[table]) if table in found else [""])
    ]


def _any_text(value: bytes) -> str:
    """Decode bytes leniently; text that was damaged gives another hash."""
    return value.decode(errors="replace")
