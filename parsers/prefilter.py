"""The cheap first check: a post that cannot count anything is skipped before it is split into tokens.

Of 80,000 posts of @kpszsu 1.3 % are reports; the rest are alerts, which name weapons and state no outcome.
"""

from __future__ import annotations

import re

from parsers.vocabulary.air_force import GATE
from parsers.vocabulary.ministry import AIR_DEFENCE, DRONES, STOPPED

_GATES: dict[str, tuple[str, ...]] = {"uk": GATE, "ru": (*STOPPED, *AIR_DEFENCE, *DRONES)}
_ODD = re.compile("[a-z\u00ad\u2060\ufeff\u0300-\u036f]")
_UNEVEN = re.compile("[\u00ad\u2060\ufeff\u0300-\u036f]|[а-яіїєґ][a-z]|[a-z][а-яіїєґ]")


def may_count(text: str, language: str) -> bool:
    """Return whether a post in a language ("uk", "ru") has any word of an outcome.

    Words with invisible letters or in two scripts («збитo» with a Latin o) pass: only folding shows what they are.
    """
    low = text.lower()
    return any(map(low.__contains__, _GATES[language])) or _is_uneven(low)


def _is_uneven(low: str) -> bool:
    return _ODD.search(low) is not None and _UNEVEN.search(low) is not None
