"""The same happens, and is answered, on PostgreSQL as on SQLite: whatever the story, the order of rows, the plan."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from storage.database import open_engine
from storage.engines.postgres.engine import PostgresEngine
from storage.engines.sqlite_engine import SqliteEngine
from tests.fleet.postgres import address_of, fresh_name, needs_server
from tests.storage.twins.pair import all_answers, differing, dump, live
from tests.storage.twins.stories import story

LENGTH = 80

# Ways of planning that PostgreSQL may come to with other data.
PLANS = (
    "-c enable_indexscan=off -c enable_bitmapscan=off -c enable_indexonlyscan=off",
    "-c enable_seqscan=off -c enable_hashjoin=off -c enable_sort=off",
    "-c enable_nestloop=off -c enable_hashjoin=off",
    "-c enable_mergejoin=off -c enable_nestloop=off -c enable_hashagg=off",
    "-c plan_cache_mode=force_generic_plan -c enable_material=off",
)


@needs_server
@pytest.mark.parametrize("seed", range(int(os.environ.get("TWINS", "5"))))
def test_the_same_happens_and_is_answered_on_both_engines(seed: int) -> None:
    happens = story(seed, LENGTH)
    with (
        TemporaryDirectory() as folder,
        fresh_name() as name,
        open_engine(SqliteEngine(Path(folder) / "twin.db")) as one,
        open_engine(PostgresEngine(address_of(name))) as other,
    ):
        now = live(one, other, happens)
        expected = all_answers(one, now)
        assert differing(expected, all_answers(other, now)) == []
        rows = other.read_now(dump)
        shuffle(name)
        assert differing(rows, other.read_now(dump)) == [], "only their places changed"
        assert differing(expected, all_answers(other, now)) == []
        plan = PLANS[seed % len(PLANS)]
        assert differing(expected, answers_with(name, plan, now)) == [], plan
        later = [(now + (moment - happens[0][0]), what) for moment, what in story(seed + 1_000_000, LENGTH)]
        end = live(one, other, later)
        assert differing(all_answers(one, end), all_answers(other, end)) == [], "with rows in another order"


def answers_with(name: str, plan: str, now: datetime) -> dict[str, object]:
    with open_engine(PostgresEngine(address_of(name, plan))) as store:
        return all_answers(store, now)


def shuffle(name: str) -> None:
    """Put the rows of every table into a random order, as years of changes would; no row is changed."""
    with psycopg.connect(address_of(name).url) as conn:
        conn.execute("SET session_replication_role = replica")  # no triggers, no cascades
        conn.execute("SELECT setseed(0.5)")
        for (table,) in conn.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall():
            conn.execute(f'CREATE TEMP TABLE shuffled AS SELECT * FROM "{table}" ORDER BY random()')
            conn.execute(f'DELETE FROM "{table}"')
            conn.execute(f'INSERT INTO "{table}" SELECT * FROM shuffled')
            conn.execute("DROP TABLE shuffled")
