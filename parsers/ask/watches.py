"""What people want to be notified of as soon as it happens."""

from __future__ import annotations

import re
from functools import cache

from parsers.ask.names import region
from parsers.ask.words import cleaned, only, phrases, tokens
from parsers.text.phrases import Phrases
from parsers.vocabulary.questions import BESIDE_WATCHED, WATCHED

_AT_LEAST = re.compile(r"(?:>=?|≥|від|from|over|понад|от)?\s*(\d{1,3}(?:[ ,]\d{3})|\d{1,6})\s*\+?")


def wish(text: str) -> tuple[str, str] | None:
    """Return what to watch for (a slug) and its argument, or None if the text states neither.

    ``500`` and ``launched >= 500`` are "launched" with the number, from 1 on; «Одещина» is "region" with its code;
    «балістика» is "ballistic" and ``record`` is "record", both without.
    """
    folded = cleaned(text)
    bare = " ".join(word for word in folded.split() if word not in BESIDE_WATCHED)
    if number := _AT_LEAST.fullmatch(bare):
        least = int(re.sub(r"\D", "", number[1]))
        return ("launched", str(least)) if least else None
    if kind := only(_kinds(), tokens(folded)) or only(_kinds(), tokens(bare)):
        return kind, ""
    place = region(folded, mends=False) or region(bare, mends=False)
    return ("region", place) if place else None


@cache
def _kinds() -> Phrases[str]:
    return phrases(WATCHED)
