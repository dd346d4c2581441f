"""Every doubt and refusal of the reader has wording in every language."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TypeGuard

import parsers
from bot.chat.messages.doubts import DOUBTS, REASONS


def named(kind: str) -> set[str]:
    """The slugs with which the reader makes a doubt, or a refusal."""
    sources = Path(parsers.__file__).parent.rglob("*.py")
    nodes = (node for source in sources for node in ast.walk(ast.parse(source.read_text("utf-8"))))
    found = (node.args[0] for node in nodes if is_made(node, kind))
    return {str(first.value) for first in found if isinstance(first, ast.Constant)}


def is_made(node: ast.AST, kind: str) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == kind and bool(node.args)


def test_every_doubt_has_wording_in_each_language() -> None:
    found = named("Doubt")
    assert {"unknown_place", "outlier"} <= found
    assert found - DOUBTS.keys() == set()


def test_every_refusal_has_wording_in_each_language() -> None:
    found = named("Unreadable")
    assert "unknown_format" in found
    assert found - REASONS.keys() == set()
