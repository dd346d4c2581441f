"""A transaction whose connection is lost is run again, as long as nothing of it can have been committed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from storage import Store, open_store
from storage.engines.engine import Database
from storage.engines.postgres.connection import PostgresDatabase
from storage.engines.postgres.lanes import MOST_LOSSES
from storage.errors import StorageError
from tests.fleet.postgres import address_of, fresh_name, needs_server

pytestmark = needs_server


@pytest.fixture
def name() -> Iterator[str]:
    with fresh_name() as made:
        yield made


@pytest.fixture
def store(name: str) -> Iterator[Store]:
    with open_store(address_of(name)) as opened:
        yield opened


def cut_off(db: Database) -> None:
    """End the connection as a server that is restarted does."""
    assert isinstance(db, PostgresDatabase)
    with psycopg.connect(db.location.url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (db.conn.info.backend_pid,))


def channels(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT channel FROM channels ORDER BY channel").fetchall()]


@pytest.mark.parametrize("losses", [1, MOST_LOSSES])
def test_a_write_that_is_cut_off_in_its_midst_is_done_once(store: Store, losses: int) -> None:
    tries = []

    def add(db: Database) -> None:
        tries.append(1)
        db.execute("INSERT INTO channels (channel) VALUES ('kpszsu')")
        if len(tries) <= losses:
            cut_off(db)
        db.execute("INSERT INTO channels (channel) VALUES ('mod_russia')")

    store.write_now(add)
    assert len(tries) == losses + 1
    assert store.read_now(channels) == ["kpszsu", "mod_russia"]


def test_a_server_that_cuts_off_every_try_is_reported_and_nothing_is_written(store: Store) -> None:
    def add(db: Database) -> None:
        db.execute("INSERT INTO channels (channel) VALUES ('kpszsu')")
        cut_off(db)
        db.execute("INSERT INTO channels (channel) VALUES ('mod_russia')")

    with pytest.raises(StorageError, match=r"cannot be (used|reached)"):
        store.write_now(add)
    assert store.read_now(channels) == []


def test_a_write_that_is_cut_off_at_its_commit_is_not_done_again(store: Store) -> None:
    """Nobody knows whether it was committed; here it was not."""
    tries = []

    def add(db: Database) -> None:
        tries.append(1)
        db.execute("INSERT INTO channels (channel) VALUES ('kpszsu')")
        cut_off(db)

    with pytest.raises(StorageError, match=r"cannot be (used|reached)"):
        store.write_now(add)
    assert len(tries) == 1


def test_a_read_that_is_cut_off_is_done_again(store: Store) -> None:
    tries = []

    def look(db: Database) -> list[str]:
        tries.append(1)
        found = channels(db)
        if len(tries) == 1:
            cut_off(db)
        return found + channels(db)

    assert store.read_now(look) == []
    assert len(tries) == 2


def test_who_is_stopped_within_a_transaction_keeps_nobody_from_its_rows(store: Store, name: str) -> None:
    """The server ends a transaction that says nothing for three seconds; it is run again when its process goes on."""
    tries = []

    def stopped(db: Database) -> None:
        tries.append(1)
        db.execute("INSERT INTO channels (channel) VALUES ('kpszsu')")
        if len(tries) == 1:
            db.execute("SELECT set_config('idle_in_transaction_session_timeout', '10ms', true)")
            with open_store(address_of(name)) as other:  # waits for the row until the server has ended this one
                other.write_now(lambda theirs: theirs.execute("INSERT INTO channels (channel) VALUES ('kpszsu')"))
            db.execute("DELETE FROM channels")
            raise AssertionError("the server should have ended this one")
        db.execute("INSERT INTO channels (channel) VALUES ('mod_russia') ON CONFLICT DO NOTHING")

    with pytest.raises(psycopg.errors.UniqueViolation):
        store.write_now(stopped)
    assert len(tries) == 3, "and once more, for another program may have made the row meanwhile"
    assert store.read_now(channels) == ["kpszsu"]


def test_closing_waits_for_reads_on_every_thread(name: str) -> None:
    """A read that found its connection closed would open one that nobody closes: a warning, and so a failure here."""
    begun, go_on = threading.Barrier(3), threading.Event()

    def look(db: Database) -> list[str]:
        begun.wait(20)
        go_on.wait(20)
        return channels(db)

    store = open_store(address_of(name))
    with ThreadPoolExecutor(3) as pool:
        reads = [pool.submit(store.read_now, look) for _ in range(2)]
        begun.wait(20)
        closing = pool.submit(store.close)
        go_on.set()
        closing.result(20)
        assert [one.result(20) for one in reads] == [[], []]
