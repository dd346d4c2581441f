"""``v1/accuracy.json``: how often the figures agree with others' tables, and each disagreement."""

from __future__ import annotations

from typing import Any

from bot.accuracy_json import accuracy_json
from storage.views.accuracy import AccuracyView


def accuracy_file(view: AccuracyView) -> dict[str, Any]:
    """Return the file; without tables where none was compared."""
    return {"$schema": "schema/accuracy.json", **accuracy_json(view)}
