"""Folds the letters of a text without losing their places: look-alikes become one.

Posts mix three dashes, six quotes, NBSP, soft hyphens and Latin look-alikes («c 23:00», @mod_russia 2025-09-16; "X-101"
in copies).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from parsers.text.marks import struck_places

APOSTROPHE = "’"
QUOTE = '"'
DASH = "-"
INVISIBLE = "\u00ad\u2060\ufeff\u0301"

_ALIKE = {
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u200b\u200c\u200d\u200e\u200f\ufe0e\ufe0f\t", " "),
    **dict.fromkeys("‐‑‒–—―−", DASH),
    **dict.fromkeys("«»“”„‟″〝〞", QUOTE),
    **dict.fromkeys("'‘’‛ʼʹ`´′", APOSTROPHE),
    **dict.fromkeys("▪▫•●◾◽🔹🔸➡", "•"),
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "İ": "I",
    "ё": "е",
    "Ё": "Е",
}
_UNEVEN = re.compile(f"[{INVISIBLE}]|[\u0300-\u036f]")

# Latin letters that look like Cyrillic ones, and back.
_TO_CYRILLIC = str.maketrans("aceiopxykmthb", "асеіорхукмтнв")
_TO_LATIN = str.maketrans("асеіорхукмтнв", "aceiopxykmthb")
_ALL_LOOK_ALIKE = re.compile(r"(?!kh-)[aceiopxykmthb]+(?:-\d+[a-zа-я]?)?")
_LETTERS_ALIKE = frozenset("aceiopxykmthbасеіорхукмтнв")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-яіїєґ]")


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return the text in lower case with look-alike marks unified, and the place of each character in ``text``.

    The places are None if nothing was removed, so that they are the same.
    """
    folded = text.lower()
    if len(folded) != len(text) or _UNEVEN.search(text):
        return _fold_unevenly(text)
    for mark, plain in _ALIKE.items():
        if mark in folded:
            folded = folded.replace(mark, plain)
    return folded, None


def _fold_unevenly(text: str) -> tuple[str, list[int]]:
    """Fold a text in which characters vanish or join.

    They are invisible and struck ones, and letters posted in two parts (и + breve). Struck text is not read; between
    two words it leaves a space.
    """
    letters: list[str] = []
    places: list[int] = []
    struck = struck_places(text)
    for place, letter in enumerate(text):
        if letter in INVISIBLE:
            continue
        if place in struck:
            if struck[place]:
                letters.append(" ")
                places.append(place)
            continue
        if unicodedata.combining(letter) and letters:
            joined = unicodedata.normalize("NFC", letters[-1] + letter)
            if len(joined) == 1:
                letters[-1] = _ALIKE.get(joined, joined)
                continue
        low = _ALIKE.get(letter, letter).lower()
        letters.append(low[0])
        places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=4096)
def one_script(word: str) -> str:
    """Return a folded word in the one script it is meant in: «c» before a time is Cyrillic, «Shаhed» is Latin."""
    if not _LATIN.search(word):
        return word
    if not _CYRILLIC.search(word):
        return word.translate(_TO_CYRILLIC) if _ALL_LOOK_ALIKE.fullmatch(word) else word
    # «АЭC»: a letter that only one script has shows which is meant.
    telling = [letter for letter in word if letter.isalpha() and letter not in _LETTERS_ALIKE]
    latin, cyrillic = (len(kind.findall("".join(telling) or word)) for kind in (_LATIN, _CYRILLIC))
    return word.translate(_TO_LATIN if latin > cyrillic else _TO_CYRILLIC)
