"""What is done when the server is restarted, and said when it is gone or lets nobody in: one sentence, at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
import pytest

from storage import Store, open_store
from storage.channels import cursors
from storage.database import open_engine
from storage.engines.engine import Database
from storage.engines.postgres import connection
from storage.engines.postgres.engine import PostgresEngine
from storage.engines.postgres.errors import sentence
from storage.errors import StorageError
from storage.location import PostgresAddress
from storage.read_only import read_beside
from tests.fleet.postgres import fresh_database, needs_server
from tests.fleet.server import Server, running
from tests.storage.builders import at

pytestmark = needs_server

NOW = at("2026-10-08 12:00")
SECRET = "hunter2"
# A failure is told at once; a machine that is busy may take longer.
AT_ONCE = 5.0


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of these tests' own, which they may end."""
    with running(tcp=True, durable=True) as one:
        yield one


@pytest.fixture
def store(server: Server) -> Iterator[Store]:
    name = f"lost_{time.monotonic_ns()}"
    with psycopg.connect(server.address(), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    with open_store(PostgresAddress(server.address(name))) as opened:
        yield opened


def stop(server: Server) -> None:
    server.run("pg_ctl", "-D", server.data, "-m", "immediate", "-w", "-s", "stop")


def restart(server: Server) -> None:
    stop(server)
    server.start()


def failures(db: Database) -> int:
    return cursors.freshness(db, "kpszsu").failures


def fail(db: Database) -> None:
    cursors.record_failure(db, "kpszsu", NOW, "no answer")


def test_what_is_asked_after_the_server_was_restarted_is_done_at_once(server: Server, store: Store) -> None:
    store.write_now(fail)
    assert store.read_now(failures) == 1
    restart(server)
    store.write_now(fail)
    assert store.read_now(failures) == 2


def test_a_transaction_whose_server_is_restarted_is_done_again_and_never_half(server: Server, store: Store) -> None:
    runs: list[int] = []

    def write(db: Database) -> None:
        fail(db)
        runs.append(1)
        if len(runs) == 1:
            restart(server)
        fail(db)

    store.write_now(write)
    assert len(runs) == 2
    assert store.read_now(failures) == 2


def test_a_server_that_is_gone_is_told_at_once_and_found_when_it_is_back(server: Server, store: Store) -> None:
    store.write_now(fail)
    stop(server)
    try:
        began = time.monotonic()
        for ask in (lambda: store.write_now(fail), lambda: store.read_now(failures)):
            with pytest.raises(StorageError, match=r"^postgresql://\S+ cannot be reached: Connection refused\.$"):
                ask()
        with pytest.raises(StorageError, match="cannot be reached: Connection refused"):
            read_beside(store.location, failures)
        with pytest.raises(StorageError, match="cannot be reached: Connection refused"):
            open_store(store.location)
        assert time.monotonic() - began < AT_ONCE
    finally:
        server.start()
    store.write_now(fail)
    assert store.read_now(failures) == 2


def test_who_was_stopped_within_a_transaction_does_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen process keeps others from the rows it locked, so the server ends its transaction; it wakes later."""
    monkeypatch.setitem(connection.WRITING, "idle_in_transaction_session_timeout", "20ms")
    with fresh_database() as address, open_engine(PostgresEngine(address)) as store:
        runs: list[int] = []

        def write(db: Database) -> None:
            fail(db)
            runs.append(process := db.execute("SELECT pg_backend_pid()").fetchone()[0])
            while len(runs) == 1 and is_connected(address, process):
                time.sleep(0.01)
            time.sleep(0.05)  # the second time it is waited for
            fail(db)

        store.write_now(write)
        assert len(runs) == 2
        assert store.read_now(failures) == 2


def is_connected(address: PostgresAddress, process: int) -> bool:
    with psycopg.connect(address.url, autocommit=True) as admin:
        return admin.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [process]).fetchone() is not None


def test_what_another_program_made_or_deleted_meanwhile_is_no_fault_of_ours() -> None:
    with fresh_database() as address, open_engine(PostgresEngine(address)) as store:
        runs: list[int] = []

        def write(db: Database) -> None:
            runs.append(db.execute("SELECT COUNT(*) FROM channels").fetchone()[0])
            if len(runs) == 1:
                with psycopg.connect(address.url, autocommit=True) as other:
                    other.execute("INSERT INTO halts (what, since) VALUES ('sending', 1)")
            if len(runs) == 1 or not db.execute("SELECT 1 FROM halts").fetchone():
                db.execute("INSERT INTO halts (what, since) VALUES ('sending', 2)")

        store.write_now(write)
        assert len(runs) == 2


def refused(address: PostgresAddress) -> str:
    """Why a database cannot be opened; told at once, with neither a traceback nor the password."""
    began = time.monotonic()
    with pytest.raises(StorageError) as error:
        open_store(address)
    assert time.monotonic() - began < AT_ONCE
    assert SECRET not in f"{error.value}{error.value!r}{error.value.location!r}"
    assert "\n" not in str(error.value)
    return str(error.value).removeprefix(str(address))


def as_somebody(
    server: Server, name: str, rest: str, *, database: str = "postgres", secret: str = SECRET
) -> PostgresAddress:
    """The address for a new user of the server, made with ``rest``."""
    with psycopg.connect(server.address(), autocommit=True) as admin:
        admin.execute(f"DROP ROLE IF EXISTS {name}")
        admin.execute(f"CREATE ROLE {name} {rest} PASSWORD '{SECRET}'")
    return PostgresAddress(f"postgresql://{name}:{secret}@127.0.0.1:{server.port}/{quote(database)}")


def test_why_nobody_is_let_in_is_told_in_one_sentence(server: Server) -> None:
    somebody = as_somebody(server, "somebody", "LOGIN", database="nowhere")
    assert refused(somebody) == ' cannot be used: database "nowhere" does not exist.'
    stranger = as_somebody(server, "stranger", "LOGIN", secret=f"not_{SECRET}")
    assert refused(stranger) == ' cannot be used: password authentication failed for user "stranger".'
    nobody = as_somebody(server, "locked_out", "NOLOGIN")
    assert refused(nobody) == ' cannot be used: role "locked_out" is not permitted to log in.'
    crowd = as_somebody(server, "crowd", "LOGIN CONNECTION LIMIT 0")
    assert refused(crowd) == ' cannot be used: too many connections for role "crowd".'
    guest = as_somebody(server, "guest", "LOGIN")
    assert refused(guest) == " cannot be used: permission denied for schema public."


def test_a_database_that_cannot_keep_our_text_or_is_another_s_is_refused(server: Server) -> None:
    with psycopg.connect(server.address(), autocommit=True) as admin:
        admin.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0")
        admin.execute("CREATE DATABASE taken")
    with psycopg.connect(server.address("taken"), autocommit=True) as other:
        other.execute("CREATE TABLE mine (n INT)")
    latin, taken = (PostgresAddress(server.address(name)) for name in ("latin", "taken"))
    assert refused(latin) == " keeps text as LATIN1; overnight needs one that is UTF8."
    assert refused(taken) == " has tables that are not overnight's; give it a database of its own."


def test_a_database_without_our_tables_is_told_as_empty_to_who_only_looks(server: Server) -> None:
    empty = PostgresAddress(server.address("template1"))
    with pytest.raises(StorageError, match="is empty; 'overnight run' makes its tables"):
        read_beside(empty, failures)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('connection is bad: connection to server on socket "/a" failed: No such file or directory\n\tIs the server ru',
         "cannot be reached: No such file or directory."),
        ("consuming input failed: server closed the connection unexpectedly\n\tThis probably means",
         "cannot be reached: server closed the connection unexpectedly."),
        ("connection timeout expired", "cannot be reached: connection timeout expired."),
        ("failed to resolve host 'db': [Errno -2] Name or service not known",
         "cannot be reached: failed to resolve host 'db': Name or service not known."),
        ('connection failed: connection to server at "a", port 1 failed: Connection refused\n\tIs\nMultiple connection '
         'attempts failed. All failures were:\n- host: \'b\': connection to server at "b" failed: FATAL:  sorry, too '
         "many clients already", "cannot be used: sorry, too many clients already."),
    ],
)  # fmt: skip
def test_what_libpq_tells_in_lines_is_told_in_one(said: str, told: str) -> None:
    address = PostgresAddress(f"postgresql://bot:{SECRET}@db/overnight")
    assert sentence(address, psycopg.OperationalError(said)) == f"postgresql://bot@db/overnight {told}"
