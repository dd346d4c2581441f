"""The one SQL text in the form that psycopg takes."""

from __future__ import annotations

import pytest

from storage.engines.postgres.statements import as_psycopg, as_server, as_values


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT 1 WHERE a = ? AND b = ?", "SELECT 1 WHERE a = %s AND b = %s"),
        ("SELECT ?1 WHERE a > ?1 OR b = ?2", "SELECT %(p1)s WHERE a > %(p1)s OR b = %(p2)s"),
        ("SELECT :from_day, :to_day", "SELECT %(from_day)s, %(to_day)s"),
        ("SELECT '?' || 'it''s ?1' WHERE a = ?", "SELECT '?' || 'it''s ?1' WHERE a = %s"),
        ("SELECT 1 WHERE key LIKE 'alarm:%' AND a % 2 = ?", "SELECT 1 WHERE key LIKE 'alarm:%%' AND a %% 2 = %s"),
        ('SELECT "a:b", c::text', 'SELECT "a:b", c::text'),
        ("REINDEX deliveries", "REINDEX TABLE deliveries"),
        ("SELECT 1 WHERE a IN () OR b NOT IN ()", "SELECT 1 WHERE a = ANY('{}') OR b <> ALL('{}')"),
    ],
)
def test_values_are_marked_as_psycopg_wants_them(sql: str, said: str) -> None:
    assert as_psycopg(sql) == said


def test_many_values_are_numbered_as_the_server_wants_them() -> None:
    said = as_server("SELECT '?', a % 2 FROM (VALUES (?, ?), (?, ?)) AS given WHERE a IN () AND b = ?")
    assert said == "SELECT '?', a % 2 FROM (VALUES ($1, $2), ($3, $4)) AS given WHERE a = ANY('{}') AND b = $5"


def test_text_is_compared_byte_by_byte_and_references_can_wait() -> None:
    told = as_psycopg(
        """CREATE TABLE own (name TEXT PRIMARY KEY, packed BLOB NOT NULL, size BIGINT,
            FOREIGN KEY (name, size) REFERENCES other (name, size) ON DELETE CASCADE)"""
    )
    assert 'name TEXT COLLATE "C" PRIMARY KEY' in told
    assert "packed BYTEA NOT NULL" in told
    assert "REFERENCES other (name, size) ON DELETE CASCADE DEFERRABLE)" in told


def test_only_definitions_are_changed() -> None:
    assert as_psycopg("SELECT CAST(? AS TEXT)") == "SELECT CAST(%s AS TEXT)"


def test_numbered_values_get_their_names() -> None:
    assert as_values("SELECT ?1, ?2, ?1", (7, "x")) == {"p1": 7, "p2": "x"}
    assert as_values("SELECT ?, ?", (7, "x")) == [7, "x"]
    assert as_values("SELECT :day", {"day": 1}) == {"day": 1}


def test_a_statement_that_numbers_some_values_only_is_refused() -> None:
    """SQLite counts on from the highest number; psycopg does not."""
    with pytest.raises(ValueError, match="all its values or none"):
        as_psycopg("UPDATE posts SET a = ?1, b = ?1 WHERE c IN (?, ?)")


def test_a_nul_in_a_text_is_replaced_and_in_bytes_is_kept() -> None:
    assert as_values("SELECT ?, ?", ("a\0b", b"a\0b")) == ["a\ufffdb", b"a\0b"]
    assert as_values("SELECT ?1", ("\0",)) == {"p1": "\ufffd"}
    assert as_values("SELECT :a", {"a": "\0"}) == {"a": "\ufffd"}
