"""Texts that markup, lengths and splitting may trip over."""

from __future__ import annotations

from random import Random

# A post or a message of a person is at most so long.
LONGEST = 4096
SIZES = (1, 3, 12, 12, 80, 80, 300, 600, 1500, LONGEST)
# Signs of HTML, two units a letter, joined and bare marks, text from right to left, spaces of all kinds, line ends,
# what str.format would take for a name.
LETTERS = (
    *"<>&\"'/;=#абвгїєґ ZЯ019.,-–—«»’ʼ\n\t",
    *("&amp;", "&lt;b&gt;", "<b>", "</b>", "</blockquote>", "<a href='x'>", "<!--", "&#0;"),
    *("]]>", "%s", "{day}", "{0}"),
    *("👨‍👩‍👧‍👦", "🇺🇦", "🟥", "e\u0301", "\u0301", "\u202e", "\u200b", "\ufeff", "\u00a0", "\u2028", "\r\n"),
    *("𝟗", "שלום", "𒐫"),
)
# Alone and over and over.
ONES = (
    *(" ", "\n", "\t", "<", "&", "x", "7", "🟥", "👨‍👩‍👧‍👦", "\u0301", "\u202e", "\u00a0"),
    *("\n\n ", "</b>", "<b>", "&lt;", ". "),
)
POOL = "".join(Random(0).choices(LETTERS, k=100_000))


def text(dice: Random) -> str:
    """1 to 4,096 letters: a mixture, one letter over and over, or a long emptiness between two words."""
    size = dice.choice(SIZES)
    match dice.randrange(10):
        case 0:
            return (dice.choice(ONES) * size)[:LONGEST]
        case 1:
            return f"Збито {dice.choice(ONES) * size}"[: LONGEST - 4] + " 212"
        case _:
            start = dice.randrange(len(POOL) - size)
            return POOL[start : start + size]


def short(dice: Random) -> str:
    """Up to 60 letters."""
    start = dice.randrange(len(POOL) - 60)
    return POOL[start : start + dice.randrange(1, 60)]


def spoken(dice: Random) -> str:
    """A text that says something: Telegram sends no blank message on."""
    return found if (found := text(dice)).strip() else "?"
