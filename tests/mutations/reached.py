"""A plugin of pytest that writes down which functions of ours each test enters, and how long it takes.

``REACHED_FOLDER`` names the folder the notes go to, one file for each process: a map from each test to
``[seconds, [place, ...], passed]``, a place being ``path:line`` of a ``def``. Every function gets a first statement
that notes it, at import.
"""

from __future__ import annotations

import ast
import builtins
import importlib.machinery
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest

OURS = ("bot", "parsers", "storage")
SEEN: set[str] = set()
NOTES: dict[str, list[object]] = {}


class Marked(ast.NodeTransformer):
    """Puts a note of its own line at the head of every function of the file ``path``."""

    def __init__(self, path: str) -> None:
        self.path = path

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Return the function with its note, after the docstring."""
        return self.noted(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        """Return the function with its note, after the docstring."""
        return self.noted(node)

    def noted(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        """Return the function with its note, and those inside it with theirs."""
        self.generic_visit(node)
        note = ast.parse(f"__overnight_seen__({f'{self.path}:{node.lineno}'!r})").body
        at = 0 if ast.get_docstring(node) is None else 1
        node.body[at:at] = [ast.copy_location(one, node.body[0]) for one in note]
        return ast.fix_missing_locations(node)


def mark_every_import(root: Path) -> None:
    """Have every module of ours below ``root`` imported from its source, marked."""
    plain = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, fullname: str) -> CodeType | None:
        if fullname.partition(".")[0] not in OURS:
            return plain(self, fullname)
        path = Path(self.get_filename(fullname))
        tree = Marked(path.relative_to(root).as_posix()).visit(ast.parse(path.read_bytes()))
        return compile(tree, str(path), "exec", dont_inherit=True)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]
    builtins.__overnight_seen__ = SEEN.add  # type: ignore[attr-defined]


mark_every_import(Path.cwd())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note what one test enters, its fixtures with it."""
    SEEN.clear()
    began = time.perf_counter()
    answer = yield
    seconds = round(time.perf_counter() - began, 3)
    NOTES.setdefault(item.nodeid, [0.0, [], True])[:2] = [seconds, sorted(SEEN)]
    return answer


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a test that does not pass unbroken: nothing can be told by it."""
    if report.failed:
        NOTES.setdefault(report.nodeid, [0.0, [], True])[2] = False


def pytest_sessionfinish() -> None:
    """Write the notes of this process."""
    if NOTES:
        file = Path(os.environ["REACHED_FOLDER"]) / f"{os.getpid()}.json"
        file.write_text(json.dumps(NOTES), encoding="utf-8")
