"""JSON as text: the same value gives the same bytes, and what changes is a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

INDENT = "  "
# Objects within objects are spread so deep; what is deeper, or in a list, stands on one line: it is written at once.
LEVELS = 4

_line = json.JSONEncoder(ensure_ascii=False).encode


def json_text(value: Mapping[str, Any]) -> str:
    """Return an object as JSON in the order of its keys, in UTF-8's letters, with a line feed at its end."""
    return _text(value, LEVELS, "") + "\n"


def _text(value: Any, levels: int, indent: str) -> str:
    if value is None:
        return "null"
    if not value or not levels or not isinstance(value, dict | list):
        return _line(value)
    deeper = indent + INDENT
    if isinstance(value, dict):
        parts = [f'"{key}": {_text(one, levels - 1, deeper)}' for key, one in value.items()]
        return f"{{\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}}}"
    if isinstance(value[0], dict):
        return f"[\n{deeper}" + f",\n{deeper}".join(map(_line, value)) + f"\n{indent}]"
    return _line(value)
