"""Texts from outside as every engine can keep them, character for character."""

from __future__ import annotations

import re
from dataclasses import replace

from parsers.records import Forward, Sighting

# PostgreSQL keeps no NUL, and half of a surrogate pair has no bytes in UTF-8. Telegram sends neither; a file may.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def storable(sighting: Sighting) -> Sighting:
    """Return a sighting with a replacement character for each one that cannot be kept, so that offsets stay."""
    text, forward = _kept(sighting.text), sighting.forward
    if forward:
        forward = Forward(_kept(forward.name), _kept(forward.address), forward.numeric_id)
    if (text, forward) == (sighting.text, sighting.forward):
        return sighting
    return replace(sighting, text=text, forward=forward)


def _kept(text: str | None) -> str | None:
    return text and _UNSTORABLE.sub(REPLACEMENT, text)
