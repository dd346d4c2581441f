"""A test that looks at several rows has to ask for their order; the bot's own statements are held to it elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.engines.postgres.connection import PostgresDatabase, connect
from tests.fleet.postgres import fresh_database, needs_server

pytestmark = needs_server


@pytest.fixture
def db() -> Iterator[PostgresDatabase]:
    with fresh_database() as address:
        opened = connect(address, read_only=False)
        yield opened
        opened.conn.close()


def looked(db: PostgresDatabase, sql: str) -> list[str]:
    return [channel for (channel,) in db.execute(sql).fetchall()]


def test_several_rows_are_given_in_an_order_that_was_asked_for_alone(db: PostgresDatabase) -> None:
    db.execute("INSERT INTO channels (channel) VALUES ('a')")
    assert looked(db, "SELECT channel FROM channels") == ["a"]
    db.execute("INSERT INTO channels (channel) VALUES ('b')")
    assert looked(db, "SELECT channel FROM channels ORDER BY channel DESC") == ["b", "a"]
    with pytest.raises(AssertionError, match="2 rows in no order: SELECT channel"):
        looked(db, "SELECT channel FROM channels")
    with pytest.raises(AssertionError, match="2 rows in no order: SELECT channel"):
        list(db.execute("SELECT channel FROM channels"))
