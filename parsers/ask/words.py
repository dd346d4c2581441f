"""Folds the words of a question and looks them up in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from parsers.text.phrases import Phrases
from parsers.text.tokens import Token

T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]+(?:[’-][^\W_]+)*|\d+|[^\w\s]")
# «22-го», «22nd»
_ORDINAL = re.compile(r"(?<=\d)-?(?:го|е|є|ге|ше|те|ме|st|nd|rd|th)\b")


def cleaned(text: str) -> str:
    """Return the text folded: lower case, one apostrophe, one dash, no endings on numbers."""
    folded = text.casefold().replace("ё", "е")
    folded = re.sub("['‘ʼ`´]", "’", folded).strip(' \t\n.,!?«»"')
    return _ORDINAL.sub("", re.sub("[‐‑‒–—−]", "-", folded))


def tokens(text: str) -> list[Token]:
    """Return the words, numbers and marks of a folded text."""
    return [Token("word", match[0], *match.span()) for match in _WORD.finditer(text)]


def only(rows: Phrases[T], tokens: list[Token]) -> T | None:
    """Return the row whose phrase is the whole text, or None."""
    hit = rows.match(tokens, 0) if tokens else None
    return hit.row if hit and hit.after == len(tokens) else None


def phrases(rows: Iterable[tuple[T, str]]) -> Phrases[T]:
    """Return the phrases of rows given as (row, phrases separated by ``;``)."""
    return Phrases((phrase.strip(), row) for row, phrases in rows for phrase in phrases.split(";"))
