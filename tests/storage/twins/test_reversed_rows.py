"""No answer depends on the order in which rows come that were asked for in none: SQLite can turn that order round."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest

from storage.database import open_engine
from storage.engines.engine import Database
from storage.engines.sqlite_engine import SqliteEngine, SqliteLane
from tests.storage.twins.pair import all_answers, differing, live
from tests.storage.twins.stories import story

T = TypeVar("T")


class ReversedEngine(SqliteEngine):
    """A file whose rows come the other way round where no order is asked for."""

    def writing(self) -> SqliteLane:
        return turned_round(super().writing())

    def reading(self) -> SqliteLane:
        return turned_round(super().reading())


def turned_round(lane: SqliteLane) -> SqliteLane:
    lane.db.execute("PRAGMA reverse_unordered_selects=ON").fetchall()
    return lane


def unordered(db: Database) -> list[int]:
    return [number for (number,) in db.execute("SELECT message_id FROM posts").fetchall()]


@pytest.mark.parametrize("seed", range(int(os.environ.get("TWINS", "2"))))
def test_the_same_happens_and_is_answered_whichever_way_round_unordered_rows_come(seed: int) -> None:
    with (
        TemporaryDirectory() as folder,
        open_engine(SqliteEngine(Path(folder) / "forward.db")) as one,
        open_engine(ReversedEngine(Path(folder) / "backward.db")) as other,
    ):
        now = live(one, other, story(seed, 60))
        assert differing(all_answers(one, now), all_answers(other, now)) == []
        forward, backward = one.read_now(unordered), other.read_now(unordered)
        assert forward == backward[::-1] != backward
