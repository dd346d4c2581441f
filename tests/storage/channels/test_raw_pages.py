"""The newest page of each channel that could not be read."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

from storage import Store, open_store
from storage.channels.raw_pages import PACKED_BYTES, UnreadPage, keep, newest
from tests.storage.builders import at, post
from tests.storage.looking import forget_step

NOON = at("2026-09-22 12:00")


def page(html: str) -> UnreadPage:
    return UnreadPage(html, "layout_changed", NOON, len(html))


def test_the_newest_page_of_each_channel_is_stored_unchanged(store: Store) -> None:
    store.write_now(keep, "kpszsu", page("перша"))
    store.write_now(keep, "mod_russia", page("другая"))
    later = UnreadPage("третя", "blocked", NOON + timedelta(minutes=1), 5)
    store.write_now(keep, "kpszsu", later)
    assert store.read_now(newest, "kpszsu") == later
    assert store.read_now(newest, "mod_russia") == page("другая")
    assert store.read_now(newest, "nobody") is None


def test_of_an_oversized_page_only_the_beginning_is_stored(store: Store) -> None:
    html = random.Random(1).randbytes(600_000).hex()
    store.write_now(keep, "kpszsu", page(html))
    kept = store.read_now(newest, "kpszsu")
    assert kept is not None
    assert html.startswith(kept.html)
    assert (len(kept.html), kept.length) == (300_000, 1_200_000)
    size = store.read_now(lambda db: db.execute("SELECT LENGTH(packed) FROM unread_pages").fetchone()[0])
    assert size <= PACKED_BYTES


def test_migrating_an_older_database_adds_the_table_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "overnight.db"
    with open_store(path) as store:
        store.write_now(post, "kpszsu", 1, "2026-09-22 05:30", "text")
        store.write_now(forget_step, "m012_unread_pages")
        store.write_now(lambda db: db.execute("DROP TABLE unread_pages").rowcount)
    with open_store(path) as store:
        assert store.read_now(newest, "kpszsu") is None
        store.write_now(keep, "kpszsu", page("<html>"))
        assert store.read_now(newest, "kpszsu") == page("<html>")
        assert store.read_now(lambda db: db.execute("SELECT text FROM revisions").fetchall()) == [("text",)]
