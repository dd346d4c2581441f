"""A database is moved to PostgreSQL and back, and everything in it is the same there and here."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers import READER
from storage import NewerSchemaError, StorageError, open_store
from storage.database import open_engine
from storage.engines.engine import Database
from storage.engines.sqlite_engine import SqliteEngine
from storage.fleet import leases
from storage.location import PostgresAddress
from storage.migrations import overnight
from storage.moving import copy_beside, move
from storage.read_only import read_beside
from storage.schema import shapes
from storage.verify import verify
from tests.fleet.postgres import bare_database, needs_server
from tests.storage.as_of.histories import Step, figures_of_nights, happen, histories
from tests.storage.filled_database import one_more
from tests.storage.moves.files import change, files_in, in_file, names_in, rows_of
from tests.storage.moves.stopping import Stops

pytestmark = needs_server
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
ORDERED = [(shape.name, ", ".join(shape.key)) for shape in shapes()]


@pytest.fixture
def target() -> Iterator[PostgresAddress]:
    """A database without tables."""
    with bare_database() as address:
        yield address


def run(address: PostgresAddress, *statements: str) -> list[tuple[object, ...]]:
    """Run statements beside everything of ours; return the rows of the last one."""
    with psycopg.connect(address.url, autocommit=True) as db:
        for statement in statements:
            cursor = db.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def tables_of(address: PostgresAddress) -> list[tuple[object, ...]]:
    return run(
        address, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
    )


def rows_of_all(address: PostgresAddress) -> dict[str, list[tuple[object, ...]]]:
    return {name: run(address, f"SELECT * FROM {name} ORDER BY {key}") for name, key in ORDERED}


def older_chats(db: Database) -> None:
    db.execute("UPDATE chats SET since = since + 1")


def test_there_and_back_every_row_and_every_hash_is_the_same(
    source: Path, target: PostgresAddress, tmp_path: Path, original: bytes
) -> None:
    there = move(source, target)
    back = move(target, tmp_path / "back.db")
    assert there == back
    assert files_in(source.parent) == {"overnight.db": original}
    for name, _ in ORDERED:
        assert rows_of(tmp_path / "back.db", name) == rows_of(source, name)
    assert len(rows_of(source, "posts")) == 191 and len(rows_of(source, "notices")) == 8


def test_a_hash_is_that_of_what_the_server_itself_copies_out(source: Path, target: PostgresAddress) -> None:
    of = {table.name: table.sha256 for table in move(source, target).tables}
    with psycopg.connect(target.url) as db, db.cursor() as cursor:
        for name, key in ORDERED:
            digest = hashlib.sha256()
            with cursor.copy(f"COPY (SELECT * FROM {name} ORDER BY {key}) TO STDOUT".encode()) as copy:
                for block in copy:
                    digest.update(block)
            assert (name, of[name]) == (name, digest.hexdigest())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=histories(), texts=st.lists(TEXTS, unique=True, max_size=9))
def test_any_database_has_the_same_hashes_and_answers_there_and_back(
    target: PostgresAddress, tmp_path_factory: pytest.TempPathFactory, steps: list[Step], texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    if tables_of(target):  # of the example before
        run(target, f"TRUNCATE {', '.join(name for name, _ in ORDERED)}")
    with open_engine(SqliteEngine(folder / "from.db")) as store:
        for _ in happen(store, steps):
            pass
        store.write_now(
            lambda db: db.executemany("INSERT INTO notices VALUES (?, ?, 1, 'draft')", [(one, one) for one in texts])
        )
        answers = store.read_now(figures_of_nights)
    there = move(folder / "from.db", target)
    assert read_beside(target, figures_of_nights) == answers
    assert move(target, folder / "back.db") == there
    with open_engine(SqliteEngine(folder / "back.db")) as store:
        assert store.read_now(figures_of_nights) == answers
        ordered = store.read_now(lambda db: db.execute("SELECT notice FROM notices ORDER BY notice").fetchall())
    assert ordered == [(text,) for text in sorted(texts, key=str.encode)]


def test_a_moved_database_goes_on_as_the_one_it_comes_from(source: Path, target: PostgresAddress) -> None:
    move(source, target)
    with open_store(target) as store:
        store.write_now(one_more, 1)
    in_file(source, lambda db: one_more(db, 1))
    for name, _ in ORDERED:
        assert sorted(run(target, f"SELECT * FROM {name}"), key=repr) == sorted(rows_of(source, name), key=repr)


@pytest.mark.parametrize("steps", [22, 99])
def test_a_target_of_our_schema_without_rows_is_filled(
    source: Path, target: PostgresAddress, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(overnight, "_migrations", overnight._migrations[:steps])
        open_store(target).close()
    move(source, target)
    assert len(run(target, "SELECT * FROM posts")) == 191


def refuse(source: Path, target: PostgresAddress, said: str, kind: type[StorageError] = StorageError) -> None:
    """Check that a move is refused in these words, and that neither side changed."""
    before = files_in(source.parent), tables_of(target)
    with pytest.raises(kind, match=said) as raised:
        move(source, target)
    assert (urlsplit(target.url).password or "no password") not in str(raised.value)
    assert before == (files_in(source.parent), tables_of(target))


def test_a_target_with_rows_or_with_tables_of_others_is_refused(source: Path, target: PostgresAddress) -> None:
    run(target, "CREATE TABLE theirs (a INT)")
    refuse(source, target, "has tables that are not overnight's; give it a database of its own")
    run(target, "DROP TABLE theirs")
    with open_store(target) as store:
        store.write_now(lambda db: db.execute("INSERT INTO pulses VALUES ('send', 1, 0, 0, NULL, 1)"))
    refuse(source, target, r"is not empty: it has rows in pulses\. Name a database without tables\.")
    run(target, "DELETE FROM pulses", "INSERT INTO overnight_migrations VALUES ('m999_new', 1)")
    refuse(source, target, r"written by a newer overnight \(it has m999_new\)", NewerSchemaError)


def test_a_database_that_is_not_there_is_refused(source: Path, target: PostgresAddress) -> None:
    missing = PostgresAddress(target.url.replace("/own_", "/no_"))
    with pytest.raises(StorageError, match=r'database "no_\w+" does not exist'):
        move(source, missing)


@pytest.mark.parametrize("stops", [Stops(1), Stops(44), Stops(60), Stops(130)])
@pytest.mark.parametrize("exists", [False, True])
def test_an_interrupted_move_leaves_the_server_as_it_was(
    source: Path, target: PostgresAddress, stops: Stops, exists: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.moving.ROWS_BETWEEN", 100)
    if exists:
        open_store(target).close()
    before = tables_of(target)
    with pytest.raises(KeyboardInterrupt):
        move(source, target, replace(stops, told=0))
    assert tables_of(target) == before
    assert not exists or not any(rows_of_all(target).values())
    assert move(source, target).rows == 2377


def test_a_killed_move_leaves_the_server_as_it_was(source: Path, target: PostgresAddress) -> None:
    kills = f"""
import os, signal, sys
from pathlib import Path
from storage.location import PostgresAddress
from storage.migrations import overnight
from storage.moving import move
def tell(words, done, rows):
    if words == "checking posts":
        os.kill(os.getpid(), signal.SIGKILL)
move(Path(sys.argv[1]), PostgresAddress({target.url!r}), tell)
"""
    done = subprocess.run([sys.executable, "-c", kills, source], cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == -9
    assert move(source, target).rows == 2377


def test_a_write_to_a_server_in_between_is_refused_and_nothing_of_it_is_lost(
    source: Path, target: PostgresAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engines.postgres.connection.SETTINGS", {"lock_timeout": "1ms"})
    move(source, target)
    before = rows_of_all(target)
    with open_store(target) as store:
        refused = []

        def write(words: str, _done: int, _rows: int) -> None:
            try:
                store.write_now(lambda db: db.execute("INSERT INTO channels VALUES ('in between', NULL, NULL)"))
            except StorageError as error:
                refused.append((words, str(error)))

        move(target, tmp_path / "back.db", write)
        assert {"copying channels", "checking channels", "checking watches"} <= {words for words, _ in refused}
        assert all(told.endswith("canceling statement due to lock timeout.") for _, told in refused)
        assert rows_of_all(target) == before
        store.write_now(lambda db: db.execute("INSERT INTO channels VALUES ('afterwards', NULL, NULL)"))
    assert ("afterwards", None, None) not in rows_of(tmp_path / "back.db", "channels")


def test_a_source_whose_bots_run_or_that_others_write_to_is_refused(
    source: Path, target: PostgresAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.engines.postgres.connection.SETTINGS", {"lock_timeout": "1ms"})
    move(source, target)
    with open_store(target) as store:
        store.write_now(lambda db: leases.take(db, "send", "one", db.milliseconds()))
        with pytest.raises(StorageError, match=r"A bot runs on .* \(it has the lease 'send'\); stop all"):
            move(target, tmp_path / "back.db")
        store.write_now(leases.give_back, "one")
    with psycopg.connect(target.url) as other:
        other.execute("UPDATE chats SET zone = 'UTC'")
        with pytest.raises(StorageError, match=r"Others are writing to .*; end them first"):
            move(target, tmp_path / "back.db")
    assert names_in(tmp_path) == ["from"]
    assert move(target, tmp_path / "back.db").rows == 2378  # with the lease that was given back


def test_a_copy_beside_bots_is_of_one_moment_and_holds_nobody_up(
    source: Path, target: PostgresAddress, tmp_path: Path
) -> None:
    there = move(source, target)
    with open_store(target) as store:
        copied = copy_beside(
            target,
            tmp_path / "copy.db",
            lambda *_: store.write_now(older_chats),
        )
    assert copied == there
    assert run(target, "SELECT MIN(since) FROM chats") > rows_of(tmp_path / "copy.db", "(SELECT MIN(since) FROM chats)")


def test_the_same_database_by_two_addresses_is_refused(source: Path, target: PostgresAddress) -> None:
    move(source, target)
    again = PostgresAddress(f"{target.url}{'&' if '?' in target.url else '?'}application_name=other")
    with pytest.raises(StorageError, match="is the database itself; name another one"):
        move(target, again)


def test_a_source_that_is_not_of_today_s_schema_is_refused(
    source: Path, target: PostgresAddress, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match="There is no database of overnight's at"):
        move(target, tmp_path / "back.db")
    move(source, target)
    run(target, "INSERT INTO overnight_migrations VALUES ('m999_new', 1)")
    with pytest.raises(NewerSchemaError, match="written by a newer overnight"):
        move(target, tmp_path / "back.db")
    run(target, "DELETE FROM overnight_migrations WHERE name IN ('m999_new', 'm022_outside_figures')")
    with pytest.raises(StorageError, match="was written by an older overnight; start the bot on it once"):
        move(target, tmp_path / "back.db")
    assert names_in(tmp_path) == ["from"]


def test_a_character_that_postgresql_cannot_keep_is_told_by_table_and_key(
    source: Path, target: PostgresAddress
) -> None:
    change(source, "UPDATE revisions SET text = 'a' || char(0) || 'b' WHERE message_id = 83263 AND revision = 1")
    refuse(source, target, r"revisions kpszsu/83263/1: text has the character U\+0000, which PostgreSQL cannot keep")


def test_a_row_that_refers_to_nothing_is_told(source: Path, target: PostgresAddress) -> None:
    change(source, "DELETE FROM chats WHERE chat_id = 1003")
    refuse(source, target, r"does not take a row of shown: .*Key \(chat_id\)=\(1003\) is not present")


def test_a_database_on_a_server_is_verified(source: Path, target: PostgresAddress) -> None:
    move(source, target)
    report = verify(target, READER)
    assert report.whole, report.checks
    assert [check.sentence for check in report.checks][:4] == [
        f"Every row of {len(shapes())} tables can be read.",
        f"The schema is current: {len(run(target, 'SELECT * FROM overnight_migrations')) - 1} steps.",
        "197 text versions match their hashes.",
        "197 readings are what the current reader makes of the texts.",
    ]
    assert report.sentence == f"{target} is intact."


@pytest.mark.parametrize(
    ("damage", "check", "where"),
    [
        ("UPDATE revisions SET text = replace(text, '137', '138') WHERE message_id = 83263", "texts",
         "kpszsu/83263 version 1"),
        ("UPDATE lines SET number = number + 1 WHERE message_id = 83263 AND position = 0", "readings",
         "kpszsu/83263 version 1"),
        ("INSERT INTO bodies VALUES ('no hash', 'x', 1)", "messages", "no hash"),
        ("UPDATE shown SET message_id = 999 WHERE chat_id = 1003 AND channel = 'kpszsu'", "links",
         "shown: there is no post kpszsu/999"),
        ("DROP INDEX posts_by_time", "schema", "posts.posts_by_time"),
    ],
)  # fmt: skip
def test_what_is_wrong_on_a_server_is_named(
    source: Path, target: PostgresAddress, damage: str, check: str, where: str
) -> None:
    move(source, target)
    run(target, damage)
    report = verify(target, READER)
    assert {one.name: one.where for one in report.checks if not one.ok} == {check: (where,)}


def test_a_server_of_an_older_or_newer_overnight_is_verified_as_far_as_it_is_understood(
    source: Path, target: PostgresAddress
) -> None:
    move(source, target)
    run(target, "DELETE FROM overnight_migrations WHERE name LIKE 'm022%'")
    told = {one.name: one.sentence for one in verify(target, READER).checks}
    assert told["schema"].startswith("The schema is older; the next start updates it (")
    run(target, "DROP TABLE overnight_migrations")
    report = verify(target, READER)
    assert [one.sentence for one in report.checks if not one.ok] == ["It is a database, but not one of overnight's."]
