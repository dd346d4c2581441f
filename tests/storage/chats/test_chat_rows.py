"""Every table with a chat column, found from the schema, is emptied by ``/forget`` and follows a migrated group."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage import Store
from storage.chats import chats, watches
from storage.chats.chat_rows import CHAT, columns_of_chats
from storage.chats.chats import Length, Subscription
from storage.chats.subscriptions import DueMoment, due_chats
from storage.chats.watches import Watch, What
from storage.engines.engine import Database
from storage.outbox import deliveries
from storage.outbox.deliveries import DeliveryKind, Owed
from storage.readings.load import Key
from tests.storage.builders import at
from tests.storage.looking import allowed, kinds

OLD, NEW, OTHER = -7_345_678_901, -1_007_345_678_902, 5_432_109_876
NOW = at("2026-09-22 06:00")
NINE = at("2026-09-23 06:00")
AT_NINE = Subscription(None, 540, NINE, date(2026, 9, 23))

# Tables without a chat, and why none of their rows is a chat's: what a new table is, is said here or by its columns.
OF_NOBODY = {
    "album_members": "a channel's", "bodies": "one text for all who get the same", "channels": "a channel's",
    "cursors": "a channel's", "decisions": "the operator's", "doubts": "a channel's", "freshness": "a channel's",
    "gaps": "a channel's", "halts": "the operator's", "inline_messages": "Telegram tells no chat of them",
    "inline_shown": "Telegram tells no chat of them", "lines": "a channel's", "notices": "the operator's, to all",
    "pictures": "the same for all who ask", "places": "a channel's", "posts": "a channel's", "pulses": "the machine's",
    "readings": "a channel's", "requests": "a channel's", "revisions": "a channel's", "sightings": "a channel's",
    "current_figures": "a post's", "figures": "of readings", "told_operator": "of posts and lines",
    "unread_pages": "a channel's", "past_readings": "a channel's", "watched_nights": "the same for all chats",
    "outside_tables": "other people's", "outside_reports": "other people's", "outside_figures": "other people's",
    "outside_verdicts": "about other people's tables", "leases": "the replicas'", "seen_readers": "the replicas'",
    "updates": "numbers of Telegram's, of all chats", "forgotten": "fingerprints, for an hour",
}  # fmt: skip
OF_CHATS = {
    "chats", "deliveries", "flood_waits", "own_chats", "presses", "set_up_by", "shown", "subscriptions", "watches",
}  # fmt: skip


def fill(db: Database, chat_id: int) -> dict[str, dict[str, Any]]:
    """Insert a row of a chat in every table with chats, a value in every column; return the rows by table."""
    rows = {}
    for name in sorted(OF_CHATS | {table for table, columns in kinds(db).items() if CHAT in columns}):
        rows[name] = {
            column: chat_id if column.endswith(CHAT) else _value(allowed(db, name, column), column, kind, chat_id)
            for column, kind in kinds(db)[name].items()
        }
        marks = ", ".join("?" * len(rows[name]))
        db.execute(f"INSERT INTO {name} ({', '.join(rows[name])}) VALUES ({marks})", tuple(rows[name].values()))
    return rows


def _value(word: str | None, column: str, kind: str, chat_id: int) -> object:
    if word:
        return word
    return 1_600_000_000 if kind == "BIGINT" else f"{column}:{chat_id}"


def holds(db: Database, chat_id: int) -> set[str]:
    """Return the tables in which the digits of a chat's id occur anywhere."""
    found = set()
    for name, columns in kinds(db).items():
        for column in columns:
            told = f'SELECT 1 FROM "{name}" WHERE CAST("{column}" AS TEXT) LIKE ?'
            if db.execute(told, (f"%{abs(chat_id)}%",)).fetchone():
                found.add(name)
    return found


def everything(db: Database) -> dict[str, list[dict[str, Any]]]:
    return {name: rows_of(db, name) for name, columns in kinds(db).items() if CHAT in columns}


def rows_of(db: Database, table: str) -> list[dict[str, Any]]:
    found = db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_every_table_is_listed_as_belonging_to_chats_or_not(store: Store) -> None:
    assert set(store.read_now(kinds)) == OF_CHATS | set(OF_NOBODY)
    assert {one.table.name for one in store.read_now(columns_of_chats)} == OF_CHATS


def test_forgetting_a_chat_deletes_its_rows_from_every_table_and_no_others(store: Store) -> None:
    store.write_now(fill, OLD)
    rows = store.write_now(fill_another)
    assert store.read_now(holds, OLD) == OF_CHATS
    store.write_now(chats.forget, OLD)
    assert store.read_now(holds, OLD) == set()
    assert store.read_now(everything) == {name: [row] for name, row in rows.items()}


def fill_another(db: Database) -> dict[str, dict[str, Any]]:
    return fill(db, OTHER)


def test_a_group_that_moved_keeps_every_column_of_every_table(store: Store) -> None:
    rows = store.write_now(fill, OLD)
    store.write_now(chats.migrate_chat, OLD, NEW)
    moved = {
        name: [{column: NEW if column.endswith(CHAT) else value for column, value in row.items()}]
        for name, row in rows.items()
    }
    assert store.read_now(everything) == moved
    store.write_now(chats.migrate_chat, OLD, NEW)
    assert store.read_now(everything) == moved


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE moods (chat_id BIGINT PRIMARY KEY, mood TEXT)",
        "CREATE TABLE moods (mood TEXT, by_chat_id BIGINT)",
        "CREATE TABLE moods (mood TEXT, who BIGINT, FOREIGN KEY (who) REFERENCES chats (chat_id))",
        "CREATE TABLE moods (mood TEXT, who BIGINT REFERENCES chats (chat_id) ON DELETE CASCADE)",
        "CREATE TABLE moods (mood TEXT, chat_id BIGINT REFERENCES subscriptions (chat_id))",
    ],
)
def test_a_new_table_with_a_chat_column_is_found(store: Store, statement: str) -> None:
    store.write_now(fill, OLD)

    def add(db: Database) -> None:
        db.execute(statement)
        column = next(name for name in kinds(db)["moods"] if name != "mood")
        db.execute(f"INSERT INTO moods (mood, {column}) VALUES ('grim', {OLD})")

    store.write_now(add)
    store.write_now(chats.migrate_chat, OLD, NEW)
    assert sorted(store.read_now(lambda db: db.execute("SELECT * FROM moods").fetchone()), key=str) == [NEW, "grim"]
    store.write_now(chats.forget, NEW)
    assert store.read_now(lambda db: rows_of(db, "moods")) == []


def test_a_new_column_migrates_with_the_group(store: Store) -> None:
    store.write_now(fill, OLD)
    store.write_now(lambda db: db.execute("ALTER TABLE chats ADD COLUMN mood TEXT").rowcount)
    store.write_now(lambda db: db.execute("UPDATE chats SET mood = 'grim'").rowcount)
    store.write_now(chats.remember, NEW, "uk", at("2026-09-22 06:00"))
    store.write_now(chats.migrate_chat, OLD, NEW)
    assert store.read_now(lambda db: db.execute("SELECT chat_id, mood FROM chats").fetchall()) == [(NEW, "grim")]


def test_answering_in_the_new_group_before_the_migration_keeps_the_settings(store: Store) -> None:
    store.write_now(chats.remember, OLD, "uk", NOW)
    store.write_now(chats.choose_length, OLD, Length.SHORT, NOW)
    store.write_now(chats.subscribe, OLD, AT_NINE)
    store.write_now(watches.watch, OLD, None, Watch(What.REGION, "UA-51"), NOW)
    store.write_now(chats.record_shown, OLD, None, [Key("kpszsu", 5, 1)], NOW)
    store.write_now(chats.record_shown, NEW, None, [Key("kpszsu", 5, 2), Key("kpszsu", 6, 1)], NINE)
    store.write_now(watches.watch, NEW, None, Watch(What.RECORD), NINE)
    store.write_now(chats.migrate_chat, OLD, NEW)
    kept = store.read_now(chats.chat, NEW)
    assert kept is not None
    assert (kept.length, kept.since, kept.subscription) == (Length.SHORT, NOW, AT_NINE)
    assert store.read_now(watches.watches_of, NEW) == [Watch(What.REGION, "UA-51"), Watch(What.RECORD)]
    assert store.read_now(chats.shown_to, NEW) == [(Key("kpszsu", 6, 1), NINE), (Key("kpszsu", 5, 1), NOW)]
    assert store.read_now(holds, OLD) == set()


def test_recording_in_the_old_group_after_the_migration_keeps_the_settings(store: Store) -> None:
    """The migration is announced twice, in the old group and the new one; the second finds a bare row of the old id."""
    store.write_now(chats.remember, OLD, "uk", NOW)
    store.write_now(chats.choose_length, OLD, Length.SHORT, NOW)
    store.write_now(chats.subscribe, OLD, AT_NINE)
    store.write_now(chats.migrate_chat, OLD, NEW)
    store.write_now(chats.record_shown, OLD, None, [Key("kpszsu", 5, 1)], NINE)
    store.write_now(chats.migrate_chat, OLD, NEW)
    kept = store.read_now(chats.chat, NEW)
    assert kept is not None
    assert (kept.length, kept.since, kept.subscription) == (Length.SHORT, NOW, AT_NINE)
    assert store.read_now(chats.shown_to, NEW) == [(Key("kpszsu", 5, 1), NINE)]
    assert store.read_now(chats.chat, OLD) is None


def test_a_flood_wait_of_the_old_group_does_not_overwrite_the_new_one(store: Store) -> None:
    rows = store.write_now(fill, NEW)
    store.write_now(lambda db: db.execute("INSERT INTO flood_waits (chat_id, until) VALUES (?, 9)", (OLD,)).rowcount)
    store.write_now(chats.migrate_chat, OLD, NEW)
    assert store.read_now(everything) | {"flood_waits": []} == {name: [row] for name, row in rows.items()} | {
        "flood_waits": []
    }


def test_owed_deliveries_keep_their_key_in_a_migration_and_are_sent_once(store: Store) -> None:
    """A request may be in progress: its outcome is recorded under the key it had."""
    store.write_now(chats.remember, OLD, "uk", NOW)
    store.write_now(deliveries.enqueue, [Owed(f"digest:{OLD}:2026-09-22", DeliveryKind.DIGEST, OLD, None, "text")], NOW)
    store.write_now(chats.migrate_chat, OLD, NEW)
    rows = store.read_now(lambda db: db.execute("SELECT key, chat_id FROM deliveries").fetchall())
    assert rows == [(f"digest:{OLD}:2026-09-22", NEW)]


def test_a_late_digest_note_is_not_repeated_after_a_migration(store: Store) -> None:
    store.write_now(chats.remember, OLD, "uk", NOW)
    store.write_now(chats.subscribe, OLD, AT_NINE)
    moment = DueMoment(NINE, False)
    store.write_now(
        deliveries.enqueue, [Owed(f"silence:{OLD}:2026-09-22", DeliveryKind.SILENCE, OLD, None, "text")], NOW
    )
    store.write_now(chats.migrate_chat, OLD, NEW)
    assert [chat.noted for chat in store.read_now(due_chats, moment, None, 10, with_notes=True)] == [False]
    store.write_now(
        deliveries.enqueue, [Owed(f"silence:{OLD}:2026-09-23", DeliveryKind.SILENCE, NEW, None, "text")], NOW
    )
    assert [chat.noted for chat in store.read_now(due_chats, moment, None, 10, with_notes=True)] == [True]


def test_skipping_a_digest_stores_nothing_of_a_forgotten_chat(store: Store) -> None:
    store.write_now(deliveries.skip_digest, f"digest:{OLD}:2026-09-22", OLD, "muted", NOW)
    assert store.read_now(holds, OLD) == set()
