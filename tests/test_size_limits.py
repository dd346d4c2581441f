"""The size limits: how long a file and a function may be."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("bot", "parsers", "storage")
# Rows of words, and the history of the schema, whose steps are never changed.
TABLES = ("parsers/vocabulary/",)
HISTORY = ("storage/migrations",)
LONGEST_FILE = 250
LONGEST_FUNCTION = 40


def limited(*excepted: str) -> list[str]:
    """Return every file of ours by its path from the root, but those whose paths begin with one of ``excepted``."""
    paths = (path.relative_to(ROOT).as_posix() for package in OURS for path in (ROOT / package).rglob("*.py"))
    return sorted(path for path in paths if not path.startswith(excepted))


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Yield the name and the number of lines, decorators left out, of each function of a source, nested ones too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", limited(*TABLES, *HISTORY))
def test_no_file_is_longer_than_250_lines(path: str) -> None:
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", limited(*HISTORY))
def test_no_function_is_longer_than_40_lines(path: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    assert {name: lines for name, lines in functions(source) if lines > LONGEST_FUNCTION} == {}


def test_the_length_check_finds_long_files_and_functions() -> None:
    """A rule over an empty list would always pass."""
    source = "class A:\n    async def one(self):\n        def two():\n            pass\n        return two\n"
    assert dict(functions(source)) == {"one": 4, "two": 2}
    assert {"bot/app.py", "parsers/records/tally.py", "storage/readings/tallies.py"} <= set(limited(*TABLES, *HISTORY))
    assert "parsers/vocabulary/places.py" not in limited(*TABLES)
