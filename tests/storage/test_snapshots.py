"""A read is one snapshot and writes nothing, and neither reads nor writes leave anything behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

import psycopg
import pytest

from parsers.records import Count, Hedge, Outcome
from storage import StorageError, Store
from storage.engines.engine import Database
from storage.read_only import read_beside
from storage.views.night import NightView, night_view
from tests.storage.builders import line, post, reading, tally
from tests.storage.looking import READ_ONLY, Watched, file_of

DAY = date(2026, 9, 22)
KYIV = ZoneInfo("Europe/Kyiv")


def tell(db: Database, launched: int, sites: int) -> None:
    """Store the report of the night with this many launched and this many hit sites."""
    told = tally("kpszsu", "2026-09-21 15:00", "2026-09-22 05:00", line(Outcome.LAUNCHED, launched, "shahed"),
                 hit_sites=Count(sites, Hedge.EXACT, (0, 0)))  # fmt: skip
    reading(db, "kpszsu", 7, told, night="2026-09-22")


def told(view: NightView) -> tuple[int | None, int | None]:
    night = view.sides[0].night
    assert night and night.tally.hit_sites
    return night.tally.lines[0].number, night.tally.hit_sites.number


def torn(db: Database, before: str, change: Callable[[], None]) -> NightView:
    """The night, while something is changed by another just before the view's SELECT that holds ``before``."""
    changed: list[str] = []

    def look(statement: str) -> None:
        if before in statement and not changed:
            changed.append(statement)
            change()

    view = night_view(Watched(db, look), ["kpszsu"], DAY, KYIV)
    assert changed, f"the view asks nothing that holds {before!r}"
    return view


@pytest.fixture
def filled(store: Store) -> Store:
    store.write_now(post, "kpszsu", 7, "2026-09-22 05:30", "")
    store.write_now(tell, 212, 9)
    return store


def test_a_view_never_mixes_an_old_header_with_a_new_number(filled: Store) -> None:
    view = filled.read_now(torn, "JOIN lines", lambda: filled.write_now(tell, 89, 3))
    assert told(view) == (212, 9)
    assert told(filled.read_now(night_view, ["kpszsu"], DAY, KYIV)) == (89, 3)


def test_a_post_deleted_during_a_view_is_shown_as_it_was(filled: Store) -> None:
    def gone(db: Database) -> None:
        db.execute("DELETE FROM posts WHERE message_id = 7")

    view = filled.read_now(torn, "observed_at", lambda: filled.write_now(gone))
    assert told(view) == (212, 9)
    assert filled.read_now(night_view, ["kpszsu"], DAY, KYIV).sides[0].night is None


async def test_a_read_by_a_handler_is_a_snapshot_too(filled: Store) -> None:
    view = await filled.read(torn, "JOIN lines", lambda: filled.write_now(tell, 89, 3))
    assert told(view) == (212, 9)


def test_a_read_only_look_is_a_snapshot(filled: Store) -> None:
    view = read_beside(file_of(filled), torn, "JOIN lines", lambda: filled.write_now(tell, 89, 3))
    assert told(view) == (212, 9)


def channels(db: Database) -> list[str]:
    return [name for (name,) in db.execute("SELECT channel FROM channels ORDER BY channel").fetchall()]


def add(db: Database, channel: str) -> None:
    db.execute("INSERT INTO channels (channel) VALUES (?)", (channel,))


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(StorageError, match=READ_ONLY):
        store.read_now(add, "kpszsu")
    assert store.read_now(channels) == []


def test_a_write_refused_at_commit_leaves_nothing_and_the_next_one_succeeds(store: Store) -> None:
    def a_version_of_no_post(db: Database) -> None:
        db.check_links_at_the_end()
        db.execute(
            """INSERT INTO revisions (channel, message_id, revision, sha256, observed_at, last_observed_at, transports)
                VALUES ('kpszsu', 1, 1, '', 0, 0, 'preview')"""
        )

    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match=r"(?i)foreign key"):
        store.write_now(a_version_of_no_post)
    store.write_now(add, "kpszsu")
    assert store.read_now(channels) == ["kpszsu"]
