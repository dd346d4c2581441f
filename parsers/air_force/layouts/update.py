"""The Air Force's later update on a reported attack: «Уточнена інформація …», for the country or for one region."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.air_force.tally import reading
from parsers.channels import Channel
from parsers.places import TARGETS
from parsers.records import Post, Reading, Scope
from parsers.text.sentences import first_sentence_end
from parsers.text.tokens import Token

NAME = "air_force_update"
ORDER = 1


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether the post calls itself an update in its first words (@kpszsu 69965, 72080: July, August 2026)."""
    return _title(tokens) is not None


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Return a partial tally: regional if the title names a region, otherwise a correction of the national one."""
    title = _title(tokens)
    assert title is not None
    scope = Scope.REGIONAL if _names_a_region(tokens, title) else Scope.CORRECTION
    return reading(post, channel, tokens, NAME, scope)


def _title(tokens: Sequence[Token]) -> int | None:
    """Return the index of «уточнен…» in the post's first sentence, or None.

    Further on, «за уточненими даними» only says where a whole report has its figures from.
    """
    titles = [
        at
        for at, token in enumerate(tokens[:-1])
        if token.text.startswith(("уточнен", "оновлен")) and tokens[at + 1].text.startswith(("інформаці", "дан"))
    ]
    return titles[0] if titles and titles[0] < first_sentence_end(tokens) else None


def _names_a_region(tokens: Sequence[Token], title: int) -> bool:
    """Return whether the title's line names a region: «… по нічному обстрілу Одещини»."""
    end = next((at for at in range(title, len(tokens)) if tokens[at].kind == "line"), len(tokens))
    return any(True for _ in TARGETS.search(tokens, title, end))
