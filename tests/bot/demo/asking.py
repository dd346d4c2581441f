"""Asking the stand-in as a bot does: methods by name, keyboards as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

Answer = dict[str, Any]
Ask = Callable[..., Awaitable[Answer]]


def keyboard(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


def button(**fields: Any) -> dict[str, Any]:
    return {"text": "Source"} | fields
