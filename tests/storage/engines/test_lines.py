"""Rows as lines: what stands in them, and that every row comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.engines.lines import ColumnKind, TableShape, UnfitError, from_line, to_line

SHAPE = TableShape(
    "pages",
    ("channel", "number", "text", "packed"),
    (ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.TEXT, ColumnKind.BYTES),
    ("channel", "number"),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-(2**63), 2**63 - 1)
ROWS = st.tuples(TEXTS, NUMBERS, st.none() | TEXTS, st.none() | st.binary())


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (("kpszsu", 79455, "збито", b"\x00\xff"), "kpszsu\t79455\tзбито\t\\\\x00ff\n"),
        (("", -(2**63), None, None), "\t-9223372036854775808\t\\N\t\\N\n"),
        (("a", 0, "\\N", b""), "a\t0\t\\\\N\t\\\\x\n"),
        (("a", 1, "\b\t\n\v\f\r\\", None), "a\t1\t\\b\\t\\n\\v\\f\\r\\\\\t\\N\n"),
        (("a", 1, "\x01\x07\x0e\x1f\x7f", None), "a\t1\t\x01\x07\x0e\x1f\x7f\t\\N\n"),
    ],
)
def test_a_row_s_line_is_what_copy_would_write(row: tuple[object, ...], line: str) -> None:
    assert to_line(SHAPE)(row) == line.encode()
    assert from_line(SHAPE)(line.encode()) == row


@given(ROWS)
def test_every_row_comes_back_from_its_line(row: tuple[object, ...]) -> None:
    line = to_line(SHAPE)(row)
    assert (line.count(b"\n"), line.count(b"\t")) == (1, 3)
    assert from_line(SHAPE)(line) == row


@given(ROWS, ROWS)
def test_two_rows_have_two_lines(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert (to_line(SHAPE)(one) == to_line(SHAPE)(other)) == (one == other)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("kpszsu", 7, b"bytes", None), "pages kpszsu/7: text holds no text"),
        (("kpszsu", 7.5, "", None), "pages kpszsu/7.5: number holds no number"),
        (("kpszsu", True, "", None), "pages kpszsu/True: number holds no number"),
        (("kpszsu", 7, "", "text"), "pages kpszsu/7: packed holds no bytes"),
    ],
)
def test_a_value_that_is_not_of_its_column_s_kind_is_named(row: tuple[object, ...], said: str) -> None:
    with pytest.raises(UnfitError) as raised:
        to_line(SHAPE)(row)
    assert str(raised.value) == said


def test_all_rows_are_asked_for_in_the_order_of_the_key() -> None:
    assert SHAPE.select == "SELECT channel, number, text, packed FROM pages ORDER BY channel, number"
