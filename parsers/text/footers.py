"""The closing lines of a post that belong to its channel and not to the report, and unknown lines that may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from parsers.channels import CHANNELS
from parsers.places import REGIONS, TARGETS
from parsers.prefilter import may_count
from parsers.records import Words
from parsers.text.tokens import Token, tokens
from parsers.vocabulary.footers import FOOTERS, MOST_WORDS, TELLING

PLACES = {"uk": TARGETS, "ru": REGIONS}
ENDS = frozenset(".!?…)»”\"'")
OPENS = frozenset("(«“\"'#@")
# Tokens: no footer has half as many, and the rest of a post need not be searched.
TAIL = 120
A_WORD = 3  # letters; «ℹ️» alone is the remainder of a known footer
COUNTED = frozenset({"word", "number", "dotted"})


@dataclass(frozen=True, slots=True)
class Closing:
    """A ``line`` at the end of these ``posts``; ``alike`` is its form for comparison with others."""

    channel: str
    alike: str
    line: str
    posts: tuple[int, ...]


def footer(text: str, channel: str, text_tokens: Sequence[Token] | None = None) -> Words | None:
    """Return where the known footer of a post is, from its first line to the end of the text; None if there is none.

    ``text_tokens`` are the text's tokens, if at hand. A phrase counts if it begins a line or a sentence, or follows a
    sign such as 🔹: the same words in the middle of a sentence belong to the post.
    """
    text_tokens = tokens(text) if text_tokens is None else text_tokens
    words = [token for token in text_tokens[-TAIL:] if token.kind in COUNTED]
    left = len(words)
    while phrase := _known_at_end(text, words[:left], channel):
        left -= phrase
    if left == len(words):
        return None
    if left == 0 and len(text_tokens) > TAIL:
        return words[0].start, len(text)  # a footer pasted over and over: there may be a report before it
    return _behind(text, words[left - 1].end if left else 0), len(text)


def without_footer(text: str, channel: str, text_tokens: Sequence[Token] | None = None) -> str:
    """Return the text before its known footer: every place in it is the same as in the post."""
    end = footer(text, channel, text_tokens)
    return text[: end[0]].rstrip() if end else text


def unknown_closing(text: str, channel: str) -> str | None:
    """Return the last line of a post if it may be an unknown footer; None if it is about the attack.

    It may be one if it is short, is not the whole post, and names no weapon, no outcome and no place.
    """
    lines = [line.strip() for line in without_footer(text, channel).splitlines() if line.strip()]
    if len(lines) < 2 or sum(map(str.isalpha, lines[-1])) < A_WORD or _tells(lines[-1], CHANNELS[channel].language):
        return None
    return lines[-1]


def repeated_closings(posts: Sequence[tuple[int, str]], channel: str, needed: int) -> list[Closing]:
    """Return the unknown last lines under at least ``needed`` of some posts (number, text).

    They are in the order of the posts.
    """
    by_line: dict[str, list[tuple[int, str]]] = {}
    for number, text in posts:
        if line := unknown_closing(text, channel):
            by_line.setdefault(alike(line), []).append((number, line))
    return [
        Closing(channel, words, group[0][1], tuple(number for number, _ in group))
        for words, group in by_line.items()
        if len(group) >= needed
    ]


def alike(line: str) -> str:
    """Return a line in its form for comparison: its words in lower case and one script, ``#`` for every number."""
    return " ".join(_words([token for token in tokens(line) if token.kind in COUNTED]))


def is_known(line: str, channel: str) -> bool:
    """Return whether a line is nothing but known footers."""
    known = footer(line, channel)
    return known is not None and not alike(line[: known[0]])


def _known_at_end(text: str, words: Sequence[Token], channel: str) -> int:
    """Return how many of the last words are a known phrase on its own; 0 if there is none."""
    for phrase in _phrases(channel):
        size = len(phrase)
        if len(words) >= size and tuple(_words(words[-size:])) == phrase and _begins(text, words, len(words) - size):
            return size
    return 0


def _begins(text: str, words: Sequence[Token], at: int) -> bool:
    """Return whether a word begins something new: the text, a line, a sentence, or after a sign of the channel."""
    if at == 0:
        return True
    between = text[words[at - 1].end : words[at].start]
    return "\n" in between or any(mark in ENDS or mark in OPENS or _is_sign(mark) for mark in between)


def _is_sign(mark: str) -> bool:
    """Return whether a mark is a picture or a bullet, not a comma or a dash."""
    return not mark.isspace() and not mark.isalnum() and mark not in ",;:-–—/"


def _behind(text: str, end: int) -> int:
    """Return the place after the marks that end what comes before a footer, and the space after them."""
    while end < len(text) and (text[end] in ENDS or text[end].isspace()):
        end += 1
    return end


def _tells(line: str, language: str) -> bool:
    text_tokens = tokens(line)
    words = [token.text for token in text_tokens if token.kind == "word"]
    if not words or len(words) > MOST_WORDS or may_count(line, language):
        return True
    return (
        any(word.startswith(TELLING) for word in words) or next(PLACES[language].search(text_tokens), None) is not None
    )


def _words(tokens: Sequence[Token]) -> list[str]:
    return [token.text if token.kind == "word" else "#" for token in tokens]


@cache
def _phrases(channel: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a channel in the form of tokens, the longest first."""
    made = {tuple(_words_of_row(row)) for row in FOOTERS.get(channel, ())}
    return tuple(sorted(made, key=lambda phrase: (-len(phrase), phrase)))


def _words_of_row(row: str) -> list[str]:
    return ["#" if word == "#" else tokens(word)[0].text for word in row.split()]
