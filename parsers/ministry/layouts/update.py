"""The ministry's later update on a report: «Уточненные данные: …», «Исправление»."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.channels import Channel
from parsers.ministry.reading import read_counts
from parsers.ministry.recognition import is_report
from parsers.records import Post, Reading, Scope
from parsers.text.phrases import any_of
from parsers.text.sentences import first_sentence_end
from parsers.text.tokens import Token

NAME = "ministry_update"
ORDER = 1
# Written for posts of autumn 2026 that nobody has seen yet; further on the words only say where figures are from.
_TITLE = any_of("уточненн данн; уточненн информац; уточнение=; исправление=; поправка=")
_FIRST_WORDS = 4


def recognises(post: Post, tokens: Sequence[Token]) -> bool:
    """Return whether the post calls itself a correction in the first words of its first sentence."""
    first = next((at for at, token in enumerate(tokens) if token.kind == "word"), len(tokens))
    title = next(iter(_TITLE.search(tokens, first, min(first + _FIRST_WORDS, len(tokens)))), None)
    return title is not None and title[1].after <= first_sentence_end(tokens) and is_report(tokens)


def read(post: Post, channel: Channel, tokens: Sequence[Token]) -> Reading:
    """Return the counts of a correction, which never represent the night on their own."""
    return read_counts(post, channel, tokens, NAME, Scope.CORRECTION)
