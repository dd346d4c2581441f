"""The Air Force's report of a night or a day: what was launched at Ukraine, what became of it, where it fell.

One layout since 2022: who attacked, with what, from where; who repelled it; what was downed; hits and debris. Headline,
bullets and bracketed windows vary; the walk over sentences reads them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsers.air_force.tally import reading
from parsers.channels import Channel
from parsers.records import Post, Reading, Scope
from parsers.text.tokens import Token, flat
from parsers.vocabulary.air_force import ENOUGH, SIGNS, UNMISTAKABLE

NAME = "air_force_report"
ORDER = 3
_SIGNS = tuple(tuple(phrases.split("; ")) for _, phrases in SIGNS)
_UNMISTAKABLE = tuple(UNMISTAKABLE.split("; "))


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether the post shows enough independent signs of a report, never just one verb."""
    low = flat(tokens)
    return _has(low, _UNMISTAKABLE) or sum(_has(low, sign) for sign in _SIGNS) >= ENOUGH


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Return a national tally; announcements, praise of a crew and memories of old attacks are not reports."""
    return reading(post, channel, tokens, NAME, Scope.NATIONAL)


def _has(low: str, phrases: tuple[str, ...]) -> bool:
    return any(map(low.__contains__, phrases))
