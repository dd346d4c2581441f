"""What one replica changes the others are told, by the database itself, whichever code did it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import parsers
from parsers.records import Sighting
from storage import Store, open_store
from storage.engines.engine import EVERYTHING, Database
from storage.errors import StorageError
from storage.outbox import notices
from storage.posts.intake import take_in
from tests.fleet.postgres import address_of, fresh_name, needs_server
from tests.storage.builders import at
from tests.storage.filled_database import alert

pytestmark = needs_server
NOON = at("2026-10-08 12:00")
POST = alert(5)
Change = Callable[[Database], object]


@asynccontextmanager
async def replicas() -> AsyncIterator[tuple[Store, Store]]:
    """Two replicas' stores on one database."""
    with fresh_name() as name, open_store(address_of(name)) as one, open_store(address_of(name)) as other:
        yield one, other


async def told(hears: Store, writes: Store, *changes: Change) -> list[set[str]]:
    """Return which tables one replica is told of at each of these commits of another."""
    found: list[set[str]] = []
    async with aclosing(hears.changes()) as heard:
        assert await anext(heard) == EVERYTHING
        for change in changes:
            await writes.write(change)
            await writes.write(mark)
            found.append(await until_the_mark(heard))
    return found


def mark(db: Database) -> None:
    db.execute("SELECT pg_notify('overnight', 'the mark')")


async def until_the_mark(heard: Any) -> set[str]:
    tables: set[str] = set()
    async with asyncio.timeout(20):
        while (table := await anext(heard)) != "the mark":
            assert table not in tables, "each is told once a commit"
            tables.add(table)
    return tables


def end_listeners(db: Database) -> None:
    db.execute(
        """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE query LIKE 'LISTEN%' AND datname = current_database()"""
    )


def takes(*sightings: Sighting) -> Change:
    return lambda db: take_in(db, "kpszsu", sightings, parsers.READER)


async def test_a_new_post_and_an_edit_of_it_are_told_and_seeing_it_again_is_not() -> None:
    later = replace(POST, observed_at=POST.observed_at + timedelta(minutes=5))
    async with replicas() as (one, other):
        new, again, edited = await told(one, other, takes(POST), takes(later), takes(alert(5, edited=True)))
    assert new == {"posts", "revisions", "readings"}
    assert again == set()
    assert {"revisions", "readings"} <= edited


async def test_what_is_owed_and_what_an_operator_decides_is_told() -> None:
    def halt(db: Database) -> None:
        notices.halt_sending(db, NOON)

    def owe(db: Database) -> None:
        db.execute(
            """INSERT INTO deliveries (key, kind, chat_id, is_silent, rank, due_at, turn, not_before, state, owed_at)
                VALUES ('notice:1', 'notice', 1, 0, 1, 0, 0, 0, 'pending', 0)"""
        )

    def send(db: Database) -> None:
        db.execute("UPDATE deliveries SET state = 'sent'")

    async with replicas() as (one, other):
        assert await told(one, other, halt, owe, send) == [{"halts"}, {"deliveries"}, set()]


async def test_a_listener_whose_connection_is_lost_is_told_so() -> None:
    async with replicas() as (one, other):
        heard = one.changes()
        assert await anext(heard) == EVERYTHING
        await other.write(end_listeners)
        with pytest.raises(StorageError, match=r"cannot be (used|reached)"):
            await asyncio.wait_for(anext(heard), 20)


async def test_a_change_that_is_taken_back_is_not_told() -> None:
    def fails(db: Database) -> None:
        takes(POST)(db)
        raise LookupError("in the midst of it")

    async with replicas() as (one, other), aclosing(one.changes()) as heard:
        await anext(heard)
        with pytest.raises(LookupError):
            await other.write(fails)
        await other.write(mark)
        assert await until_the_mark(heard) == set()
