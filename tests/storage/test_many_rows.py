"""Many rows of values in one statement each thousand."""

from __future__ import annotations

from storage import Store
from storage.engines.engine import Database
from storage.many_rows import in_portions


def test_each_row_is_in_one_portion() -> None:
    portions = list(in_portions([(number, "a") for number in range(2_001)]))
    assert [len(values) // 2 for _, values in portions] == [1_000, 1_000, 1]
    assert [number for _, values in portions for number in values[::2]] == list(range(2_001))
    assert portions[2][0] == "(VALUES (?, ?)) AS given"
    assert list(in_portions([])) == []


def test_the_rows_come_out_as_they_went_in(store: Store) -> None:
    rows = [(7, "one", None), (-8, "two: % ? it's", 5)]

    def back(db: Database) -> list[tuple[object, ...]]:
        (portion,) = in_portions(rows)
        asked = f"SELECT column1, column2, CAST(column3 AS BIGINT) FROM {portion[0]} ORDER BY column1 DESC"
        return [tuple(one) for one in db.execute(asked, portion[1]).fetchall()]

    assert store.read_now(back) == rows
