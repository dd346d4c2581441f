"""All checks of a database in their order; one that cannot be done says so, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from parsers.records import Reader
from storage import schema
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
    """Look at everything in the database at ``path``, whatever is wrong with it; a bot may go on writing meanwhile.

    Raises ``StorageError`` only where there is no such file, or it cannot be opened at all.
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


def _report(path: Path, db: Database, built: Built, reader: Reader) -> Report:
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


def _contents(db: Database, reader: Reader, *, with_readings: bool) -> tuple[list[Check], set[str]]:
    """What is to be said of texts and readings, and which of the two tables are not whole."""
    found = _attempt("texts", lambda: look_through(db, reader, with_readings=with_readings))
    if isinstance(found, Check):
        return [found], {"revisions"}
    broken = {"revisions"} if found.wrong_texts else set()
    return found.checks(with_readings=with_readings), broken | ({"readings"} if found.wrong_readings else set())


def _attempt(name: str, look: Callable[[], T]) -> T | Check:
    """What a look finds, or that the file let nobody look.

    A damaged file can hold anything instead of what it should, so anything can come of looking at it.
    """
    try:
        return look()
    except Exception as error:
        return Check(name, False, f"The {name} could not be looked at: {str(error) or type(error).__name__}.")


def _schema(db: Database) -> tuple[Check, bool]:
    """What is to be said of the schema, and whether it is that of today."""
    taken, (known, parts) = schema.steps(db), schema.todays()
    unknown = [name for name in taken if name not in known]
    if not taken:
        return Check("schema", False, "It is a database, but none of overnight's."), False
    if unknown:
        return Check("schema", False, f"A newer overnight wrote it (it has {', '.join(unknown)})."), False
    if len(taken) < len(known):
        told = f"The schema is an older one; the next start brings it up to date ({len(taken)} of {len(known)} steps)."
        return Check("schema", True, told), False
    lacking = _lacking(parts, schema.parts(db))
    if lacking:
        return Check("schema", False, f"The schema lacks {', '.join(lacking)}.", tuple(lacking[:20])), False
    return Check("schema", True, f"The schema is today's: {len(taken)} steps."), True


def _lacking(wanted: dict[str, frozenset[str]], found: dict[str, frozenset[str]]) -> Sequence[str]:
    return [
        f"{table}.{name}" if table in found else table
        for table, names in wanted.items()
        for name in (sorted(names - found[table]) if table in found else [""])
    ]


def _any_text(value: bytes) -> str:
    """Text as far as it is text; what is not makes another hash."""
    return value.decode(errors="replace")
