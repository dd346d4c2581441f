"""Malformed answers with status 200: each is made from the proper result."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


def told(result: Any) -> str:
    """The answer as it should be."""
    return json.dumps({"ok": True, "result": result}, ensure_ascii=False)


def _without(*names: str) -> Callable[[Any], str]:
    def make(result: Any) -> str:
        kept = result if not isinstance(result, dict) else {k: v for k, v in result.items() if k not in names}
        return told(kept)

    return make


def _always(text: str) -> Callable[[Any], str]:
    return lambda result: text


def _wrong_types(result: Any) -> str:
    wrong = {"message_id": "first", "date": "soon", "chat": [1]}
    return told(result | wrong if isinstance(result, dict) else wrong)


ODD: dict[str, Callable[[Any], str]] = {
    "[]": _always("[]"),
    "{}": _always("{}"),
    "null": _always("null"),
    "true": _always("true"),
    "ok alone": _always('{"ok": true}'),
    "result null": _always('{"ok": true, "result": null}'),
    "result true": _always('{"ok": true, "result": true}'),
    "no date": _without("date"),
    "no chat": _without("chat"),
    "wrong types": _wrong_types,
    "ok false": _always('{"ok": false}'),
    "half": lambda result: told(result)[: len(told(result)) // 2],
    "empty": _always(""),
}
