"""Databases of the throw-away PostgreSQL in place of files, for the tests of one process.

Where a test has a database file there is a note of a database's name instead. A note that was copied is a copy of the
database; one that was moved or deleted has taken its database along.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.rows import TupleRow

from storage import open_store
from storage.errors import NotADatabaseError
from storage.location import PostgresAddress
from storage.migrations import overnight

NOTE = "on PostgreSQL: "
# So often a database is emptied and used again: what was deleted from it still fills its pages.
USES = 50
STEPS = "overnight_migrations"
SCHEMA = f"""SELECT md5(string_agg(concat(relname, attnum, attname), ' ' ORDER BY relname, attnum)),
    (SELECT count(*) FROM pg_trigger), (SELECT count(*) FROM {STEPS})
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid WHERE relnamespace = 'public'::regnamespace"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> %s"
OTHERS = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"


class Databases:
    """The databases of this process on one server."""

    def __init__(self, server: str) -> None:
        """Make the one that all are copied from. ``server`` is the address of a database of the server."""
        self._server = server
        self._process = f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
        self._admin = psycopg.connect(server, autocommit=True)
        self._lock = threading.RLock()
        self._made = 0
        self._uses: dict[str, int] = {}
        self._empty: list[str] = []
        self._paths: dict[str, Path] = {}
        self._open: dict[str, psycopg.Connection[TupleRow]] = {}
        self._steps = list(overnight._migrations)
        self._template = self._copied("template0")
        open_store(self.address(self._template)).close()
        db = self._connection(self._template)
        self._schema = db.execute(SCHEMA).fetchone()
        tables = [str(name) for (name,) in db.execute(TABLES, [STEPS])]
        # without the triggers, which would tell others, and without a look for rows that refer to those deleted
        deletes = [f"DELETE FROM {name}" for name in tables]
        self._emptying = "; ".join(["SET session_replication_role = replica", *deletes])
        self._filled = " OR ".join(f"EXISTS (SELECT 1 FROM {name})" for name in tables)

    def address(self, name: str) -> PostgresAddress:
        """The address of the database of this name."""
        return PostgresAddress(urlsplit(self._server)._replace(path=f"/{name}").geturl())

    def name_of(self, path: Path) -> str:
        """The database whose note is at ``path``, which may be a copied or moved note; '' where the file is empty.

        Raises ``NotADatabaseError`` for a file that is no note, and ``OSError`` where it cannot be read.
        """
        written = path.read_bytes().decode(errors="replace")
        if not written:
            return ""
        mark, _, name = written.partition(NOTE)
        if mark or name not in self._uses:
            raise NotADatabaseError(path)
        with self._lock:
            if self._stands(name) == path:
                return name
            if self._stands(name) is None:
                self._paths[name] = path
                return name
            return self._note(path, self._copy(name))

    def create(self, path: Path) -> str:
        """An empty database, noted in the file at ``path``: of today's schema, where no test changed its steps."""
        with self._lock:
            as_usual = overnight._migrations == self._steps
            return self._note(path, self._taken() if as_usual else self._copied("template0"))

    def release(self, folder: Path | None = None) -> None:
        """Take back the databases whose notes are gone, or in ``folder``: nobody will ask for them any more."""
        with self._lock:
            for name, path in list(self._paths.items()):
                if self._stands(name) is None or (folder is not None and path.is_relative_to(folder)):
                    del self._paths[name]
                    if not self._emptied(name):
                        self._drop(name)

    def close(self) -> None:
        """Close all connections. The databases go with their server."""
        for db in (self._admin, *self._open.values()):
            db.close()

    def _stands(self, name: str) -> Path | None:
        """Where the note of a database is; None where it is gone."""
        path = self._paths.get(name)
        try:
            return path if path is not None and path.read_text(encoding="utf-8") == NOTE + name else None
        except (OSError, UnicodeDecodeError):
            return None

    def _note(self, path: Path, name: str) -> str:
        path.write_text(NOTE + name, encoding="utf-8")
        self._paths[name] = path
        return name

    def _taken(self) -> str:
        self.release()
        return self._empty.pop() if self._empty else self._copied(self._template)

    def _copy(self, name: str) -> str:
        if self._connection(name).execute(f"SELECT {self._filled}").fetchone() == (False,):
            return self._taken()
        self._end_others(name)
        return self._copied(name)

    def _connection(self, name: str) -> psycopg.Connection[TupleRow]:
        """Our connection to a database; it is left open, for a new one would have all the tables to learn."""
        if name not in self._open:
            self._open[name] = psycopg.connect(self.address(name).url, autocommit=True)
        return self._open[name]

    def _disconnect(self, name: str) -> None:
        if db := self._open.pop(name, None):
            db.close()

    def _copied(self, name: str) -> str:
        self._disconnect(name)
        self._made += 1
        made = f"t_{self._process}_{self._made}"
        self._admin.execute(f"CREATE DATABASE {made} TEMPLATE {name} STRATEGY file_copy")
        self._uses[made] = 0
        return made

    def _emptied(self, name: str) -> bool:
        """Empty a database for the next test; False where it is not worth it."""
        self._end_others(name)
        self._uses[name] += 1
        try:
            db = self._connection(name)
            if self._uses[name] >= USES or db.execute(SCHEMA).fetchone() != self._schema:
                return False
            db.execute(self._emptying)
        except psycopg.Error:
            return False
        self._empty.append(name)
        return True

    def _end_others(self, name: str) -> None:
        ours = self._open[name].info.backend_pid if name in self._open else 0
        self._admin.execute(OTHERS, [name, ours])

    def _drop(self, name: str) -> None:
        self._disconnect(name)
        self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        del self._uses[name]
