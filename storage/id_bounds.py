"""The ends of what an id can be, for statements over a range that is open at one end: as ``? IS NULL OR id > ?`` an
engine would neither know the type of the value nor use an index.
"""

from __future__ import annotations

LOWEST, HIGHEST = -(2**63), 2**63 - 1


def after_id(known: int | None) -> int:
    """Return what an id has to be greater than, to come after this one; None comes before all."""
    return LOWEST if known is None else known


def below_id(known: int | None) -> int:
    """Return what an id has to be less than, to come before this one; None comes after all."""
    return HIGHEST if known is None else known
