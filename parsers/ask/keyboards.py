"""Text typed on the wrong keyboard: «jltcf» are the keys of «одеса»."""

from __future__ import annotations

from collections.abc import Iterator

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю’"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюе"


def other_keyboards(text: str) -> Iterator[str]:
    """Yield what a text is on the other keyboards: Latin on the two Cyrillic ones, Cyrillic on the Latin one."""
    low = text.lower().replace("’", "'")
    letters = [letter for letter in low if letter.isalpha()]
    if letters and all("a" <= letter <= "z" for letter in letters):
        for cyrillic in (_UKRAINIAN, _RUSSIAN):
            yield low.translate(str.maketrans(_LATIN, cyrillic))
    elif letters and all("а" <= letter <= "ґ" for letter in letters):
        yield low.translate(str.maketrans(_UKRAINIAN + "ыэъ", _LATIN + "s']"))
