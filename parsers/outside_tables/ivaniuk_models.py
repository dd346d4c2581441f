"""The families of the models that a row of Ivaniuk's table names."""

from __future__ import annotations

import re

from parsers.vocabulary.outside_tables import MODELS

_FOLDED = {name.casefold(): family for name, family in MODELS.items()}
_JOINED = re.compile(r"\s+and\s+", re.IGNORECASE)


def families(model: str) -> frozenset[str] | None:
    """Return the families of the models that one number is of; None where one of them is not known."""
    found = {_FOLDED.get(name.strip().casefold()) for name in _JOINED.split(model)}
    return None if None in found else frozenset(name for name in found if name)
