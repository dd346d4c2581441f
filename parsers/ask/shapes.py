"""Cuts what was typed into words, and tells a date in figures from the other things that are written in figures."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from parsers.text.folding import INVISIBLE, one_script

# What looks like a day and a month and is not: round the clock, a date that stands for what happened on it, fractions.
_NO_DATES = frozenset(["24/7", "9/11", "1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "50/50"])
_ALIKE = {
    **dict.fromkeys("'‘’‛ʼʹ`´′", "’"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "ё": "е",
    "→": "→",
}
# «П"ятниця»: the mark that some keyboards have nearest to an apostrophe.
_QUOTED_INSIDE = re.compile(r'(?<=[^\W\d_])"(?=[єїюя])')
_BEFORE = r"(?<![\w,/:№$€₴#+])(?<!\d\.)"
_BEHIND = r"(?![\d%$€₴]|[.,:/]\d|[^\W\d_])"
_TOKEN = re.compile(
    "|".join(
        (
            rf"(?P<iso>{_BEFORE}(?P<y>\d{{4}})(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}}){_BEHIND})",
            rf"(?P<compact>{_BEFORE}(?P<cy>20\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?!\d){_BEHIND})",
            rf"(?P<full>{_BEFORE}(?P<fd>\d{{1,2}})(?P<fs>[-./])(?P<fm>\d{{1,2}})(?P=fs)(?P<fy>\d{{4}}|\d\d){_BEHIND})",
            rf"(?P<month>{_BEFORE}(?:(?P<my>\d{{4}})[-./](?P<mm>\d{{1,2}})|(?P<nm>\d{{1,2}})[-./](?P<ny>\d{{4}})){_BEHIND})",
            rf"(?P<part>{_BEFORE}(?P<pd>\d{{1,2}})(?P<ps>[./])(?P<pm>\d{{1,2}}){_BEHIND})",
            r"(?P<odd>[№$€₴#+]\s?\d[\d.,:/-]*|\d+(?:[.,:/]\d+)+%?|\d+(?:-\d+){2,}|\d+[%$€₴°]|\d{5,}|[$€₴%№#@*=<>^~|\\_{}\[\]]+)",
            r"(?P<short>(?<!\w)’\d\d(?!\w))",
            r"(?P<number>\d+)(?P<th>(?:-?(?:го|е|є|ге|ше|те|ме|й|я|st|nd|rd|th)|-(?:му|м|х|ї|та|ту))(?![^\W_]))?",
            r"(?P<word>[^\W\d_]+(?:’[^\W\d_]+)*)",
            r"(?P<mark>\.\.+|[-/&→;+…])",
        )
    )
)
_PIECES = re.compile(r"\d+|[^\W\d_]+(?:’[^\W\d_]+)*")
_POSSESSIVE = re.compile(r"(?<=[a-z])’s$")


class Typed(NamedTuple):
    """A word, a figure or a mark: folded, with its place in the text, and what its figures may be as a date."""

    text: str
    start: int
    end: int
    shape: str
    # Year or None, month, day; for "month" year and month.
    figures: tuple[int | None, int, int] | None = None


def plain(text: str) -> str:
    """Return the text with letters posted in two parts joined and what is invisible left out."""
    joined = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in joined if letter not in INVISIBLE)


def folded(text: str) -> str:
    """Return a plain text in lower case, as long as before: one apostrophe, one dash, ё as е."""
    text = _QUOTED_INSIDE.sub("’", text)
    return "".join(_ALIKE.get(low, low) if len(low := letter.lower()) == 1 else letter for letter in text)


def letters_and_figures(word: str) -> list[str]:
    """Return the parts of a word of a table: «х-101» as «х», «101»."""
    return _PIECES.findall(word)


def typed(text: str) -> list[Typed]:
    """Return the words, figures and marks of a plain text; spaces and the other marks are left out."""
    matches = [*_TOKEN.finditer(folded(text))]
    american = any(match["fs"] == "/" and int(match["fd"]) <= 12 < int(match["fm"]) <= 31 for match in matches)
    return [_typed(match, american) for match in matches]


def _typed(match: re.Match[str], american: bool) -> Typed:
    shape = match.lastgroup or ""
    for name in ("iso", "compact", "full", "short", "month", "part", "odd", "number", "word", "mark"):
        if match[name] is not None:
            shape = name
            break
    word, figures = match[shape], _figures(shape, match, american)
    if figures is None and shape in {"iso", "full", "month", "part"}:
        shape = "slashed" if _are_two_days(word) else "odd"
    if shape == "word":
        word = _POSSESSIVE.sub("", one_script(word) if _is_mixed(word) else word)
    if shape == "short":
        word, shape = f"20{word[1:]}", "number"
    if shape == "number" and match["th"]:
        shape = "ordinal"
    return Typed(word, *match.span(), shape, figures)


def _are_two_days(word: str) -> bool:
    """Return whether figures are two days in a row around a slash: «26/27»."""
    first, _, second = word.partition("/")
    return second.isdecimal() and int(second) == int(first) + 1 <= 31


def _is_mixed(word: str) -> bool:
    """Return whether a word is in two scripts; one in Latin alone is never taken for a Cyrillic one."""
    return any("a" <= letter <= "z" for letter in word) and any("а" <= letter <= "ґ" for letter in word)


def _figures(shape: str, match: re.Match[str], american: bool) -> tuple[int | None, int, int] | None:
    """Return year, month and day of a date in figures, perhaps in the American order; None where they are none."""
    if shape == "iso":
        return int(match["y"]), int(match["m"]), int(match["d"])
    if shape == "compact":
        return int(match["cy"]), int(match["cm"]), int(match["cd"])
    if shape == "full":
        number, month, year = int(match["fd"]), int(match["fm"]), int(match["fy"])
        if american and match["fs"] == "/" and number <= 12:  # where only that order is possible, of both ends
            number, month = month, number
        if len(match["fy"]) == 4:
            return year, month, number
        return (year + 2000, month, number) if 1 <= number <= 31 and 1 <= month <= 12 else None
    if shape == "month":
        return int(match["my"] or match["ny"]), int(match["mm"] or match["nm"]), 1
    if shape == "part" and match[0] not in _NO_DATES:
        number, month = int(match["pd"]), int(match["pm"])
        return (None, month, number) if 1 <= number <= 31 and 1 <= month <= 12 else None
    return None
