"""Sentences of a report that tell of another account than its own: another night, a month, our own strikes."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.phrases import Phrases, any_of
from parsers.text import Token
from parsers.vocabulary.other_accounts import OTHERS, SUMMING_UP, Other

_OTHERS: Phrases[Other] = Phrases((phrase, other) for other, phrases in OTHERS for phrase in phrases.split(";"))
_SUMMING_UP = any_of(SUMMING_UP)


def other_account(found: Sequence[Token], first: int, after: int) -> tuple[Other, int] | None:
    """Whose account tokens ``[first, after)`` turn to, and the token at which they do; None where they do not.

    Of several the most certain speaks: «минулої ночі, 28 листопада, за листопад».
    """
    hits = [(hit.row, at) for at, hit in _OTHERS.search(found, first, after) if hit.row is not Other.OWN]
    return min(hits, key=lambda one: (one[0] is Other.PERHAPS, one[1]), default=None)


def sums_up(found: Sequence[Token], first: int, after: int) -> set[int] | None:
    """The tokens by which a sentence says that it tells once more what was told; None where it does not."""
    said = {i for at, hit in _SUMMING_UP.search(found, first, after) for i in range(at, hit.after)}
    return said or None


def bracketed(found: Sequence[Token], first: int, after: int) -> set[int]:
    """The tokens of brackets that tell of another account: «98 БПЛА (ранее сообщалось о 92)»."""
    inside: set[int] = set()
    for opened in (at for at in range(first, after) if found[at].text == "("):
        close = next((at for at in range(opened, after) if found[at].text == ")"), after)
        if other_account(found, opened + 1, close):
            inside.update(range(opened, close))
    return inside
